"""The examples of a new installation."""

from __future__ import annotations

from itertools import pairwise

from erdapp.store.access import Visitor, visible_project
from erdapp.store.actions.comparisons import compare_versions
from erdapp.store.actions.demo import PROJECTS, make_demo
from erdapp.store.models import Project, Version


def test_the_examples_load_without_a_problem(db: None) -> None:
    assert make_demo() == len(PROJECTS)
    for version in Version.objects.all():
        assert version.problems == [], (version.project.slug, version.number)
    assert visible_project(Visitor(), "shop").versions.count() == 3


def test_examples_are_made_only_once(db: None) -> None:
    make_demo()
    assert make_demo() == 0
    assert Project.objects.count() == len(PROJECTS)


def test_every_example_can_be_compared_and_planned(db: None) -> None:
    make_demo()
    for project in Project.objects.all():
        versions = list(project.versions.order_by("number"))
        for before, after in pairwise(versions):
            assert compare_versions(before, after).plan_error == ""
