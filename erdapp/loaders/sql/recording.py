"""A schema builder that notes what one statement asks of it and puts into it.

What a statement does depends on nothing but its text, where names lead, and the objects it looks
up. When these are the same objects again, so is what it does: `remembered` needs no more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from erdapp.schema import Dialect, Key, Kind, Name, Namespace, Object, SchemaBuilder
from erdapp.schema.renames import Written

if TYPE_CHECKING:
    from erdapp.diff.changes import Rename

T = TypeVar("T", bound=Object)


class RecordingBuilder(SchemaBuilder):
    """The builder of a load. `begin` starts the notes anew."""

    def __init__(self, dialect: Dialect, fold: Callable[[str], str]) -> None:
        super().__init__(dialect, fold)
        self.renamed: list[Rename] = []
        """Tables and columns that statements gave another name, in order; a column with its
        table's name of that moment."""
        self.begin()

    def begin(self) -> None:
        """A statement begins."""
        self.reads: dict[Key, Object | None] = {}
        """What it looked up that it had not put there itself."""
        self.writes: dict[Key, Object] = {}
        self.simple = True
        """Whether looking up and putting is all it did."""

    def all_by_key(self) -> dict[Key, Object]:
        """All objects of this moment, by folded key."""
        return dict(self._objects)

    def fits(self, reads: dict[Key, Object | None]) -> bool:
        """Whether these would find the same objects now: the very same, not equal ones."""
        objects = self._objects
        return all(objects.get(key) is found for key, found in reads.items())

    def replay(self, writes: dict[Key, Object]) -> None:
        """Put what a statement put."""
        self._objects.update(writes)

    def get(self, key: Key) -> Object | None:
        key = self._folded(key)
        found = self._objects.get(key)
        if key not in self.writes:
            self.reads[key] = found
        return found

    def put(self, item: Object) -> None:
        key = self._folded(item.key)
        self._objects[key] = self.writes[key] = item

    @property
    def namespaces(self) -> dict[str, Namespace]:
        self.simple = False
        return self._namespaces

    @namespaces.setter
    def namespaces(self, found: dict[str, Namespace]) -> None:
        self._namespaces = found

    def take(self, key: Key) -> Object | None:
        self.simple = False
        return super().take(key)

    def drop(self, key: Key) -> bool:
        self.simple = False
        return super().drop(key)

    def of(self, kind: type[T]) -> list[T]:
        self.simple = False
        return super().of(kind)

    def rename_table(self, old: Name, new: Name) -> None:
        from erdapp.diff.changes import Rename  # brings all of `diff`, and few files rename

        self.simple = False
        before = old.name if old.schema == new.schema else str(old)
        self.renamed.append(Rename(Kind.TABLE.value, before, new.name, new.schema))
        super().rename_table(old, new)

    def rename_column(self, table: Name, old: str, new: str, written: Written = str) -> None:
        from erdapp.diff.changes import Rename

        self.simple = False
        self.renamed.append(Rename("column", old, new, table.schema, table.name))
        super().rename_column(table, old, new, written)


Mark = tuple[Name, str]
"""A table and the name of one of its indexes."""


class Marks:
    """A set of marked indexes that notes what a statement asked of it, set and removed.

    Whether it is empty doesn't count: that only spares the asking.
    """

    def __init__(self) -> None:
        self._marks: set[Mark] = set()
        self.begin()

    def begin(self) -> None:
        """A statement begins."""
        self.asked: dict[Mark, bool] = {}
        self.changed: dict[Mark, bool] = {}

    def __bool__(self) -> bool:
        return bool(self._marks)

    def __contains__(self, mark: Mark) -> bool:
        found = mark in self._marks
        if mark not in self.changed:
            self.asked[mark] = found
        return found

    def add(self, mark: Mark) -> None:
        self.changed[mark] = True
        self._marks.add(mark)

    def discard(self, mark: Mark) -> None:
        self.changed[mark] = False
        self._marks.discard(mark)

    def fits(self, asked: dict[Mark, bool]) -> bool:
        """Whether asking again would give the same answers."""
        return all((mark in self._marks) is found for mark, found in asked.items())

    def replay(self, changed: dict[Mark, bool]) -> None:
        """Set and remove what a statement did."""
        for mark, wanted in changed.items():
            (self._marks.add if wanted else self._marks.discard)(mark)
