ALTER TABLE pets MODIFY COLUMN likes set('fish','new','hay','nuts');
