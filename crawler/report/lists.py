"""The state of the lists on a day, as a table: who stands where, and on whose authority."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from crawler.report.changes import event_line
from crawler.report.sheets import Sheet
from crawler.report.words import counted, plain
from storage.codec import event_json, target_json
from storage.gaps import Gap
from storage.lists import Designation, Stated
from storage.upcoming import Upcoming

COLUMNS = ("regime", "name", "latin name", "country", "status", "since", "until", "instrument", "measures", "authority")
UNSEEN = "(targets not seen)"


def lists_sheet(designations: Sequence[Designation]) -> Sheet:
    """A row a designation."""
    return Sheet(columns=COLUMNS, rows=tuple(map(row, designations)), records=map(record, designations))


def row(one: Designation) -> tuple[str, ...]:
    """One designation as cells."""
    target = one.target
    codes = " ".join(target.control_codes) if target else ""
    name = " ".join(part for part in (codes, target.name_zh or "") if part) if target else UNSEEN
    latin, country = (target.name_en or "", target.country or "") if target else ("", "")
    dates = (one.since, one.until_on or "")
    authority = ", ".join(dict.fromkeys(map(authority_of, one.chain)))
    return (one.regime, name, latin, country, one.status, *dates, one.instrument, " ".join(one.measures), authority)


def authority_of(stated: Stated) -> str:
    """`list UEL-2025-7`, `suspend https://…`: what was done, and the document that did it."""
    return f"{stated.event.action} {stated.document}"


def record(one: Designation) -> dict[str, Any]:
    """One designation whole, with the chain of events behind it."""
    return {
        "regime": one.regime,
        "instrument": one.instrument,
        "target": target_json(one.target) if one.target else None,
        "status": one.status,
        "since": one.since,
        "until_on": one.until_on,
        "measures": list(one.measures),
        "chain": [link(stated) for stated in one.chain],
    }


def link(stated: Stated) -> dict[str, Any]:
    """One event of the chain."""
    event = stated.event
    return {
        "action": event.action,
        "document": stated.document,
        "announced_on": event.announced_on,
        "effective_on": event.effective_on,
        "until_on": event.until_on,
        "quote": event.evidence.quote,
    }


def upcoming_sheet(found: Sequence[Upcoming]) -> Sheet:
    """A row for everything that begins or ends."""
    columns = ("on", "what", "act", "document")
    rows = tuple((one.on, one.what, plain(event_line(one.event)), one.document) for one in found)
    records = [
        {"on": one.on, "what": one.what, "document": one.document, "event": event_json(one.event)} for one in found
    ]
    return Sheet(columns=columns, rows=rows, records=records)


def gaps_sheet(found: Sequence[Gap]) -> Sheet:
    """A row for every number never seen."""
    rows = tuple((gap.key, ", ".join(gap.named_by)) for gap in found)
    return Sheet(columns=("never seen", "named by"), rows=rows, records=[asdict(gap) for gap in found])


def summary(designations: Sequence[Designation], as_of: str) -> str:
    """`On 2025-05-14: 40 active, 17 suspended.`"""
    counts = Counter(one.status for one in designations)
    found = ", ".join(f"{number} {status}" for status, number in counts.most_common()) or counted(0, "designation")
    return f"On {as_of}: {found}."
