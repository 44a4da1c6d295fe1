"""The fields of GeoDjango, which itself needs libraries that a server of ours may not have.

They say the same types and indexes as those of `django.contrib.gis` do on PostGIS and MySQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Field = models.Field[Any, Any]
else:
    Field = models.Field

NAMES = "django.contrib.gis.db.models"
_NOT_FLAT = "GIST_GEOMETRY_OPS_ND"


class SpatialField(Field):
    """A column of a spatial type, with an index unless it is told to have none."""

    geom_type = ""

    def __init__(
        self,
        verbose_name: Any = None,
        *,
        srid: int = 4326,
        spatial_index: bool = True,
        **keywords: Any,
    ) -> None:
        super().__init__(verbose_name=verbose_name, **keywords)
        self.srid, self.spatial_index = srid, spatial_index

    def db_type(self, connection: Any) -> str:
        return "raster" if connection.vendor == "postgresql" else self.geom_type

    def spatial_index_sql(self, editor: Any, model: type[models.Model]) -> Any:
        """The statement of the index; None where there is none."""
        vendor, table = editor.connection.vendor, model._meta.db_table
        if not self.spatial_index or (vendor == "mysql" and self.null):
            return None
        if vendor == "mysql":
            quote = editor.quote_name
            name = quote(f"{table}_{self.column}_id")
            return f"CREATE SPATIAL INDEX {name} ON {quote(table)}({quote(self.column)})"
        if vendor != "postgresql":
            return None
        name = editor._create_index_name(table, [self.column], "_id")
        return editor._create_index_sql(model, name=name, using=" USING GIST", **self._indexed())

    def _indexed(self) -> dict[str, Any]:
        hull = models.Func(
            models.expressions.Col(None, self),  # type: ignore[arg-type]
            template="ST_ConvexHull(%(expressions)s)",
        )
        return {"expressions": hull}


class RasterField(SpatialField):
    geom_type = "RASTER"


class GeometryField(SpatialField):
    """Any geometry; `geography` measures on the globe instead of the plane."""

    geom_type = "GEOMETRY"

    def __init__(
        self, verbose_name: Any = None, dim: int = 2, geography: bool = False, **keywords: Any
    ) -> None:
        super().__init__(verbose_name, **keywords)
        self.dim, self.geography = dim, geography

    def db_type(self, connection: Any) -> str:
        if connection.vendor != "postgresql":
            return self.geom_type
        kind = "geography" if self.geography else "geometry"
        return f"{kind}({self.geom_type}{'Z' if self.dim == 3 else ''},{self.srid})"

    def _indexed(self) -> dict[str, Any]:
        deep = self.dim > 2 and not self.geography
        return {"fields": [self], "opclasses": [_NOT_FLAT] if deep else None}


class PointField(GeometryField):
    geom_type = "POINT"


class LineStringField(GeometryField):
    geom_type = "LINESTRING"


class PolygonField(GeometryField):
    geom_type = "POLYGON"


class MultiPointField(GeometryField):
    geom_type = "MULTIPOINT"


class MultiLineStringField(GeometryField):
    geom_type = "MULTILINESTRING"


class MultiPolygonField(GeometryField):
    geom_type = "MULTIPOLYGON"


class GeometryCollectionField(GeometryField):
    geom_type = "GEOMETRYCOLLECTION"


FIELDS: dict[str, type[SpatialField]] = {
    kind.__name__: kind
    for kind in (
        RasterField, GeometryField, PointField, LineStringField, PolygonField, MultiPointField,
        MultiLineStringField, MultiPolygonField, GeometryCollectionField,
    )
}  # fmt: skip


def has_geometry(model: type[models.Model]) -> bool:
    """Whether a model has a column that PostgreSQL has only with PostGIS."""
    return any(isinstance(field, SpatialField) for field in model._meta.local_fields)
