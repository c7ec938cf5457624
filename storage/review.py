"""What does not add up is held, until a person decides; the decision is part of history."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from storage.database import instant
from storage.model import PolicyEvent

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """Why events wait: `disputes` by document, `verdicts` by event."""

    disputes: dict[int, str]
    verdicts: dict[int, Verdict]

    def reason(self, event: PolicyEvent, document: int) -> str | None:
        """Why the event was held when it was read, or is because a copy contradicts its text."""
        dispute = self.disputes.get(document)
        return event.held or (f"conflict: {dispute}" if dispute else None)

    def verdict(self, event: PolicyEvent, number: int, document: int) -> Verdict | None:
        """What was decided of the event, for the reason it is held for now."""
        found = self.verdicts.get(number)
        return found if found and found.reason == self.reason(event, document) else None

    def judged(self, event: PolicyEvent, number: int, document: int) -> PolicyEvent:
        """The event as it counts now: held, or free because a person accepted it."""
        verdict = self.verdict(event, number, document)
        if verdict and verdict.decision == "reject":
            return replace(event, held=f"rejected: {verdict.note}")
        return replace(event, held=None if verdict else self.reason(event, document))


def read_doubts(database: sqlite3.Connection) -> Doubts:
    """All disputes and verdicts that stand; both are few."""
    disputes: dict[int, str] = {}
    for row in database.execute(f"{OPEN_CONFLICTS} ORDER BY copies.url"):
        disputes[row["document"]] = "; ".join(filter(None, (disputes.get(row["document"]), row["detail"])))
    verdicts = {row["event"]: verdict_of(row) for row in database.execute("SELECT * FROM reviews ORDER BY id")}
    return Doubts(disputes=disputes, verdicts=verdicts)


def verdict_of(row: sqlite3.Row) -> Verdict:
    """A row of `reviews`."""
    return Verdict(
        decision=row["decision"], reason=row["reason"], note=row["note"], decided_at=instant(row["decided_at"])
    )
