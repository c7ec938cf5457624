"""Whether a report and an official event speak of one act: the signs for and against it, in plain words. Pure.

They must be of one regime and of one kind of act, and the day the report speaks of must lie near the announcement.
Then names, numbers, counts, materials and dates are compared, each where both sides have it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from storage.claims import Claim, day_of
from storage.model import Action, PolicyEvent, Target
from storage.naming import alike, materials, same_name

LAGS = 7  # days for which a report may speak of an act after its announcement: weekends, "earlier this week"
LEADS = 3  # days by which it may be ahead of it: "will announce", and the notice's own date is later
ZONES = 1  # days by which the printed dates of two places may differ

EASED: tuple[Action, ...] = ("suspend", "extend", "lift", "delist")  # one kind of act to an outlet
ENDED: tuple[Action, ...] = ("lift", "delist")

# `same`: surely this act; `agrees`: speaks for it; `counts`: the number fits, as it may fit another act of that week;
# `differs`: does not fit; `other`: surely another act.
Bearing = Literal["same", "agrees", "counts", "differs", "other"]
FOR: tuple[Bearing, ...] = ("same", "agrees", "counts")
AGAINST: tuple[Bearing, ...] = ("differs", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What one comparison shows."""

    bearing: Bearing
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A report beside an official event, announced `days` after the day of the report (negative: before it)."""

    official: Claim
    days: int
    signs: tuple[Sign, ...]

    def words(self, *bearings: Bearing) -> tuple[str, ...]:
        """What the signs of these bearings say."""
        return tuple(sign.words for sign in self.signs if sign.bearing in bearings)

    @property
    def confirms(self) -> bool:
        """Something beyond list and day agrees, and nothing speaks against it."""
        return bool(self.words(*FOR)) and not self.words(*AGAINST)

    @property
    def contradicts(self) -> bool:
        """It is surely the same act, and something differs."""
        return bool(self.words("same")) and bool(self.words(*AGAINST))

    @property
    def strength(self) -> tuple[int, int, int, int]:
        """Signs of identity, of agreement, of number, nearness in days."""
        same, agreeing, counted = (len(self.words(bearing)) for bearing in FOR)
        return same, agreeing, counted, -abs(self.days)


def kind_of_act(event: PolicyEvent) -> tuple[str, str]:
    """What must be equal before anything is compared."""
    return event.regime, "ease" if event.action in EASED else event.action


def compare(report: Claim, official: Claim) -> Match | None:
    """The signs that both speak of one act; None where they are of different kinds or too far apart in time."""
    if kind_of_act(report.event) != kind_of_act(official.event):
        return None
    days = (official.day - report.day).days
    one, other = report.event, official.event
    numbered = one.instrument is not None and one.instrument == other.instrument
    if not numbered and not -LAGS <= days <= LEADS:
        return None
    comparisons = (numbers, affected, named, goods, countries, counts, dates, ends)
    return Match(official=official, days=days, signs=tuple(chain(*(find(one, other) for find in comparisons))))


def numbers(report: PolicyEvent, official: PolicyEvent) -> Iterator[Sign]:
    """The number of the notice, where the report prints it."""
    if report.instrument and official.instrument:
        if report.instrument == official.instrument:
            yield Sign(bearing="same", words=f"both name {official.instrument}")
        else:
            yield Sign(bearing="other", words=f"the report names {report.instrument}, not {official.instrument}")


def affected(report: PolicyEvent, official: PolicyEvent) -> Iterator[Sign]:
    """The notices that are changed, where both print them."""
    if report.affects and official.affects:
        shared = sorted(set(report.affects) & set(official.affects))
        if shared:
            yield Sign(bearing="same", words=f"both change {', '.join(shared)}")
        else:
            yield Sign(bearing="other", words=f"the report changes {', '.join(report.affects)}")


def named(report: PolicyEvent, official: PolicyEvent) -> Iterator[Sign]:
    """Firms and persons by name. A name is missing only where the official list is whole and has none like it."""
    mentioned, listed = parties(report), parties(official)
    if not mentioned or not listed:
        return
    found = [one for one in mentioned if any(same_name(one, other) for other in listed)]
    missing = [one for one in mentioned if not any(comparable(one, other) for other in listed)]
    if len(listed) < (official.declared_count or 0):
        missing = []
    if found:
        yield Sign(bearing="same", words=f"both name {few(found)}")
        if missing:
            yield Sign(bearing="differs", words=f"the report names {few(missing)}, the authority does not")
    elif len(missing) == len(mentioned):
        yield Sign(bearing="other", words=f"the authority names none of {few(missing)}")


def comparable(one: Target, other: Target) -> bool:
    """Whether they may be one firm: their names are alike, or in two scripts."""
    scripts = bool(one.name_en and other.name_en) or bool(one.name_zh and other.name_zh)
    return not scripts or alike(one, other)


def goods(report: PolicyEvent, official: PolicyEvent) -> Iterator[Sign]:
    """Materials, in either language."""
    left, right = substances(report), substances(official)
    if left and right and not parties(report):
        if shared := sorted(left & right):
            yield Sign(bearing="agrees", words=f"both speak of {', '.join(shared)}")
        else:
            yield Sign(bearing="other", words=f"the report speaks of {', '.join(sorted(left))}")


def countries(report: PolicyEvent, official: PolicyEvent) -> Iterator[Sign]:
    """Countries that are themselves the target."""
    left, right = ({one.country for one in event.targets if one.kind == "country"} for event in (report, official))
    if left and right:
        shared = sorted(filter(None, left & right))
        if shared:
            yield Sign(bearing="agrees", words=f"both name {', '.join(shared)}")
        else:
            yield Sign(bearing="other", words="the countries are others")


def counts(report: PolicyEvent, official: PolicyEvent) -> Iterator[Sign]:
    """The number of targets. An official list may be counted with its branches or without."""
    said, listed = report.declared_count or 0, parties(official)
    heads = [one for one in listed if not one.parent]
    true = {official.declared_count or 0, len(listed), len(heads)} - {0}
    if said and true:
        if said in true:
            yield Sign(bearing="counts", words=f"both count {said}")
        else:
            counted = official.declared_count or len(listed)
            yield Sign(bearing="differs", words=f"{said} in the report against {counted} of the authority")


def dates(report: PolicyEvent, official: PolicyEvent) -> Iterator[Sign]:
    """Days printed by both. Equal days of announcement are no proof: that is how the two were found."""
    for field, what in (("effective_on", "in force from"), ("until_on", "until")):
        said, true = day_of(getattr(report, field)), day_of(getattr(official, field))
        if said and true and said == true:
            yield Sign(bearing="agrees", words=f"both {what} {true}")
        elif said and true:
            yield Sign(bearing="differs", words=f"{what} {said} in the report against {true} of the authority")
    said, true = day_of(report.announced_on), day_of(official.announced_on)
    if said and true and abs((said - true).days) > ZONES:
        yield Sign(bearing="differs", words=f"announced {said} in the report against {true} of the authority")


def ends(report: PolicyEvent, official: PolicyEvent) -> Iterator[Sign]:
    """Suspended is not lifted."""
    words = {True: "ended", False: "suspended"}
    said, true = report.action in ENDED, official.action in ENDED
    if said != true:
        yield Sign(bearing="differs", words=f"{words[said]} in the report against {words[true]} by the authority")


def parties(event: PolicyEvent) -> list[Target]:
    """The targets that are somebody."""
    return [one for one in event.targets if one.kind in ("company", "organization", "person")]


def substances(event: PolicyEvent) -> frozenset[str]:
    """The materials that an event names, in its targets or in its sentence."""
    things = [one for one in event.targets if one.kind in ("item", "technology")]
    text = " ".join(filter(None, (name for one in things for name in (one.name_zh, one.name_en))))
    return materials(text) or materials(event.evidence.quote)


def few(targets: list[Target]) -> str:
    """`Skydio, BRINC Drones and 3 more`."""
    printed = [one.name_en or one.name_zh or "" for one in targets[:3]]
    return ", ".join(printed) + (f" and {len(targets) - 3} more" if len(targets) > 3 else "")
