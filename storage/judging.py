"""What the official events near a report amount to: it is confirmed, contradicted, or the press alone says so. Pure."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Literal

from storage.claims import Claim
from storage.matching import LAGS, LEADS, Match, compare, kind_of_act
from storage.signs import AGAINST, FOR, Face, face


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A report with everything official that it might be about."""

    report: Claim
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a report's matches amount to."""

    state: Literal["confirmed", "contradicted", "press only"]
    matches: tuple[Match, ...] = ()
    reasons: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


def compare_all(claims: Iterable[Claim]) -> list[Compared]:
    """Every report beside the official events near it. What is held is left out on both sides."""
    acts: dict[tuple[str, str], list[Face]] = defaultdict(list)
    faces = sorted((face(claim) for claim in claims if not claim.event.held), key=attrgetter("order"))
    for one in faces:
        if not one.claim.is_report:
            acts[kind_of_act(one.event)].append(one)
    return [beside(one, acts[kind_of_act(one.event)]) for one in faces if one.claim.is_report]


def beside(report: Face, acts: Sequence[Face]) -> Compared:
    """The report with its matches among `acts`, the strongest first; the number it prints finds one of any day."""
    number = report.event.instrument
    far = [one for one in acts if one.event.instrument == number] if number else ()
    official = {one.claim.id: one for one in (*near(acts, report.day), *far)}.values()
    matches = [match for one in official if (match := compare(report, one))]
    matches.sort(key=attrgetter("strength"), reverse=True)
    return Compared(report=report.claim, matches=tuple(matches))


def near(acts: Sequence[Face], day: date) -> Sequence[Face]:
    """Those of `acts`, in order of days, that a report of that day may be about."""
    first, last, of = day - timedelta(days=LAGS), day + timedelta(days=LEADS), attrgetter("day")
    return acts[bisect_left(acts, first, key=of) : bisect_right(acts, last, key=of)]


def judge(compared: Compared, stands: Callable[[Claim], bool]) -> Judgement:
    """The state of a report by the official events that stand."""
    matches = [match for match in compared.matches if stands(match.official)]
    if agreeing := [match for match in matches if match.confirms]:
        return confirmed(agreeing)
    if opposed := [match for match in matches if match.contradicts] or lone(compared.report, matches):
        best = opposed[0]
        differs = best.words(*AGAINST)
        return Judgement(state="contradicted", matches=(best,), reasons=best.words(*FOR), differs=differs)
    return Judgement(state="press only", reasons=(unmatched(compared.report, matches),))


def confirmed(agreeing: Sequence[Match]) -> Judgement:
    """The best match and what else states that act. Two acts that only a count joins to the report leave it open."""
    best = agreeing[0]
    rivals = {match.official.event.instrument for match in agreeing if match.strength == best.strength} - {None}
    if len(rivals) > 1 and not best.words("same", "agrees"):
        reason = f"{', '.join(sorted(filter(None, rivals)))} fit equally well: {best.words(*FOR)[0]}"
        return Judgement(state="press only", reasons=(reason,))
    kept = tuple(match for match in agreeing if match.strength == best.strength or is_same_act(match, best))
    return Judgement(state="confirmed", matches=kept, reasons=best.words(*FOR))


def is_same_act(match: Match, best: Match) -> bool:
    """Whether a second document states the act of the best: by its number, or, without one, on its day."""
    instrument = match.official.event.instrument
    return match.days == best.days and instrument in (None, best.official.event.instrument)


def lone(report: Claim, matches: Iterable[Match]) -> list[Match]:
    """The only act of its list on the report's very day, where nothing but the count tells them apart."""
    there = [match for match in matches if match.days == 0 and not match.words("other")]
    acts = {match.official.event.instrument or match.official.document.key for match in there}
    return there if len(acts) == 1 and report.event.declared_count and there[0].words("differs") else []


def unmatched(report: Claim, matches: Sequence[Match]) -> str:
    """Why no official event was joined to the report."""
    if not matches:
        first, last = report.day - timedelta(days=LAGS), report.day + timedelta(days=LEADS)
        return f"no official act of this kind from {first} to {last} is known"
    nearest = min(matches, key=lambda match: (bool(match.words("other")), abs(match.days)))
    against = nearest.words(*AGAINST)
    why = "; ".join(against) if against else "no name, number, count or date joins them"
    return f"the nearest act is {nearest.official.document.key} of {nearest.official.day}: {why}"
