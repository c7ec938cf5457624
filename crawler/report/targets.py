"""Everybody and everything that changes name, a row each: the attachment of a digest."""

from collections.abc import Iterator, Sequence

from crawler.report.sheets import Sheet
from storage.model import Change, PolicyEvent, Target

COLUMNS = (
    "seen_at", "kind", "cause", "action", "regime", "basis", "instrument", "affects", "announced_on", "effective_on",
    "until_on", "measures", "held", "target_kind", "name_zh", "name_en", "aliases", "country", "address", "parent",
    "control_codes", "hs_codes", "concerns", "title", "source", "url", "quote", "archive_file", "archive_offset",
)  # fmt: skip
NO_EVENT = ("",) * 10  # the cells from `action` to `held`
NO_TARGET = ("",) * 9  # the cells from `target_kind` to `hs_codes`


def targets_sheet(concerned: Sequence[tuple[Change, tuple[str, ...]]]) -> Sheet:
    """A row for every target of every change, and one for a change without; the reasons why it concerns the reader."""
    rows = tuple(row for change, reasons in concerned for row in rows_of(change, "; ".join(reasons)))
    return Sheet(columns=COLUMNS, rows=rows, records=())


def rows_of(change: Change, reasons: str) -> Iterator[tuple[str, ...]]:
    """The rows of one change."""
    event, ref, capture = change.event, change.document, change.capture
    act = (change.seen_at.isoformat(), change.kind, change.cause, *(event_cells(event) if event else NO_EVENT))
    place = (capture.file, str(capture.offset)) if capture else ("", "")
    proof = (reasons, ref.title, ref.source, ref.url, event.evidence.quote if event else "", *place)
    for target in (event.targets if event else ()) or (None,):
        yield (*act, *(target_cells(target) if target else NO_TARGET), *proof)


def event_cells(event: PolicyEvent) -> tuple[str, ...]:
    """The cells from `action` to `held`."""
    what = (event.action, event.regime, event.basis, event.instrument or "", " ".join(event.affects))
    dates = (event.announced_on or "", event.effective_on or "", event.until_on or "")
    return (*what, *dates, " ".join(event.measures), event.held or "")


def target_cells(target: Target) -> tuple[str, ...]:
    """The cells from `target_kind` to `hs_codes`."""
    names = (target.kind, target.name_zh or "", target.name_en or "", "; ".join(target.aliases))
    party = (target.country or "", target.address or "", target.parent or "")
    return (*names, *party, " ".join(target.control_codes), " ".join(target.hs_codes))
