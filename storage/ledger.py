"""Which foreign archives were read, by which readers and rules: `track backfill` passes them over."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.database import declared, insert, stamp, transaction
from storage.model import Capture
from storage.rows import CAPTURE, capture_of
from storage.urls import address

LISTED = "SELECT 1 FROM backfills WHERE archive = ? AND size IS ? AND mark = ? AND asked = ?"

# Of the notices with an attachment that was not read when they were.
UNJOINED = f"""
SELECT {CAPTURE}, json_extract(one.value, '$.url') AS attached
FROM copies
  JOIN versions ON versions.id = copies.version
  JOIN captures ON captures.id = copies.capture,
  json_each(versions.record, '$.attachments') AS one
WHERE one.type = 'object' AND coalesce(json_extract(one.value, '$.digest'), '') = ''
ORDER BY captures.fetched_at, captures.id
"""  # noqa: S608 - ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A foreign archive: path or URL, bytes (None: nobody says), and its ETag or the time of its last change."""

    name: str
    size: int | None
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What reading an archive came to: records of every kind, stretches that could not be read, why records were
    dropped, and the outcomes of those that were remembered.
    """

    records: int
    broken: int
    dropped: Mapping[str, int]
    outcomes: Mapping[str, int]


class Ledger:
    """The ledger of one store. `asked` is what was asked of an archive, as JSON of one spelling."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self._path = path
        self._database = database

    def lists(self, archive: Archive, asked: str) -> bool:
        """Whether these very bytes were read to their end as it is asked now."""
        with declared(self._path):
            found = self._database.execute(LISTED, [archive.name, archive.size, archive.mark, asked])
            return found.fetchone() is not None

    def enter(self, archive: Archive, asked: str, passed: Passed, *, run: int, finished_at: datetime) -> None:
        """Record that an archive was read to its end, after all that was wanted of it has been remembered."""
        with declared(self._path), transaction(self._database):
            insert(
                self._database,
                "backfills",
                archive=archive.name,
                size=archive.size,
                mark=archive.mark,
                asked=asked,
                records=passed.records,
                broken=passed.broken,
                dropped=json.dumps(dict(passed.dropped), sort_keys=True),
                outcomes=json.dumps(dict(passed.outcomes), sort_keys=True),
                finished_at=stamp(finished_at),
                run=run,
            )

    def unjoined(self) -> list[Capture]:
        """The pages of notices one of whose attachments was not read with them and has been archived since, each once,
        in the order they were fetched.
        """
        with declared(self._path):
            rows = self._database.execute(UNJOINED).fetchall()
            held = [row for row in rows if self._holds(row["attached"])]
        return list({row["capture_id"]: capture_of(row) for row in held}.values())

    def _holds(self, url: str) -> bool:
        """Whether a file was archived."""
        found = self._database.execute("SELECT 1 FROM pages WHERE url = ?", [address(url)])
        return found.fetchone() is not None
