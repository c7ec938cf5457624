"""Every event that stands, with its document and its proof: what is handed out as data."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from storage.changes import STATED
from storage.database import instant
from storage.model import Capture, DocumentRef, PolicyEvent
from storage.review import read_doubts
from storage.rows import CAPTURE, PROOF, REF, capture_of, event_in, ref_of

STANDING = f"""
SELECT events.id, events.document, events.body, events.first_seen_at AS at, {PROOF}, {REF}, {CAPTURE},
  (SELECT json_group_array(url) FROM (
    SELECT url FROM copies WHERE copies.document = events.document ORDER BY rank, first_seen_at, url
  )) AS copies
FROM events {STATED}
  JOIN versions AS proven ON proven.id = proofs.version
  JOIN captures ON captures.id = proven.capture
WHERE events.retracted_at IS NULL
"""

REFS = f"""
SELECT {REF} FROM documents JOIN versions AS titled ON titled.id = documents.version
WHERE documents.key IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingEvent:
    """An event as it counts now, held ones with the reason. `capture` holds the page with its evidence, `copies` are
    the addresses on which its document stands, the preferred one first."""

    event: PolicyEvent
    document: DocumentRef
    first_seen_at: datetime
    capture: Capture
    copies: tuple[str, ...]


def read_standing(database: sqlite3.Connection) -> Iterator[StandingEvent]:
    """The standing events of notices, statements and the press, in no order."""
    doubts = read_doubts(database)
    for row in database.execute(STANDING):
        yield StandingEvent(
            event=doubts.judged(event_in(row), row["id"], row["document"]),
            document=ref_of(row),
            first_seen_at=instant(row["at"]),
            capture=capture_of(row),
            copies=tuple(json.loads(row["copies"])),
        )


def read_refs(database: sqlite3.Connection, keys: Iterable[str]) -> dict[str, DocumentRef]:
    """The documents of those keys that we have, by key."""
    found = map(ref_of, database.execute(REFS, [json.dumps(sorted(set(keys)))]))
    return {ref.key: ref for ref in found}
