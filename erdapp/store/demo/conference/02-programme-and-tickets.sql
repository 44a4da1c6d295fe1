-- A conference, MariaDB: the programme is made, tickets are sold.
CREATE TABLE `people` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(190) NOT NULL,
  `name` varchar(120) NOT NULL,
  `bio` text,
  `role` enum('speaker','committee','staff','guest') NOT NULL DEFAULT 'speaker',
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
  `duration` smallint unsigned NOT NULL DEFAULT 30,
  `language` char(2) NOT NULL DEFAULT 'en',
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

CREATE TABLE `slots` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `room_id` int unsigned NOT NULL,
  `talk_id` int unsigned DEFAULT NULL,
  `starts_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `slots_room_start` (`room_id`, `starts_at`),
  UNIQUE KEY `slots_talk` (`talk_id`),
  CONSTRAINT `slots_room_fk` FOREIGN KEY (`room_id`) REFERENCES `rooms` (`id`),
  CONSTRAINT `slots_talk_fk` FOREIGN KEY (`talk_id`) REFERENCES `talks` (`id`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `tickets` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `person_id` int unsigned NOT NULL,
  `price` decimal(8,2) NOT NULL,
  `bought_at` datetime NOT NULL DEFAULT current_timestamp(),
  PRIMARY KEY (`id`),
  KEY `tickets_person` (`person_id`),
  CONSTRAINT `tickets_person_fk` FOREIGN KEY (`person_id`) REFERENCES `people` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `favourites` (
  `person_id` int unsigned NOT NULL,
  `talk_id` int unsigned NOT NULL,
  PRIMARY KEY (`person_id`, `talk_id`),
  KEY `favourites_talk` (`talk_id`),
  CONSTRAINT `favourites_person_fk` FOREIGN KEY (`person_id`) REFERENCES `people` (`id`) ON DELETE CASCADE,
  CONSTRAINT `favourites_talk_fk` FOREIGN KEY (`talk_id`) REFERENCES `talks` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
