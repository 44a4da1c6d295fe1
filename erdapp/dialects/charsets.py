"""MySQL's character sets and collations: which one a column gets when nothing is said."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.schema import Column, Dialect

_DEFAULTS = {
    "armscii8": "armscii8_general_ci", "ascii": "ascii_general_ci", "big5": "big5_chinese_ci",
    "binary": "binary", "cp1250": "cp1250_general_ci", "cp1251": "cp1251_general_ci",
    "cp1256": "cp1256_general_ci", "cp1257": "cp1257_general_ci", "cp850": "cp850_general_ci",
    "cp852": "cp852_general_ci", "cp866": "cp866_general_ci", "cp932": "cp932_japanese_ci",
    "dec8": "dec8_swedish_ci", "eucjpms": "eucjpms_japanese_ci", "euckr": "euckr_korean_ci",
    "gb18030": "gb18030_chinese_ci", "gb2312": "gb2312_chinese_ci", "gbk": "gbk_chinese_ci",
    "geostd8": "geostd8_general_ci", "greek": "greek_general_ci", "hebrew": "hebrew_general_ci",
    "hp8": "hp8_english_ci", "keybcs2": "keybcs2_general_ci", "koi8r": "koi8r_general_ci",
    "koi8u": "koi8u_general_ci", "latin1": "latin1_swedish_ci", "latin2": "latin2_general_ci",
    "latin5": "latin5_turkish_ci", "latin7": "latin7_general_ci", "macce": "macce_general_ci",
    "macroman": "macroman_general_ci", "sjis": "sjis_japanese_ci", "swe7": "swe7_swedish_ci",
    "tis620": "tis620_thai_ci", "ucs2": "ucs2_general_ci", "ujis": "ujis_japanese_ci",
    "utf16": "utf16_general_ci", "utf16le": "utf16le_general_ci", "utf32": "utf32_general_ci",
    "utf8mb3": "utf8mb3_general_ci",
}  # fmt: skip
_UTF8MB4 = {Dialect.MYSQL: "utf8mb4_0900_ai_ci", Dialect.MARIADB: "utf8mb4_general_ci"}


USUAL = "utf8mb4"
"""The character set of a server that was told no other."""


def charset_name(name: str) -> str:
    """A character set as servers report it: `utf8` is `utf8mb3`."""
    return "utf8mb3" if name == "utf8" else name


def collation_name(name: str) -> str:
    """A collation as servers report it: `utf8_bin` is `utf8mb3_bin`."""
    return f"utf8mb3{name[4:]}" if name.startswith("utf8_") else name


def charset_of(collation: str) -> str:
    """The character set of a collation; empty for none."""
    return collation_name(collation).partition("_")[0]


def default_collation(charset: str, dialect: Dialect) -> str:
    """The collation of a character set that is named without one; empty when it isn't known."""
    return _UTF8MB4[dialect] if charset == "utf8mb4" else _DEFAULTS.get(charset, "")


def settled_texts(
    column: Column, table_charset: str, table_collation: str, dialect: Dialect
) -> Column:
    """The column saying only what its table doesn't give it anyway."""
    options = dict(column.options)
    charset = charset_name(column.charset)
    collation = collation_name(column.collation)
    if options.pop("binary", "") and not collation:
        if not charset and not table_charset:
            table_charset = charset = USUAL
        collation = f"{charset or table_charset}_bin"
    if collation and not charset:
        charset = charset_of(collation)
    if charset and not collation:
        collation = default_collation(charset, dialect)
    same = collation == table_collation or (not collation and charset == table_charset)
    if not charset or same:
        charset = collation = ""
    elif charset == table_charset:
        charset = ""
    elif collation == default_collation(charset, dialect):
        collation = ""
    return replace(
        column, charset=charset, collation=collation, options=tuple(sorted(options.items()))
    )
