"""What the press says, held against what the authority says. Pure: claims in, corroborations out, in any order.

Nothing of it is stored: it follows from the claims that stood at an instant, whatever the order in which they came.
A report changes no list: press is not law. What is held neither confirms nor is confirmed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from storage.claims import Claim
from storage.counterparts import Corroboration, Counterpart
from storage.judging import Compared, Judgement, judge
from storage.matching import Match


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
        repeats = sorted(also[report.id], key=seniority)
        found[report.id] = of_report(report, judgement, asked_at, repeats=repeats, first=copies.get(report.id))
        if report.stood(known_at) and report.id not in copies:
            for match in judgement.matches:
                said[match.official.id].append((report, judgement, match))
    official = (one for one in claims if not one.is_report and not one.event.held)
    return found | {one.id: of_official(one, said[one.id], asked_at) for one in official}


def of_report(
    report: Claim,
    judgement: Judgement,
    asked_at: datetime | None,
    *,
    repeats: Iterable[Claim] = (),
    first: Claim | None = None,
) -> Corroboration:
    """How a report stands; `repeats` are its copies, `first` is the report that it repeats itself."""
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
        also_at=tuple(counterpart(copy, report, copy) for copy in repeats),
        copy_of=counterpart(first, first, report) if first else None,
    )


def of_official(
    claim: Claim, said: Sequence[tuple[Claim, Judgement, Match]], asked_at: datetime | None
) -> Corroboration:
    """How an official event stands: confirmed by the press, or `official only`. It is law either way."""
    reports = sorted((report for report, _, _ in said), key=seniority)
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


def seniority(claim: Claim) -> tuple[datetime, str, int]:
    """Seen first; then by key and place in the text, so that arrival never matters."""
    return claim.sighted_at, claim.document.key, claim.event.evidence.start


def unique(claims: Iterable[Claim]) -> Iterable[Claim]:
    """The first claim of every document, in their order."""
    found: dict[str, Claim] = {}
    for claim in claims:
        found.setdefault(claim.document.key, claim)
    return found.values()


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
