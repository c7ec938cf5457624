"""What a backfill came to, in lines."""

from collections.abc import Iterator, Mapping

from crawler.backfill.run import Backfilled
from crawler.report.words import counted


def closing_lines(found: Backfilled) -> Iterator[str]:
    """Archives, records, what was dropped and why, and what became of the rest."""
    passed_over = f", {found.passed_over:,} passed over as read before" if found.passed_over else ""
    failed = f", {found.failed:,} failed" if found.failed else ""
    yield f"{counted(found.read, 'archive')} read{passed_over}{failed}; {counted(found.records, 'record')}."
    if found.broken:
        yield f"broken: {found.broken:,}"
    yield f"dropped: {listed(found.dropped)}"
    yield f"remembered: {listed(found.outcomes)}"


def listed(numbers: Mapping[str, int]) -> str:
    """`12 other host, 3 no word of it`, the most first."""
    return ", ".join(f"{number:,} {what}" for what, number in sorted(numbers.items(), key=by_number)) or "nothing"


def by_number(one: tuple[str, int]) -> tuple[int, str]:
    """The most first, then by name."""
    return -one[1], one[0]
