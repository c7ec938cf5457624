"""The events of one official Chinese notice, and the proof that they add up."""

from collections.abc import Callable, Iterator
from itertools import islice

from crawler.extract.official.catalogues import amendments, consultations
from crawler.extract.official.controls import controls, stated_controls
from crawler.extract.official.inquiries import investigations, warnings
from crawler.extract.official.listings import listings
from crawler.extract.official.proof import MOST, checked
from crawler.extract.official.reading import Reading, may_act, read
from crawler.extract.official.restrictions import restrictions
from crawler.extract.official.suspensions import suspensions
from crawler.extract.official.titled import titled_listings
from crawler.extract.official.treatments import corrections, executives, treatments
from storage.errors import UnreadableError
from storage.model import Notice, PolicyEvent

Rule = Callable[[Reading], Iterator[PolicyEvent]]

# In order: a quote proves one act, so what an earlier rule has read no later one reads again.
BODIES: tuple[Rule, ...] = (listings, treatments, corrections, executives, investigations, warnings, suspensions)
# A page does one of these to goods, technologies, countries and catalogues.
GOODS: tuple[Rule, ...] = (consultations, amendments, restrictions, controls, stated_controls)


def extract_notice(notice: Notice) -> tuple[PolicyEvent, ...]:
    """The events that a notice or an answer of the spokesperson announces, in the order of the text.

    Raises `UnreadableError` (`too-large`) for a page so long that it was not read to its end, and no event before.
    """
    if not may_act(notice):
        return ()
    reading = read(notice)
    found: list[PolicyEvent] = []
    for rule in BODIES:
        found.extend([event for event in _some(rule(reading)) if not _is_claimed(event, found)])
    goods = next((events for rule in GOODS if (events := _some(rule(reading)))), [])
    if any(event.action == "propose" for event in goods):
        return checked(reading, goods)
    found.extend([event for event in goods if not _is_claimed(event, found)])
    return checked(reading, found or list(titled_listings(reading)) or _nothing(reading))


def _nothing(reading: Reading) -> list[PolicyEvent]:
    """No event, which can be said only of a page that was read to its end."""
    if reading.cut:
        raise UnreadableError("too-large", reading.notice.url, "longer than what is read of a notice, no event so far")
    return []


def _some(events: Iterator[PolicyEvent]) -> list[PolicyEvent]:
    """What a rule reads, up to one more than a page can hold: such a page is held for a person."""
    return list(islice(events, MOST + 1))


def _is_claimed(event: PolicyEvent, others: list[PolicyEvent]) -> bool:
    """Whether the quote of an event overlaps that of another rule's event."""
    return any(
        other.evidence.start < event.evidence.end and event.evidence.start < other.evidence.end for other in others
    )
