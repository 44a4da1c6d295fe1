"""The conversation with `dot`: answers as they are asked for, and what a broken one leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from erdapp.layout.dot import BoxGraph, DotFailed, placing

PAIR = BoxGraph(((100.0, 50.0), (200.0, 80.0)), ((0, 1),))
FIRST = "graph 1 1 1\nnode n0 1 2 1 1 x y z\nnode n1 3 4 1 1 x y z\nstop\n"


def _instead(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "dot").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "dot").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def test_each_graph_is_answered_in_order() -> None:
    wide = BoxGraph(((100.0, 50.0), (100.0, 50.0), (100.0, 50.0)), ((0, 1), (1, 2)))
    with placing([PAIR, wide, PAIR]) as answers:
        found = list(answers)
    assert [len(places) for places in found] == [2, 3, 2]
    assert found[0] == found[2]
    assert found[1][0][0] < found[1][1][0] < found[1][2][0]


def test_more_than_a_pipe_holds_goes_both_ways() -> None:
    many = [BoxGraph(((100.0, 50.0),) * 40, tuple((n, n + 1) for n in range(39)))] * 100
    with placing(many) as answers:
        assert sum(len(places) for places in answers) == 4_000


def test_what_is_not_asked_for_is_given_up() -> None:
    with placing([PAIR] * 20_000) as answers:
        assert len(next(answers)) == 2


def test_nothing_is_started_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with placing([]) as answers:
        assert list(answers) == []


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (f"cat >/dev/null; printf '{FIRST}'", "dot drew 1 of 2 graphs"),
        (f"printf '{FIRST}'; exit 3", "dot ended with 3"),
        ("exit 0", "dot drew 0 of 2 graphs"),
        (f"cat >/dev/null; printf '{FIRST}stop\\n'", "dot left a box out"),
    ],
)
def test_a_dot_that_breaks_off_is_a_failure(
    script: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _instead(tmp_path, script.replace("\n", "\\n"), monkeypatch)
    with pytest.raises(DotFailed, match=message), placing([PAIR, PAIR]) as answers:
        list(answers)
