"""Reads, inside the transaction that will write, what bears on a decision."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from storage.codec import document_of
from storage.database import instant
from storage.decide import CopyState, DocumentState, Memory, Reading, Said
from storage.hashing import attached, page_hash

DOCUMENT = """
SELECT documents.id, documents.run, documents.version, versions.content_hash
FROM documents JOIN versions ON versions.id = documents.version
"""

WITHOUT_NUMBER = "documents.kind = 'notice' AND instr(documents.key, '://')"
SAME_WORDS = f"""
{DOCUMENT} WHERE versions.content_hash = ? AND documents.source = ? AND {WITHOUT_NUMBER} ORDER BY documents.id LIMIT 1
"""

COPY = """
SELECT copies.id, copies.document, copies.url, copies.rank, copies.first_seen_at, copies.last_seen_at, copies.gone_at,
  copies.version, copies.reader_version, copies.rules_version, versions.content_hash, captures.digest,
  versions.title, texts.text, versions.record
FROM copies JOIN versions ON versions.id = copies.version JOIN texts ON texts.id = versions.text
  JOIN captures ON captures.id = copies.capture
"""


def recall(database: sqlite3.Connection, reading: Reading) -> Memory:
    """What is remembered of the reading's page, of its document, and of the document that the page leaves for it."""
    row = database.execute(f"{COPY} WHERE copies.url = ?", [reading.url]).fetchone()
    document = document_state(database, f"{DOCUMENT} WHERE documents.key = ?", [reading.key])
    if document is None and reading.unnumbered:
        document = unnumbered(database, reading, row)
    if row is None:
        return Memory(document=document)
    copy = copy_state(row)
    moves = document is None or document.id != copy.document
    return Memory(
        copy=copy,
        said=said(database, copy.version),
        said_before=said_before(database, copy.id, reading.content_hash),
        document=document,
        left=document_state(database, f"{DOCUMENT} WHERE documents.id = ?", [copy.document]) if moves else None,
    )


def unnumbered(database: sqlite3.Connection, reading: Reading, copy: sqlite3.Row | None) -> DocumentState | None:
    """The document of an official page without a number: the one whose copy it was, else the one of the same words.

    An answer of the spokesperson stands on four hosts; it is one answer, under the address that was seen first.
    """
    if copy is not None:
        return document_state(database, f"{DOCUMENT} WHERE documents.id = ? AND {WITHOUT_NUMBER}", [copy["document"]])
    return document_state(database, SAME_WORDS, [reading.content_hash, reading.source])


def document_state(database: sqlite3.Connection, query: str, values: Sequence[object]) -> DocumentState | None:
    """The document that a query for one gives, with its copies and the events that stand."""
    row = database.execute(query, values).fetchone()
    if row is None:
        return None
    copies = database.execute(f"{COPY} WHERE copies.document = ?", [row["id"]])
    events = database.execute("SELECT fingerprint FROM events WHERE document = ? AND retracted_at IS NULL", [row["id"]])
    return DocumentState(
        **row,
        copies=tuple(copy_state(copy) for copy in copies),
        events=frozenset(event["fingerprint"] for event in events),
    )


def copy_state(row: sqlite3.Row) -> CopyState:
    """A row of `COPY`."""
    fields: dict[str, Any] = dict(row)
    fields["gone"] = fields.pop("gone_at") is not None
    fields["first_seen_at"] = instant(fields["first_seen_at"])
    fields["last_seen_at"] = instant(fields["last_seen_at"])
    words = {"title": fields.pop("title"), "text": fields.pop("text")}
    document = document_of(json.loads(fields.pop("record")) | words)
    found = attached(document)
    page = page_hash(document) if found else fields["content_hash"]
    return CopyState(**fields, page_hash=page, attached=found)


def said(database: sqlite3.Connection, version: int) -> Said:
    """The words of a version."""
    row = database.execute(
        "SELECT title, texts.text, record FROM versions JOIN texts ON texts.id = versions.text WHERE versions.id = ?",
        [version],
    ).fetchone()
    return Said(**row)


def said_before(database: sqlite3.Connection, copy: int, content_hash: str) -> bool:
    """Whether the copy ever said this."""
    found = database.execute("SELECT 1 FROM versions WHERE copy = ? AND content_hash = ?", [copy, content_hash])
    return found.fetchone() is not None
