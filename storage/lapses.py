"""Suspensions that ran out by the clock: changes in the law for which no page is published."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from storage.changes import ADDED, ChangeWindow, parameters
from storage.database import instant
from storage.model import BEIJING, Change, PolicyEvent
from storage.review import read_doubts
from storage.rows import capture_of, event_in, ref_of

# By the index of official last days. The bounds are a day wider than the window: Beijing's days are not UTC's.
LAPSING = ADDED.format(
    when="events.action IN ('suspend', 'extend') AND events.until_on IS NOT NULL AND events.basis != 'report'"
    " AND events.retracted_at IS NULL AND events.until_on < :until"
    " AND (date(events.until_on, '+2 days') >= :since OR events.first_seen_at >= :since)"
)


def lapses(database: sqlite3.Connection, window: ChangeWindow, now: datetime) -> Iterator[Change]:
    """The suspensions whose last day passed in the window, up to `now`, with no notice that says what follows.

    A lapse is dated by the first moment of the next day in Beijing, or, when the suspension itself was learned later,
    by that moment. It belongs to no run.
    """
    if window.run is not None:
        return
    doubts = read_doubts(database)
    asked = replace(window, until=min(window.until or now, now))
    told: set[tuple[str | None, tuple[str, ...]]] = set()  # a notice and an answer about it run out together
    for row in sorted(database.execute(LAPSING, parameters(asked)), key=lambda row: row["basis"]):
        event = doubts.judged(event_in(row), row["id"], row["document"])
        moment = max(lapse_of(event), instant(row["at"]))
        inside = (asked.since or moment) <= moment < (asked.until or now)
        what = (event.until_on, event.affected)
        if inside and not event.held and what not in told and has_lapsed(database, event, moment):
            told.add(what)
            yield Change(kind="lapsed", seen_at=moment, document=ref_of(row), capture=capture_of(row), event=event)


def lapse_of(event: PolicyEvent) -> datetime:
    """The first moment of the day after a suspension's last."""
    day = date.fromisoformat(str(event.until_on)) + timedelta(days=1)
    return datetime.combine(day, time(), BEIJING).astimezone(UTC)


def has_lapsed(database: sqlite3.Connection, event: PolicyEvent, moment: datetime) -> bool:
    """Whether, by what was known at that moment, a designation that the event paused stands as lapsed."""
    from storage.lists import fold
    from storage.stated import read_bearing

    day = moment.astimezone(BEIJING).date().isoformat()
    return any(
        one.status == "lapsed" and one.until_on == event.until_on and one.instrument in event.affected
        for one in fold(read_bearing(database, event.affected, moment), day)
    )
