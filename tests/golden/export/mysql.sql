-- Create "items" table
CREATE TABLE `items` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `size` enum('S','M','X"L') CHARACTER SET latin1 COLLATE latin1_bin NOT NULL DEFAULT 'M',
  `seen` timestamp NULL ON UPDATE CURRENT_TIMESTAMP,
  `body` text NULL INVISIBLE,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `body` (`body`(20)) COMMENT 'c'
) ENGINE=MyISAM CHARSET utf8mb4;
