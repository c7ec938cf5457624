"""A document through its texts: what it said first, and every edit since, whoever made it."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.database import instant
from storage.edited import REVISION, WITH_TEXTS, revision_of
from storage.model import Capture, Revision
from storage.rows import CAPTURE, capture_of

FIRST = f"""
SELECT versions.title || char(10) || texts.text AS after, documents.first_seen_at AS at, {CAPTURE}
FROM documents
  JOIN versions ON versions.id = coalesce(
    (SELECT before FROM edits WHERE edits.document = documents.id ORDER BY edits.id LIMIT 1), documents.version)
  JOIN texts ON texts.id = versions.text
  JOIN captures ON captures.id = versions.capture
WHERE documents.key = ?
"""

SINCE = f"""
SELECT {REVISION}, edits.seen_at AS at, edits.cause, {CAPTURE}
FROM edits {WITH_TEXTS}
WHERE documents.key = ? ORDER BY edits.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a document said from `seen_at` on, as title, line feed, text. `revision` is None for the first."""

    seen_at: datetime
    text: str
    revision: Revision | None
    cause: Literal["world", "correction"]
    capture: Capture


def read_texts(database: sqlite3.Connection, key: str) -> Iterator[Text]:
    """The texts of a document in the order in which they were its own; `key` is the document's."""
    for query in (FIRST, SINCE):
        for row in database.execute(query, [key]):
            yield Text(
                seen_at=instant(row["at"]),
                text=row["after"],
                revision=revision_of(row) if query is SINCE else None,
                cause=row["cause"] if query is SINCE else "world",
                capture=capture_of(row),
            )
