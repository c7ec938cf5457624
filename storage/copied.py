"""Which reports only repeat another: like texts that claim the same within days."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from storage.claimed import read_texts
from storage.claims import Claim
from storage.duplicates import near_duplicates

APART = 3  # days within which a like text is a copy


def copies_of(database: sqlite3.Connection, reports: Iterable[Claim]) -> dict[int, Claim]:
    """The first report that each copy repeats, by the copy's id. Texts are read only where two claim the same."""
    return first_of(pair for rivals in alike(reports) for pair in copied(database, rivals))


def alike(reports: Iterable[Claim]) -> Iterator[Sequence[Claim]]:
    """Reports that claim the same within days of each other."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for one in sorted(reports, key=lambda report: report.day):
        event = one.event
        group = groups[event.action, event.regime, event.instrument, event.declared_count]
        if group and one.day - group[-1].day > timedelta(days=APART):
            yield tuple(group)
            group.clear()
        group.append(one)
    yield from groups.values()


def copied(database: sqlite3.Connection, rivals: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs among them whose texts are nearly the same."""
    claims = {one.id: one for one in rivals}
    if len({one.document.key for one in rivals}) < 2:
        return
    for left, right in near_duplicates(read_texts(database, claims)):
        if claims[left].document.key != claims[right].document.key:
            yield claims[left], claims[right]


def first_of(pairs: Iterable[tuple[Claim, Claim]]) -> dict[int, Claim]:
    """Of claims that are joined by pairs, directly or not, the one that was seen first, by the others' ids."""
    first: dict[int, Claim] = {}
    for pair in pairs:
        late, early = sorted((root(first, one) for one in pair), key=seniority, reverse=True)
        if late.id != early.id:
            first[late.id] = early
    return {number: root(first, claim) for number, claim in first.items()}


def root(first: dict[int, Claim], claim: Claim) -> Claim:
    """The claim at the end of the chain."""
    while claim.id in first:
        claim = first[claim.id]
    return claim


def seniority(claim: Claim) -> tuple[str, str, str]:
    """Seen first; then a total order, so that arrival never matters."""
    return claim.sighted_at.isoformat(), claim.document.key, repr(claim.event)
