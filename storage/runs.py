"""How runs and sources went."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

from storage.database import FOR_EVER, instant, stamp
from storage.model import DocumentRef
from storage.review import OPEN_CONFLICTS
from storage.rows import REF, ref_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """How one source went in one run: the row of `track crawl`'s closing table and of `track sources`."""

    source: str
    ok: bool
    links: int = 0
    skipped: int = 0  # links that the news terms left out, counted and not fetched
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    missing: int = 0  # replay only: requests that the archives do not hold
    bytes: int = 0
    seconds: float = 0.0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """One run and how its sources went; `finished_at` is None while it is under way, and when it was killed."""

    run: int
    started_at: datetime
    finished_at: datetime | None
    state: Literal["running", "finished", "aborted"]
    replay: bool
    reports: tuple[SourceReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source went in its last finished run. `newest` is its document with the latest date of publication.

    `reached_at` is when it last went well, None when it never did. `open_issues` are those of that run, and conflicts
    that still stand.
    """

    report: SourceReport
    run: int
    started_at: datetime
    finished_at: datetime
    reached_at: datetime | None
    open_issues: int
    newest: DocumentRef | None


LAST_RUNS = """
SELECT source_runs.*, runs.started_at, runs.finished_at,
  (SELECT count(*) FROM issues
   WHERE issues.run = runs.id AND issues.source = source_runs.source AND issues.kind != 'conflict') AS issues,
  (SELECT max(well.finished_at) FROM source_runs AS went JOIN runs AS well ON well.id = went.run
   WHERE went.source = source_runs.source AND went.ok AND well.finished_at <= :known_at) AS reached_at
FROM (SELECT source, max(run) AS run FROM source_runs JOIN runs ON runs.id = run
      WHERE finished_at <= :known_at GROUP BY source) AS last
  JOIN source_runs ON source_runs.source = last.source AND source_runs.run = last.run
  JOIN runs ON runs.id = last.run
ORDER BY source_runs.source
"""

NEWEST = f"""
SELECT {REF} FROM documents JOIN versions AS titled ON titled.id = documents.version
WHERE documents.source = :source AND documents.published IS NOT NULL AND documents.first_seen_at <= :known_at
ORDER BY documents.published DESC LIMIT 1
"""

RUNS = "SELECT * FROM runs ORDER BY id DESC LIMIT ?"

REPORTS = "SELECT * FROM source_runs WHERE run = ? ORDER BY source"


def read_source_states(database: sqlite3.Connection, known_at: datetime | None = None) -> Iterator[SourceState]:
    """Every source that took part in a run that had finished by an instant, by default by now."""
    known = stamp(known_at) if known_at else FOR_EVER
    disputed = [row["source"] for row in database.execute(OPEN_CONFLICTS)]
    for row in database.execute(LAST_RUNS, {"known_at": known}):
        newest = database.execute(NEWEST, {"source": row["source"], "known_at": known}).fetchone()
        yield SourceState(
            report=report_of(row),
            run=row["run"],
            started_at=instant(row["started_at"]),
            finished_at=instant(row["finished_at"]),
            reached_at=instant(row["reached_at"]) if row["reached_at"] else None,
            open_issues=row["issues"] + disputed.count(row["source"]),
            newest=ref_of(newest) if newest else None,
        )


def read_runs(database: sqlite3.Connection, limit: int) -> Iterator[RunState]:
    """The last runs, the newest first."""
    for row in database.execute(RUNS, [limit]):
        yield RunState(
            run=row["id"],
            started_at=instant(row["started_at"]),
            finished_at=instant(row["finished_at"]) if row["finished_at"] else None,
            state=row["state"],
            replay=bool(row["replay"]),
            reports=tuple(report_of(report) for report in database.execute(REPORTS, [row["id"]])),
        )


def report_of(row: sqlite3.Row) -> SourceReport:
    """A row with the columns of `source_runs`."""
    found = {field.name: row[field.name] for field in fields(SourceReport)}
    return SourceReport(**(found | {"ok": bool(row["ok"])}))
