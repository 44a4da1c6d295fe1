"""Ways to damage a SQL text: the moves of the fuzzer, each a function of text and chance."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_PIECE = re.compile(r"\w+|\s+|'(?:[^']|'')*'|.", re.DOTALL)

SIGNS = "'\"`[](){};,.:$\\/*-#@!<>=%&|?~^+ \n\t\r\0\x1a\ufeff\u2028é😀ſıK٣"

OPENINGS = ("'", '"', "`", "[", "/*", "/*!", "/*!50000 ", "/*M!", "$$", "$a$", "E'", "(", "--",
            "BEGIN", "CASE", "DELIMITER //", "\nGO\n", "IF x THEN", "COPY t FROM stdin;\n",
            "BEGIN ATOMIC", "N'", "q'[", "\\", "<<a>>", "/* /*")  # fmt: skip

NESTED = (("(", ")"), ("[", "]"), ("CASE WHEN ", " END"), ("(SELECT ", ")"), ("BEGIN ", " END"),
          ("/*", "*/"), ("NOT ", ""), ("- ", ""), ("a.", ""), ("ARRAY[", "]"), ("a::", ""),
          ("CAST(", " AS int)"), ("f(", ")"), ("x AND ", ""), ("x OR ", ""), ("'' ", ""),
          ("/*!50000 ", "*/"), ("PARTITION a (", ")"), ("(1), ", ""), ("a int, ", ""),
          ("IF x ", ""), ("x COLLATE ", ""), ("a || ", ""), ("a = ", ""), ("1 + ", ""))  # fmt: skip

WORDS = ("CREATE", "TABLE", "ALTER", "ADD", "DROP", "COLUMN", "CONSTRAINT", "PRIMARY KEY", "UNIQUE",
         "FOREIGN KEY", "REFERENCES", "CHECK", "DEFAULT", "NOT NULL", "INDEX", "VIEW", "AS", "ON",
         "TRIGGER", "FUNCTION", "PROCEDURE", "BEGIN", "END", "IF EXISTS", "RENAME TO", "COMMENT",
         "PARTITION BY RANGE", "PARTITION OF", "VALUES LESS THAN", "INHERITS", "LIKE", "SEQUENCE",
         "OWNED BY", "GENERATED ALWAYS AS", "IDENTITY(1,1)", "COLLATE", "CHARACTER SET", "ENUM",
         "TYPE", "DOMAIN", "SCHEMA", "EXTENSION", "POLICY", "RULE", "EXEC sp_rename", "GO", "WITH",
         "USING gin", "INCLUDE", "WHERE", "MODIFY", "CHANGE", "CASCADE", "SET", "public", "x",
         "EXCLUDE", "VIRTUAL", "EVENT", "ROW FORMAT", "USE", "1e999999", "0x", "U&'\\+FFFFFF'",
         "99999999999999999999", "varchar(99999999999)", "E'\\x'", "int[][][]", "TO", "SELECT",
         "DELIMITER", "EXEC sp_addextendedproperty", "AUTO_INCREMENT", "OF")  # fmt: skip


def pieces(text: str) -> list[str]:
    """Words, strings, blanks and signs, which joined again are the text."""
    return _PIECE.findall(text)


def _flipped(random: Random, text: str) -> str:
    at = random.randrange(len(text))
    return text[:at] + random.choice(SIGNS) + text[at + random.randint(0, 1) :]


def _truncated(random: Random, text: str) -> str:
    at = random.randrange(len(text))
    return text[at:] if random.random() < 0.3 else text[:at]


def _without_pieces(random: Random, text: str) -> str:
    found = pieces(text)
    at = random.randrange(len(found))
    del found[at : at + random.randint(1, 4)]
    return "".join(found)


def _with_doubled(random: Random, text: str) -> str:
    found = pieces(text)
    at = random.randrange(len(found))
    some = found[at : at + random.randint(1, 12)]
    found[at:at] = [*some, " "]
    return "".join(found)


def _swapped(random: Random, text: str) -> str:
    found = pieces(text)
    one, other = random.randrange(len(found)), random.randrange(len(found))
    found[one], found[other] = found[other], found[one]
    return "".join(found)


def _with_word(random: Random, text: str) -> str:
    found = pieces(text)
    at = random.randrange(len(found))
    word = f" {random.choice(WORDS)} "
    found[at : at + random.randint(0, 1)] = [word]
    return "".join(found)


def _opened(random: Random, text: str) -> str:
    found = pieces(text)
    found.insert(random.randrange(len(found)), random.choice(OPENINGS))
    return "".join(found)


def _nested(random: Random, text: str) -> str:
    opening, closing = random.choice(NESTED)
    depth = random.choice((3, 30, 300, 3_000, 30_000))
    inside = opening * depth + "1" + closing * random.choice((0, depth, depth - 1))
    found = pieces(text)
    found.insert(random.randrange(len(found)), inside)
    return "".join(found)


def _with_huge_name(random: Random, text: str) -> str:
    found = pieces(text)
    size = random.choice((64, 129, 5_000, 100_000))
    found[random.randrange(len(found))] = random.choice(("a", "é", "_", '""', "1", "$")) * size
    return "".join(found)


def _repeated(random: Random, text: str) -> str:
    """One stretch many times: what is quadratic shows."""
    found = pieces(text)
    at = random.randrange(len(found))
    some = "".join(found[at : at + random.randint(1, 6)])
    times = min(random.choice((10, 100, 1_000, 10_000)), 200_000 // max(len(some), 1))
    return "".join((*found[:at], some * times, *found[at:]))


MOVES: tuple[tuple[Callable[[Random, str], str], int], ...] = (
    (_flipped, 8),
    (_truncated, 3),
    (_without_pieces, 8),
    (_with_doubled, 6),
    (_swapped, 6),
    (_with_word, 8),
    (_opened, 5),
    (_nested, 2),
    (_with_huge_name, 1),
    (_repeated, 2),
)
"""Each move and how often it is made."""


def mutated(random: Random, text: str) -> str:
    """The text after one to five moves."""
    moves, weights = zip(*MOVES, strict=True)
    for move in random.choices(moves, weights, k=random.choice((1, 1, 2, 3, 5))):
        if not text:
            return text
        text = move(random, text)
    return text
