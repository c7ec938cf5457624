"""Every official event that we knew of at an instant: what `storage.lists` folds."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from storage.database import FOR_EVER, stamp
from storage.lists import Stated
from storage.review import read_doubts
from storage.rows import PROOF, event_in

OFFICIAL = f"""
SELECT events.id, events.document, documents.key, events.body, {PROOF}
FROM events
  JOIN documents ON documents.id = events.document
  JOIN proofs ON proofs.event = events.id
    AND proofs.version = (SELECT max(version) FROM proofs WHERE proofs.event = events.id)
WHERE events.basis != 'report' AND events.first_seen_at <= :known_at
  AND (events.retracted_at IS NULL OR events.retracted_at > :known_at)
ORDER BY events.id
"""


def read_stated(database: sqlite3.Connection, known_at: datetime | None) -> Iterator[Stated]:
    """The standing events of notices and statements; those of a disputed text come as held."""
    doubts = read_doubts(database, known_at)
    for row in database.execute(OFFICIAL, {"known_at": stamp(known_at) if known_at else FOR_EVER}):
        yield Stated(event=doubts.judged(event_in(row), row["id"], row["document"]), document=row["key"])
