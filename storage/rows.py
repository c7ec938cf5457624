"""Rows to records."""

import json
import sqlite3
from typing import Any

from storage.codec import event_of
from storage.database import instant
from storage.model import Capture, DocumentRef, Issue, PolicyEvent

CAPTURE = (
    "captures.id AS capture_id, captures.url AS capture_url, captures.method, captures.status, captures.file,"
    " captures.offset, captures.digest, captures.fetched_at"
)
# The sentence of an event, from the last version that says it.
PROOF = "proofs.quote, proofs.start, proofs.end"
# A document in one line: `documents`, with `titled` the version that has its title and address.
REF = "documents.key, documents.source, documents.kind, documents.published, titled.title, titled.url"


def capture_of(row: sqlite3.Row) -> Capture:
    """A row with the columns of `CAPTURE`."""
    return Capture(
        id=row["capture_id"],
        url=row["capture_url"],
        method=row["method"],
        status=row["status"],
        file=row["file"],
        offset=row["offset"],
        digest=row["digest"],
        fetched_at=instant(row["fetched_at"]),
    )


def bare_event(body: str) -> PolicyEvent:
    """The event of a row's `body` alone: its evidence is left empty."""
    return event_of(json.loads(body) | {"evidence": {"quote": "", "start": 0, "end": 0}})


def event_in(row: sqlite3.Row) -> PolicyEvent:
    """A row with an event's `body` and the columns of `PROOF`."""
    evidence = {"quote": row["quote"], "start": row["start"], "end": row["end"]}
    body: dict[str, Any] = json.loads(row["body"])
    return event_of(body | {"evidence": evidence})


def issue_of(row: sqlite3.Row) -> Issue:
    """A row of `issues`."""
    return Issue(
        source=row["source"],
        kind=row["kind"],
        url=row["url"],
        detail=row["detail"],
        seen_at=instant(row["seen_at"]),
        capture_id=row["capture"],
    )


def ref_of(row: sqlite3.Row) -> DocumentRef:
    """A row with the columns of `REF`."""
    return DocumentRef(
        key=row["key"],
        source=row["source"],
        kind=row["kind"],
        title=row["title"],
        url=row["url"],
        published=row["published"],
    )
