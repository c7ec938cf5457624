"""What became known as rows for spreadsheets, and whole as records for machines."""

from collections.abc import Sequence
from typing import Any

from crawler.report.changes import named
from crawler.report.corroboration import COLUMNS as CORROBORATION
from crawler.report.corroboration import corroboration_cells, corroboration_record
from crawler.report.edits import in_words, revision_record
from crawler.report.sheets import Sheet
from storage.codec import event_json
from storage.late import days_late
from storage.model import Capture, Change, PolicyEvent

NO_EVENT = ("",) * 12  # the cells from `action` to `held`
COLUMNS = (
    "seen_at", "kind", "cause", "action", "regime", "basis", "instrument", "affects", "count", "targets",
    "announced_on", "effective_on", "until_on", "measures", "held", "title", "source", "url", "quote", "archived",
    *CORROBORATION, "edit",
)  # fmt: skip


def as_sheet(changes: Sequence[Change]) -> Sheet:
    """The changes as rows, and whole as records."""
    return Sheet(columns=COLUMNS, rows=tuple(map(row, changes)), records=map(record, changes))


def row(change: Change) -> tuple[str, ...]:
    """One change as cells in the order of `COLUMNS`."""
    event, capture, ref = change.event, change.capture, change.document
    seen = (change.seen_at.isoformat(), change.kind, change.cause)
    archived = f"{capture.file}:{capture.offset}" if capture else ""
    quote = event.evidence.quote if event else ""
    return (
        *seen,
        *(event_cells(event) if event else NO_EVENT),
        ref.title,
        ref.source,
        ref.url,
        quote,
        archived,
        *corroboration_cells(change.corroboration),
        in_words(change.revision) if change.revision else "",
    )


def event_cells(event: PolicyEvent) -> tuple[str, ...]:
    """The twelve cells from `action` to `held`."""
    count = event.declared_count or len(event.targets) or ""
    dates = (event.announced_on or "", event.effective_on or "", event.until_on or "")
    what = (event.action, event.regime, event.basis, event.instrument or "", " ".join(event.affected))
    targets = "; ".join(map(named, event.targets))
    return (*what, str(count), targets, *dates, " ".join(event.measures), event.held or "")


def record(change: Change) -> dict[str, Any]:
    """One change whole, in the words of the event model."""
    found: dict[str, Any] = {"kind": change.kind, "seen_at": change.seen_at.isoformat(), "cause": change.cause}
    found |= {"days_late": days} if (days := days_late(change)) else {}
    ref = change.document
    found["document"] = {"key": ref.key, "source": ref.source, "kind": ref.kind, "title": ref.title, "url": ref.url}
    found["document"]["published"] = ref.published
    if change.event:
        found["event"] = event_json(change.event)
    if change.corroboration:
        found["corroboration"] = corroboration_record(change.corroboration)
    if edit := change.revision:
        found |= {"before": edit.before, "after": edit.after, "edit": revision_record(edit)}
    if change.capture:
        found["proof"] = proof_record(change.capture)
    return found


def proof_record(capture: Capture) -> dict[str, Any]:
    """Where the bytes lie, and their digest."""
    return {
        "file": capture.file,
        "offset": capture.offset,
        "digest": capture.digest,
        "url": capture.url,
        "fetched_at": capture.fetched_at.isoformat(),
    }
