"""What the diagram page of a version shows beside the picture: the list of tables, the controls."""

from __future__ import annotations

from dataclasses import dataclass

from erdapp.layout.hues import hues
from erdapp.layout.options import Group, Show
from erdapp.loaders.detect import Language
from erdapp.schema import Name
from erdapp.store.models import Version
from erdapp.store.outline import Outline, OutlineTable
from erdapp.web.looking import Looking, Place


@dataclass(frozen=True)
class ListedTable:
    """A line of the list: `focus` shows the table with its neighbours, `page` is its own page."""

    name: str
    full_name: str
    """With its namespace, as the picture's cards are marked."""
    columns: int
    hue: int
    view: bool
    focus: str
    page: str
    active: bool
    hidden: bool
    """Left out of the picture by a glob."""
    comment: str = ""


@dataclass(frozen=True)
class ListedGroup:
    """Tables of one namespace; the title is empty when there is only one."""

    title: str
    tables: tuple[ListedTable, ...]


@dataclass(frozen=True)
class Control:
    """A link of the toolbar."""

    label: str
    href: str
    active: bool


def table_list(outline: Outline, looking: Looking, place: Place) -> tuple[ListedGroup, ...]:
    """The tables that match the search, by namespace."""
    found = outline.search(looking.q)
    colours = hues(table.full_name for table in outline.tables)
    namespaces = sorted({table.schema for table in found})
    return tuple(
        ListedGroup(
            title=(space or "default schema") if len(namespaces) > 1 else "",
            tables=tuple(
                _listed(table, colours[table.full_name], looking, place)
                for table in found
                if table.schema == space
            ),
        )
        for space in namespaces
    )


def _listed(table: OutlineTable, hue: int, looking: Looking, place: Place) -> ListedTable:
    full: Name = table.full_name
    return ListedTable(
        name=table.name,
        full_name=str(full),
        columns=len(table.columns),
        hue=hue,
        view=table.view,
        focus=place.diagram + looking.query(focus=str(full)),
        page=place.table(full),
        active=str(full) == looking.focus,
        hidden=not looking.shows(table),
        comment=table.comment,
    )


def show_controls(looking: Looking, outline: Outline) -> tuple[Control, ...]:
    labels = {Show.ALL: "All", Show.KEYS: "Keys", Show.NAMES: "Names"}
    return tuple(
        Control(label, looking.query(show=show), show == looking.showing(outline))
        for show, label in labels.items()
    )


def group_controls(looking: Looking, outline: Outline, version: Version) -> tuple[Control, ...]:
    """Frames around what belongs together: by namespace or first word, and by folder where there
    are several; each on or off."""
    several = len({table.schema for table in outline.tables}) > 1
    on = looking.group in (Group.SCHEMA, Group.PREFIX) or (several and looking.group == Group.AUTO)
    plain = Group.NONE if several else Group.AUTO
    framed = Group.AUTO if several else Group.PREFIX
    found = [Control("Groups", looking.query(group=plain if on else framed), on)]
    foldered = looking.group == Group.FOLDER
    if version.folders > 1 or foldered:
        label = "Apps" if version.source_kind == Language.DJANGO else "Folders"
        group = plain if foldered else Group.FOLDER
        found.append(Control(label, looking.query(group=group), foldered))
    return tuple(found)


def next_group(controls: tuple[Control, ...]) -> str:
    """The label of what the key `g` switches: each way to group in turn, then none."""
    on = next((place for place, control in enumerate(controls) if control.active), -1)
    return controls[min(on + 1, len(controls) - 1)].label


def inferred_control(looking: Looking, guesses: int) -> Control | None:
    """Relations that names suggest, on or off; none where they suggest nothing."""
    if not guesses and not looking.inferred:
        return None
    return Control("Inferred", looking.query(inferred=not looking.inferred), looking.inferred)


def depth_controls(looking: Looking) -> tuple[Control, ...]:
    """Hops around the focus; none without a focus."""
    if not looking.focus:
        return ()
    return tuple(
        Control(f"{n} hop" if n == 1 else f"{n} hops", looking.query(depth=n), n == looking.depth)
        for n in (1, 2, 3)
    )
