"""What does not add up is held, until a person decides; the decision is part of history."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from typing import Literal

from storage.database import FOR_EVER, instant, stamp
from storage.model import PolicyEvent
from storage.references import Listed, resolve
from storage.rows import bare_event

Decision = Literal["accept", "reject"]

# Copies that contradict the text that is taken, as long as both say what they said then.
OPEN_CONFLICTS = """
SELECT conflicts.document, issues.source, issues.detail
FROM conflicts
  CROSS JOIN issues ON issues.id = conflicts.issue
  CROSS JOIN documents ON documents.id = conflicts.document
  CROSS JOIN copies ON copies.id = conflicts.copy AND copies.document = documents.id
  CROSS JOIN versions AS said ON said.id = copies.version AND said.content_hash = conflicts.copy_hash
  CROSS JOIN versions AS taken ON taken.id = documents.version AND taken.copy = conflicts.taken
    AND taken.content_hash = conflicts.taken_hash
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was decided of an event that was held for `reason`; for another reason it would be held again."""

    decision: Decision
    reason: str
    note: str
    decided_at: datetime


# What a notice does itself, for those that refer to it without its number.
LISTED = """
SELECT events.instrument, events.body, events.first_seen_at, events.run
FROM events
WHERE events.basis = 'notice' AND events.instrument IS NOT NULL AND events.action IN ('list', 'control', 'restrict')
  AND events.held IS NULL AND events.first_seen_at <= :known_at
  AND (events.retracted_at IS NULL OR events.retracted_at > :known_at)
ORDER BY events.id
"""


@dataclass(frozen=True, kw_only=True)
class Doubts:
    """Why events wait: `disputes` by document, `verdicts` by event. `listed` is read when an event refers to one."""

    disputes: dict[int, str]
    verdicts: dict[int, Verdict]
    read_listed: Callable[[], tuple[Listed, ...]] = tuple

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """The notices that an event without numbers may mean."""
        return self.read_listed()

    def reason(self, event: PolicyEvent, document: int) -> str | None:
        """Why the event was held when it was read, or is because a copy contradicts its text."""
        dispute = self.disputes.get(document)
        return event.held or (f"conflict: {dispute}" if dispute else None)

    def verdict(self, event: PolicyEvent, number: int, document: int) -> Verdict | None:
        """What was decided of the event, for the reason it is held for now."""
        found = self.verdicts.get(number)
        return found if found and found.reason == self.reason(event, document) else None

    def judged(self, event: PolicyEvent, number: int, document: int) -> PolicyEvent:
        """The event as it counts now: held, or free because a person accepted it or its words were resolved."""
        verdict = self.verdict(event, number, document)
        if verdict and verdict.decision == "reject":
            return replace(event, held=f"rejected: {verdict.note}")
        found = resolve(event, self.listed) if event.refers_to else event
        held = None if verdict else self.reason(found, document)
        return found if found.held == held else replace(found, held=held)


def read_doubts(database: sqlite3.Connection, known_at: datetime | None = None) -> Doubts:
    """All disputes and verdicts that stand, both are few; references are resolved by what was known at an instant."""
    disputes: dict[int, str] = {}
    for row in database.execute(f"{OPEN_CONFLICTS} ORDER BY copies.url"):
        disputes[row["document"]] = "; ".join(filter(None, (disputes.get(row["document"]), row["detail"])))
    verdicts = {row["event"]: verdict_of(row) for row in database.execute("SELECT * FROM reviews ORDER BY id")}
    return Doubts(disputes=disputes, verdicts=verdicts, read_listed=partial(read_listed, database, known_at))


def read_listed(database: sqlite3.Connection, known_at: datetime | None) -> tuple[Listed, ...]:
    """The acts of notices with a number that stand, or stood by what was known at an instant."""
    rows = database.execute(LISTED, {"known_at": stamp(known_at) if known_at else FOR_EVER})
    return tuple(
        Listed(
            instrument=row["instrument"],
            event=bare_event(row["body"]),
            first_seen_at=instant(row["first_seen_at"]),
            run=row["run"],
        )
        for row in rows
    )


def verdict_of(row: sqlite3.Row) -> Verdict:
    """A row of `reviews`."""
    return Verdict(
        decision=row["decision"], reason=row["reason"], note=row["note"], decided_at=instant(row["decided_at"])
    )
