"""The events that are handed out as data: which, in what order, under what names."""

from collections.abc import Iterable
from dataclasses import replace

from storage.codec import fingerprint
from storage.model import PolicyEvent
from storage.standing import StandingEvent


def published(found: Iterable[StandingEvent], regimes: tuple[str, ...]) -> list[StandingEvent]:
    """The events of the regimes, of all without one, in an order that does not depend on arrival.

    What is held does not add up and is not among them: `track review` has it.
    """
    wanted = (one for one in found if not one.event.held and (not regimes or one.event.regime in regimes))
    return sorted(wanted, key=order)


def order(one: StandingEvent) -> tuple[str, str, int, str]:
    """By announcement, then document, then place in its text."""
    return (one.event.announced_on or "", one.document.key, one.event.evidence.start, event_id(one))


def event_id(one: StandingEvent) -> str:
    """`MOFCOM-2026-11#` and 16 hex digits of what the event says. Reviews and resolved references do not move it."""
    return f"{one.document.key}#{fingerprint(bare(one.event))[:16]}"


def bare(event: PolicyEvent) -> PolicyEvent:
    """The event as its document states it, without what we made of it."""
    return replace(event, held=None, resolved_affects=())
