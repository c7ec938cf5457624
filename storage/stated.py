"""Every official event that we knew of at an instant: what `storage.lists` folds."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import json
import sqlite3
from collections.abc import Collection, Iterator
from datetime import datetime

from storage.database import FOR_EVER, stamp
from storage.lists import Stated
from storage.review import read_doubts
from storage.rows import PROOF, event_in

# + : the index is that of what is official.
OFFICIAL = f"""
SELECT events.id, events.document, documents.key, events.body, {PROOF}
FROM events
  JOIN documents ON documents.id = events.document
  JOIN proofs ON proofs.event = events.id
    AND proofs.version = (SELECT max(version) FROM proofs WHERE proofs.event = events.id)
WHERE events.basis != 'report' AND +events.first_seen_at <= :known_at
  AND (events.retracted_at IS NULL OR events.retracted_at > :known_at)
"""

# What the documents of some keys state.
STATED_IN = """
SELECT events.id FROM documents CROSS JOIN events ON events.document = documents.id
WHERE documents.key IN (SELECT value FROM json_each(:instruments))
"""

# What is said under an instrument's number or in its document; and what speaks of it, or of notices and targets without
# their numbers, for it may mean that instrument: this is looked for in `events_referring`, by the words of that index.
BEARING = f"""
{STATED_IN}
UNION SELECT id FROM events WHERE instrument IN (SELECT value FROM json_each(:instruments))
UNION SELECT id FROM events INDEXED BY events_referring
WHERE basis != 'report' AND (
    action NOT IN ('list', 'control') OR NOT instr(body, '"affects":[]') OR instr(body, '"refers_to":')
  ) AND (
    EXISTS (SELECT 1 FROM json_each(:instruments) WHERE instr(body, json_quote(value)))
    OR instr(body, '"refers_to":')
    OR (instr(body, '"affects":[]') AND action NOT IN ('list', 'control'))
  )
"""


def read_stated(database: sqlite3.Connection, known_at: datetime | None) -> Iterator[Stated]:
    """The standing events of notices and statements; those of a disputed text come as held."""
    return select(database, OFFICIAL, known_at)


def read_bearing(database: sqlite3.Connection, instruments: Collection[str], known_at: datetime) -> Iterator[Stated]:
    """Those that bear on some instruments: folded, they give the designations under these as all events would."""
    found = list(select(database, f"{OFFICIAL} AND events.id IN ({BEARING})", known_at, instruments))
    others = {one.event.instrument for one in found if one.event.instrument} - {one.document for one in found}
    yield from found
    # A translation gives way to the notice itself, whether that bears on the instruments or not.
    yield from select(database, f"{OFFICIAL} AND events.id IN ({STATED_IN})", known_at, others)


def select(
    database: sqlite3.Connection, query: str, known_at: datetime | None, instruments: Collection[str] = ()
) -> Iterator[Stated]:
    """The events that a query finds, in the order of their numbers."""
    doubts = read_doubts(database, known_at)
    values = {"known_at": stamp(known_at) if known_at else FOR_EVER, "instruments": json.dumps(sorted(instruments))}
    for row in database.execute(f"{query} ORDER BY events.id", values):
        yield Stated(event=doubts.judged(event_in(row), row["id"], row["document"]), document=row["key"])
