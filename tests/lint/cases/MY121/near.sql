ALTER TABLE pets MODIFY COLUMN likes set('fish','hay','nuts','last');
