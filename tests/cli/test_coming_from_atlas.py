"""The page "coming from Atlas" is true, and every command has help with an example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from erdapp.cli import cli
from erdapp.cli.project.data import _ELSEWHERE, _READERS

PAGE = Path(__file__).parents[2] / "docs" / "coming-from-atlas.md"
STATUSES = {"same", "better", "different", "not there"}
SHARED = ("--config", "--env", "--var")


class Row(NamedTuple):
    """A line of the table."""

    command: str
    status: str
    flags: tuple[str, ...]


def commands(group: click.Command = cli, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that isn't a group, by its words."""
    if not isinstance(group, click.Group):
        yield path, group
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from commands(command, f"{path} {name}".strip())


def flags(command: click.Command) -> set[str]:
    options = (param for param in command.params if isinstance(param, click.Option))
    return {flag for option in options for flag in option.opts if flag.startswith("--")}


def rows() -> list[Row]:
    table = PAGE.read_text().split("## Commands")[1].split("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][2:]
    found = []
    for line in lines:
        command, status, told, _ = (cell.strip() for cell in line.split("|")[1:5])
        found.append(Row(command.strip("` "), status, tuple(re.findall(r"`(--[\w-]+)`", told))))
    return found


COMMANDS = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_flag_is_in_the_table(name: str) -> None:
    mine = [row for row in rows() if row.command == name]
    assert mine, f"{name} is missing"
    there = {flag for row in mine if row.status != "not there" for flag in row.flags}
    assert there == flags(COMMANDS[name]) - set(SHARED)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name.startswith(("sch", "mig"))])
def test_the_project_file_is_there_for_every_command_that_the_table_says(name: str) -> None:
    exceptions = {"schema fmt", "migrate import"}
    assert (set(SHARED) <= flags(COMMANDS[name])) is (name not in exceptions)


def test_what_is_said_to_be_missing_is_missing() -> None:
    for row in rows():
        assert row.status in STATUSES, row
        if row.status == "not there":
            command = COMMANDS.get(row.command)
            assert command is None or row.flags, f"{row.command} is there"
            assert command is None or not flags(command) & set(row.flags), row


def test_the_data_sources_of_the_page_are_those_that_are_read() -> None:
    text = PAGE.read_text()
    for name in _READERS:
        assert f'"{name}"' in text, name
    told = next(line for line in text.splitlines() if '"remote_dir"' in line)
    assert "| not there |" in told
    assert set(re.findall(r'"(\w+)"', told)) == _ELSEWHERE


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = COMMANDS[name]
    text = command.get_help(click.Context(command, info_name=f"erdapp {name}"))
    assert "Example:" in text
    assert f"erdapp {name}" in text.split("Example:")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_flag_says_what_it_is_for(name: str) -> None:
    for param in COMMANDS[name].params:
        silent = isinstance(param, click.Option) and param.hidden
        if (
            not silent
            and isinstance(param, click.Option)
            and not isinstance(param.type, click.Choice)
        ):
            assert param.help or param.show_default, f"{name} {param.opts}"
