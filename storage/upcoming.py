"""What begins or ends soon by the clock of the law. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from storage.lists import Stated, fold
from storage.model import PolicyEvent

What = Literal["takes effect", "suspension ends", "consultation closes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """On the day `on` (ISO, Beijing), for an event that `document` states: the first day in force, or the last day."""

    on: str
    what: What
    event: PolicyEvent
    document: str


def upcoming(stated: Sequence[Stated], first: str, last: str) -> list[Upcoming]:
    """What takes effect after `first`, or ends from `first` on, up to and with `last`; in order of days."""
    found = {repr(one): one for one in (*beginnings(stated, first, last), *endings(stated, first, last))}
    return sorted(found.values(), key=lambda one: (one.on, one.what, one.document))


def beginnings(stated: Iterable[Stated], first: str, last: str) -> Iterator[Upcoming]:
    """Events announced and not yet in force."""
    for one in stated:
        on = (one.event.effective_on or "")[:10]
        if first < on <= last and not one.event.held:
            yield Upcoming(on=on, what="takes effect", event=one.event, document=one.document)


def endings(stated: Sequence[Stated], first: str, last: str) -> Iterator[Upcoming]:
    """Consultations still open, and suspensions that nothing has overtaken by `first`."""
    resting = {(one.instrument, one.until_on) for one in fold(stated, first) if one.status == "suspended"}
    for one in stated:
        event, on = one.event, one.event.until_on or ""
        if event.held or not first <= on <= last:
            continue
        if event.action == "propose":
            yield Upcoming(on=on, what="consultation closes", event=event, document=one.document)
        elif any((key, on) in resting for key in event.affected):
            yield Upcoming(on=on, what="suspension ends", event=event, document=one.document)
