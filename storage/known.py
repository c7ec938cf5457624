"""The pages we know: what is needed to decide whether to look at them again."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from storage.database import instant

KNOWN = """
SELECT versions.url, documents.key, copies.first_seen_at, versions.seen_at, copies.gone_at,
  max(copies.last_seen_at, coalesce(copies.gone_at, ''), coalesce(pages.checked_at, '')) AS checked_at
FROM documents
  JOIN copies ON copies.document = documents.id
  JOIN versions ON versions.id = copies.version
  LEFT JOIN pages ON pages.url = copies.url
WHERE documents.source = ? ORDER BY copies.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCopy:
    """A page on which a document stands: what is needed to decide whether to look at it again."""

    url: str
    key: str
    first_seen_at: datetime
    changed_at: datetime
    checked_at: datetime
    gone_at: datetime | None


def read_known(database: sqlite3.Connection, source: str) -> Iterator[KnownCopy]:
    """The pages on which documents of a source stand, the first seen first."""
    return map(known_copy, database.execute(KNOWN, [source]))


def known_copy(row: sqlite3.Row) -> KnownCopy:
    """A row of `Store.known`."""
    return KnownCopy(
        url=row["url"],
        key=row["key"],
        first_seen_at=instant(row["first_seen_at"]),
        changed_at=instant(row["seen_at"]),
        checked_at=instant(row["checked_at"]),
        gone_at=instant(row["gone_at"]) if row["gone_at"] else None,
    )
