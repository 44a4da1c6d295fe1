"""PostgreSQL: the functions of its own that a schema's function may be named like.

From `pg_proc` of PostgreSQL 15 and the release notes of 16 to 18: what people could call, without
the functions behind operators, types and index methods. Names that begin with `pg_` are left to
`is_system`.
"""

from __future__ import annotations

from erdapp.dialects.keywords import words

_FUNCTIONS = words(
    """
    abbrev abs aclcontains aclexplode aclinsert aclremove acos acosd acosh age amvalidate
    any_value anytextcat area array_agg array_append array_cat array_dims array_fill
    array_length array_lower array_ndims array_position array_positions array_prepend
    array_remove array_replace array_reverse array_sample array_shuffle array_sort array_to_json
    array_to_string array_to_tsvector array_upper arraycontained arraycontains arrayoverlap
    ascii asin asind asinh atan atan2 atan2d atand atanh avg
    binary_upgrade_create_empty_extension binary_upgrade_set_missing_value
    binary_upgrade_set_next_array_pg_type_oid binary_upgrade_set_next_attribute_versions
    binary_upgrade_set_next_heap_pg_class_oid binary_upgrade_set_next_heap_relfilenode
    binary_upgrade_set_next_index_pg_class_oid binary_upgrade_set_next_index_relfilenode
    binary_upgrade_set_next_multirange_array_pg_type_oid
    binary_upgrade_set_next_multirange_pg_type_oid binary_upgrade_set_next_pg_authid_oid
    binary_upgrade_set_next_pg_enum_oid binary_upgrade_set_next_pg_tablespace_oid
    binary_upgrade_set_next_pg_type_oid binary_upgrade_set_next_toast_pg_class_oid
    binary_upgrade_set_next_toast_relfilenode binary_upgrade_set_record_init_privs bit bit_and
    bit_count bit_length bit_or bit_xor bitand bitcat bitnot bitor bitshiftleft bitshiftright
    bitxor bool bool_and bool_or booland_statefunc boolor_statefunc bound_box box box_above
    box_add box_below box_center box_contain_pt box_contained box_distance box_intersect
    box_left box_overabove box_overbelow box_overlap box_overleft box_overright box_right
    box_same box_sub bpchar bpchariclike bpcharicnlike bpcharlike bpcharnlike broadcast btrim
    byteacat bytealike byteanlike cardinality casefold cash_div_cash cash_div_flt4 cash_div_flt8
    cash_div_int2 cash_div_int4 cash_div_int8 cash_mul_flt4 cash_mul_flt8 cash_mul_int2
    cash_mul_int4 cash_mul_int8 cash_words cbrt ceil ceiling center char char_length
    character_length chr cidr circle_above circle_add_pt circle_below circle_center
    circle_contain_pt circle_contained circle_distance circle_div_pt circle_left circle_mul_pt
    circle_overabove circle_overbelow circle_overlap circle_overleft circle_overright
    circle_right circle_same circle_sub_pt clock_timestamp close_ls close_lseg close_pb close_ps
    close_sb col_description concat concat_ws convert convert_from convert_to corr cos cosd cosh
    cot cotd count covar_pop covar_samp crc32 crc32c cume_dist current_database current_query
    current_schema current_schemas current_setting current_user currtid2 currval cursor_to_xml
    cursor_to_xmlschema database_to_xml database_to_xml_and_xmlschema database_to_xmlschema date
    date_add date_bin date_cmp_timestamp date_cmp_timestamptz date_eq_timestamp
    date_eq_timestamptz date_ge_timestamp date_ge_timestamptz date_gt_timestamp
    date_gt_timestamptz date_le_timestamp date_le_timestamptz date_lt_timestamp
    date_lt_timestamptz date_mi_interval date_mii date_ne_timestamp date_ne_timestamptz
    date_part date_pl_interval date_pli date_subtract date_trunc daterange_canonical
    daterange_subdiff dcbrt decode degrees dense_rank dexp diagonal diameter dist_bp dist_bs
    dist_cpoint dist_cpoly dist_lp dist_ls dist_pathp dist_pb dist_pc dist_polyc dist_polyp
    dist_ppath dist_ppoly dist_ps dist_sb dist_sl dist_sp div dlog1 dlog10 dpow dround dsqrt
    dtrunc encode enum_first enum_last erf erfc every exp extract factorial family first_value
    float4 float8 float8_avg float8_corr float8_covar_pop float8_covar_samp float8_regr_avgx
    float8_regr_avgy float8_regr_intercept float8_regr_r2 float8_regr_slope float8_regr_sxx
    float8_regr_sxy float8_regr_syy float8_stddev_pop float8_stddev_samp float8_var_pop
    float8_var_samp floor flt4_mul_cash flt8_mul_cash fmgr_c_validator fmgr_internal_validator
    fmgr_sql_validator format format_type gamma gcd gen_random_uuid generate_series
    generate_subscripts get_bit get_byte get_current_ts_config getdatabaseencoding getpgusername
    height host hostmask icu_unicode_version inet_client_addr inet_client_port inet_same_family
    inet_server_addr inet_server_port inetand inetmi_int8 inetnot inetor initcap int2
    int2_mul_cash int2and int2mod int2not int2or int2shl int2shr int2xor int4 int4_mul_cash
    int4and int4inc int4mod int4not int4or int4range_canonical int4range_subdiff int4shl int4shr
    int4xor int8 int8_avg int8_mul_cash int8and int8dec int8dec_any int8inc int8inc_any
    int8inc_float8_float8 int8mod int8not int8or int8pl_inet int8range_canonical
    int8range_subdiff int8shl int8shr int8xor integer_pl_date inter_lb inter_sb inter_sl
    interval interval_avg interval_hash_extended interval_pl_date interval_pl_time
    interval_pl_timestamp interval_pl_timestamptz interval_pl_timetz is_normalized isclosed
    isempty isfinite ishorizontal isopen isparallel isperp isvertical json_agg
    json_array_element json_array_element_text json_array_elements json_array_elements_text
    json_array_length json_build_array json_build_object json_each json_each_text
    json_extract_path json_extract_path_text json_object json_object_agg json_object_field
    json_object_field_text json_object_keys json_populate_record json_populate_recordset
    json_strip_nulls json_to_record json_to_recordset json_to_tsvector json_typeof jsonb_agg
    jsonb_array_element jsonb_array_element_text jsonb_array_elements jsonb_array_elements_text
    jsonb_array_length jsonb_build_array jsonb_build_object jsonb_concat jsonb_contained
    jsonb_contains jsonb_delete jsonb_delete_path jsonb_each jsonb_each_text jsonb_exists
    jsonb_exists_all jsonb_exists_any jsonb_extract_path jsonb_extract_path_text
    jsonb_hash_extended jsonb_insert jsonb_object jsonb_object_agg jsonb_object_field
    jsonb_object_field_text jsonb_object_keys jsonb_path_exists jsonb_path_exists_opr
    jsonb_path_exists_tz jsonb_path_match jsonb_path_match_opr jsonb_path_match_tz
    jsonb_path_query jsonb_path_query_array jsonb_path_query_array_tz jsonb_path_query_first
    jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record jsonb_populate_recordset
    jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record jsonb_to_recordset
    jsonb_to_tsvector jsonb_typeof justify_days justify_hours justify_interval lag last_value
    lastval lcm lead left length lgamma like like_escape line line_distance line_horizontal
    line_interpt line_intersect line_parallel line_perp line_vertical ln lo_close lo_creat
    lo_create lo_export lo_from_bytea lo_get lo_import lo_lseek lo_lseek64 lo_open lo_put
    lo_tell lo_tell64 lo_truncate lo_truncate64 lo_unlink log log10 loread lower lower_inc
    lower_inf lowrite lpad lseg lseg_center lseg_distance lseg_horizontal lseg_interpt
    lseg_intersect lseg_length lseg_parallel lseg_perp lseg_vertical ltrim macaddr macaddr8
    macaddr8_and macaddr8_not macaddr8_or macaddr8_set7bit macaddr_and macaddr_not macaddr_or
    make_date make_interval make_time make_timestamp make_timestamptz makeaclitem masklen max
    md5 min mod mode money mul_d_interval multirange_contains_elem multirange_intersect
    multirange_intersect_agg_transfn multirange_minus multirange_union name nameconcatoid
    nameeqtext namegetext namegttext nameiclike nameicnlike nameletext namelike namelttext
    namenetext namenlike netmask network network_overlap network_sub nextval normalize notlike
    now npoints nth_value ntile num_nonnulls num_nulls numeric numeric_add numeric_div_trunc
    numeric_exp numeric_inc numeric_ln numeric_log numeric_mod numeric_pl_pg_lsn numeric_power
    numeric_sqrt numeric_sub numeric_uminus numeric_uplus numnode numrange_subdiff
    obj_description octet_length oid oidvectortypes on_pb on_ppath on_ps on_sb on_sl overlaps
    overlay parse_ident path path_add path_add_pt path_contain_pt path_distance path_div_pt
    path_inter path_length path_mul_pt path_npoints path_sub_pt pclose percent_rank
    percentile_cont percentile_disc phraseto_tsquery pi plainto_tsquery plpgsql_call_handler
    plpgsql_validator point point_above point_add point_below point_distance point_horiz
    point_left point_right point_sub point_vert poly_above poly_below poly_center
    poly_contain_pt poly_contained poly_distance poly_left poly_npoints poly_overabove
    poly_overbelow poly_overlap poly_overleft poly_overright poly_right poly_same polygon popen
    position postgresql_fdw_validator pow power pt_contained_poly query_to_xml
    query_to_xml_and_xmlschema query_to_xmlschema querytree quote_ident quote_literal
    quote_nullable radians radius random random_normal range_adjacent range_after range_agg
    range_before range_contained_by range_contains range_contains_elem range_intersect
    range_intersect_agg range_intersect_agg_transfn range_merge range_minus range_overlaps
    range_overleft range_overright range_union rank regclass regexp_count regexp_instr
    regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_substr
    regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
    repeat replace reverse right round row_number row_security_active row_to_json rpad rtrim
    satisfies_hash_partition scale schema_to_xml schema_to_xml_and_xmlschema schema_to_xmlschema
    session_user set_bit set_byte set_config set_masklen setseed setval setweight sha224 sha256
    sha384 sha512 shobj_description sign similar_escape similar_to_escape sin sind sinh slope
    split_part sqrt starts_with statement_timestamp stddev stddev_pop stddev_samp string_agg
    string_to_array strip strpos substr substring sum suppress_redundant_updates_trigger
    system_user table_to_xml table_to_xml_and_xmlschema table_to_xmlschema tan tand tanh text
    textanycat textcat texteqname textgename textgtname texticlike texticnlike textlen
    textlename textlike textltname textnename textnlike time time_hash_extended time_mi_interval
    time_mi_time time_pl_interval timeofday timestamp timestamp_cmp_date
    timestamp_cmp_timestamptz timestamp_eq_date timestamp_eq_timestamptz timestamp_ge_date
    timestamp_ge_timestamptz timestamp_gt_date timestamp_gt_timestamptz timestamp_hash_extended
    timestamp_le_date timestamp_le_timestamptz timestamp_lt_date timestamp_lt_timestamptz
    timestamp_mi_interval timestamp_ne_date timestamp_ne_timestamptz timestamp_pl_interval
    timestamptz timestamptz_cmp_date timestamptz_cmp_timestamp timestamptz_eq_date
    timestamptz_eq_timestamp timestamptz_ge_date timestamptz_ge_timestamp timestamptz_gt_date
    timestamptz_gt_timestamp timestamptz_le_date timestamptz_le_timestamp timestamptz_lt_date
    timestamptz_lt_timestamp timestamptz_mi_interval timestamptz_ne_date
    timestamptz_ne_timestamp timestamptz_pl_interval timetz timetz_hash_extended
    timetz_mi_interval timetz_pl_interval timezone to_ascii to_bin to_char to_date to_hex
    to_json to_jsonb to_number to_oct to_regclass to_regcollation to_regnamespace to_regoper
    to_regoperator to_regproc to_regprocedure to_regtype to_timestamp to_tsquery to_tsvector
    transaction_timestamp translate trim_array trunc ts_debug ts_delete ts_filter ts_lexize
    ts_match_qv ts_match_tq ts_match_tt ts_match_vq ts_parse ts_rank ts_rank_cd ts_rewrite
    ts_stat ts_token_type tsq_mcontained tsq_mcontains tsquery_and tsquery_not tsquery_or
    tsquery_phrase tsrange_subdiff tstzrange_subdiff tsvector_concat tsvector_to_array
    tsvector_update_trigger tsvector_update_trigger_column txid_current txid_current_if_assigned
    txid_current_snapshot txid_snapshot_xip txid_snapshot_xmax txid_status
    txid_visible_in_snapshot unicode_assigned unicode_version unique_key_recheck unistr unnest
    upper upper_inc upper_inf uuid_extract_timestamp uuid_extract_version uuid_hash_extended
    uuidv4 uuidv7 var_pop var_samp varbit varchar variance version websearch_to_tsquery width
    width_bucket xid xideqint4 xidneqint4 xml xml_is_well_formed xml_is_well_formed_content
    xml_is_well_formed_document xmlagg xmlcomment xmlconcat2 xmlexists xmltext xmlvalidate xpath
    xpath_exists
    """
)


def is_system(name: str) -> bool:
    """Whether the server may have a function of this name in `pg_catalog`, which it looks through
    before every other namespace (manual, 5.9.5)."""
    return name.startswith("pg_") or name in _FUNCTIONS
