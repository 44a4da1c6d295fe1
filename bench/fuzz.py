"""Fuzzing: damaged corpus files through the splitter and the SQL loader of every dialect.

Minutes are of the processor, so that a busy machine reads as many texts as an idle one.
"""

from __future__ import annotations

import argparse
import os
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from types import FrameType

from bench.mutations import mutated
from erdapp.dialects import DIALECTS
from erdapp.export import export
from erdapp.loaders.base import LoadOptions, SourceError, SourceFile
from erdapp.loaders.sql import load_sql
from erdapp.loaders.sql.split import split
from erdapp.schema import Dialect, Schema, decode, encode

CORPUS = Path(
    os.environ.get("ERDAPP_CORPUS", Path(__file__).parents[2] / "shared" / "corpus")
).resolve()

SLOW = 5.0
"""Seconds that no text may take; the texts are a few statements each."""
SUSPECT = 0.4
"""Seconds from which a text is doubled to see how its time grows."""
GROWTH = 3.0
"""Times that the doubled text may take; twice is linear."""


class TooSlow(Exception):
    """A text took longer than SLOW, or more than GROWTH times as long when doubled."""


class Damaged(Exception):
    """The splitter or the codec did not give back what it was given."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlow inside the block when that much processor time is over."""

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"still running after {seconds:.0f} s")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def read(text: str, dialect: Dialect) -> float:
    """Split and load the text; the processor seconds it took. Raises whatever is a finding."""
    started = time.process_time()
    schema: Schema | None = None
    with time_limit(SLOW):
        cut = list(split(text, dialect))
        with suppress(SourceError):
            schema = load_sql((SourceFile("fuzz.sql", text),), LoadOptions(dialect=dialect)).schema
    seconds = time.process_time() - started
    if dialect not in (Dialect.MYSQL, Dialect.MARIADB):  # where conditional comments are unwrapped
        whole = "".join(piece.leading + piece.text + piece.terminator for piece in cut)
        if whole.rstrip() != text.rstrip() and not text.startswith(whole):
            raise Damaged("the pieces of the splitter are not the file")
    if schema is not None and len(text) < 50_000:
        if decode(encode(schema)) != schema:
            raise Damaged("the codec gives back another schema")
        with time_limit(SLOW):
            export(schema, "sql")
    return seconds


def check(text: str, dialect: Dialect) -> None:
    """Raises when the text breaks a promise: other errors than ours, too slow, or quadratic."""
    if read(text, dialect) < SUSPECT:
        return
    once = min(read(text, dialect) for _ in range(2))
    if once < SUSPECT:
        return
    twice = min(read(text * 2, dialect) for _ in range(2))
    if twice > GROWTH * once:
        raise TooSlow(f"quadratic: {once:.2f} s, and doubled {twice:.2f} s")


def fault(text: str, dialect: Dialect) -> str:
    """What is wrong with reading the text, as the error and the place it came from; or nothing."""
    try:
        check(text, dialect)
    except TooSlow as error:
        return f"TooSlow in {dialect}: {error.args[0].partition(' ')[0]}"
    except Exception as error:  # whatever it is, it is a finding
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
    return ""


def smallest(text: str, dialect: Dialect, wrong: str, seconds: float = 20.0) -> str:
    """The text with as much left out as can be while the same goes wrong."""
    end = time.monotonic() + seconds
    size = max(len(text) // 2, 1)
    while size and time.monotonic() < end:
        at, shorter = 0, False
        while at < len(text) and time.monotonic() < end:
            without = text[:at] + text[at + size :]
            if fault(without, dialect) == wrong:
                text, shorter = without, True
            else:
                at += size
        if not shorter or size > len(text):
            size = min(size // 2, max(len(text) // 2, 1)) if size > 1 else 0
    return text


def stretches(corpus: Path) -> list[tuple[Dialect, list[str]]]:
    """The statements of every file of the corpus, with what stands between them."""
    found = []
    for dialect in DIALECTS:
        for path in sorted((corpus / dialect).glob("*.sql")):
            text = path.read_text(encoding="utf-8-sig", errors="replace")
            cut = [
                (piece.leading + piece.text)[:20_000] + piece.terminator
                for piece in split(text, dialect)
            ]
            found.append((dialect, [piece for piece in cut if "INSERT" not in piece[:20]]))
    return found


def seed(random: Random, files: list[tuple[Dialect, list[str]]]) -> tuple[Dialect, str]:
    """A few statements of one file, often with some of another in between."""
    dialect, cut = random.choice(files)
    at = random.randrange(len(cut))
    text = "".join(cut[at : at + random.choice((1, 1, 2, 3, 8, 30))])
    if random.random() < 0.2:
        _, others = random.choice(files)
        text += random.choice(others)
    return dialect, text


def fuzz(minutes: float, first: int, corpus: Path, folder: Path | None) -> dict[str, str]:
    """Read damaged texts for so many minutes of the processor; each fault with the smallest text
    that shows it, also as files in `folder`."""
    files = stretches(corpus)
    found: dict[str, str] = {}
    end = time.process_time() + minutes * 60
    number = read_texts = 0
    slowest, longest = 0.0, 0
    while time.process_time() < end:
        random = Random(first + number)
        number += 1
        own, text = seed(random, files)
        text = mutated(random, text)
        for dialect in (own, random.choice(DIALECTS)):
            started = time.process_time()
            wrong = fault(text, dialect)
            slowest = max(slowest, time.process_time() - started)
            longest = max(longest, len(text))
            read_texts += 1
            if wrong and wrong not in found:
                small = smallest(text, dialect, wrong)
                found[wrong] = small
                print(
                    f"seed {first + number - 1}, {dialect}: {wrong}\n    {small[:500]!r}",
                    flush=True,
                )
                if folder:
                    (folder / f"{dialect}-{first + number - 1}.sql").write_text(small, "utf-8")
    print(
        f"{minutes:g} minutes of the processor, {number:,} texts damaged from "
        f"{sum(len(cut) for _, cut in files):,} statements of {len(files)} files, "
        f"read {read_texts:,} times, up to {longest:,} characters: "
        f"{len(found)} findings; all readings of one text together took at most {slowest:.2f} s"
    )
    return found


def main(words: list[str] | None = None) -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--minutes", type=float, default=1.0)
    arguments.add_argument("--seed", type=int, default=0, help="the first of the random seeds")
    arguments.add_argument("--save", type=Path, help="a folder for the texts found")
    told = arguments.parse_args(words if words is not None else [])
    if not CORPUS.is_dir():
        print(f"no corpus at {CORPUS}: set ERDAPP_CORPUS")
        return
    if told.save:
        told.save.mkdir(parents=True, exist_ok=True)
    fuzz(told.minutes, told.seed, CORPUS, told.save)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
