"""What two claims show when they are held beside each other: the signs that they speak of one act or of two. Pure.

Each comparison speaks only where both sides have what it compares.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Literal

from storage.claims import Claim, day_of
from storage.model import Action, PolicyEvent, Target
from storage.naming import Roll, materials, roll

ZONES = 1  # days by which the printed dates of two places may differ
ENDED: tuple[Action, ...] = ("lift", "delist")

# `same`: surely this act; `agrees`: speaks for it; `counts`: the number fits, as it may fit another act of that week;
# `differs`: does not fit; `other`: surely another act.
Bearing = Literal["same", "agrees", "counts", "differs", "other"]
FOR: tuple[Bearing, ...] = ("same", "agrees", "counts")
AGAINST: tuple[Bearing, ...] = ("differs", "other")


@dataclass(frozen=True, kw_only=True)
class Face:
    """What of a claim is compared, computed once and when it is asked for: most reports have nothing beside them.

    `order` is a total order that does not ask when the claim came.
    """

    claim: Claim
    day: date
    order: tuple[date, str, int, str]

    @property
    def event(self) -> PolicyEvent:
        """What is claimed."""
        return self.claim.event

    @cached_property
    def parties(self) -> tuple[Target, ...]:
        """Firms and persons."""
        return tuple(one for one in self.event.targets if one.kind in ("company", "organization", "person"))

    @cached_property
    def roll(self) -> Roll:
        """The names of all parties."""
        return roll(self.parties)

    @cached_property
    def rolls(self) -> tuple[Roll, ...]:
        """The names of each party."""
        return tuple(roll([one]) for one in self.parties)

    @cached_property
    def substances(self) -> frozenset[str]:
        """The materials, where there are no parties."""
        return frozenset() if self.parties else substances(self.event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What one comparison shows."""

    bearing: Bearing
    words: str


def face(claim: Claim) -> Face:
    """Make a claim ready to be compared."""
    event, day = claim.event, claim.day
    order = (day, claim.document.key, event.evidence.start, f"{event.instrument} {event.effective_on}")
    return Face(claim=claim, day=day, order=order)


def signs(report: Face, official: Face) -> Iterator[Sign]:
    """Every sign that the two show, names first."""
    one, other = report.event, official.event
    of_faces = (compare(report, official) for compare in (named, counts, goods))
    of_events = (compare(one, other) for compare in (numbers, affected, countries, dates, ends))
    return chain(*of_faces, *of_events)


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


def named(report: Face, official: Face) -> Iterator[Sign]:
    """Firms and persons by name. One is missing only where the official list is whole and has none like it."""
    if not report.parties or not official.parties:
        return
    pairs = list(zip(report.parties, report.rolls, strict=True))
    found = [one for one, names in pairs if names.is_on(official.roll)]
    missing = [one for one, names in pairs if not names.is_like(official.roll) and is_whole(official, one)]
    if found:
        yield Sign(bearing="same", words=f"both name {few(found)}")
        if missing:
            yield Sign(bearing="differs", words=f"the report names {few(missing)}, the authority does not")
    elif len(missing) == len(pairs):
        yield Sign(bearing="other", words=f"the authority names none of {few(missing)}")


def is_whole(official: Face, one: Target) -> bool:
    """Whether an official list names everybody, in a script in which `one` is named."""
    if len(official.parties) < (official.event.declared_count or 0):
        return False
    latin = one.name_en and all(party.name_en for party in official.parties)
    return bool(latin or (one.name_zh and all(party.name_zh for party in official.parties)))


def goods(report: Face, official: Face) -> Iterator[Sign]:
    """Materials, in either language."""
    if report.substances and official.substances:
        if shared := sorted(report.substances & official.substances):
            yield Sign(bearing="agrees", words=f"both speak of {', '.join(shared)}")
        else:
            yield Sign(bearing="other", words=f"the report speaks of {', '.join(sorted(report.substances))}")


def countries(report: PolicyEvent, official: PolicyEvent) -> Iterator[Sign]:
    """Countries that are themselves the target."""
    left, right = ({one.country for one in event.targets if one.kind == "country"} for event in (report, official))
    if left and right:
        shared = sorted(filter(None, left & right))
        if shared:
            yield Sign(bearing="agrees", words=f"both name {', '.join(shared)}")
        else:
            yield Sign(bearing="other", words="the countries are others")


def counts(report: Face, official: Face) -> Iterator[Sign]:
    """The number of targets. An official list may be counted with its branches or without."""
    said, listed = report.event.declared_count, official.parties
    heads = [one for one in listed if not one.parent]
    true = {official.event.declared_count or 0, len(listed), len(heads)} - {0}
    if said and true:
        if said in true:
            yield Sign(bearing="counts", words=f"both count {said}")
        else:
            counted = official.event.declared_count or len(listed)
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


def substances(event: PolicyEvent) -> frozenset[str]:
    """The materials that an event names, in its targets or in its sentence."""
    things = [one for one in event.targets if one.kind in ("item", "technology")]
    text = " ".join(filter(None, (name for one in things for name in (one.name_zh, one.name_en))))
    return materials(text) or materials(event.evidence.quote)


def few(targets: Sequence[Target]) -> str:
    """`Skydio, BRINC Drones and 3 more`."""
    printed = [one.name_en or one.name_zh or "" for one in targets[:3]]
    return ", ".join(printed) + (f" and {len(targets) - 3} more" if len(targets) > 3 else "")
