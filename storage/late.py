"""What we only learned late is told apart from what is new in the world. Pure."""

from datetime import date

from storage.model import BEIJING, Change

LATE = 7  # days: a week of holidays between an act and the next look at it is still in time


def days_late(change: Change) -> int | None:
    """Days from its announcement until an event became known; None where it was in time."""
    event = change.event
    if change.kind != "event" or change.cause != "world" or event is None or not event.announced_on:
        return None
    days = (change.seen_at.astimezone(BEIJING).date() - date.fromisoformat(event.announced_on[:10])).days
    return days if days > LATE else None
