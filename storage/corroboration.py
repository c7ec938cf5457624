"""What the press says, held against what the authority says. Pure: claims in, corroborations out, in any order.

Nothing of it is stored: it follows from the claims that stood at an instant, whatever the order in which they came.
A report changes no list: press is not law. What is held neither confirms nor is confirmed.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from storage.claims import Claim
from storage.counterparts import Corroboration, Counterpart
from storage.matching import AGAINST, FOR, LAGS, LEADS, Match, compare, kind_of_act


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
    acts: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    numbered: dict[str, list[Claim]] = defaultdict(list)
    reports = []
    for claim in sorted((one for one in claims if not one.event.held), key=order):
        if claim.is_report:
            reports.append(claim)
            continue
        acts[kind_of_act(claim.event)].append(claim)
        numbered[claim.event.instrument or ""].append(claim)
    return [beside(one, near(acts[kind_of_act(one.event)], one.day), numbered) for one in reports]


def order(claim: Claim) -> tuple[date, str, str]:
    """A total order that does not ask when a claim came."""
    return claim.day, claim.document.key, repr(claim.event)


def near(acts: Sequence[Claim], day: date) -> Sequence[Claim]:
    """Those of `acts`, in order of days, that a report of that day may be about."""
    first, last = day - timedelta(days=LAGS), day + timedelta(days=LEADS)
    return acts[bisect_left(acts, first, key=lambda one: one.day) : bisect_right(acts, last, key=lambda one: one.day)]


def beside(report: Claim, acts: Iterable[Claim], numbered: Mapping[str, list[Claim]]) -> Compared:
    """The report with its matches, the strongest first; the number that it prints finds an act of any day."""
    named = numbered.get(report.event.instrument or " ", [])
    official = {one.id: one for one in (*acts, *named)}.values()
    matches = [match for one in official if (match := compare(report, one))]
    matches.sort(key=lambda match: order(match.official))
    matches.sort(key=lambda match: match.strength, reverse=True)
    return Compared(report=report, matches=tuple(matches))


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


def corroborate(
    compared: Sequence[Compared],
    claims: Iterable[Claim],
    copies: Mapping[int, Claim],
    known_at: datetime | None = None,
    asked_at: datetime | None = None,
) -> dict[int, Corroboration]:
    """The corroboration of every claim that is not held, by its id.

    `copies` are the reports that repeat another, `known_at` limits what stands (None: all that does now), and up to
    `asked_at` it is reckoned for how long (None: it is not).
    """
    also: dict[int, list[Claim]] = defaultdict(list)
    said: dict[int, list[tuple[Claim, Judgement, Match]]] = defaultdict(list)
    found: dict[int, Corroboration] = {}
    reports = {one.report.id: one.report for one in compared}
    for number, first in copies.items():
        also[first.id].append(reports[number])
    for one in compared:
        report, judgement = one.report, judge(one, lambda claim: claim.stood(known_at))
        found[report.id] = replace(
            of_report(report, judgement, asked_at),
            also_at=tuple(counterpart(copy, report, copy) for copy in sorted(also[report.id], key=order)),
            copy_of=counterpart(copies[report.id], copies[report.id], report) if report.id in copies else None,
        )
        if report.stood(known_at) and report.id not in copies:
            for match in judgement.matches:
                said[match.official.id].append((report, judgement, match))
    official = (one for one in claims if not one.is_report and not one.event.held)
    return found | {one.id: of_official(one, said[one.id], asked_at) for one in official}


def of_report(report: Claim, judgement: Judgement, asked_at: datetime | None) -> Corroboration:
    """How a report stands."""
    officials = [match.official for match in judgement.matches]
    since = turned_at(report, officials)
    return Corroboration(
        state=judgement.state,
        others=tuple(counterpart(one, report, one) for one in unique(officials)),
        reasons=judgement.reasons,
        differs=judgement.differs,
        lead=min((minutes(report, one) for one in officials), default=None),
        since=since,
        lasting=lasting(since, asked_at),
    )


def of_official(
    claim: Claim, said: Sequence[tuple[Claim, Judgement, Match]], asked_at: datetime | None
) -> Corroboration:
    """How an official event stands: confirmed by the press, or `official only`. It is law either way."""
    reports = sorted((report for report, _, _ in said), key=lambda one: (one.sighted_at, order(one)))
    agreeing = [one for one in said if one[1].state == "confirmed"]
    since = turned_at(claim, reports)
    return Corroboration(
        state="confirmed" if agreeing else "contradicted" if said else "official only",
        others=tuple(counterpart(one, one, claim) for one in unique(reports)),
        reasons=() if not said else (agreeing or said)[0][1].reasons,
        differs=tuple(dict.fromkeys(words for _, judgement, _ in said for words in judgement.differs)),
        lead=max((minutes(one, claim) for one in reports), default=None),
        since=since,
        lasting=lasting(since, asked_at),
    )


def unique(claims: Iterable[Claim]) -> Iterable[Claim]:
    """One claim a document."""
    return {claim.document.key: claim for claim in reversed(list(claims))}.values()


def counterpart(shown: Claim, report: Claim, official: Claim) -> Counterpart:
    """A document, and by how long the report was ahead."""
    ref = shown.document
    return Counterpart(key=ref.key, source=ref.source, title=ref.title, url=ref.url, minutes=minutes(report, official))


def minutes(report: Claim, official: Claim) -> int:
    """By how long a report was seen before an official document; negative: after it."""
    return round((official.sighted_at - report.sighted_at).total_seconds() / 60)


def turned_at(claim: Claim, others: Iterable[Claim]) -> datetime:
    """When the later of the two sides became known."""
    return max(claim.came.at, min((one.came.at for one in others), default=claim.came.at))


def lasting(since: datetime, asked_at: datetime | None) -> int | None:
    """Minutes up to the instant asked about."""
    return round((asked_at - since).total_seconds() / 60) if asked_at and asked_at > since else None
