"""The child processes of `track schedule`: when each began, and how it ended."""

import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from storage.database import insert, instant, stamp

Ending = Literal["exited", "killed", "timed-out", "stopped", "failed"]

DIGEST = "digest"
BUSY = 75  # the exit status of a child that met another run's lock: it did nothing

LAST = "SELECT max(started_at) AS at FROM launches WHERE job = ? AND status IS NOT NULL AND status != ?"
LAST_CRAWL = """
SELECT max(started_at) AS at FROM source_runs JOIN runs ON runs.id = run
WHERE source = ? AND state = 'finished' AND replay = 0
"""
LAST_MAIL = "SELECT max(created_at) AS at FROM mails WHERE since < until"


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


def last_crawl(database: sqlite3.Connection, source: str) -> datetime | None:
    """When a crawl of a source last began, by whomever; one that was killed by the machine counts for nothing."""
    return latest(database, (LAST, crawl_job(source), BUSY), (LAST_CRAWL, source))


def last_digest(database: sqlite3.Connection) -> datetime | None:
    """When a digest was last made or last looked for; a mail counts even if the child that made it was killed."""
    return latest(database, (LAST, DIGEST, BUSY), (LAST_MAIL,))


def latest(database: sqlite3.Connection, *queries: tuple[object, ...]) -> datetime | None:
    """The latest instant that any of the queries finds."""
    found = [database.execute(str(query), values).fetchone()["at"] for query, *values in queries]
    return max((instant(at) for at in found if at), default=None)
