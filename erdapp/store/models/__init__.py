"""The tables of the application itself."""

from __future__ import annotations

from erdapp.store.models.audit import AuditEntry
from erdapp.store.models.comparison import Comparison, ProofState
from erdapp.store.models.connection import UNDER_WAY, Connection, ReadingState
from erdapp.store.models.dictionary import EventKind, Note, TableEvent
from erdapp.store.models.folder import FolderFile, MigrationFolder
from erdapp.store.models.picture import StoredPicture
from erdapp.store.models.project import Membership, Project, Role, Visibility
from erdapp.store.models.relation import RelationAnswer
from erdapp.store.models.saved_view import SavedView
from erdapp.store.models.share import ShareLink
from erdapp.store.models.token import ApiToken
from erdapp.store.models.version import Blob, Confirmation, Snapshot, SourceText, Version

__all__ = [
    "UNDER_WAY",
    "ApiToken",
    "AuditEntry",
    "Blob",
    "Comparison",
    "Confirmation",
    "Connection",
    "EventKind",
    "FolderFile",
    "Membership",
    "MigrationFolder",
    "Note",
    "Project",
    "ProofState",
    "ReadingState",
    "RelationAnswer",
    "Role",
    "SavedView",
    "ShareLink",
    "Snapshot",
    "SourceText",
    "StoredPicture",
    "TableEvent",
    "Version",
    "Visibility",
]
