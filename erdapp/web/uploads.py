"""Uploads that keep the folders they came from.

A browser sends the path of a file in a chosen folder as its name; Django keeps the last part only.
Models name each other by path, so the path is kept beside the name, for `path_of`.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict


def path_of(file: UploadedFile[Any]) -> str:
    """The path that the browser gave, a hostile text; at least a name."""
    return getattr(file, "path", "") or file.name or "upload.sql"


class _Parser(MultiPartParser):
    """Notes the whole name of the file that is being read."""

    _path = ""
    _files: MultiValueDict[str, Any]

    def sanitize_file_name(self, file_name: str) -> str | None:
        self._path = file_name
        found: str | None = super().sanitize_file_name(file_name)
        return found

    def handle_file_complete(self, old_field_name: str, counters: list[int]) -> None:
        before = self._files.getlist(old_field_name)
        super().handle_file_complete(old_field_name, counters)
        for file in self._files.getlist(old_field_name)[len(before) :]:
            file.path = self._path


class FolderUploadHandler(FileUploadHandler):
    """The first of the handlers: it parses the request for the others."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> Any:
        assert self.request is not None
        others = [one for one in self.request.upload_handlers if one is not self]
        return _Parser(META, input_data, others, encoding).parse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
