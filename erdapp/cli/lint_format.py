"""`--format` of the lint commands: a word for one of our outputs, or a template of Go's."""

from __future__ import annotations

from erdapp.cli.failure import Failure
from erdapp.lint.output import Around, to_github, to_json, to_markdown, to_sarif, to_text
from erdapp.lint.output.json import as_data
from erdapp.lint.summary import Summary

WORDS = ("text", "json", "sarif", "github", "markdown")


def written(
    summary: Summary,
    template: str,
    compare_url: str = "",
    picture_url: str = "",
    proof: str = "",
) -> str:
    """The run in the format that was asked for. Raises Failure for one that makes no sense."""
    match template:
        case "" | "text":
            return to_text(summary)
        case "json":
            return f"{to_json(summary, '  ')}\n"
        case "sarif":
            return f"{to_sarif(summary)}\n"
        case "github":
            return to_github(summary)
        case "markdown":
            around = Around(compare_url=compare_url, picture_url=picture_url, proof=proof)
            return to_markdown(summary, around)
    return _filled(summary, template)


def _filled(summary: Summary, template: str) -> str:
    from erdapp.cli.gotemplate import TemplateError, render

    if "{{" not in template:
        raise Failure(f"--format {template!r}: use one of {', '.join(WORDS)}, or a template")
    try:
        return render(template, as_data(summary))
    except TemplateError as error:
        raise Failure(f"--format: {error}") from error
