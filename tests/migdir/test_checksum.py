"""`atlas.sum` to the byte, and what is said when it disagrees with the folder."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from erdapp.migdir import directory
from erdapp.migdir.checksum import ChecksumError, chain, decode
from erdapp.migdir.directory import Address, Directory
from erdapp.migdir.formats import FORMATS
from tests.migdir.folders import FOLDERS, A, B


def straight(files: list[tuple[str, bytes]]) -> bytes:
    """The same sum by the shortest way: every prefix of the chain hashed from its beginning."""
    lines, so_far = [], b""
    for name, data in files:
        ignored = re.match(rb"[ -~]*atlas:sum +ignore(\n|$)", data)
        so_far += name.encode() + (b"" if ignored else data)
        if not ignored:
            lines.append((name, base64.b64encode(hashlib.sha256(so_far).digest()).decode()))
    total = hashlib.sha256("".join(name + value for name, value in lines).encode()).digest()
    text = f"h1:{base64.b64encode(total).decode()}\n"
    return (text + "".join(f"{name} h1:{value}\n" for name, value in lines)).encode()


def folder(path: Path, format_name: str, files: Mapping[str, bytes]) -> Directory:
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return directory.read(Address(path, FORMATS[format_name]))


@pytest.mark.parametrize("case", FOLDERS)
def test_the_sum_is_the_chain_over_what_runs(tmp_path: Path, case: str) -> None:
    format_name, files, order = FOLDERS[case]
    found = folder(tmp_path, format_name, files)
    assert [file.name for file in found.migrations] == order
    wanted = straight([(name, files[name]) for name in order])
    written = directory.write_sum(found)
    assert (tmp_path / "atlas.sum").read_bytes() == wanted == written.sum
    written.check()


def test_known_sums() -> None:
    """Worked out by hand once; every folder of Atlas that is empty has the first of them."""
    assert chain([]).encode() == b"h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    one = base64.b64encode(hashlib.sha256(b"1.sqlx").digest()).decode()
    assert chain([("1.sql", b"x")]).encode().decode().splitlines()[1] == f"1.sql h1:{one}"


def test_what_a_file_with_sum_ignore_says_is_no_matter_but_its_name_is() -> None:
    first, second = b"-- atlas:sum ignore\nSELECT 1;\n", b"-- atlas:sum ignore\nSELECT 2;\n"
    assert chain([("1.sql", first), ("2.sql", A)]) == chain([("1.sql", second), ("2.sql", A)])
    assert chain([("1.sql", first), ("2.sql", A)]) != chain([("0.sql", first), ("2.sql", A)])


THREE = {"1_a.sql": A, "2_b.sql": B, "3_c.sql": A}
TAMPERED: dict[str, tuple[Mapping[str, bytes | None], int, str, str]] = {
    "edited": ({"2_b.sql": B + b"-- more\n"}, 3, "2_b.sql", "edited"),
    "only its line ends": ({"1_a.sql": A.replace(b"\n", b"\r\n")}, 2, "1_a.sql", "edited"),
    "removed first": ({"1_a.sql": None}, 2, "1_a.sql", "removed"),
    "removed last": ({"3_c.sql": None}, 4, "3_c.sql", "removed"),
    "added before": ({"0_z.sql": B}, 2, "0_z.sql", "added"),
    "added between": ({"2_c.sql": B}, 4, "2_c.sql", "added"),
    "added at the end": ({"4_d.sql": B}, 5, "4_d.sql", "added"),
    "all removed": (dict.fromkeys(THREE), 2, "1_a.sql", "removed"),
    "the first of two edits": ({"3_c.sql": B, "2_b.sql": A}, 3, "2_b.sql", "edited"),
    "renamed": ({"2_b.sql": None, "2_x.sql": B}, 3, "2_b.sql", "removed"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_the_first_line_that_is_wrong_is_named_with_its_reason(tmp_path: Path, case: str) -> None:
    changes, line, file, reason = TAMPERED[case]
    directory.write_sum(folder(tmp_path, "atlas", THREE))
    for name, data in changes.items():
        if data is None:
            (tmp_path / name).unlink()
        else:
            (tmp_path / name).write_bytes(data)
    with pytest.raises(ChecksumError) as caught:
        directory.read(Address(tmp_path, FORMATS["atlas"])).check()
    assert (caught.value.line, caught.value.file, caught.value.reason) == (line, file, reason)
    assert str(caught.value) == f"checksum mismatch (atlas.sum): L{line}: {file} was {reason}"
    lines = (tmp_path / "atlas.sum").read_bytes().splitlines(keepends=True)
    assert caught.value.pos == sum(map(len, lines[: line - 1]))


def test_a_merge_conflict_left_in_the_sum_is_malformed(tmp_path: Path) -> None:
    found = directory.write_sum(folder(tmp_path, "atlas", THREE))
    lines = (found.sum or b"").decode().splitlines(keepends=True)
    ours, theirs = lines[0], "h1:AAAA=\n"
    conflict = f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n" + "".join(lines[1:])
    (tmp_path / "atlas.sum").write_text(conflict)
    with pytest.raises(ChecksumError, match=r"^checksum file format invalid$"):
        directory.read(Address(tmp_path, FORMATS["atlas"])).check()


def test_a_merge_that_took_both_sides_contradicts_its_own_total(tmp_path: Path) -> None:
    ours = directory.write_sum(folder(tmp_path, "atlas", THREE))
    extra = chain([("4_d.sql", B)]).encode().splitlines(keepends=True)[1]
    (tmp_path / "4_d.sql").write_bytes(B)
    (tmp_path / "atlas.sum").write_bytes((ours.sum or b"") + extra)
    with pytest.raises(ChecksumError, match=r"^checksum mismatch$"):
        directory.read(Address(tmp_path, FORMATS["atlas"])).check()


def test_a_sum_that_is_missing_is_missed_only_with_files(tmp_path: Path) -> None:
    folder(tmp_path, "atlas", {}).check()
    with pytest.raises(ChecksumError, match=r"^checksum file not found$"):
        folder(tmp_path, "atlas", {"1_a.sql": A}).check()


def test_windows_line_ends_of_the_sum_itself_are_no_matter(tmp_path: Path) -> None:
    found = directory.write_sum(folder(tmp_path, "atlas", THREE))
    (tmp_path / "atlas.sum").write_bytes((found.sum or b"").replace(b"\n", b"\r\n"))
    directory.read(Address(tmp_path, FORMATS["atlas"])).check()


@pytest.mark.parametrize("text", [b"", b"\n", b"h1:\n1_a.sql\n", b"nonsense"])
def test_a_damaged_sum_is_refused(text: bytes) -> None:
    with pytest.raises(ChecksumError):
        decode(text)


def test_a_sum_over_the_ways_back_too_stays_one(tmp_path: Path) -> None:
    """As some releases of Atlas write it for golang-migrate and Flyway."""
    files = {"1_a.down.sql": b"DROP TABLE a;\n", "1_a.up.sql": A, "2_b.up.sql": B}
    folder(tmp_path, "golang-migrate", files)
    whole = straight(sorted(files.items()))
    (tmp_path / "atlas.sum").write_bytes(whole)
    found = directory.read(Address(tmp_path, FORMATS["golang-migrate"]))
    found.check()
    assert directory.write_sum(found).sum == whole
    (tmp_path / "1_a.down.sql").write_bytes(b"DROP TABLE b;\n")
    with pytest.raises(ChecksumError, match=r"L2: 1_a\.down\.sql was edited"):
        directory.read(Address(tmp_path, FORMATS["golang-migrate"])).check()
