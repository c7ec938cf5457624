"""Announcement numbers never seen between those seen: leads, no findings. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from storage.lists import Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A number whose notice was never seen; `named_by` are the documents that name it."""

    key: str
    named_by: tuple[str, ...]


def gaps(seen: Iterable[str], stated: Iterable[Stated]) -> list[Gap]:
    """The numbers missing between the least and the greatest of each series and year, seen or named by another notice.

    `seen` are keys of documents; those that are no numbers are passed over.
    """
    naming: dict[str, list[str]] = defaultdict(list)
    for one in stated:
        for key in (*one.event.affected, one.event.instrument or ""):
            if key and key != one.document and one.document not in naming[key]:
                naming[key].append(one.document)
    have = set(seen)
    numbers: dict[str, set[int]] = defaultdict(set)
    for series, number in filter(None, map(parts, have | set(naming))):
        numbers[series].add(number)
    keys = (
        f"{series}-{number}" for series, found in sorted(numbers.items()) for number in range(min(found), max(found))
    )
    missing = [key for key in keys if key not in have]
    ends = [f"{series}-{max(found)}" for series, found in numbers.items()]
    missing += [key for key in ends if key not in have]
    return [Gap(key=key, named_by=tuple(naming.get(key, ()))) for key in sorted(missing, key=order)]


def parts(key: str) -> tuple[str, int] | None:
    """`MOFCOM-2025-70` as (`MOFCOM-2025`, 70); None for what is no number of a notice."""
    series, _, number = key.rpartition("-")
    year = series.rpartition("-")[2]
    known = series.rpartition("-")[0] in ("MOFCOM", "UEL", "MOFCOM-ORDER")
    return (series, int(number)) if known and number.isdecimal() and year.isdecimal() else None


def order(key: str) -> tuple[str, int]:
    """By series and year, then by number."""
    return parts(key) or (key, 0)
