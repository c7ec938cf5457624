"""The closing table of a crawl, and what a person should know beside it."""

from collections.abc import Iterator
from dataclasses import asdict

from crawler.fetch.run import RunReport
from crawler.report.sheets import Sheet
from crawler.report.words import counted, plain
from storage.runs import SourceReport

COLUMNS = ("source", "state", "links", "skipped", "new", "changed", "unchanged", "failed", "bytes", "seconds", "note")
MOST_NAMED = 20  # issues that are named; all are in the store


def run_sheet(report: RunReport) -> Sheet:
    """A row a source."""
    rows = tuple(map(cells, report.reports))
    return Sheet(columns=COLUMNS, rows=rows, records=[asdict(source) for source in report.reports])


def cells(report: SourceReport) -> tuple[str, ...]:
    """One source as cells in the order of `COLUMNS`."""
    counts = (report.links, report.skipped, report.new, report.changed, report.unchanged, report.failed, report.bytes)
    missing = f"{counted(report.missing, 'request')} not in the archives" if report.missing else ""
    note = "; ".join(part for part in (report.note, missing) if part)
    return (report.source, "ok" if report.ok else "FAILED", *map(str, counts), f"{report.seconds:.1f}", note)


def closing_remarks(report: RunReport) -> Iterator[str]:
    """Every issue by name, what the archives do not hold last."""
    issues = sorted(report.issues, key=lambda issue: issue.kind == "not-in-archive")
    for issue in issues[:MOST_NAMED]:
        yield f"{issue.source}: {issue.kind}: {plain(issue.url)}: {plain(issue.detail)}"
    if len(issues) > MOST_NAMED:
        yield f"and {len(issues) - MOST_NAMED} more issues"
