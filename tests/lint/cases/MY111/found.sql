ALTER TABLE pets MODIFY COLUMN kind enum('owl','dog','cat');
