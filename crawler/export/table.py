"""CSV: a row for each target of each event, so that a spreadsheet can filter by name."""

from collections.abc import Iterable, Iterator

from crawler.export.records import event_id
from crawler.report.sheets import Sheet, as_csv
from storage.model import Target
from storage.standing import StandingEvent

OF_TARGETS = (
    "kind", "name_zh", "name_en", "aliases", "country", "address", "postcode", "parent", "role", "employer",
    "control_codes", "hs_codes",
)  # fmt: skip
COLUMNS = (
    "event_id", "action", "regime", "basis", "instrument", "affects", *OF_TARGETS, "measures", "announced_on",
    "effective_on", "until_on", "declared_count", "quote", "document", "title", "source", "url", "copies",
    "first_seen_at", "archived", "sha256",
)  # fmt: skip
NOBODY = ("",) * len(OF_TARGETS)


def as_table(events: Iterable[StandingEvent]) -> str:
    """The events as CSV; no cell is a formula. Lists within a cell are divided by `; `, codes by spaces."""
    rows = tuple(row for one in events for row in rows_of(one))
    return as_csv(Sheet(columns=COLUMNS, rows=rows, records=())) + "\n"


def rows_of(one: StandingEvent) -> Iterator[tuple[str, ...]]:
    """One row for each target; one without any where the event names none."""
    event, ref, capture = one.event, one.document, one.capture
    what = (event.action, event.regime, event.basis, event.instrument or "", " ".join(event.affected))
    dates = (event.announced_on or "", event.effective_on or "", event.until_on or "")
    said = (" ".join(event.measures), *dates, str(event.declared_count or ""), event.evidence.quote)
    where = (ref.key, ref.title, ref.source, ref.url, "; ".join(one.copies), one.first_seen_at.isoformat())
    proof = (f"{capture.file}:{capture.offset}", capture.digest.removeprefix("sha256:"))
    for cells in map(target_cells, event.targets) if event.targets else (NOBODY,):
        yield (event_id(one), *what, *cells, *said, *where, *proof)


def target_cells(target: Target) -> tuple[str, ...]:
    """The target in the order of `OF_TARGETS`."""
    return tuple(cell(name, getattr(target, name)) for name in OF_TARGETS)


def cell(name: str, value: str | tuple[str, ...] | None) -> str:
    """A field as text."""
    if isinstance(value, tuple):
        return ("; " if name == "aliases" else " ").join(value)
    return value or ""
