"""Maps: what PostGIS brings is the extension's, what uses it is equal from file and server."""

from __future__ import annotations

from contextlib import closing

import pytest

from erdapp.export import export
from erdapp.loaders.base import LoadOptions, SourceFile
from erdapp.loaders.database import connect, inspect
from erdapp.loaders.database.catalog import fetch
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Extension, Schema
from tests.databases import scratch
from tests.properties.examples import differences

pytestmark = pytest.mark.live

MAP = """
CREATE EXTENSION postgis;
CREATE EXTENSION btree_gist;
CREATE DOMAIN pt AS geometry(Point,4326) CHECK (ST_X(VALUE) > 0);
CREATE TABLE places (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  spot geometry(Point,4326) NOT NULL,
  high public.geometry( pointz , 4326 ),
  area geometry(MultiPolygon, 3857),
  way geography(LINESTRING),
  anywhere geography,
  anything Geometry,
  plain geometry(geometry,0),
  full_of_dimensions GEOMETRY(PointZM),
  box box2d,
  many geometry(Point,4326)[],
  entrance pt,
  km double precision GENERATED ALWAYS AS (ST_Area(area) / 1000000) STORED,
  home geometry(Point,4326) DEFAULT ST_SetSRID(ST_MakePoint(0, 0), 4326),
  CONSTRAINT enforce_srid CHECK (ST_SRID(spot) = 4326),
  CONSTRAINT enforce_type CHECK (geometrytype(anything) = 'POINT'::text OR anything IS NULL),
  CONSTRAINT near CHECK (spot && ST_MakeEnvelope(0, 0, 10, 10, 4326)),
  EXCLUDE USING gist (area WITH &&)
);
CREATE INDEX by_spot ON places USING gist (spot);
CREATE INDEX in_the_plane ON places USING GIST (anything gist_geometry_ops_2d);
CREATE INDEX in_space ON places USING GIST (anything gist_geometry_ops_nd);
CREATE INDEX by_quadrant ON places USING spgist (area);
CREATE INDEX by_block ON places USING brin (area brin_geometry_inclusion_ops_2d);
CREATE INDEX by_way ON places USING gist (way) WHERE way IS NOT NULL;
CREATE INDEX on_the_globe ON places USING gist ((spot::geography));
CREATE INDEX projected ON places USING gist (st_transform(spot, 3857), id);
CREATE VIEW nearby AS SELECT id, ST_AsGeoJSON(spot) AS json FROM places
  WHERE ST_DWithin(spot::geography, ST_MakePoint(0, 0)::geography, 100);
"""


def _inspected(server: str, sql: str) -> Schema:
    with scratch(server, sql) as (url, _), closing(connect(url)) as connection:
        return inspect(connection, Dialect.POSTGRES).schema


def _need(server: str, extension: str) -> None:
    with closing(connect(server)) as connection:
        rows = fetch(connection, "SELECT name FROM pg_available_extensions")
    if extension not in {row.name for row in rows}:
        pytest.skip(f"the PostgreSQL server has no {extension}")


@pytest.mark.parametrize(
    "name", ["postgis", "postgis_topology", "postgis_tiger_geocoder", "pg_stat_statements"]
)
def test_what_an_extension_brings_is_not_the_schemas_own(postgres_url: str, name: str) -> None:
    _need(postgres_url, name)
    schema = _inspected(postgres_url, f"CREATE EXTENSION {name} CASCADE")
    others = [str(item.key) for item in schema.objects() if not isinstance(item, Extension)]
    assert others == []
    assert name in {item.name for item in schema.extensions}


def test_a_map_loads_equal_from_file_database_and_export(postgres_url: str) -> None:
    _need(postgres_url, "postgis")
    loaded = load_sql((SourceFile("map.sql", MAP),), LoadOptions(dialect=Dialect.POSTGRES))
    assert loaded.problems == ()
    inspected = _inspected(postgres_url, MAP)
    assert differences(loaded.schema, inspected) == ""
    assert differences(inspected, _inspected(postgres_url, export(inspected, "sql"))) == ""
