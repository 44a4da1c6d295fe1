"""The example projects of a new installation, from the SQL files in `store/demo`."""

from __future__ import annotations

import logging
from pathlib import Path

from django.db import transaction

from erdapp.loaders.archive import Upload
from erdapp.schema import Dialect
from erdapp.store.access import Visitor
from erdapp.store.actions.projects import set_visibility
from erdapp.store.actions.versions import Source, add_version
from erdapp.store.models import Project, Visibility

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent.parent / "demo"

PROJECTS = {
    "tasks": ("Tasks and users", Dialect.SQLITE),
    "shop": ("Shop", Dialect.POSTGRES),
    "conference": ("Conference", Dialect.MARIADB),
}
"""Folder, which is also the slug: name and dialect. A file `<nn>-<label>.sql` is a version."""

NOBODY = Visitor()


def make_demo() -> int:
    """Make the examples unless there is any project already; says how many were made."""
    if Project.objects.exists():
        return 0
    for slug, (name, dialect) in PROJECTS.items():
        _make(slug, name, dialect)
    return len(PROJECTS)


@transaction.atomic
def _make(slug: str, name: str, dialect: Dialect) -> None:
    project = Project.objects.create(slug=slug, name=name, example=True)
    set_visibility(project, Visibility.PUBLIC, NOBODY)
    for path in sorted((FOLDER / slug).glob("*.sql")):
        label = path.stem.split("-", 1)[-1].replace("-", " ").capitalize()
        source = Source(
            uploads=(Upload(path.name, path.read_bytes()),), dialect=dialect, label=label
        )
        version = add_version(project, source, NOBODY)
        log.debug("example %s, version %s: %s", name, version.number, label)
