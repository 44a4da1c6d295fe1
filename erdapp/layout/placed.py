"""The finished geometry of a picture, as values."""

from __future__ import annotations

from msgspec import Struct

Point = tuple[float, float]


class Box(Struct, frozen=True):
    """A card's place in the picture, in px from the top left."""

    x: float
    y: float
    width: float
    height: float


class Chip(Struct, frozen=True):
    """An edge without a line: where its stub leaves the card, and how wide the chip is."""

    edge: int
    x: float
    y: float
    right: bool
    width: float
    inset: float
    """From the card to the chip."""

    @property
    def left_end(self) -> float:
        """The least x of the chip and its stub."""
        return self.x if self.right else self.x - self.inset - self.width

    @property
    def right_end(self) -> float:
        return self.x + self.inset + self.width if self.right else self.x


class Frame(Struct, frozen=True):
    """The ground of a group, around its cards by number."""

    title: str
    nodes: tuple[int, ...]
    box: Box


class Title(Struct, frozen=True):
    """The title of a block at the top left of its cards, which are told by number."""

    text: str
    nodes: tuple[int, ...]
    x: float
    y: float


class Placed(Struct, frozen=True):
    """The finished geometry: a box a node, a line an edge (from the child; empty where the edge
    is a chip), titles, frames, the size."""

    boxes: tuple[Box, ...]
    lines: tuple[tuple[Point, ...], ...]
    titles: tuple[Title, ...]
    width: float
    height: float
    chips: tuple[Chip, ...] = ()
    frames: tuple[Frame, ...] = ()
