"""The events that wait for review, with what a person needs to decide."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from storage.changes import STATED
from storage.database import instant
from storage.model import DocumentRef, PolicyEvent
from storage.review import Verdict, read_doubts
from storage.rows import PROOF, REF, event_in, ref_of

AROUND = 200  # characters of the document on either side of the evidence

HELD = f"""
SELECT events.id, events.first_seen_at AS at, events.document, events.body, {PROOF}, {REF}, texts.text
FROM events {STATED}
  JOIN versions AS proven ON proven.id = proofs.version
  JOIN texts ON texts.id = proven.text
WHERE events.retracted_at IS NULL
  AND (events.held IS NOT NULL OR events.document IN (SELECT document FROM conflicts))
ORDER BY events.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEvent:
    """An event, why it waits or waited, the text around its evidence, and the verdict if there is one."""

    id: int
    event: PolicyEvent
    document: DocumentRef
    reason: str
    around: str
    first_seen_at: datetime
    verdict: Verdict | None


def read_held(database: sqlite3.Connection) -> Iterator[HeldEvent]:
    """Every standing event that is or was held, the first seen first."""
    doubts = read_doubts(database)
    for row in database.execute(HELD):
        event = event_in(row)
        judged = doubts.judged(event, row["id"], row["document"])
        if (reason := doubts.reason(event, row["document"])) and not judged.resolved_affects:
            yield HeldEvent(
                id=row["id"],
                event=event,
                document=ref_of(row),
                reason=reason,
                around=around(row["text"], row["start"], row["end"]),
                first_seen_at=instant(row["at"]),
                verdict=doubts.verdict(event, row["id"], row["document"]),
            )


def around(text: str, start: int, end: int) -> str:
    """The evidence between «» and what stands on either side."""
    return f"{text[max(0, start - AROUND) : start]}«{text[start:end]}»{text[end : end + AROUND]}"
