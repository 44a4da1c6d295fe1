"""A parser for DBML: one pass over the tokens of a file into a document."""

from __future__ import annotations

from erdapp.loaders.base import SourceFile
from erdapp.loaders.dbml.tokens import Reader
from erdapp.loaders.dbml.tree import (
    ColumnLine,
    Document,
    IndexLine,
    Path,
    Reference,
    Settings,
    TableBlock,
)

_ARROWS = ("<>", "<", ">", "-")


def parse(file: SourceFile, document: Document) -> None:
    """Add what the file says to the document. Raises SourceError with the line."""
    reader = Reader(file)
    while True:
        reader.lines()
        if reader.token.sort == "end":
            return
        line = reader.token.line
        match reader.accept_word(
            "project", "table", "tablepartial", "ref", "enum", "tablegroup", "note", "records"
        ):
            case "project":
                _project(reader, document)
            case "table":
                document.tables.append(_table(reader, line))
            case "tablepartial":
                partial = _table(reader, line)
                document.partials[partial.path[-1]] = partial
            case "ref":
                _references(reader, document)
            case "enum":
                document.enums.append((reader.path(), _enum(reader), line))
            case "":
                raise reader.error("expected Table, Enum, Ref or Project")
            case word:
                name = reader.name() if not reader.is_mark("{") else ""
                while not reader.is_mark("{") and reader.token.sort not in ("end", "line"):
                    reader.next()
                reader.lines()
                reader.skip_block()
                document.ignored.append((f"{word} {name}".strip(), file.path, line))


def _project(reader: Reader, document: Document) -> None:
    if not reader.is_mark("{"):
        reader.name()
    reader.expect("{")
    while True:
        reader.lines()
        if reader.accept("}"):
            return
        key = reader.name().lower()
        reader.lines()
        if reader.is_mark("{"):
            reader.skip_block()
            continue
        reader.expect(":")
        reader.lines()
        value = reader.string()
        if key == "database_type":
            document.database = value


def _enum(reader: Reader) -> list[str]:
    values: list[str] = []
    reader.lines()
    reader.expect("{")
    while True:
        reader.lines()
        if reader.accept("}"):
            return values
        values.append(reader.name())
        _settings(reader)


def _table(reader: Reader, line: int) -> TableBlock:
    table = TableBlock(reader.path(), reader.file, line)
    if reader.accept_word("as"):
        table.alias = reader.name()
    table.settings = _settings(reader)
    reader.lines()
    reader.expect("{")
    while True:
        reader.lines()
        if reader.accept("}"):
            return table
        _table_line(reader, table)


def _table_line(reader: Reader, table: TableBlock) -> None:
    if reader.accept("~"):
        table.partials.append(reader.name())
        return
    line, quoted = reader.token.line, reader.token.sort == "name"
    name = reader.name()
    word = "" if quoted else name.lower()
    if word == "note" and (reader.is_mark(":") or reader.is_mark("{")):
        table.note = _note(reader)
    elif word in ("indexes", "checks") and reader.is_mark("{"):
        reader.next()
        while True:
            reader.lines()
            if reader.accept("}"):
                return
            if word == "indexes":
                table.indexes.append(_index(reader))
            else:
                table.checks.append((reader.string(), _settings(reader)))
    else:
        type, path = _type(reader)
        table.columns.append(ColumnLine(name, type, path, _settings(reader), line))


def _note(reader: Reader) -> str:
    if reader.accept(":"):
        reader.lines()
        return reader.string()
    reader.expect("{")
    reader.lines()
    text = reader.string()
    reader.lines()
    reader.expect("}")
    return text


def _type(reader: Reader) -> tuple[str, Path]:
    """The text of a type, unquoted when it is one quoted name; and its path."""
    start = reader.token.start
    path = reader.path()
    end = reader.token.start
    plain = path[0] if len(path) == 1 else ""
    if reader.is_mark("("):
        while not reader.is_mark(")"):
            if reader.token.sort in ("end", "line"):
                raise reader.error("expected )")
            reader.next()
        end = reader.next().end
        plain = reader.text[start:end]
        path = ()
    while reader.is_mark("[") and reader.text[reader.token.end : reader.token.end + 1] == "]":
        reader.next()
        reader.next()
        plain = (plain or ".".join(path)) + "[]"
        path = ()
    return plain or ".".join(path), path


def _index(reader: Reader) -> IndexLine:
    line = reader.token.line
    parts: list[tuple[bool, str]] = []
    if reader.accept("("):
        while not reader.accept(")"):
            reader.lines()
            parts.append(_part(reader))
            reader.lines()
            if not reader.accept(",") and not reader.is_mark(")"):
                raise reader.error("expected , or )")
    else:
        parts.append(_part(reader))
    return IndexLine(parts, _settings(reader), line)


def _part(reader: Reader) -> tuple[bool, str]:
    if reader.token.sort == "expression":
        return True, reader.next().value
    return False, reader.name()


def _settings(reader: Reader) -> Settings:
    found = Settings()
    if not reader.accept("["):
        return found
    while True:
        reader.lines()
        if reader.accept("]"):
            return found
        _setting(reader, found)
        reader.lines()
        if not reader.accept(",") and not reader.is_mark("]"):
            raise reader.error("expected , or ]")


def _setting(reader: Reader, found: Settings) -> None:
    words = [reader.name().lower()]
    while reader.token.sort == "word":
        words.append(reader.next().value.lower())
    name = " ".join(words)
    if not reader.accept(":"):
        found.words.add(name)
        return
    reader.lines()
    if name == "ref":
        found.references.append((_arrow(reader), reader.path()))
        return
    if reader.token.sort in ("end", "mark"):
        raise reader.error(f"expected the value of {name}")
    token = reader.next()
    value = token.value
    while token.sort == "word" and reader.token.sort == "word":
        value += f" {reader.next().value}"
    while reader.is_mark("."):  # an enum's value: status.new
        reader.next()
        value, token = reader.name(), token
    found.values[name] = (token.sort, value)


def _arrow(reader: Reader) -> str:
    for arrow in _ARROWS:
        if reader.accept(arrow):
            return arrow
    raise reader.error("expected one of > < - <>")


def _references(reader: Reader, document: Document) -> None:
    name = reader.name() if reader.token.sort in ("word", "name") else ""
    if reader.accept(":"):
        document.references.append(_reference(reader, name))
        return
    reader.expect("{")
    while True:
        reader.lines()
        if reader.accept("}"):
            return
        document.references.append(_reference(reader, name))


def _reference(reader: Reader, name: str) -> Reference:
    line = reader.token.line
    left = _end(reader)
    arrow = _arrow(reader)
    right = _end(reader)
    return Reference(name, left, arrow, right, _settings(reader), reader.file, line)


def _end(reader: Reader) -> tuple[Path, tuple[str, ...]]:
    path = reader.path()
    if not reader.accept("("):
        if len(path) < 2:
            raise reader.error("expected a table and a column")
        return path[:-1], path[-1:]
    columns = [reader.name()]
    while reader.accept(","):
        columns.append(reader.name())
    reader.expect(")")
    return path, tuple(columns)
