"""How an event stands between the press and the authority, in plain words and as a record."""

from collections.abc import Iterator, Sequence
from typing import Any

from crawler.report.words import counted, plain, shortened
from storage.counterparts import Corroboration, Counterpart

COLUMNS = ("corroboration", "joined", "lead_minutes", "reasons", "also_at")
SHOWN = 5  # documents printed before "and 3 more"
HOUR, DAY = 60, 24 * 60


def corroboration_lines(found: Corroboration, basis: str) -> Iterator[str]:
    """A report with what the authority says of it and where else it stands; an official event with its reports."""
    if basis != "report":
        yield official_line(found)
        return
    if found.copy_of:
        first = found.copy_of
        yield f"the text of {plain(first.key)}, seen {apart(abs(first.minutes))}: {plain(first.url)}"
    yield report_line(found)
    if found.also_at:
        yield f"also at {listed([f'{plain(one.url)} ({one.source})' for one in found.also_at])}"


def report_line(found: Corroboration) -> str:
    """`confirmed by UEL-2025-7, seen 95 minutes after the report: both count 11`."""
    why = shortened(plain("; ".join(found.differs + found.reasons)), 240)
    if found.state == "press only":
        return f"press only{f' for {span(found.lasting)}' if found.lasting is not None else ''}: {why}"
    by = listed([plain(one.key) for one in found.others])
    return f"{found.state} by {by}, seen {ahead(found.lead or 0)}: {why}"


def official_line(found: Corroboration) -> str:
    """`first reported by scmp 95 minutes earlier, then by voa 5 minutes later`."""
    if not found.others:
        return "official only: no report of it is known"
    first, *others = found.others
    also = f", then by {listed([f'{one.source} {apart(one.minutes)}' for one in others])}" if others else ""
    differs = f"; a report differs: {plain('; '.join(found.differs))}" if found.differs else ""
    return f"first reported by {first.source} {apart(first.minutes)} ({plain(first.url)}){also}{differs}"


def ahead(minutes: int) -> str:
    """When the authority was seen, beside the report."""
    if not minutes:
        return "in the same minute as the report"
    return f"{span(abs(minutes))} {'after' if minutes > 0 else 'before'} the report"


def apart(minutes: int) -> str:
    """When the report was seen, beside the authority."""
    if not minutes:
        return "in the same minute"
    return f"{span(abs(minutes))} {'earlier' if minutes > 0 else 'later'}"


def span(minutes: int) -> str:
    """`95 minutes`, `7 hours`, `12 days`."""
    if minutes < 3 * HOUR:
        return counted(minutes, "minute")
    return counted(minutes // HOUR, "hour") if minutes < 2 * DAY else counted(minutes // DAY, "day")


def listed(names: Sequence[str]) -> str:
    """The first of them, and how many more."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def corroboration_cells(found: Corroboration | None) -> tuple[str, ...]:
    """Cells in the order of `COLUMNS`."""
    if found is None:
        return ("",) * len(COLUMNS)
    joined = " ".join(one.key for one in found.others)
    lead = "" if found.lead is None else str(found.lead)
    also = " ".join(one.url for one in found.also_at)
    return found.state, joined, lead, "; ".join((*found.reasons, *found.differs)), also


def corroboration_record(found: Corroboration) -> dict[str, Any]:
    """The whole, instants as ISO."""
    return {
        "state": found.state,
        "others": [counterpart_record(one) for one in found.others],
        "reasons": list(found.reasons),
        "differs": list(found.differs),
        "lead_minutes": found.lead,
        "since": found.since.isoformat(),
        "lasting_minutes": found.lasting,
        "also_at": [counterpart_record(one) for one in found.also_at],
        "copy_of": counterpart_record(found.copy_of) if found.copy_of else None,
    }


def counterpart_record(one: Counterpart) -> dict[str, Any]:
    """A document; `minutes` by which the report was seen before the other side."""
    return {"key": one.key, "source": one.source, "title": one.title, "url": one.url, "minutes": one.minutes}
