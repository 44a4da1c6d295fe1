-- atlas:txmode none

CREATE INDEX CONCURRENTLY pets_name ON pets (name);
