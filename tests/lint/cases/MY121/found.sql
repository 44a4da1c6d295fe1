ALTER TABLE pets MODIFY COLUMN likes set('nuts','hay','fish');
