"""Which functions, operators and words a translated expression may have in each dialect.

Lists of what sqlglot's output and people's views really use; what is missing here is told as lost
rather than written for a server that may refuse it.
"""

from __future__ import annotations

from erdapp.dialects.keywords import words
from erdapp.schema import Dialect

SPECIAL = words(
    """
    select from where and or not in exists all any some as on using when then else case between
    like is by over partition order having union except intersect distinct values with join
    filter within limit offset top return set lateral row
    cast coalesce nullif count sum avg min max
    """
)
"""Words that may stand before a parenthesis everywhere: syntax, and what all servers have."""

_EVERYWHERE = words("abs lower upper round replace row_number rank dense_rank lag lead")
_NEARLY = _EVERYWHERE | words(
    """
    trim ltrim rtrim ceiling floor sign power sqrt exp sin cos tan asin acos atan pi degrees radians
    concat concat_ws substring left right reverse ntile first_value last_value percent_rank
    cume_dist
    """
)

_MYSQL_FAMILY = _NEARLY | words(
    """
    if ifnull char_length length substr instr locate lpad rpad repeat space group_concat field
    now curdate curtime current_timestamp current_date current_time utc_timestamp utc_date sysdate
    date time year month day hour minute second quarter week weekday dayofmonth dayofweek
    dayofyear dayname monthname date_add date_sub date_format str_to_date datediff timestampdiff
    timestampadd last_day from_unixtime unix_timestamp makedate extract adddate subdate
    ceil mod truncate greatest least rand log log2 log10 ln pow md5 sha1 sha2 hex unhex crc32 uuid
    json_extract json_unquote json_object json_array json_valid json_length json_contains
    json_keys json_type json_arrayagg json_objectagg json_value
    regexp_instr regexp_replace regexp_substr std stddev stddev_pop stddev_samp variance var_pop
    var_samp bit_and bit_or bit_xor inet_aton inet_ntoa ascii ord bin oct conv format strcmp elt
    find_in_set convert char
    """
)

FUNCTIONS: dict[Dialect, frozenset[str]] = {
    Dialect.POSTGRES: _NEARLY
    | words(
        """
        char_length length octet_length substr strpos position overlay lpad rpad repeat
        string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bool_and bool_or
        every split_part translate initcap ascii chr md5 encode decode to_char to_date to_number
        to_timestamp extract date_part date_trunc age now current_timestamp current_date
        localtimestamp clock_timestamp make_date make_time make_interval make_timestamp interval
        ceil mod trunc greatest least random log ln log10 gen_random_uuid generate_series unnest
        json_extract_path json_extract_path_text jsonb_extract_path jsonb_extract_path_text
        json_build_object jsonb_build_object json_build_array jsonb_build_array to_json to_jsonb
        regexp_replace regexp_matches regexp_match array_length cardinality
        stddev stddev_pop stddev_samp variance var_pop var_samp bit_and bit_or percentile_cont
        percentile_disc mode grouping rollup cube sets
        """
    ),
    Dialect.MYSQL: _MYSQL_FAMILY | words("any_value grouping bin_to_uuid uuid_to_bin"),
    Dialect.MARIADB: _MYSQL_FAMILY | words("nvl nvl2 chr"),
    Dialect.SQLITE: _EVERYWHERE
    | words(
        """
        trim ltrim rtrim length substr substring instr ifnull iif hex quote char unicode printf
        format group_concat total date time datetime julianday strftime unixepoch json
        json_extract json_object json_array json_array_length json_valid json_type json_each
        json_tree json_group_array json_group_object typeof random randomblob zeroblob
        likelihood glob ntile first_value last_value percent_rank cume_dist changes
        """
    ),
    Dialect.MSSQL: (_NEARLY - words("char_length"))
    | words(
        """
        isnull iif choose len datalength charindex patindex stuff replicate space string_agg
        translate ascii char nchar unicode format str getdate getutcdate sysdatetime
        sysutcdatetime sysdatetimeoffset dateadd datediff datediff_big datepart datename
        datefromparts datetimefromparts datetime2fromparts eomonth year month day isdate
        isnumeric isjson json_value json_query try_cast try_convert try_parse parse newid
        newsequentialid rand log log10 square checksum hashbytes stdev stdevp var varp count_big
        grouping quotename switchoffset todatetimeoffset greatest least atn2 convert
        """
    ),
}
"""Functions that a view, check or default may call."""

_STANDARD = frozenset(("(", ")", ",", ".", ";", "+", "-", "*", "/", "%", "=", "<", ">"))
_COMPARED = _STANDARD | {"<=", ">=", "<>", "!="}

OPERATORS: dict[Dialect, frozenset[str]] = {
    Dialect.POSTGRES: _COMPARED
    | {"||", "::", "[", "]", ":", "~", "~*", "!~", "!~*", "->", "->>", "#>", "#>>", "&", "|"}
    | {"^", "#", "<<", ">>"},
    Dialect.MYSQL: _COMPARED | {"<=>", "->", "->>", "&", "|", "^", "~", "<<", ">>"},
    Dialect.MARIADB: _COMPARED | {"<=>", "&", "|", "^", "~", "<<", ">>"},
    Dialect.SQLITE: _COMPARED | {"||", "->", "->>", "&", "|", "~", "<<", ">>", "=="},
    Dialect.MSSQL: _COMPARED | {"&", "|", "^", "~"},
}

FORBIDDEN: dict[Dialect, frozenset[str]] = {
    Dialect.POSTGRES: words("rlike regexp match against div xor binary"),
    Dialect.MYSQL: words("ilike similar array full regclass filter"),
    Dialect.MARIADB: words("ilike similar array full regclass lateral member filter"),
    Dialect.SQLITE: words(
        "ilike similar array interval regexp match lateral extract at any some rollup cube regclass"
    ),
    Dialect.MSSQL: words(
        "ilike similar array interval regexp rlike limit lateral using natural extract regclass "
        "true false filter nulls"
    ),
}
"""Unquoted words that no translated text may have."""
