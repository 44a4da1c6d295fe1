"""Which of the five dialects a text is written in, told by the words that only one of them has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from erdapp.schema import Dialect

_LOOK_AT = 120_000
"""Characters that are looked at, of all texts together."""
_ENOUGH = 3
"""A sign counts this many times at most, so that one habit doesn't outweigh all else."""

# Data only hides what tells: rows of COPY, and of INSERT up to a line that begins anew.
_ROWS = re.compile(
    r"(^COPY [^;\n]*FROM stdin[^\n]*\n).*?(?:^\\\.$|\Z)", re.DOTALL | re.MULTILINE | re.I
)
_INSERT = re.compile(
    r"(^[ \t]*+INSERT\b[^\n'(]{0,80})(?:[^';\n]++|'(?:[^'\\]++|''|\\.)*+'"
    r"|\n(?!\s*+(?:GO|CREATE|ALTER|DROP|SET|PRAGMA|COMMENT|LOCK|UNLOCK|INSERT)\b))*+",
    re.MULTILINE | re.I | re.DOTALL,
)
_FIRST_WORD = re.compile(r"\A\\b([a-z_]++)(?![?*+{])")
_DATA = re.compile(r"'[^'\\\n]{40,}+'|0[xX][0-9a-fA-F]{16,}+")


class _Sign(NamedTuple):
    """What tells a dialect, all in lower case, like the sample: patterns, each by a word without
    which it can't be there. A word is found a hundred times faster than a pattern."""

    weight: float
    patterns: dict[str, str]


_POSTGRES = (
    _Sign(9, {
        "postgresql database dump": r"postgresql database dump",
        "search_path": r"\bset\s+search_path\b",
        "pg_catalog": r"\bpg_catalog\b",
    }),
    _Sign(6, {
        "$": r"\$(?:[a-z_]\w*)?\$",
        "language": r"\blanguage\s+'?(?:plpgsql|sql|c)\b",
        "stdin": r"\bfrom\s+stdin\b",
    }),
    _Sign(5, {
        "::": r"::\s*[a-z\"]",
        "serial": r"\b(?:big|small)?serial\b(?!\s*(?:default|primary\s+key\s+auto))",
    }),
    _Sign(5, {
        "extension": r"\bcreate\s+extension\b",
        "enum": r"\bas\s+enum\s*\(",
        "nextval": r"\bnextval\s*\(",
        "using": r"\busing\s+(?:gin|gist|brin)\b",
    }),
    _Sign(5, {
        "timestamptz": r"\btimestamptz\b",
        "jsonb": r"\bjsonb\b",
        "bytea": r"\bbytea\b",
        "tsvector": r"\btsvector\b",
        "[]": r"\b(?:text|int|integer)\s*\[\]",
    }),
    _Sign(4, {
        "varying": r"\bcharacter\s+varying\b",
        "zone": r"\bwith(?:out)?\s+time\s+zone\b",
        "owner": r"\bowner\s+to\b",
    }),
    _Sign(4, {
        "domain": r"\bcreate\s+domain\b",
        "policy": r"\bcreate\s+policy\b",
        "materialized": r"\bcreate\s+materialized\b",
        "rule": r"\bcreate\s+rule\b",
        "aggregate": r"\bcreate\s+aggregate\b",
        "unlogged": r"\bcreate\s+unlogged\b",
        "only": r"\balter\s+table\s+only\b",
    }),
    _Sign(3, {
        "comment": r"\bcomment\s+on\s+(?:table|column)\b",
        "identity": r"\bas\s+identity\b",
        "\\": r"^\\\w+",
        "owned": r"\bowned\s+by\b",
    }),
    _Sign(3, {
        "gen_random_uuid": r"\bgen_random_uuid\s*\(",
        "uuid_generate_v": r"\buuid_generate_v\d",
        "execute": r"\bexecute\s+(?:procedure|function)\b",
    }),
    _Sign(2, {
        "boolean": r"\bboolean\b[^,\n]{0,40}\b(?:true|false)\b",
        "uuid": r"\buuid\b",
        "now": r"\bnow\s*\(\s*\)",
        "inet": r"\binet\b",
        "interval": r"\binterval\b",
    }),
    _Sign(1, {
        "timestamp": r"\btimestamp\b",
        "conflict": r"\bon\s+conflict\b",
        "sequence": r"\bcreate\s+sequence\b",
    }),
)  # fmt: skip
_MYSQL = (
    _Sign(6, {
        "engine": r"\bengine\s*=",
        "auto_increment": r"\bauto_increment\b",
        "charset": r"\bcharset\s*=",
        "/*!": r"/\*!\d{5}",
        "delimiter": r"^delimiter\b",
    }),
    _Sign(5, {
        "`": r"`[^`\n]+`\s+(?:\w+[ (,]|\()",
        "update": r"\bon\s+update\s+(?:current_timestamp|now)\b",
    }),
    _Sign(5, {
        "unsigned": r"\b(?:tiny|medium|big|small)?int(?:eger)?\s*(?:\(\d+\))?\s+unsigned\b",
        "character": r"\bcharacter\s+set\b",
    }),
    _Sign(3, {
        "key": r"^[ \t]*(?:unique\s+|fulltext\s+|spatial\s+)?key\s+`?\w+`?\s*\(",
        "index": r"^[ \t]*(?:unique\s+|fulltext\s+|spatial\s+)?index\s+`?\w+`?\s*\(",
        "modify": r"\bmodify\s+column\b",
    }),
    _Sign(3, {
        "medium": r"\bmedium(?:int|text|blob)\b",
        "tiny": r"\btiny(?:text|blob)\b",
        "enum": r"\benum\s*\(\s*'",
        "lock": r"\block\s+tables\b",
    }),
    _Sign(2, {
        "long": r"\blong(?:text|blob)\b",
        "tinyint": r"\btinyint\s*\(\d",
        "comment": r"\bcomment\s*=?\s*'",
        "`": r"`",
    }),
    _Sign(1, {
        "datetime": r"\bdatetime\b",
        "tinyint": r"\btinyint\b",
        "int": r"\bint\s*\(\d+\)",
    }),
)  # fmt: skip
_MARIADB = (
    _Sign(9, {"mariadb": r"mariadb", "/*m!": r"/\*m!", "aria": r"\bengine\s*=\s*aria\b"}),
    _Sign(6, {
        "versioning": r"\bsystem\s+versioning\b",
        "page_compressed": r"\bpage_compressed\b",
        "inet": r"\binet[46]\b",
        "uca1400_": r"\buca1400_",
        "nopad_": r"\bnopad_",
    }),
    _Sign(4, {
        "persistent": r"\)\s+persistent\b",
        "current_timestamp()": r"\bdefault\s+current_timestamp\(\)",
        "uuid()": r"\bdefault\s+uuid\(\)",
        "nextval": r"\bnextval\s*\(`",
    }),
)  # fmt: skip
_MYSQL_ONLY = (
    _Sign(9, {
        "mysql dump": r"mysql dump",
        "utf8mb4_0900": r"\butf8mb4_0900",
        "mysql workbench": r"\bmysql workbench",
        "serial": r"\bserial\s+default\s+value",
        "srid": r"\bsrid\s+\d",
    }),
)  # fmt: skip
_SQLITE = (
    _Sign(9, {
        "autoincrement": r"\bautoincrement\b",
        "pragma": r"^[ \t]*pragma\b",
        "sqlite_": r"\bsqlite_\w+",
        "rowid": r"\bwithout\s+rowid\b",
    }),
    _Sign(6, {
        "virtual": r"\bcreate\s+virtual\s+table\b",
        "strict": r"\)\s*strict\b",
        "strftime": r"\bstrftime\s*\(",
        "'now": r"\bdatetime\s*\(\s*'now",
    }),
    _Sign(4, {"integer": r"\binteger\s+(?:not\s+null\s+)?primary\s+key\b"}),
    _Sign(3, {
        "\n.": r"^\.(?:mode|read|headers|separator|import)\b",
        "insert": r"\binsert\s+or\s+\w+\b",
        "integer": r"\binteger\[?\"?\s*,",
    }),
    _Sign(3, {
        "temp": r"\bcreate\s+temp(?:orary)?\s+trigger\b",
        "attach": r"\battach\s+database\b",
        "unixepoch": r"\bunixepoch\s*\(",
    }),
    _Sign(2, {
        "''": r"\btext\s+not\s+null\s+default\s+''",
        "datetime": r"\bdatetime\b(?=[^,\n]{0,40},?\n)",
        "transaction": r"\bbegin\s+transaction\s*;",
    }),
    _Sign(4, {"]": r"\]\s*(?:integer|text)\b"}),
    _Sign(2, {
        "real": r"\breal\b",
        "blob": r"\bblob\b",
        "conflict": r"\breferences\b[^,\n]{0,90}\bon\s+conflict\b",
    }),
)  # fmt: skip
_MSSQL = (
    _Sign(9, {
        "go": r"^[ \t]*go\s*;?\s*$",
        "[dbo]": r"\[dbo\]",
        "dbo.": r"\bdbo\.",
        "identity": r"\bidentity\s*\(\s*\d+\s*,",
        "sp_": r"\bsp_\w+",
        "sys.": r"\bsys\.\w+",
    }),
    _Sign(5, {
        "max": r"\bn?varchar\s*\(\s*max\s*\)",
        "uniqueidentifier": r"\buniqueidentifier\b",
        "clustered": r"\b(?:non)?clustered\b",
        "datetimeoffset": r"\bdatetimeoffset\b",
    }),
    _Sign(4, {
        "nvarchar": r"\bnvarchar\b",
        "datetime2": r"\bdatetime2\b",
        "getdate": r"\bgetdate\s*\(",
        "newid": r"\bnewid\s*\(",
        "sysutcdatetime": r"\bsysutcdatetime\s*\(",
        "textimage_on": r"\btextimage_on\b",
    }),
    _Sign(4, {
        "nocount": r"\bset\s+nocount\b",
        "ansi_nulls": r"\bset\s+ansi_nulls\b",
        "quoted_identifier": r"\bset\s+quoted_identifier\b",
        "xact_abort": r"\bset\s+xact_abort\b",
        ":": r"^:\w+",
        "object_id": r"\bobject_id\s*\(",
    }),
    _Sign(3, {
        "n'": r"\bn'",
        "money": r"\bmoney\b",
        "bit": r"\bbit\b",
        "smalldatetime": r"\bsmalldatetime\b",
        "@": r"\bdeclare\s+@",
        "exec": r"\bexec(?:ute)?\s+\[?\w",
    }),
    _Sign(2, {
        "[": r"\[\w[\w ]*\]\s*\[?\w+",
        "alter": r"\bcreate\s+or\s+alter\b",
        "rowversion": r"\browversion\b",
        "identity": r"\bidentity\b(?!\s*(?:primary|\(start))",
    }),
    _Sign(1, {"datetime": r"\bdatetime\b"}),
)  # fmt: skip
_SIGNS = {
    Dialect.POSTGRES: _POSTGRES,
    Dialect.MYSQL: _MYSQL,
    Dialect.SQLITE: _SQLITE,
    Dialect.MSSQL: _MSSQL,
}


def detect_dialect(texts: Sequence[str]) -> Dialect:
    """The dialect that the texts together look most like; PostgreSQL when nothing tells."""
    sample = _sample(texts)
    scores = {dialect: _score(sample, signs) for dialect, signs in _SIGNS.items()}
    best = max(scores, key=lambda dialect: scores[dialect])
    if scores[best] <= 0:
        return Dialect.POSTGRES
    if best is not Dialect.MYSQL:
        return best
    is_mariadb = _score(sample, _MARIADB) > _score(sample, _MYSQL_ONLY)
    return Dialect.MARIADB if is_mariadb else Dialect.MYSQL


def _sample(texts: Sequence[str]) -> str:
    """The beginnings of the texts in lower case, data cut out, every line behind a line break."""
    pieces: list[str] = [""]
    left = _LOOK_AT
    for text in texts:
        piece = text[:left]
        left -= len(piece)
        pieces.append(piece)
        if left <= 0:
            break
    schema = _INSERT.sub(r"\1", _ROWS.sub(r"\1", "\n".join(pieces)))
    return _DATA.sub("''", schema).lower()


def _word_first(pattern: str) -> str:
    r"""The pattern with its leading `\b` behind its first word: the same matches, and the search
    skips to the word instead of trying every character."""
    return _FIRST_WORD.sub(r"\1(?<=\\b\1)", pattern)


def _score(text: str, signs: Sequence[_Sign]) -> float:
    """Weights of the signs in the text, each sign by how often it comes, up to a limit."""
    total = 0.0
    for weight, patterns in signs:
        possible = [pattern for word, pattern in patterns.items() if word in text]
        if possible:
            found = re.finditer("|".join(map(_word_first, possible)), text, re.MULTILINE)
            total += sum(weight / n for n, _ in enumerate(islice(found, _ENOUGH), start=1))
    return total
