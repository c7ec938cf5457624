"""What waits for review, with the reason and the text around it."""

from collections.abc import Iterator, Sequence
from typing import Any

from crawler.report.changes import event_line
from crawler.report.sheets import Sheet
from crawler.report.words import plain, shortened
from storage.codec import event_json
from storage.held import HeldEvent

COLUMNS = ("id", "state", "reason", "event", "document", "note")


def as_text(found: Sequence[HeldEvent]) -> str:
    """A short paragraph for each, those that wait first."""
    if not found:
        return "Nothing is held."
    ordered = sorted(found, key=lambda one: one.verdict is not None)
    return "\n".join(line for one in ordered for line in lines(one))


def lines(one: HeldEvent) -> Iterator[str]:
    """One event: number and state, what it says, why it waits, and the text around its evidence."""
    yield f"- {one.id} {state(one).upper()}: {plain(event_line(one.event))}"
    yield f"  {plain(one.reason)}"
    if one.verdict:
        yield f"  {one.verdict.decision}ed {one.verdict.decided_at:%Y-%m-%d %H:%M} UTC: {plain(one.verdict.note)}"
    yield f"  {shortened(plain(one.around), 400)}"
    yield f"  {plain(one.document.key)}, {plain(one.document.url)}"


def state(one: HeldEvent) -> str:
    """`waiting`, `accepted` or `rejected`."""
    return f"{one.verdict.decision}ed" if one.verdict else "waiting"


def held_sheet(found: Sequence[HeldEvent]) -> Sheet:
    """A row for each."""
    return Sheet(columns=COLUMNS, rows=tuple(map(row, found)), records=[record(one) for one in found])


def row(one: HeldEvent) -> tuple[str, ...]:
    """One of them as cells."""
    note = one.verdict.note if one.verdict else ""
    return (str(one.id), state(one), one.reason, event_line(one.event), one.document.key, note)


def record(one: HeldEvent) -> dict[str, Any]:
    """One of them whole."""
    return {
        "id": one.id,
        "state": state(one),
        "reason": one.reason,
        "note": one.verdict.note if one.verdict else None,
        "decided_at": one.verdict.decided_at.isoformat() if one.verdict else None,
        "document": {"key": one.document.key, "url": one.document.url, "title": one.document.title},
        "around": one.around,
        "event": event_json(one.event),
    }
