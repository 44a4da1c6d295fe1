-- atlas:txmode none

DROP INDEX CONCURRENTLY pets_name;
