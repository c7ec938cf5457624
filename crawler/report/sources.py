"""What is configured and how it last went."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from crawler.report.documents import minute
from crawler.report.sheets import Sheet
from crawler.sections import Config
from storage.health import Incident
from storage.runs import SourceState

COLUMNS = ("source", "enabled", "last run", "state", "links", "new", "changed", "issues", "incidents", "newest", "note")


def sources_sheet(config: Config, states: Mapping[str, SourceState], incidents: Sequence[Incident] = ()) -> Sheet:
    """A row for every source there is, with the incidents that are open."""
    wrong = {name: ", ".join(one.cause for one in incidents if one.source == name) for name in config.sources}
    rows = tuple(row(name, source.enabled, states.get(name), wrong[name]) for name, source in config.sources.items())
    records = [record(name, source.enabled, states.get(name)) for name, source in config.sources.items()]
    return Sheet(columns=COLUMNS, rows=rows, records=records)


def row(name: str, enabled: bool, state: SourceState | None, wrong: str) -> tuple[str, ...]:
    """One source as cells."""
    switched = "yes" if enabled else "no"
    if state is None:
        return (name, switched, "never", *("",) * (len(COLUMNS) - 3))
    report, newest = state.report, state.newest
    counts = (report.links, report.new, report.changed, state.open_issues)
    latest = f"{(newest.published or '')[:10]} {newest.title}" if newest else ""
    well = "ok" if report.ok else "FAILED"
    return (name, switched, minute(state.finished_at), well, *map(str, counts), wrong, latest, report.note)


def record(name: str, enabled: bool, state: SourceState | None) -> dict[str, Any]:
    """One source whole."""
    found: dict[str, Any] = {"source": name, "enabled": enabled, "last_run": None}
    if state:
        found["last_run"] = asdict(state.report) | {
            "finished_at": state.finished_at.isoformat(),
            "open_issues": state.open_issues,
            "newest": asdict(state.newest) if state.newest else None,
        }
    return found
