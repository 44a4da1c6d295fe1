DROP INDEX pets_name;
