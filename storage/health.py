"""Incidents and health in the store: written in the transaction that ends a run, read by `track status`."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from storage.database import FOR_EVER, insert, instant, stamp
from storage.incidents import Cause, Diagnosis, Findings, Symptom, diagnose, judge
from storage.runs import SourceReport

SYMPTOMS = """
SELECT issues.kind, issues.url, issues.detail, issues.capture, captures.status
FROM issues LEFT JOIN captures ON captures.id = issues.capture
WHERE issues.run = ? AND issues.source = ? ORDER BY issues.id
"""

GOOD_PAGES = """
SELECT url FROM captures WHERE run = :run AND source = :source AND status < 400 AND url NOT LIKE '%/robots.txt'
  AND id NOT IN (SELECT capture FROM issues WHERE run = :run AND capture IS NOT NULL)
"""

OTHERS = """
SELECT max(links > 0) AS reached FROM source_runs
  JOIN (SELECT source, max(run) AS run FROM source_runs JOIN runs ON runs.id = run
        WHERE replay = 0 AND source != ? GROUP BY source) USING (source, run)
"""

WHOLE = """
SELECT EXISTS (
  SELECT 1 FROM source_runs AS went WHERE source = :source AND run < :run AND new + changed > 0
    AND NOT EXISTS (SELECT 1 FROM issues WHERE issues.run = went.run AND issues.source = went.source
                    AND issues.kind = 'paywall')) AS whole
"""

STANDING = """
SELECT id, cause FROM incidents WHERE source = ? AND id NOT IN (SELECT incident FROM incident_ends) ORDER BY id
"""

INCIDENTS = """
SELECT incidents.*, closed_at, captures.url, captures.file, captures.offset,
  (SELECT count(*) FROM incident_runs WHERE incident = incidents.id) AS runs,
  (SELECT sum(issues) FROM incident_runs WHERE incident = incidents.id) AS issues
FROM incidents LEFT JOIN incident_ends ON incident = incidents.id LEFT JOIN captures ON captures.id = incidents.capture
WHERE closed_at IS NULL OR closed_at >= ? ORDER BY incidents.id
"""

# Days of publication, not of our runs: a source has a past on the day it is first crawled.
DAYS = """
SELECT DISTINCT substr(published, 1, 10) AS day FROM documents
WHERE source = ? AND published IS NOT NULL AND published <= ? ORDER BY day DESC LIMIT ?
"""
MOST_DAYS = 400

# A source answers when its listings name something: one page that nobody could read does not make it silent.
ANSWERED = """
SELECT max(finished_at) AS at FROM source_runs JOIN runs ON runs.id = run
WHERE source = ? AND (ok OR links > 0) AND replay = 0 AND finished_at <= ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something wrong with a source: `runs` saw it with so many `issues`; `evidence` is where the first page that
    proves it lies, empty where there was none; `closed_at` is None while it is open.
    """

    id: int
    source: str
    cause: Cause
    detail: str
    opened_at: datetime
    closed_at: datetime | None
    runs: int
    issues: int
    evidence: str


def follow_incidents(database: sqlite3.Connection, run: int, reports: Sequence[SourceReport]) -> None:
    """Open, count and close the incidents of the sources of a run that has just ended; a replay looks at no source."""
    row = database.execute("SELECT finished_at, replay FROM runs WHERE id = ?", [run]).fetchone()
    for report in reports if not row["replay"] else ():
        standing = [(one["id"], one["cause"]) for one in database.execute(STANDING, [report.source])]
        verdict = judge(diagnose(findings(database, run, report)), standing)
        going_on = [
            (open_incident(database, run, report.source, one, row["finished_at"]), one) for one in verdict.opened
        ]
        for number, diagnosis in (*going_on, *verdict.going_on):
            insert(database, "incident_runs", incident=number, run=run, issues=diagnosis.issues)
        for number in verdict.closed:
            insert(database, "incident_ends", incident=number, run=run, closed_at=row["finished_at"])


def open_incident(database: sqlite3.Connection, run: int, source: str, found: Diagnosis, at: str) -> int:
    """A new incident; returns its number."""
    told = {"cause": found.cause, "detail": found.detail, "capture": found.capture}
    return insert(database, "incidents", source=source, run=run, opened_at=at, **told)


def findings(database: sqlite3.Connection, run: int, report: SourceReport) -> Findings:
    """What a run found out about a source."""
    named = {"run": run, "source": report.source}
    others = database.execute(OTHERS, [report.source]).fetchone()["reached"]
    return Findings(
        report=report,
        symptoms=tuple(map(symptom_of, database.execute(SYMPTOMS, [run, report.source]))),
        hosts=frozenset(host_of(row["url"]) for row in database.execute(GOOD_PAGES, named)),
        others_reached=None if others is None else bool(others),
        whole_before=bool(database.execute(WHOLE, named).fetchone()["whole"]),
    )


def symptom_of(row: sqlite3.Row) -> Symptom:
    """A row of `SYMPTOMS`."""
    said = {name: row[name] for name in ("kind", "detail", "status", "capture")}
    return Symptom(host=host_of(row["url"]), **said)


def host_of(url: str) -> str:
    """The host of an address as met, however broken."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def read_incidents(database: sqlite3.Connection, since: datetime | None) -> Iterator[Incident]:
    """Incidents that are open, or were closed at or after an instant if one is given, the first opened first."""
    for row in database.execute(INCIDENTS, [stamp(since) if since else FOR_EVER]):
        said = {name: row[name] for name in ("id", "source", "cause", "detail", "runs", "issues")}
        yield Incident(
            opened_at=instant(row["opened_at"]),
            closed_at=instant(row["closed_at"]) if row["closed_at"] else None,
            evidence=f"{row['url']}, archived in {row['file']} at {row['offset']}" if row["capture"] else "",
            **said,
        )


def read_days(database: sqlite3.Connection, source: str, today: str) -> tuple[str, ...]:
    """The last days on which a source published something that we have, the newest first; none after today."""
    return tuple(row["day"] for row in database.execute(DAYS, [source, f"{today}~", MOST_DAYS]))


def read_answered(database: sqlite3.Connection, source: str, until: datetime) -> datetime | None:
    """When a source last answered, up to an instant: None when it never did."""
    at = database.execute(ANSWERED, [source, stamp(until)]).fetchone()["at"]
    return instant(at) if at else None
