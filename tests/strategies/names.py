"""Names and texts that people, generators and enemies give to things."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from erdapp.schema import Dialect

PLAIN = ("id", "name", "order_id", "created_at", "a", "b", "total", "user2", "kind", "data_x")

KEYWORDS = (
    "select", "order", "table", "user", "group", "check", "primary", "key", "default", "end",
    "begin", "from", "index", "column", "constraint", "references", "all", "partition", "over",
    "by", "values", "type", "date", "left", "interval", "value", "add", "as", "on", "go",
    "like", "unique", "foreign", "row", "current_user", "null", "true", "case", "is",
    "exclude", "period", "old", "new", "count", "coalesce", "nextval", "recursive",
)  # fmt: skip

HOSTILE = (
    "Two words", "CamelCase", "UPPER", 'quo"te', "quo'te", "back`tick", "brac[ket]",
    "semi;colon", "com--ment", "/* open", "*/", "dot.ted", "a,b", "(paren", "back\\slash",
    "new\nline", "1st", "_", "$money", "a$b", "#hash", "@at", "%s", "{c}", "<b>&amp;", "$$",
    "ünï", "名前", "Straße", "İ", "é", "\u202eltr", "-", "=", "a b  c", "\ttab", "'", '"', "''",
    "DROP TABLE x",
)  # fmt: skip

BEYOND_BMP = ("😀", "naïve 🚀", "𝔘𝔫𝔦")
"""What MySQL and MariaDB take in strings, but not in names."""

_SIGNS = "abAB1_ $\"'`[].,;()-/*\\%é名ß"

_LONGEST = 20
"""Characters of a generated name: room is left for a number that makes it unique."""


def _allowed(name: str, dialect: Dialect) -> bool:
    """A lone star is taken for all columns wherever it is read."""
    if dialect in (Dialect.MYSQL, Dialect.MARIADB):
        return name != "*" and not name.endswith(" ") and all(ord(sign) < 0x10000 for sign in name)
    temporary = dialect is Dialect.MSSQL and name.startswith("#")
    return name != "*" and not temporary


def names(dialect: Dialect) -> st.SearchStrategy[str]:
    """A name that the dialect takes when it is quoted: mostly plain, often awful."""
    beyond = () if dialect in (Dialect.MYSQL, Dialect.MARIADB) else BEYOND_BMP
    generated = st.text(_SIGNS, min_size=1, max_size=_LONGEST)
    return st.one_of(
        st.sampled_from(PLAIN),
        st.sampled_from(PLAIN + KEYWORDS + HOSTILE + beyond),
        generated,
    ).filter(lambda name: _allowed(name, dialect))


def a_name(dialect: Dialect, random: Random) -> str:
    """The same by a generator."""
    beyond = () if dialect in (Dialect.MYSQL, Dialect.MARIADB) else BEYOND_BMP
    while True:
        group = random.randrange(3)
        if group == 2:
            name = "".join(random.choices(_SIGNS, k=random.randint(1, _LONGEST)))
        else:
            name = random.choice(PLAIN + KEYWORDS + HOSTILE + beyond if group else PLAIN)
        if _allowed(name, dialect):
            return name


TEXTS = (
    "it's", "100 %", "two\nlines", "tab\tand \\ slash", '"quoted"', "é 名 😀", "-- no comment",
    ";", "/* */", "x", "''", "\'", "$$", " padded ", "GO", "a\nGO\nb", "%(s)s", "\\n",
    "ends in \\",
)  # fmt: skip
"""Comments, string defaults and labels."""

texts = st.sampled_from(TEXTS)
