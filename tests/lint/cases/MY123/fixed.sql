CREATE TABLE pet_likes (pet int, likes varchar(20));
