"""Which reports only repeat another: like texts that claim the same within days."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from storage.claimed import read_texts
from storage.claims import Claim
from storage.corroboration import seniority
from storage.duplicates import near_duplicates

APART = 3  # days within which a like text is a copy


def like_pairs(database: sqlite3.Connection, reports: Iterable[Claim]) -> list[tuple[Claim, Claim]]:
    """Pairs of reports with one text, the senior first. Texts are read only where two claim the same."""
    pairs = (pair for rivals in alike(reports) for pair in copied(database, rivals))
    found = {(first.id, second.id): (first, second) for first, second in pairs}
    return sorted(found.values(), key=lambda pair: (seniority(pair[0]), seniority(pair[1])))


def alike(reports: Iterable[Claim]) -> Iterator[Sequence[Claim]]:
    """Reports that claim the same, in overlapping spans of days: any two that are not too far apart share one."""
    spans: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for one in reports:
        event = one.event
        claimed = (event.action, event.regime, event.instrument, event.declared_count)
        span = one.day.toordinal() // APART
        spans[*claimed, span].append(one)
        spans[*claimed, span - 1].append(one)
    yield from spans.values()


def copied(database: sqlite3.Connection, rivals: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs among them whose texts are nearly the same, the senior first."""
    claims = {one.id: one for one in rivals}
    if len({one.document.key for one in rivals}) < 2:
        return
    for number, other in near_duplicates(read_texts(database, claims)):
        first, second = sorted((claims[number], claims[other]), key=seniority)
        if first.document.key != second.document.key and abs((first.day - second.day).days) <= APART:
            yield first, second


def first_of(pairs: Iterable[tuple[Claim, Claim]]) -> dict[int, Claim]:
    """The first report that each copy repeats, directly or not, by the copy's id."""
    first: dict[int, Claim] = {}
    for pair in pairs:
        early, late = sorted((root(first, one) for one in pair), key=seniority)
        if late.document.key != early.document.key:
            first[late.id] = early
    return {number: root(first, claim) for number, claim in first.items()}


def root(first: dict[int, Claim], claim: Claim) -> Claim:
    """The claim at the end of the chain."""
    while claim.id in first:
        claim = first[claim.id]
    return claim
