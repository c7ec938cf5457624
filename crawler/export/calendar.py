"""iCalendar: what begins or ends, as days. A calendar that subscribes keeps an entry apart by its UID."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import groupby
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from crawler.report.changes import event_line
from crawler.report.words import plain, shortened
from storage.model import BEIJING, DocumentRef
from storage.upcoming import Upcoming, What

OURS = UUID("5f2b1c1e-0d0a-5c6c-9c55-3a4d3a0d7f10")  # never changed: every UID is made from it
LONGEST = 200  # characters of a SUMMARY, which calendars show on one line
TITLES: dict[What, str] = {
    "takes effect": "Takes effect",
    "suspension ends": "Last day of suspension",
    "consultation closes": "Last day for comments",
}


def as_calendar(found: Iterable[Upcoming], refs: Mapping[str, DocumentRef]) -> str:
    """The days as all-day events. `refs` are the documents that state them, by key."""
    calendar = Calendar()
    calendar.add("prodid", "-//Curbwatch//track//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "China's export controls: what begins and ends")
    for (on, what, subject), group in groupby(sorted(found, key=order), key=sameness):
        calendar.add_component(day(on, what, subject, tuple(group), refs))
    return str(calendar.to_ical(), "utf-8")


def order(one: Upcoming) -> tuple[str, What, str, str, str]:
    """Days first; then what belongs together, in an order that does not depend on arrival."""
    return (*sameness(one), one.document, repr(one.event))


def sameness(one: Upcoming) -> tuple[str, What, str]:
    """Day, what, and of which instruments: a suspension that two documents state ends once."""
    keys = one.event.affected or (one.event.instrument or one.document,)
    return (one.on, one.what, " ".join(sorted(keys)))


def day(on: str, what: What, subject: str, group: Sequence[Upcoming], refs: Mapping[str, DocumentRef]) -> Event:
    """One entry: an all-day event on the Beijing date, which blocks nobody's time."""
    event = Event()
    event.add("uid", f"{uuid5(OURS, f'{on} {what} {subject}')}@curbwatch")
    event.add("dtstamp", max(map(stamp, group)))
    event.add("dtstart", date.fromisoformat(on))
    event.add("summary", shortened(f"{TITLES[what]}: {plain(event_line(group[0].event))}", LONGEST))
    event.add("description", "\n\n".join(paragraph for one in group for paragraph in said(one, refs)))
    event.add("categories", sorted({one.event.regime for one in group}))
    event.add("transp", "TRANSPARENT")
    return event


def stamp(one: Upcoming) -> datetime:
    """When the entry came to be: the announcement, so that one state of the law has one calendar."""
    on = (one.event.announced_on or one.event.effective_on or one.on)[:10]
    return datetime.combine(date.fromisoformat(on), time(), BEIJING).astimezone(UTC)


def said(one: Upcoming, refs: Mapping[str, DocumentRef]) -> Iterable[str]:
    """The act, the sentence that says so, and where it stands."""
    yield plain(event_line(one.event))
    yield f"“{plain(one.event.evidence.quote)}”"
    if ref := refs.get(one.document):
        yield f"{plain(ref.title)}\n{plain(ref.url)}"
