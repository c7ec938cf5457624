"""Which reports only repeat another: like texts that claim the same within days."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from storage.claimed import read_texts
from storage.claims import Claim
from storage.corroboration import seniority
from storage.duplicates import near_duplicates
from storage.model import PolicyEvent

APART = 3  # days within which a like text is a copy


def like_pairs(database: sqlite3.Connection, reports: Iterable[Claim]) -> list[tuple[Claim, Claim]]:
    """Pairs of reports with one text, the senior first. Texts are read only where two claim the same."""
    pairs = (pair for rivals in alike(reports) for pair in copied(database, rivals))
    found = {(first.id, second.id): (first, second) for first, second in pairs}
    return sorted(found.values(), key=lambda pair: (seniority(pair[0]), seniority(pair[1])))


def alike(reports: Iterable[Claim]) -> Iterator[Sequence[Claim]]:
    """Reports that claim the same, in overlapping spans of days, where another stands near: such two share one."""
    spans: dict[tuple[object, int], list[Claim]] = defaultdict(list)
    for one in reports:
        spans[claimed(one.event), one.day.toordinal() // APART].append(one)
    for (act, span), firsts in list(spans.items()):
        later = spans.get((act, span + 1), [])
        early = [one for one in firsts if any(may_repeat(one, other) for other in (*firsts, *later))]
        yield [*early, *(one for one in later if any(may_repeat(one, other) for other in early))]


def claimed(event: PolicyEvent) -> object:
    """What two reports must have in common before their texts are compared."""
    return event.action, event.regime, event.instrument, event.declared_count


def may_repeat(one: Claim, other: Claim) -> bool:
    """Whether two documents may be copies, by their days."""
    return one.document.key != other.document.key and abs((one.day - other.day).days) <= APART


def copied(database: sqlite3.Connection, rivals: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs among them whose texts are nearly the same, the senior first."""
    claims = {one.id: one for one in rivals}
    for number, other in near_duplicates(read_texts(database, claims)) if rivals else ():
        first, second = sorted((claims[number], claims[other]), key=seniority)
        if may_repeat(first, second):
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
