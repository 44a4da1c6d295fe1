"""Guessed relations beside the foreign keys that people wrote: python -m bench.inference [schema].

Every corpus schema is robbed of its foreign keys and the relations are guessed. `right` are guesses
that say what a key of one column said, `wrong` lead to another table; `others` are of columns that
had no key, which may be right as well. With the name of a schema, its guesses are listed.
"""

from __future__ import annotations

import sys
import time

from msgspec.structs import replace

from bench.doors import CORPUS
from erdapp.inference import Guess
from erdapp.inference.infer import infer
from erdapp.loaders.base import SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.schema import Name, Schema

Written = dict[tuple[Name, str], Name]
"""The table that a column references."""


def written(schema: Schema) -> Written:
    return {
        (table.full_name, key.columns[0]): Name(key.ref_schema, key.ref_table)
        for table in schema.tables
        for key in table.foreign_keys
        if len(key.columns) == 1
    }


def robbed(schema: Schema) -> Schema:
    return replace(schema, tables=tuple(replace(t, foreign_keys=()) for t in schema.tables))


def verdict(guess: Guess, keys: Written) -> str:
    meant = keys.get((guess.link.table, guess.link.column))
    if meant is None:
        return "others"
    return "right" if meant == guess.link.ref_table else "wrong"


def main() -> None:
    print("| schema | tables | keys | right | wrong | missed | others | ms |")
    print("|---" * 8 + "|")
    listed: list[str] = []
    for path in sorted(CORPUS.glob("[!h]*/*.sql")):
        schema = load_sql([SourceFile(path.name, path.read_text(errors="replace"))]).schema
        keys, bare = written(schema), robbed(schema)
        start = time.process_time()
        guesses = infer(bare)
        took = time.process_time() - start
        kinds = [verdict(guess, keys) for guess in guesses]
        counts = {kind: kinds.count(kind) for kind in ("right", "wrong", "others")}
        missed = len(keys) - counts["right"] - counts["wrong"]
        print(
            f"| {path.parent.name}/{path.stem} | {len(schema.tables)} | {len(keys)} "
            f"| {counts['right']} | {counts['wrong']} | {missed} | {counts['others']} "
            f"| {took * 1000:.0f} |"
        )
        if path.stem in sys.argv[1:]:
            told = zip(kinds, guesses, strict=True)
            listed += [f"{k}: {g.link}, {g.score:.2f}, {g.reason}" for k, g in told]
    print("\n".join(listed))


if __name__ == "__main__":
    main()
