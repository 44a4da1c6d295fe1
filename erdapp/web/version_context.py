"""What all pages of a version share: its head, its list of tables, its share panel."""

from __future__ import annotations

from collections import Counter
from typing import Any

from erdapp.dialects import facts
from erdapp.schema import Dialect
from erdapp.store import access
from erdapp.store.findings import design_findings
from erdapp.store.models import Version
from erdapp.store.relations import guesses_of
from erdapp.store.snapshots import load_outline
from erdapp.web import diagram_page
from erdapp.web.exports import FORMATS, ExportLink, more_of, sql_dialects
from erdapp.web.findings import Found
from erdapp.web.looking import Looking, Place
from erdapp.web.timeline import timeline
from erdapp.web.visitor import AppRequest, visitor


def version_context(request: AppRequest, version: Version, looking: Looking) -> dict[str, Any]:
    """The context of a page of a version within its project."""
    project, place = version.project, Place(version)
    versions = list(project.versions.only("number", "label", "incomplete", "project_id"))
    share = project.shares.filter(version=version, revoked_at=None).first()
    return base_context(version, looking, place) | {
        "project": project,
        "versions": versions,
        "timeline": timeline(project, versions, version.number, looking),
        "previous": next((v.number for v in versions if v.number < version.number), None),
        "may": access.rights(visitor(request), project),
        "share": share,
        "share_url": request.build_absolute_uri(f"/s/{share.token}") if share else "",
        "share_open": "shared" in request.GET,
    }


def base_context(version: Version, looking: Looking, place: Place) -> dict[str, Any]:
    """What the pages of a version show, through a share link too."""
    outline = load_outline(version.snapshot)
    guesses = len(guesses_of(version.snapshot))
    hidden = sum(not looking.shows(table) for table in outline.tables)
    known = bool(looking.focus) and outline.find(looking.focus) is not None
    group_controls = diagram_page.group_controls(looking, outline, version)
    return {
        "version": version,
        "place": place,
        "looking": looking,
        "canvas_rows": place.picture("rows.json"),
        "canvas_still": place.picture("svg"),
        "canvas_query": looking.query(),
        "outline": outline,
        "dialect": facts(Dialect(version.dialect)).label,
        "groups": diagram_page.table_list(outline, looking, place),
        "found": len(outline.search(looking.q)) if looking.q else len(outline.tables),
        "show_controls": diagram_page.show_controls(looking, outline),
        "group_controls": group_controls,
        "next_group": diagram_page.next_group(group_controls),
        "inferred_control": diagram_page.inferred_control(looking, guesses),
        "guesses": guesses,
        "depth_controls": diagram_page.depth_controls(looking) if known else (),
        "focus_known": known,
        "without_view": looking.query(view=""),
        "without_focus": looking.query(focus="", walls=""),
        "hidden": hidden,
        "nothing": hidden == len(outline.tables) and not known,
        "sieve_open": bool(looking.only or looking.exclude),
        "without_sieve": looking.query(only="", exclude=""),
        "exports": _exports(version, place),
        "findings": Found.of(design_findings(version.snapshot)),
        "problem_counts": Counter(problem["severity"] for problem in version.problems),
    }


def _exports(version: Version, place: Place) -> tuple[ExportLink, ...]:
    """The menu: every format, and behind some their other shapes."""
    links = []
    for suffix, kind in FORMATS.items():
        links.append(ExportLink(kind.label, f"{place.picture(suffix)}?download"))
        more = sql_dialects(version) if suffix == "sql" else more_of(suffix)
        links += [ExportLink(label, f"{place.picture(query)}&download") for query, label in more]
    return tuple(links)
