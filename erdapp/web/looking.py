"""How a version is being looked at: the options in the address, and the addresses of others."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from django.urls import reverse

from erdapp.inference import Links
from erdapp.layout.options import Group, PictureOptions, Show, Theme
from erdapp.schema import Name
from erdapp.schema.select import matches
from erdapp.store.models import Version
from erdapp.store.outline import Outline, OutlineTable

MAX_DEPTH = 5

SUITING = ((1_000, Show.ALL), (5_000, Show.KEYS), (math.inf, Show.NAMES))
"""How much of each table a whole diagram of so many tables shows, unless asked otherwise."""

MOST_GLOBS = 600
"""Characters of a list of globs."""

OPTIONS = frozenset(
    ("show", "focus", "depth", "walls", "only", "exclude", "group", "inferred", "view")
)
"""The parameters that decide what a diagram shows."""

INLINE = 60
"""Tables up to which a page carries the rows of the cards; beyond, they come when in sight."""


@dataclass(frozen=True)
class Looking:
    """The options of a diagram page as they stand in its address; nonsense counts as default."""

    show: Show | None = None
    """None: as much as suits the number of tables."""
    focus: str = ""
    depth: int = 1
    walls: str = ""
    """Globs of tables that a focus doesn't look behind; empty: the hubs; `-`: none."""
    only: str = ""
    exclude: str = ""
    """Globs of the tables to show, and to hide, separated by commas."""
    q: str = ""
    group: Group = Group.AUTO
    inferred: bool = False
    """With relations that no foreign key declares, but names suggest."""
    view: str = ""
    """The name of a saved view, whose tables stand where they were put."""
    opened: bool = False
    """Opened by a link that has options of its own: addresses from here say all of theirs."""

    @classmethod
    def parse(cls, params: Mapping[str, str]) -> Looking:
        """From a query string, or from the options kept with a share link."""
        show = params.get("show", "")
        depth = params.get("depth", "")

        def text(name: str, most: int) -> str:
            return params.get(name, "").replace("\0", "")[:most]

        return cls(
            show=Show(show) if show in list(Show) else None,
            focus=text("focus", 300),
            depth=min(int(depth), MAX_DEPTH) if depth.isdecimal() and len(depth) < 3 else 1,
            walls=text("walls", MOST_GLOBS).strip(),
            only=text("only", MOST_GLOBS).strip(),
            exclude=text("exclude", MOST_GLOBS).strip(),
            q=text("q", 200),
            group=group_of(params),
            inferred=params.get("inferred") == "1",
            view=text("view", 60),
        )

    def params(self) -> dict[str, str]:
        """For a query string or a share link."""
        found = self.options()
        if self.view:
            found["view"] = self.view
        if (self.view or self.opened) and self.show is None:
            found["show"] = "auto"
        return found

    def options(self) -> dict[str, str]:
        """What differs from the default, but for the saved view."""
        found = {}
        if self.show is not None:
            found["show"] = self.show.value
        if self.focus:
            found["focus"] = self.focus
            if self.depth != 1:
                found["depth"] = str(self.depth)
            if self.walls:
                found["walls"] = self.walls
        texts = {"only": self.only, "exclude": self.exclude, "q": self.q}
        if self.group != Group.AUTO:
            texts["group"] = self.group.value
        if self.inferred:
            texts["inferred"] = "1"
        return found | {name: text for name, text in texts.items() if text}

    def query(self, **changes: str | int | Show) -> str:
        """The query string of this view with some options changed."""
        params = replace(self, **changes).params()  # type: ignore[arg-type]
        return f"?{urlencode(params)}" if params else "?"

    def showing(self, outline: Outline) -> Show:
        """How much of each table is shown."""
        if self.show is not None or self.focus:
            return self.show or Show.ALL
        return next(show for most, show in SUITING if len(outline.tables) <= most)

    def shows(self, table: OutlineTable) -> bool:
        """Whether the globs leave it visible."""
        if not self.only and not self.exclude:
            return True
        only, name = globs(self.only), table.full_name
        return (not only or matches(name, only)) and not matches(name, globs(self.exclude))

    def picture(
        self, outline: Outline, links: Links, *, standalone: bool = False
    ) -> PictureOptions:
        """The options of the picture. A focus on no known table shows the whole."""
        table = outline.find(self.focus) if self.focus else None
        show = self.showing(outline)
        return PictureOptions(
            show=show,
            focus=table.full_name if table else None,
            depth=self.depth,
            group=self.group,
            links=links,
            walls=globs(self.walls.strip("-")) if self.walls else None,
            include=globs(self.only),
            exclude=globs(self.exclude),
            rows=standalone or show == Show.NAMES or len(outline.tables) <= INLINE,
            standalone=standalone,
        )


def group_of(params: Mapping[str, str]) -> Group:
    """`?group=none|schema|prefix|folder` of a diagram or picture address."""
    found = params.get("group", "")
    return Group(found) if found in list(Group) else Group.AUTO


def globs(text: str) -> tuple[str, ...]:
    """`audit_*, billing.*` as globs."""
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def theme_of(params: Mapping[str, str]) -> Theme:
    """`?theme=light|dark` of a picture address."""
    found = params.get("theme", "")
    return Theme(found) if found in list(Theme) else Theme.AUTO


@dataclass(frozen=True)
class Place:
    """Where a version is looked at: in its project, or through a share link."""

    version: Version
    token: str = ""

    @property
    def diagram(self) -> str:
        if self.token:
            return reverse("share", args=[self.token])
        return reverse("version", args=[self.version.project.slug, self.version.number])

    def table(self, name: Name | str) -> str:
        """The page of a table. Every character of a hostile name is percent-encoded."""
        base = self.diagram.removesuffix("/")
        return f"{base}/t/{quote(str(name), safe='', errors='replace')}/"

    def note(self, table: str, column: str = "") -> str:
        """Where a note on a table or one of its columns is written."""
        asked = f"?{urlencode({'column': column}, errors='replace')}" if column else ""
        return f"{self.diagram}notes/{quote(table, safe='', errors='replace')}/{asked}"

    @property
    def any_table(self) -> str:
        """The page of the table whose encoded name comes in the place of `~`."""
        return f"{self.diagram.removesuffix('/')}/t/~/"

    @property
    def picture_names(self) -> str:
        """All names and comments, for the search in the browser."""
        return self.picture("names.json")

    def picture(self, suffix: str) -> str:
        if self.token:
            return f"{self.diagram}.{suffix}"
        return f"{self.diagram}erd.{suffix}"
