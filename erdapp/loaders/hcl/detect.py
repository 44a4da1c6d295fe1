"""Which dialect a document is written for: HCL doesn't say, its types and attributes do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from erdapp.loaders.hcl.syntax import Block, Call, Literal, Path
from erdapp.schema import Dialect

_ALL = {
    Dialect.POSTGRES: (
        "serial bigserial smallserial timestamptz timetz jsonb bytea uuid inet cidr macaddr "
        "tsvector character_varying double_precision interval int4range hstore citext "
        "enum domain composite sequence extension materialized policy public "
        "GIN GIST BRIN SPGIST BY_DEFAULT ALWAYS"
    ),
    Dialect.MYSQL: (
        "unsigned auto_increment zerofill engine charset on_update tinyint mediumint longtext "
        "mediumtext tinytext datetime longblob mediumblob double enum( set( year FULLTEXT SPATIAL"
    ),
    Dialect.SQLITE: "without_rowid strict main integer real text blob",
    Dialect.MSSQL: (
        "nvarchar nchar ntext uniqueidentifier datetime2 datetimeoffset smalldatetime money bit "
        "varbinary hierarchyid sql_variant clustered dbo MAX PERSISTED rowversion"
    ),
}
_WEIGHTS = {
    "public": 1000,
    "dbo": 1000,
    "main": 100,
    "engine": 200,
    "charset": 200,
    "enum(": 200,
    "set(": 200,
    "unsigned": 30,
}
_POINTS = {
    (dialect, word): _WEIGHTS.get(word, 1) for dialect in _ALL for word in _ALL[dialect].split()
}
_MARIADB = ("uca1400", "inet4", "inet6", "system_versioning")
_SEEN = 20_000


def detect_dialect(bodies: Iterable[Block]) -> Dialect:
    """The dialect whose words are there most; PostgreSQL where nothing tells."""
    words = Counter[str]()
    for body in bodies:
        for place, word in enumerate(_words(body)):
            words[word] += 1
            if place > _SEEN:
                break
    scores = Counter[Dialect]()
    for (dialect, word), points in _POINTS.items():
        scores[dialect] += points * min(words[word], 50)
    best = max(_ALL, key=lambda dialect: scores[dialect])
    if best is Dialect.MYSQL and any(mark in word for word in words for mark in _MARIADB):
        return Dialect.MARIADB
    return best


def _words(block: Block) -> Iterator[str]:
    if block.kind == "schema":
        yield block.name
    elif block.kind in ("enum", "domain", "composite", "sequence", "extension", "materialized"):
        yield block.kind
    for item in block.attributes:
        yield item.name
        match item.value:
            case Call(("enum" | "set") as word):
                yield f"{word}("
            case Path((str(word),)) | Call(str(word)):
                yield word
            case Literal(str(word)) if item.name in ("charset", "collate"):
                yield word
    for inner in block.blocks:
        yield from _words(inner)
