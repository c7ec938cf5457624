"""All that proves what one document said and when: its texts and the captures of its pages and attachments."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import json
import sqlite3
from dataclasses import dataclass

from storage.documents import DocumentRecord, read_document
from storage.model import Capture
from storage.rows import CAPTURE, capture_of
from storage.urls import address

# In the order of `storage.documents.VERSIONS`.
TEXTS = """
SELECT texts.text FROM copies
  JOIN versions ON versions.copy = copies.id
  JOIN texts ON texts.id = versions.text
WHERE copies.document = ? ORDER BY versions.seen_at, versions.id
"""

# An attachment is an address, or an object with an address and, once it was read, the digest of its bytes.
ATTACHMENTS = """
SELECT DISTINCT iif(one.type = 'object', one.value ->> '$.url', one.value) AS url,
  iif(one.type = 'object', one.value ->> '$.digest', NULL) AS digest
FROM copies
  JOIN versions ON versions.copy = copies.id
  JOIN json_each(versions.record, '$.attachments') AS one
WHERE copies.document = ?
"""

CAPTURES = f"""
SELECT {CAPTURE} FROM captures WHERE id IN (
  SELECT versions.capture FROM copies JOIN versions ON versions.copy = copies.id WHERE copies.document = :document
  UNION SELECT capture FROM copies WHERE document = :document
  UNION SELECT sightings.capture FROM copies JOIN sightings ON sightings.copy = copies.id
    WHERE copies.document = :document
  UNION SELECT retracted_capture FROM events WHERE document = :document
  UNION SELECT capture FROM pages WHERE url IN (SELECT value FROM json_each(:addresses))
  UNION SELECT min(id) FROM captures WHERE digest IN (SELECT value FROM json_each(:digests)) GROUP BY digest
) ORDER BY fetched_at, file, offset
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecord:
    """A document, the text of each of its versions in their order, and every capture that matters to it.

    These are the captures of all versions and attachments, the last look at each copy, and the pages that showed that
    one was gone, back, or no longer stated an event.
    """

    record: DocumentRecord
    texts: tuple[str, ...]
    captures: tuple[Capture, ...]


def read_evidence(database: sqlite3.Connection, key_or_url: str) -> EvidenceRecord | None:
    """The evidence for the document of that key, or that stands under that URL; None when we know none."""
    record = read_document(database, key_or_url)
    if record is None:
        return None
    (number,) = database.execute("SELECT id FROM documents WHERE key = ?", [record.ref.key]).fetchone()
    return EvidenceRecord(
        record=record,
        texts=tuple(row["text"] for row in database.execute(TEXTS, [number])),
        captures=read_captures(database, number),
    )


def read_captures(database: sqlite3.Connection, document: int) -> tuple[Capture, ...]:
    """The captures of `EvidenceRecord`, in the order in which they were fetched."""
    attachments = database.execute(ATTACHMENTS, [document]).fetchall()
    wanted = {
        "document": document,
        "addresses": json.dumps([address(row["url"]) for row in attachments]),
        "digests": json.dumps([row["digest"] for row in attachments if row["digest"]]),
    }
    return tuple(map(capture_of, database.execute(CAPTURES, wanted)))
