"""The child processes of `track schedule`: when each began, and how it ended."""

import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from storage.database import insert, instant, stamp

Ending = Literal["exited", "killed", "timed-out", "stopped", "failed"]

DIGEST = "digest"
BUSY = 75  # the exit status of a child that met another run's lock: it did nothing

LAST = """
SELECT max(started_at) AS at FROM launches
WHERE job = ? AND status IS NOT NULL AND status != ? AND started_at <= ?
"""
LAST_CRAWL = """
SELECT max(started_at) AS at FROM source_runs JOIN runs ON runs.id = run
WHERE source = ? AND state = 'finished' AND replay = 0 AND started_at <= ?
"""
LAST_MAIL = "SELECT max(created_at) AS at FROM mails WHERE since < until AND created_at <= ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """One child. `status` is its exit status, the signal that ended it as a negative number, None if it never began."""

    job: str
    started_at: datetime
    ended_at: datetime
    ending: Ending
    status: int | None = None


def crawl_job(source: str) -> str:
    """The name of the job that looks at a source."""
    return f"crawl:{source}"


def insert_launch(database: sqlite3.Connection, launch: Launch) -> None:
    """Keep it."""
    instants = {"started_at": stamp(launch.started_at), "ended_at": stamp(launch.ended_at)}
    insert(database, "launches", **asdict(launch) | instants)


def last_crawl(database: sqlite3.Connection, source: str, until: datetime) -> datetime | None:
    """When a crawl of a source last began, by whomever; one that was killed with its parent counts for nothing.

    `until` leaves out what a clock that was wrong has put into the future.
    """
    end = stamp(until)
    return latest(database, (LAST, crawl_job(source), BUSY, end), (LAST_CRAWL, source, end))


def last_digest(database: sqlite3.Connection, until: datetime) -> datetime | None:
    """When a digest was last made or looked for; a mail counts even if the child that made it was killed."""
    end = stamp(until)
    return latest(database, (LAST, DIGEST, BUSY, end), (LAST_MAIL, end))


def latest(database: sqlite3.Connection, *queries: tuple[object, ...]) -> datetime | None:
    """The latest instant that any of the queries finds."""
    found = [database.execute(str(query), values).fetchone()["at"] for query, *values in queries]
    return max((instant(at) for at in found if at), default=None)
