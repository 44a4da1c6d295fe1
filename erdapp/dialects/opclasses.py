"""Operator classes of PostgreSQL and its extensions that are the default for their type: saying
one in an index changes nothing, and the server doesn't say it back."""

from __future__ import annotations

from erdapp.dialects.keywords import words

_BTREE_AND_HASH = words(
    """
    aclitem_ops array_ops bit_ops bool_ops bpchar_ops bytea_ops char_ops cid_ops date_ops enum_ops
    float4_ops float8_ops int2_ops int4_ops int8_ops interval_ops jsonb_ops macaddr8_ops macaddr_ops
    money_ops multirange_ops name_ops numeric_ops oid_ops oidvector_ops pg_lsn_ops range_ops
    record_ops text_ops tid_ops time_ops timestamp_ops timestamptz_ops timetz_ops tsquery_ops
    tsvector_ops uuid_ops varbit_ops xid8_ops xid_ops
    btree_geography_ops btree_geometry_ops btree_hstore_ops citext_ops cube_ops ean13_ops
    hash_geometry_ops hash_hstore_ops isbn13_ops isbn_ops ismn13_ops ismn_ops issn13_ops issn_ops
    ltree_ops seg_ops upc_ops
    """
)
_GIST_AND_SPGIST = words(
    """
    box_ops circle_ops point_ops poly_ops quad_point_ops
    gist__int_ops gist__ltree_ops gist_bit_ops gist_bool_ops gist_bpchar_ops gist_bytea_ops
    gist_cash_ops gist_cidr_ops gist_cube_ops gist_date_ops gist_enum_ops gist_float4_ops
    gist_float8_ops gist_geography_ops gist_geometry_ops_2d gist_hstore_ops gist_inet_ops
    gist_int2_ops gist_int4_ops gist_int8_ops gist_interval_ops gist_ltree_ops gist_macaddr8_ops
    gist_macaddr_ops gist_numeric_ops gist_oid_ops gist_seg_ops gist_text_ops gist_time_ops
    gist_timestamp_ops gist_timestamptz_ops gist_timetz_ops gist_uuid_ops gist_vbit_ops
    spgist_geography_ops_nd spgist_geometry_ops_2d
    """
)
_GIN = words("gin_hstore_ops")
_BRIN = words(
    """
    bit_minmax_ops box_inclusion_ops bpchar_minmax_ops bytea_minmax_ops char_minmax_ops
    date_minmax_ops float4_minmax_ops float8_minmax_ops inet_inclusion_ops int2_minmax_ops
    int4_minmax_ops int8_minmax_ops interval_minmax_ops macaddr8_minmax_ops macaddr_minmax_ops
    name_minmax_ops numeric_minmax_ops oid_minmax_ops pg_lsn_minmax_ops range_inclusion_ops
    text_minmax_ops tid_minmax_ops time_minmax_ops timestamp_minmax_ops timestamptz_minmax_ops
    timetz_minmax_ops uuid_minmax_ops varbit_minmax_ops
    brin_geography_inclusion_ops brin_geometry_inclusion_ops_2d
    """
)
_DEFAULT = _BTREE_AND_HASH | _GIST_AND_SPGIST | _GIN | _BRIN


def is_default(opclass: str, method: str) -> bool:
    """Whether an index by this method (empty: btree) has the operator class anyway."""
    if opclass == "inet_ops":  # GiST has one of this name that has to be asked for
        return method != "gist"
    return opclass in _DEFAULT
