"""What a picture is asked to show; with the schema and the overlay it decides every byte."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from erdapp.inference import NO_LINKS, Links
from erdapp.schema import Name


class Show(StrEnum):
    """How much of each table: all columns, keys only, the name only."""

    ALL = "all"
    KEYS = "keys"
    NAMES = "names"


class Theme(StrEnum):
    """AUTO follows `prefers-color-scheme`."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class Group(StrEnum):
    """What is framed together. AUTO: namespaces where there are several. FOLDER: what the options
    call the folders of tables."""

    NONE = "none"
    SCHEMA = "schema"
    PREFIX = "prefix"
    FOLDER = "folder"
    AUTO = "auto"


class PictureOptions(Struct, frozen=True, kw_only=True):
    """Options of one picture; every field is part of its cache key."""

    show: Show = Show.ALL
    focus: Name | None = None
    depth: int = 1
    walls: tuple[str, ...] | None = None
    """Globs of tables that a focus doesn't look behind; None: hubs, that nearly all reference."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    theme: Theme = Theme.AUTO
    group: Group = Group.AUTO
    folders: tuple[tuple[Name, str], ...] = ()
    """With FOLDER: where each table is from. Tables that aren't listed stand outside of frames."""
    fold_after: int = 15
    """Columns shown before `+ n more`; 0 shows all."""
    moved: tuple[tuple[str, tuple[float, float]], ...] = ()
    """Tables, by full name, that somebody put elsewhere: px of their top left corners."""
    links: Links = NO_LINKS
    """Relations to draw beside foreign keys."""
    changed_only: bool = False
    """With an overlay: only changed tables and their neighbours."""
    rows: bool = True
    """False: cards carry head and box only, edges their lines only, and `Picture.rows` has what
    belongs into the cards."""
    standalone: bool = True
    """Carry styles inside, for a file; false when the page brings them."""
    link: str = ""
    """URL template of a table's page, `{table}` standing for its name; empty: titles don't link."""
