"""Which of the five dialects a text is written in, told by the words that only one of them has."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_DATA = re.compile(r"'[^'\\\n]{40,}+'|0[xX][0-9a-fA-F]{16,}+")

# all in lower case, like the sample
_Signs = tuple[tuple[float, str], ...]
_POSTGRES: _Signs = (
    (9, r"postgresql database dump|\bset\s+search_path\b|\bpg_catalog\b"),
    (6, r"\$(?:[a-z_]\w*)?\$|\blanguage\s+'?(?:plpgsql|sql|c)\b|\bfrom\s+stdin\b"),
    (5, r"::\s*[a-z\"]|\b(?:big|small)?serial\b(?!\s*(?:default|primary\s+key\s+auto))"),
    (5, r"\bcreate\s+extension\b|\bas\s+enum\s*\(|\bnextval\s*\(|\busing\s+(?:gin|gist|brin)\b"),
    (5, r"\btimestamptz\b|\bjsonb\b|\bbytea\b|\btsvector\b|\b(?:text|int|integer)\s*\[\]"),
    (4, r"\bcharacter\s+varying\b|\bwith(?:out)?\s+time\s+zone\b|\bowner\s+to\b"),
    (4, r"\bcreate\s+(?:domain|policy|materialized|rule|aggregate|unlogged)\b"
        r"|\balter\s+table\s+only\b"),
    (3, r"\bcomment\s+on\s+(?:table|column)\b|\bas\s+identity\b|^\\\w+|\bowned\s+by\b"),
    (3, r"\bgen_random_uuid\s*\(|\buuid_generate_v\d|\bexecute\s+(?:procedure|function)\b"),
    (2, r"\bboolean\b[^,\n]{0,40}\b(?:true|false)\b|\buuid\b"
        r"|\bnow\s*\(\s*\)|\binet\b|\binterval\b"),
    (1, r"\btimestamp\b|\bon\s+conflict\b|\bcreate\s+sequence\b"),
)  # fmt: skip
_MYSQL: _Signs = (
    (6, r"\bengine\s*=|\bauto_increment\b|\bcharset\s*=|/\*!\d{5}|^delimiter\b"),
    (5, r"`[^`\n]+`\s+(?:\w+[ (,]|\()|\bon\s+update\s+(?:current_timestamp|now)\b"),
    (5, r"\b(?:tiny|medium|big|small)?int(?:eger)?\s*(?:\(\d+\))?\s+unsigned\b"
        r"|\bcharacter\s+set\b"),
    (3, r"^[ \t]*(?:unique\s+|fulltext\s+|spatial\s+)?(?:key|index)\s+`?\w+`?\s*\("
        r"|\bmodify\s+column\b"),
    (3, r"\bmedium(?:int|text|blob)\b|\btiny(?:text|blob)\b|\benum\s*\(\s*'|\block\s+tables\b"),
    (2, r"\blong(?:text|blob)\b|\btinyint\s*\(\d|\bcomment\s*=?\s*'|`"),
    (1, r"\bdatetime\b|\btinyint\b|\bint\s*\(\d+\)"),
)  # fmt: skip
_MARIADB: _Signs = (
    (9, r"mariadb|/\*m!|\bengine\s*=\s*aria\b"),
    (6, r"\bsystem\s+versioning\b|\bpage_compressed\b|\binet[46]\b|\b(?:uca1400|nopad)_"),
    (4, r"\)\s+persistent\b|\bdefault\s+current_timestamp\(\)"
        r"|\bdefault\s+uuid\(\)|\bnextval\s*\(`"),
)  # fmt: skip
_SQLITE: _Signs = (
    (9, r"\bautoincrement\b|^[ \t]*pragma\b|\bsqlite_\w+|\bwithout\s+rowid\b"),
    (6, r"\bcreate\s+virtual\s+table\b|\)\s*strict\b|\bstrftime\s*\(|\bdatetime\s*\(\s*'now"),
    (4, r"\binteger\s+(?:not\s+null\s+)?primary\s+key\b"),
    (3, r"^\.(?:mode|read|headers|separator|import)\b|\binsert\s+or\s+\w+\b|\binteger\[?\"?\s*,"),
    (3, r"\bcreate\s+temp(?:orary)?\s+trigger\b|\battach\s+database\b|\bunixepoch\s*\("),
    (2, r"\btext\s+not\s+null\s+default\s+''|\bdatetime\b(?=[^,\n]{0,40},?\n)"
        r"|\bbegin\s+transaction\s*;"),
    (4, r"\]\s*(?:integer|text)\b"),
    (2, r"\breal\b|\bblob\b|\breferences\b[^,\n]{0,90}\bon\s+conflict\b"),
)  # fmt: skip
_MSSQL: _Signs = (
    (9, r"^[ \t]*go\s*;?\s*$|\[dbo\]|\bdbo\.|\bidentity\s*\(\s*\d+\s*,|\bsp_\w+|\bsys\.\w+"),
    (5, r"\bn?varchar\s*\(\s*max\s*\)|\buniqueidentifier\b"
        r"|\b(?:non)?clustered\b|\bdatetimeoffset\b"),
    (4, r"\bnvarchar\b|\bdatetime2\b|\bgetdate\s*\(|\bnewid\s*\("
        r"|\bsysutcdatetime\s*\(|\btextimage_on\b"),
    (4, r"\bset\s+(?:nocount|ansi_nulls|quoted_identifier|xact_abort)\b|^:\w+|\bobject_id\s*\("),
    (3, r"\bn'|\bmoney\b|\bbit\b|\bsmalldatetime\b|\bdeclare\s+@|\bexec(?:ute)?\s+\[?\w"),
    (2, r"\[\w[\w ]*\]\s*\[?\w+|\bcreate\s+or\s+alter\b|\browversion\b"
        r"|\bidentity\b(?!\s*(?:primary|\(start))"),
    (1, r"\bdatetime\b"),
)  # fmt: skip


def _compiled(signs: _Signs) -> tuple[tuple[float, re.Pattern[str]], ...]:
    return tuple((weight, re.compile(sign, re.M)) for weight, sign in signs)


_SIGNS = {
    Dialect.POSTGRES: _compiled(_POSTGRES),
    Dialect.MYSQL: _compiled(_MYSQL),
    Dialect.SQLITE: _compiled(_SQLITE),
    Dialect.MSSQL: _compiled(_MSSQL),
}
_MARIADB_SIGNS = _compiled(_MARIADB)
_MYSQL_ONLY = _compiled(
    ((9, r"mysql dump|\butf8mb4_0900|\bmysql workbench|\bserial\s+default\s+value|\bsrid\s+\d"),)
)


def detect_dialect(texts: Sequence[str]) -> Dialect:
    """The dialect that the texts together look most like; PostgreSQL when nothing tells."""
    sample = _sample(texts)
    scores = {dialect: _score(sample, signs) for dialect, signs in _SIGNS.items()}
    best = max(scores, key=lambda dialect: scores[dialect])
    if scores[best] <= 0:
        return Dialect.POSTGRES
    if best is not Dialect.MYSQL:
        return best
    is_mariadb = _score(sample, _MARIADB_SIGNS) > _score(sample, _MYSQL_ONLY)
    return Dialect.MARIADB if is_mariadb else Dialect.MYSQL


def _sample(texts: Sequence[str]) -> str:
    """The beginnings of the texts in lower case, data cut out."""
    pieces: list[str] = []
    left = _LOOK_AT
    for text in texts:
        piece = text[:left]
        left -= len(piece)
        pieces.append(piece)
        if left <= 0:
            break
    schema = _INSERT.sub(r"\1", _ROWS.sub(r"\1", "\n".join(pieces)))
    return _DATA.sub("''", schema).lower()


def _score(text: str, signs: tuple[tuple[float, re.Pattern[str]], ...]) -> float:
    """Weights of the signs in the text, each sign by how often it comes, up to a limit."""
    total = 0.0
    for weight, sign in signs:
        for count, _ in enumerate(sign.finditer(text), start=1):
            total += weight / count
            if count == _ENOUGH:
                break
    return total
