ALTER TABLE pets MODIFY COLUMN kind enum('cat','dog','owl','last');
