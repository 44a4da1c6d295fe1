"""What PostGIS adds to PostgreSQL's types: shapes in parentheses, and what its functions give."""

from __future__ import annotations

import re
from collections.abc import Sequence

from erdapp.dialects.keywords import words

_SHAPES = {
    name.lower(): name
    for name in words(
        """
    Geometry Point LineString Polygon MultiPoint MultiLineString MultiPolygon GeometryCollection
    CircularString CompoundCurve CurvePolygon MultiCurve MultiSurface PolyhedralSurface Triangle
    Tin
    """
    )
}
_SHAPE = re.compile(rf"({'|'.join(_SHAPES)})\s*(zm|z|m)?", re.IGNORECASE)
_LONGITUDE_LATITUDE = "4326"
"""The reference system of a geography that names none."""


def modifiers(type: str, args: Sequence[str]) -> tuple[str, ...]:
    """What stands in the parentheses of `geometry(pointz,4326)` as `format_type()` prints it;
    of any other type as it is."""
    found = _SHAPE.fullmatch(args[0].strip(" '")) if args else None
    if found is None or type not in ("geometry", "geography"):
        return tuple(args)
    shape = _SHAPES[found[1].lower()] + (found[2] or "").upper()
    system = args[1] if len(args) > 1 and args[1] != "0" else ""
    if type == "geography":
        system = system or _LONGITUDE_LATITUDE
    if shape == "Geometry" and not system:
        return ()
    return (shape, system) if system else (shape,)


DOUBLES = words(
    """
    st_3ddistance st_3dlength st_3dmaxdistance st_3dperimeter st_angle st_area st_area2d st_azimuth
    st_distance st_distancesphere st_distancespheroid st_frechetdistance st_hausdorffdistance
    st_interpolatepoint st_length st_length2d st_lengthspheroid st_linelocatepoint st_m
    st_maxdistance st_minimumclearance st_perimeter st_perimeter2d st_x st_xmax st_xmin st_y
    st_ymax st_ymin st_z st_zmax st_zmin
    """
)
"""Functions that give a `double precision`."""

INTEGERS = words(
    """
    st_dimension st_linecrossingdirection st_memsize st_npoints st_nrings
    st_numgeometries st_numinteriorring st_numinteriorrings st_numpatches st_numpoints st_srid
    """
)
"""Functions that give an `integer`."""

TEXTS = words(
    """
    geometrytype st_asencodedpolyline st_asewkt st_asgeojson st_asgml st_ashexewkb st_askml
    st_aslatlontext st_assvg st_astext st_asx3d st_geohash st_geometrytype st_isvalidreason
    st_summary
    """
)
"""Functions that give a `text`."""
