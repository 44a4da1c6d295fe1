-- A conference, MariaDB: people hand in talks, a committee votes.
CREATE TABLE `people` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(190) NOT NULL,
  `name` varchar(120) NOT NULL,
  `bio` text,
  `role` enum('speaker','committee','staff') NOT NULL DEFAULT 'speaker',
  `created_at` datetime NOT NULL DEFAULT current_timestamp(),
  PRIMARY KEY (`id`),
  UNIQUE KEY `people_email` (`email`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='Everyone who has an account';

CREATE TABLE `tracks` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `title` varchar(80) NOT NULL,
  `colour` char(7) NOT NULL DEFAULT '#4256d0',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `rooms` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(80) NOT NULL,
  `seats` smallint unsigned NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `rooms_name` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `talks` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `track_id` int unsigned DEFAULT NULL,
  `title` varchar(200) NOT NULL,
  `abstract` mediumtext NOT NULL,
  `minutes` tinyint unsigned NOT NULL DEFAULT 30,
  `state` enum('draft','submitted','accepted','rejected') NOT NULL DEFAULT 'draft',
  PRIMARY KEY (`id`),
  KEY `talks_track` (`track_id`),
  FULLTEXT KEY `talks_text` (`title`, `abstract`),
  CONSTRAINT `talks_track_fk` FOREIGN KEY (`track_id`) REFERENCES `tracks` (`id`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `talk_speakers` (
  `talk_id` int unsigned NOT NULL,
  `person_id` int unsigned NOT NULL,
  `main` tinyint(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (`talk_id`, `person_id`),
  KEY `talk_speakers_person` (`person_id`),
  CONSTRAINT `talk_speakers_talk_fk` FOREIGN KEY (`talk_id`) REFERENCES `talks` (`id`) ON DELETE CASCADE,
  CONSTRAINT `talk_speakers_person_fk` FOREIGN KEY (`person_id`) REFERENCES `people` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `votes` (
  `talk_id` int unsigned NOT NULL,
  `person_id` int unsigned NOT NULL,
  `points` tinyint NOT NULL,
  `remark` text,
  PRIMARY KEY (`talk_id`, `person_id`),
  KEY `votes_person` (`person_id`),
  CONSTRAINT `votes_talk_fk` FOREIGN KEY (`talk_id`) REFERENCES `talks` (`id`) ON DELETE CASCADE,
  CONSTRAINT `votes_person_fk` FOREIGN KEY (`person_id`) REFERENCES `people` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `sponsors` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(120) NOT NULL,
  `level` enum('gold','silver','bronze') NOT NULL,
  `website` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
