"""What people send: sources, names, answers."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from django import forms
from django.core.files.uploadedfile import UploadedFile

from erdapp.dialects import facts
from erdapp.diff.changes import Rename
from erdapp.loaders.archive import Upload
from erdapp.loaders.database.guard import LONGEST
from erdapp.loaders.database.url import SCHEMES
from erdapp.loaders.detect import SUFFIXES, Language, pasted_name
from erdapp.schema import Dialect
from erdapp.store.actions.versions import Source
from erdapp.store.models import Role, Visibility
from erdapp.web.uploads import path_of

LANGUAGES = [("", "Detect language"), *((one.value, one.label) for one in Language)]
DIALECTS = [("", "Detect the dialect"), *((d.value, facts(d).label) for d in Dialect)]


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A file field that takes several files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        clean_one = super().clean
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [clean_one(file, initial) for file in files]


FARTHEST = 1e7
"""Px from the middle that a table can be put away."""

_DATABASE_URL = re.compile(rf"(?:{'|'.join(SCHEMES)})(?:\+\w+)?://\S+", re.IGNORECASE)


def database_urls(text: str) -> list[str]:
    """The lines that are a database URL and nothing else."""
    lines = (line.strip() for line in text.splitlines() if "://" in line)
    return [line for line in lines if _DATABASE_URL.fullmatch(line)]


class UnseenInput(forms.PasswordInput):
    """A text field that is never filled with what was sent before."""

    input_type = "text"


class DatabaseForm(forms.Form):
    url = forms.CharField(
        max_length=LONGEST,
        label="Database URL",
        widget=UnseenInput(
            attrs={
                "aria-label": "Database URL",
                "placeholder": "postgres://user:password@db.example.com/shop",
                "autocomplete": "off",
                "autocapitalize": "off",
                "spellcheck": "false",
            }
        ),
    )


class SourceForm(forms.Form):
    """A pasted text or files; the text wins nothing over the files, both are read."""

    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 14,
                "spellcheck": "false",
                "autocapitalize": "off",
                "placeholder": "CREATE TABLE users (\n  id bigint PRIMARY KEY,\n  …",
                "aria-label": "SQL of the schema",
            }
        ),
    )
    uploads = ManyFilesField(required=False, widget=ManyFilesInput(attrs={"multiple": True}))
    folder = ManyFilesField(
        required=False, widget=ManyFilesInput(attrs={"multiple": True, "webkitdirectory": True})
    )
    language = forms.ChoiceField(required=False, choices=LANGUAGES)
    dialect = forms.ChoiceField(required=False, choices=DIALECTS)

    def endings(self) -> str:
        """The endings of the files that mean anything here, for the page to leave out others."""
        return " ".join((*SUFFIXES, ".zip"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if urls := database_urls(data.get("text", "")):
            self._hide_text()
            if data["text"].strip() != urls[0] or self._files():
                raise forms.ValidationError("Paste SQL or one database URL, not both at once.")
        if not data.get("text", "").strip() and not self._files():
            raise forms.ValidationError("Paste SQL or models, or choose files or a folder.")
        return data

    def _files(self) -> list[UploadedFile[Any]]:
        data = self.cleaned_data
        return [*data.get("uploads", ()), *data.get("folder", ())]

    def _hide_text(self) -> None:
        """A page that says what is wrong must not hold the password."""
        self.data = {name: self.data[name] for name in self.data} | {"text": ""}

    def database_url(self) -> str:
        """The database URL that was pasted instead of SQL; call it on a valid form."""
        return next(iter(database_urls(self.cleaned_data["text"])), "")

    def source(self, label: str = "") -> Source:
        """What the store takes; call it on a valid form. `label` is for one that doesn't ask."""
        data = self.cleaned_data
        text, language = data["text"], Language(data["language"]) if data["language"] else None
        uploads = [Upload(path_of(file), file.read()) for file in self._files()]
        if text.strip():
            name = pasted_name(text, language)
            uploads.insert(0, Upload(name, text.encode("utf-8", "replace")))
        return Source(
            uploads=tuple(uploads),
            language=language,
            dialect=Dialect(data["dialect"]) if data["dialect"] else None,
            label=data.get("label", label),
            message=data.get("message", ""),
        )


class NewProjectForm(SourceForm):
    name = forms.CharField(required=False, max_length=120, label="Name")

    def project_name(self) -> str:
        """The name given, else one from the first file."""
        given: str = self.cleaned_data["name"].strip()
        files = self._files()
        if given or not files:
            return given
        folder, _, name = path_of(files[0]).replace("\\", "/").strip("/").rpartition("/")
        stem = folder.split("/")[0] or name.rsplit(".", 1)[0]
        return stem.replace("_", " ").replace("-", " ").strip().capitalize()


class NewVersionForm(SourceForm):
    label = forms.CharField(required=False, max_length=80, label="Label")
    message = forms.CharField(
        required=False, max_length=2_000, label="Message", widget=forms.Textarea(attrs={"rows": 2})
    )


class NameForm(forms.Form):
    name = forms.CharField(max_length=120)


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(choices=Visibility.choices)


class MemberForm(forms.Form):
    username = forms.CharField(max_length=150)
    role = forms.ChoiceField(choices=Role.choices)


class AnswerForm(forms.Form):
    """A rename in question, and what to make of it."""

    kind = forms.CharField(max_length=20)
    before = forms.CharField(max_length=300, strip=False)
    after = forms.CharField(max_length=300, strip=False)
    schema = forms.CharField(max_length=300, strip=False, required=False)
    table = forms.CharField(max_length=300, strip=False, required=False)
    column = forms.CharField(max_length=300, strip=False, required=False)
    answer = forms.ChoiceField(choices=[("rename", "Rename"), ("drop", "Drop and add")])

    def rename(self) -> Rename:
        fields = ("kind", "before", "after", "schema", "table", "column")
        return Rename(**{field: self.cleaned_data[field] for field in fields})


class PairForm(forms.Form):
    """Two version numbers to compare."""

    a = forms.IntegerField(min_value=1)
    b = forms.IntegerField(min_value=1)


class ShareForm(forms.Form):
    """What to share: a version, a comparison, or with neither the newest version."""

    version = forms.IntegerField(min_value=1, required=False)
    comparison = forms.IntegerField(min_value=1, required=False)


class SavedViewForm(forms.Form):
    """The name of a view, and where its tables were put as JSON."""

    name = forms.CharField(max_length=60)
    version = forms.IntegerField(min_value=1)
    positions = forms.CharField(required=False, max_length=1_000_000)

    def clean_positions(self) -> dict[str, tuple[float, float]]:
        text = self.cleaned_data["positions"] or "{}"
        try:
            found = msgspec.json.decode(text, type=dict[str, tuple[float, float]])
        except (msgspec.DecodeError, UnicodeEncodeError):
            raise forms.ValidationError("The places of the tables are not understood.") from None
        if any(not -FARTHEST < at < FARTHEST for place in found.values() for at in place):
            raise forms.ValidationError("A table cannot be put that far away.")
        return {name[:300].replace("\0", ""): place for name, place in found.items()}

    @property
    def first_error(self) -> str:
        return next(str(text) for texts in self.errors.values() for text in texts)


_FILE_NAME = re.compile(r"[\w-]*")


class MigrationNameForm(forms.Form):
    name = forms.CharField(required=False, max_length=80, label="Name")

    def clean_name(self) -> str:
        """What was typed as a part of a file's name."""
        name = str(self.cleaned_data["name"]).strip().replace(" ", "_")
        if not _FILE_NAME.fullmatch(name):
            raise forms.ValidationError("A name has letters, digits, _ and - only.")
        return name


class NextForm(MigrationNameForm):
    """The version that the next migration of a folder leads to."""

    to = forms.IntegerField(min_value=1)


class NextSourceForm(MigrationNameForm, SourceForm):
    """A source that it leads to."""
