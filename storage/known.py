"""The pages that a source's documents stand on: what is needed to decide which of them to look at again."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from storage.database import instant

# The publisher's edits, the page vanishing and returning start its schedule anew; what we correct does not. A page that
# answered with something else than its document, or not at all, was still looked at: `pages` knows.
KNOWN = """
WITH
  edited (document, at) AS (SELECT document, max(seen_at) FROM edits WHERE cause = 'world' GROUP BY document),
  sighted (copy, at) AS (SELECT copy, max(at) FROM sightings GROUP BY copy)
SELECT versions.url, documents.key,
  max(copies.first_seen_at, coalesce(edited.at, ''), coalesce(sighted.at, '')) AS stirred_at,
  max(copies.last_seen_at, coalesce(copies.gone_at, ''), coalesce(pages.checked_at, '')) AS checked_at
FROM documents
  JOIN copies ON copies.document = documents.id
  JOIN versions ON versions.id = copies.version
  LEFT JOIN pages ON pages.url = copies.url
  LEFT JOIN edited ON edited.document = documents.id
  LEFT JOIN sighted ON sighted.copy = copies.id
WHERE documents.source = ? ORDER BY copies.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCopy:
    """A page on which a document stands. `stirred_at`: when it was new, changed, gone or back, whichever came last."""

    url: str
    key: str
    stirred_at: datetime
    checked_at: datetime


def read_known(database: sqlite3.Connection, source: str) -> Iterator[KnownCopy]:
    """The pages of a source's documents, the first seen first."""
    for row in database.execute(KNOWN, [source]):
        yield KnownCopy(
            url=row["url"],
            key=row["key"],
            stirred_at=instant(row["stirred_at"]),
            checked_at=instant(row["checked_at"]),
        )
