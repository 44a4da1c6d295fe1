ALTER TABLE pets MODIFY COLUMN likes set('v0','v1','v2','v3','v4','v5','v6','v7') COMMENT 'full';
