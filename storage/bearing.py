"""Of the claims of some weeks those that bear on what is new: no other needs to be compared. Pure, linear."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter

from storage.claims import Claim
from storage.copied import APART, claimed
from storage.matching import are_near, kind_of_act


def bearing(claims: Sequence[Claim], is_new: Callable[[Claim], bool]) -> list[Claim]:
    """Everything official; reports that are new or may speak of an act that is, and what may be one text with these."""
    reports = [one for one in claims if one.is_report]
    days: dict[tuple[str, str], list[date]] = defaultdict(list)  # of what is new and official, by what it does
    numbers = set()
    for one in claims:
        if not one.is_report and is_new(one):
            days[kind_of_act(one.event)].append(one.day)
            numbers.add(one.event.instrument)
    kept = {
        one.id
        for cluster in clusters(reports)
        if any(is_new(one) or speaks_of(one, days[kind_of_act(one.event)], numbers - {None}) for one in cluster)
        for one in cluster
    }
    return [one for one in claims if not one.is_report or one.id in kept]


def speaks_of(report: Claim, days: Iterable[date], numbers: Iterable[str | None]) -> bool:
    """Whether a report may speak of an act of its kind of one of these days, or under one of these numbers."""
    return report.event.instrument in numbers or any(are_near(report.day, day) for day in days)


def clusters(reports: Iterable[Claim]) -> Iterator[Sequence[Claim]]:
    """Reports that claim the same without a pause longer than copies are apart."""
    alike: dict[object, list[Claim]] = defaultdict(list)
    for one in sorted(reports, key=attrgetter("day")):
        cluster = alike[claimed(one.event)]
        if cluster and (one.day - cluster[-1].day).days > APART:
            yield cluster
            cluster = alike[claimed(one.event)] = []
        cluster.append(one)
    yield from alike.values()
