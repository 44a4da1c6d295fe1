-- atlas:txmode none

CREATE UNIQUE INDEX CONCURRENTLY pets_pkey ON pets (id);
ALTER TABLE pets ADD CONSTRAINT pets_pkey PRIMARY KEY USING INDEX pets_pkey;
