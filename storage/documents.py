"""Everything that is known of one document."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.codec import document_of
from storage.counterparts import Corroboration
from storage.database import instant
from storage.model import Capture, Document, DocumentRef, Issue, PolicyEvent
from storage.review import Doubts, read_doubts
from storage.rows import CAPTURE, PROOF, REF, capture_of, event_in, issue_of, ref_of
from storage.urls import address


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRecord:
    """A page on which a document stands or stood. The preferred one's text is the document's."""

    url: str
    rank: int
    preferred: bool
    first_seen_at: datetime
    last_seen_at: datetime
    gone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRecord:
    """What one copy said from `seen_at` on; `current` when it is what the document says now."""

    id: int
    url: str
    title: str
    content_hash: str
    seen_at: datetime
    capture: Capture
    reader_version: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """An event and when we knew of it. Its evidence stands in the last version that states it, number `version`."""

    id: int
    event: PolicyEvent
    cause: Literal["world", "correction"]
    first_seen_at: datetime
    retracted_at: datetime | None
    retracted_cause: Literal["world", "correction"] | None
    rules_version: int
    version: int
    capture: Capture
    corroboration: Corroboration | None = None  # see `storage.corroborated`


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """All that is known of a document. Events that no longer stand have `retracted_at` set."""

    ref: DocumentRef
    document: Document
    first_seen_at: datetime
    copies: tuple[CopyRecord, ...]
    versions: tuple[VersionRecord, ...]
    events: tuple[EventRecord, ...]
    issues: tuple[Issue, ...]

    @property
    def title(self) -> str:
        """The current title."""
        return self.document.title

    @property
    def text(self) -> str:
        """The current text."""
        return self.document.text


DOCUMENT = f"""
SELECT documents.id, documents.version, documents.first_seen_at, titled.record, texts.text, {REF}
FROM documents
  JOIN versions AS titled ON titled.id = documents.version
  JOIN texts ON texts.id = titled.text
WHERE documents.id = coalesce(
  (SELECT document FROM copies WHERE url = :address), -- first: a page may have moved to another key
  (SELECT id FROM documents WHERE key = :asked),
  (SELECT id FROM documents WHERE key = :address)
)
"""

COPIES = "SELECT * FROM copies WHERE document = ? ORDER BY rank, first_seen_at, url"  # as `storage.decide` prefers them

VERSIONS = f"""
SELECT versions.id, copies.url, versions.title, versions.content_hash, versions.seen_at, versions.reader_version,
  {CAPTURE}
FROM copies
  JOIN versions ON versions.copy = copies.id
  JOIN captures ON captures.id = versions.capture
WHERE copies.document = ? ORDER BY versions.seen_at, versions.id
"""

EVENTS = f"""
SELECT events.id, events.document, events.body, events.cause, events.first_seen_at, events.retracted_at,
  events.retracted_cause, events.rules_version, proofs.version, {PROOF}, {CAPTURE}
FROM events
  JOIN proofs ON proofs.event = events.id
    AND proofs.version = (SELECT max(version) FROM proofs WHERE proofs.event = events.id)
  JOIN versions ON versions.id = proofs.version
  JOIN captures ON captures.id = versions.capture
WHERE events.document = ? ORDER BY events.id
"""

ISSUES = """
SELECT issues.* FROM copies JOIN issues ON issues.page = copies.url WHERE copies.document = ? ORDER BY issues.id
"""


def read_document(database: sqlite3.Connection, key_or_url: str) -> DocumentRecord | None:
    """The document of that key, or that stands under that URL however it is spelt; None when we know none."""
    row = database.execute(DOCUMENT, {"asked": key_or_url, "address": address(key_or_url)}).fetchone()
    if row is None:
        return None
    record = json.loads(row["record"]) | {"title": row["title"], "text": row["text"]}
    number = [row["id"]]
    doubts = read_doubts(database)
    return DocumentRecord(
        ref=ref_of(row),
        document=document_of(record),
        first_seen_at=instant(row["first_seen_at"]),
        copies=tuple(copy_record(copy, row["version"]) for copy in database.execute(COPIES, number)),
        versions=tuple(version_record(version, row["version"]) for version in database.execute(VERSIONS, number)),
        events=tuple(event_record(event, doubts) for event in database.execute(EVENTS, number)),
        issues=tuple(issue_of(issue) for issue in database.execute(ISSUES, number)),
    )


def copy_record(row: sqlite3.Row, current: int) -> CopyRecord:
    """A row of `COPIES`; `current` is the version that the document points at."""
    return CopyRecord(
        url=row["url"],
        rank=row["rank"],
        preferred=row["version"] == current,
        first_seen_at=instant(row["first_seen_at"]),
        last_seen_at=instant(row["last_seen_at"]),
        gone_at=optional_instant(row["gone_at"]),
    )


def version_record(row: sqlite3.Row, current: int) -> VersionRecord:
    """A row of `VERSIONS`."""
    return VersionRecord(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        content_hash=row["content_hash"],
        seen_at=instant(row["seen_at"]),
        capture=capture_of(row),
        reader_version=row["reader_version"],
        current=row["id"] == current,
    )


def event_record(row: sqlite3.Row, doubts: Doubts) -> EventRecord:
    """A row of `EVENTS`, as it counts now."""
    return EventRecord(
        id=row["id"],
        event=doubts.judged(event_in(row), row["id"], row["document"]),
        cause=row["cause"],
        first_seen_at=instant(row["first_seen_at"]),
        retracted_at=optional_instant(row["retracted_at"]),
        retracted_cause=row["retracted_cause"],
        rules_version=row["rules_version"],
        version=row["version"],
        capture=capture_of(row),
    )


def optional_instant(text: str | None) -> datetime | None:
    """An instant, or none."""
    return instant(text) if text else None
