ALTER TABLE pets MODIFY COLUMN kind enum('cat','new','dog','owl');
