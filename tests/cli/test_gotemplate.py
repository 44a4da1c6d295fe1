"""Go's text templates."""

from __future__ import annotations

import pytest

from erdapp.cli.gotemplate import TemplateError, render

DATA = {
    "Name": "shop",
    "Files": [{"Name": "1.sql", "Size": 2}, {"Name": "2.sql", "Size": 0}],
    "Empty": [],
    "Map": {"b": 2, "a": 1},
    "Flag": True,
    "None": None,
}

MEANT = {
    "plain } text": "plain } text",
    "{{ .Name }}": "shop",
    "{{.Name}}": "shop",
    '{{ "a}}b" }}': "a}}b",
    "a  {{- .Name -}}  b": "ashopb",
    "{{/* a comment */}}x": "x",
    "x {{- /* trimmed */ -}} y": "xy",
    "{{ range .Files }}{{ .Name }};{{ end }}": "1.sql;2.sql;",
    "{{ range $i, $f := .Files }}{{ $i }}={{ $f.Name }} {{ $.Name }},{{ end }}": (
        "0=1.sql shop,1=2.sql shop,"
    ),
    "{{ range $k, $v := .Map }}{{ $k }}{{ $v }}{{ end }}": "a1b2",
    "{{ range .Empty }}x{{ else }}none{{ end }}": "none",
    "{{ range .Files }}{{ if not .Size }}{{ break }}{{ end }}{{ .Name }}{{ end }}": "1.sql",
    "{{ range .Files }}{{ if .Size }}{{ continue }}{{ end }}{{ .Name }}{{ end }}": "2.sql",
    "{{ if .Empty }}a{{ else if .Flag }}b{{ else }}c{{ end }}": "b",
    "{{ with .Map }}{{ .a }}{{ end }}{{ with .None }}x{{ else }}y{{ end }}": "1y",
    "{{ $x := 1 }}{{ if .Flag }}{{ $x = 2 }}{{ end }}{{ $x }}": "2",
    '{{ define "t" }}<{{ . }}>{{ end }}{{ template "t" .Name }}': "<shop>",
    '{{ block "t" .Name }}[{{ . }}]{{ end }}': "[shop]",
    "{{ len .Files }} {{ index .Map \"a\" }} {{ (index .Files 1).Name }}": "2 1 2.sql",
    "{{ .Name | upper | printf \"%s-%d-%q\" \"x\" 7 }}": 'x-7-"SHOP"',
    "{{ and .Flag .Name }} {{ or .None \"b\" }} {{ eq .Name \"a\" \"shop\" }}": "shop b true",
    "{{ lt 1 2 }} {{ ge 1 2 }} {{ ne 1 2 }}": "true false true",
    "{{ json .Map }}": '{"b":2,"a":1}',
    "{{ .None }} {{ .Flag }} {{ .Map }} {{ len .Name }}": "<nil> true map[a:1 b:2] 4",
    "{{ `raw \"text\"` }}": 'raw "text"',
    "{{ urlquery \"a b\" }}{{ html \"<\" }}": "a+b&lt;",
}  # fmt: skip


@pytest.mark.parametrize("text", MEANT)
def test_a_template_means(text: str) -> None:
    assert render(text, DATA) == MEANT[text]


WRONG = {
    "{{ .Name": "template:1: {{ is not closed",
    "\n{{ nothing . }}": "template:2: there is no function nothing",
    "{{ .Other }}": "template:1: there is no .Other",
    "{{ .Name.Part }}": "template:1: there is no .Part",
    "{{ if .Flag }}x": "template:1: if has no end",
    "x{{ end }}": "template:1: end has nothing to end",
    "{{ }}": "template:1: an action is empty",
    "{{ $x }}": "template:1: there is no variable $x",
    '{{ template "t" }}': "template:1: there is no template 't'",
    "{{ range .Name }}{{ end }}": "template:1: range goes over a list or a map",
    "{{ index .Files 7 }}": "template:1: index: there is no item 7",
    '{{ printf "%d" }}': "template:1: printf: there is no value for %d",
    '{{ define "t" }}{{ template "t" . }}{{ end }}{{ template "t" . }}': "deeper than 50",
    "{{ if 1 }}" * 60 + "{{ end }}" * 60: "nested deeper than 50",
    "{{ .__class__ }}": "there is no .__class__",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_template_is_told_with_its_line(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        render(text, DATA)
    assert WRONG[text] in str(caught.value)
