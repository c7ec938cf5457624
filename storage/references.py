"""Which notices an event means that prints no number: found among those we have by list, day and count. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from storage.model import PolicyEvent, Referral, Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a notice itself does, which another may refer to; which run brought it, and when."""

    instrument: str
    event: PolicyEvent
    first_seen_at: datetime
    run: int

    @property
    def counts(self) -> set[int]:
        """How many it hits: as it says, and as it names, with branches and without."""
        targets = self.event.targets
        groups = [target for target in targets if target.parent is None]
        return {self.event.declared_count or len(groups), len(groups), len(targets)}

    @property
    def countries(self) -> set[str | None]:
        """Where those it hits are from, as far as it says."""
        return {target.country for target in self.event.targets}


def resolve(event: PolicyEvent, known: Sequence[Listed]) -> PolicyEvent:
    """The event with the notices that it means, free; held as it was when one of them cannot be told for sure."""
    found = [meant(event, referral, known) for referral in event.refers_to]
    if not found or None in found:
        return event
    return replace(event, resolved_affects=tuple(dict.fromkeys(filter(None, found))), held=None)


def meant(event: PolicyEvent, referral: Referral, known: Iterable[Listed]) -> Resolution | None:
    """The one notice that a referral can mean; None when we have none such, or more than one."""
    fitting = {one.instrument for one in known if fits(event, referral, one)}
    if len(fitting) != 1:
        return None
    return Resolution(instrument=fitting.pop(), reason=reason(event, referral))


def reason(event: PolicyEvent, referral: Referral) -> str:
    """By what a notice was found."""
    told = (
        f"of {referral.on}" if referral.on else "",
        f"on {referral.count} targets" if referral.count else "",
        f"in {referral.country}" if referral.country else "",
    )
    return f"the only notice we have under {event.regime} {' '.join(filter(None, told))}"


def fits(event: PolicyEvent, referral: Referral, one: Listed) -> bool:
    """Whether a notice may be meant: of the same list, not later than the event, of the day and count it speaks of."""
    days = {(day or "")[:10] for day in (one.event.announced_on, one.event.effective_on)}
    return (
        one.event.regime == event.regime
        and one.instrument != event.instrument
        and (one.event.announced_on or "") <= (event.announced_on or "9")
        and (referral.on is None or referral.on in days)
        and (referral.count is None or referral.count in one.counts)
        and (referral.country is None or one.countries <= {referral.country, None})
    )


def last_known(event: PolicyEvent, known: Iterable[Listed]) -> Listed | None:
    """The notice that an event was resolved to and that became known last: with it the event could be told."""
    keys = {found.instrument for found in event.resolved_affects}
    firsts: dict[str, Listed] = {}
    for one in sorted(known, key=lambda one: one.first_seen_at):
        if one.instrument in keys:
            firsts.setdefault(one.instrument, one)
    return max(firsts.values(), key=lambda one: one.first_seen_at, default=None)
