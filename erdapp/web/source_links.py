"""From a place in a source, `models/task.js:12`, to that line on the version's source page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from erdapp.loaders.base import Origins
from erdapp.store.models import SourceText, Version
from erdapp.store.snapshots import origins_of, unpacked


@dataclass(frozen=True)
class SourceLinks:
    """The files of a version by path, and where its tables and columns are said."""

    page: str
    """The address of the source page; empty where there is none, as behind a share link."""
    positions: Mapping[str, int]
    origins: Origins

    def place(self, file: str, line: int, short: bool = False) -> SafeString:
        """`models/task.js:12`, a link where it leads somewhere; `:12` when `short`."""
        if not file:
            return SafeString()
        text = f":{line}" if short and line else f"{file}:{line}" if line else file
        position = self.positions.get(file)
        if not self.page or position is None:
            return format_html('<span class="place">{}</span>', text)
        at = f"{self.page}?file={position}{f'#L{line}' if line else ''}"
        return format_html('<a class="place" href="{}" title="{}">{}</a>', at, file, text)

    def of(self, key: str, beside: str = "") -> SafeString:
        """The place of a table or column; the file is left out where it is that of `beside`."""
        origin, other = self.origins.get(key), self.origins.get(beside)
        if origin is None:
            return SafeString()
        return self.place(origin.file, origin.line, bool(other and other.file == origin.file))


def source_links(version: Version) -> SourceLinks:
    """The links of a version within its project."""
    return links_of([version])[0]


def links_of(versions: Sequence[Version]) -> tuple[SourceLinks, ...]:
    """The links of several versions of a project, in two queries."""
    positions: dict[int, dict[str, int]] = {version.pk: {} for version in versions}
    found = SourceText.objects.filter(version__in=positions)
    for pk, path, position in found.values_list("version", "path", "position"):
        positions[pk][path] = position
    packed = dict(Version.objects.filter(pk__in=positions).values_list("pk", "origins"))
    return tuple(
        SourceLinks(
            reverse("version-sql", args=[version.project.slug, version.number]),
            positions[version.pk],
            unpacked(bytes(packed[version.pk])),
        )
        for version in versions
    )


def source_texts(version: Version) -> SourceLinks:
    """The places alone, for who may not see the sources."""
    return SourceLinks("", {}, origins_of(version))
