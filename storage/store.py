"""The only writer of the store. Every method is one transaction: after a kill there is all of it or nothing.

read | Store.remember: record the capture | recall | decide | enact -> NEW, CHANGED, UNCHANGED
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from storage.arrival import arrive
from storage.captures import (
    attachment_captures,
    first_capture,
    insert_capture,
    read_validators,
    same_exchange,
    write_capture,
)
from storage.database import (
    PATIENCE,
    VERSION,
    closed_on_error,
    connect,
    declared,
    insert,
    instant,
    stamp,
    transaction,
    unsynced,
    version_of,
)
from storage.decide import decide
from storage.enact import enact
from storage.errors import StoreError
from storage.health import follow_incidents
from storage.held import read_held
from storage.known import KnownCopy, read_known
from storage.launches import Launch, insert_launch
from storage.ledger import Ledger
from storage.lists import Designation
from storage.lock import lock
from storage.model import Capture, Document, Exchange, Issue, Outcome, PolicyEvent, Validators
from storage.mutes import write_mute
from storage.outbox import Outbox
from storage.recall import recall
from storage.review import Decision
from storage.rows import CAPTURE, capture_of
from storage.runs import SourceReport
from storage.seen_again import see_again
from storage.statements import insert_issue
from storage.urls import address

__all__ = ["Store", "lock"]


class Store:
    """The store, open for writing. Every method raises `StoreError` when the database cannot be read or written."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path = path
        self._database = database

    @classmethod
    def open(cls, path: Path, *, create: bool = True, patience: float = PATIENCE) -> Self:
        """Open the store at `path`, made when missing, and bring its tables up to date.

        `patience` is how many seconds a write waits for another process.
        """
        with declared(path):
            if not create and not path.is_file():
                raise StoreError("there is no store yet; `track crawl` makes one")
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(str(error)) from error
            database = connect(path, patience=patience)
            with closed_on_error(database):
                if version_of(database) < VERSION:
                    from storage.schema import migrate  # sqlite-utils takes longer to import than the rest to run

                    migrate(database)
        return cls(path, database)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction."""
        with declared(self.path), transaction(self._database):
            yield self._database

    @contextmanager
    def _noting(self) -> Iterator[sqlite3.Connection]:
        """One transaction on what the archive has on disk already: lost with the power, it is asked for again."""
        with declared(self.path), unsynced(self._database), transaction(self._database):
            yield self._database

    @property
    def outbox(self) -> Outbox:
        """The mail of this store."""
        return Outbox(self.path, self._database)

    @property
    def ledger(self) -> Ledger:
        """The foreign archives that were read into this store."""
        return Ledger(self.path, self._database)

    def start_run(self, *, started_at: datetime, replay: bool) -> int:
        """Begin a run and return its number. Runs that never finished were killed: they are marked as aborted."""
        with self._writing() as database:
            database.execute("UPDATE runs SET state = 'aborted' WHERE state = 'running'")
            return insert(database, "runs", started_at=stamp(started_at), replay=int(replay))

    def finish_run(self, run: int, *, finished_at: datetime, reports: Sequence[SourceReport]) -> None:
        """End a run with how each of its sources went, and what that means for their incidents."""
        with self._writing() as database:
            ended = database.execute(
                "UPDATE runs SET state = 'finished', finished_at = ? WHERE id = ? AND state = 'running'",
                [stamp(finished_at), run],
            )
            if not ended.rowcount:
                raise StoreError(f"run {run} is not under way")
            for report in reports:
                insert(database, "source_runs", run=run, **asdict(report))
            follow_incidents(database, run, reports)

    def record_launch(self, launch: Launch) -> None:
        """Record how a child of `track schedule` ended."""
        with self._writing() as database:
            insert_launch(database, launch)

    def record_capture(
        self,
        run: int,
        source: str | None,
        capture: Capture,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Capture:
        """Record where a page lies, and its validators; the capture comes back with its number.

        The same capture again changes nothing.
        """
        with self._noting() as database:
            return write_capture(database, run, source, capture, etag=etag, last_modified=last_modified)

    def record_unmodified(
        self,
        run: int,
        source: str,
        capture: Capture,
        *,
        rank: int,
        reader_version: int,
        rules_version: int,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> tuple[Capture, bool]:
        """Record an answer 304, as `record_capture` does; True with it when its document has thereby been seen again.

        False: the page is no document's, or has to be read once more.
        """
        with self._noting() as database:
            kept = write_capture(database, run, source, capture, etag=etag, last_modified=last_modified)
            stands = see_again(database, kept, rank=rank, reader_version=reader_version, rules_version=rules_version)
            return kept, stands

    def remember(
        self,
        document: Document,
        capture: Capture,
        events: Iterable[PolicyEvent],
        *,
        run: int,
        rank: int = 0,
        reader_version: int,
        rules_version: int,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Outcome:
        """Record what was read from a page: capture, validators, copy, version and events, all or nothing.

        `rank` orders the copies of one document, the least is preferred. NEW: the document was not known. CHANGED: its
        current text became another. UNCHANGED: all else; the same again changes nothing but when it was last seen.
        What a difference means is decided in `storage.decide`.
        """
        with self._writing() as database:
            began = started_at(database, run)
            kept = write_capture(database, run, document.source, capture, etag=etag, last_modified=last_modified)
            arrival = arrive(
                document,
                kept,
                events,
                run=run,
                started_at=began,
                rank=rank,
                reader_version=reader_version,
                rules_version=rules_version,
            )
            memory = recall(database, arrival.reading)
            plan = decide(arrival.reading, memory)
            enact(database, arrival, memory, plan)
            return plan.outcome

    def record_gone(self, url: str, run: int, capture: Capture, detail: str) -> bool:
        """Record that a page is no longer there. True when it stood there when last seen; unknown pages are none."""
        with self._writing() as database:
            copy = database.execute(
                "SELECT copies.id, last_seen_at, gone_at, source FROM copies"
                " JOIN documents ON documents.id = copies.document WHERE copies.url = ?",
                [address(url)],
            ).fetchone()
            kept = insert_capture(database, run, copy["source"] if copy else None, capture)
            at = stamp(capture.fetched_at)
            database.execute("UPDATE pages SET checked_at = max(checked_at, ?) WHERE url = ?", [at, address(url)])
            if copy is None or copy["gone_at"] or at < copy["last_seen_at"]:
                return False
            database.execute("UPDATE copies SET gone_at = ? WHERE id = ?", [at, copy["id"]])
            insert(database, "sightings", copy=copy["id"], what="gone", at=at, capture=kept, detail=detail, run=run)
            return True

    def record_issue(self, run: int, issue: Issue) -> None:
        """Record what was not understood or not reached."""
        with self._writing() as database:
            insert_issue(database, run, issue)

    def review(self, event: int, decision: Decision, *, note: str, decided_at: datetime) -> None:
        """Record a decision on an event that is held, by its number; raises `StoreError` for one that is not."""
        with self._writing() as database:
            held = next((one for one in read_held(database) if one.id == event), None)
            if held is None:
                raise StoreError(f"no event {event} is held; `track review` lists those that are")
            values = {"decision": decision, "reason": held.reason, "note": note, "decided_at": stamp(decided_at)}
            insert(database, "reviews", event=event, **values)

    def mute(self, name: str, one: Designation, *, muted: bool = True, note: str, decided_at: datetime) -> None:
        """Record that a customer's name is not that of a designation, or, with `muted=False`, that it may be."""
        with self._writing() as database:
            write_mute(database, name, one, muted=muted, note=note, decided_at=decided_at)

    def validators(self, url: str) -> Validators | None:
        """What makes the next GET of a page conditional; None when its last answer offered nothing."""
        with declared(self.path):
            return read_validators(self._database, url)

    def seen(self, digest: str) -> Capture | None:
        """The first capture of a body: the one that holds its bytes, so that revisits never refer to revisits."""
        with declared(self.path):
            return first_capture(self._database, digest)

    def attachment_captures(self, url: str) -> list[Capture]:
        """Where the bytes of an attachment lie: those that its address last gave, then those that were last read."""
        with declared(self.path):
            return list(attachment_captures(self._database, url))

    def captured(self, exchange: Exchange) -> Capture | None:
        """Where this very exchange lies, when it was recorded before: an archive that is replayed again."""
        with declared(self.path):
            return same_exchange(self._database, exchange)

    def known(self, source: str) -> list[KnownCopy]:
        """The pages on which documents of a source stand, the first seen first."""
        with declared(self.path):
            return list(read_known(self._database, source))

    def readings(self, source: str) -> list[Capture]:
        """The bytes from which each copy of a source's documents was last read, in the order they were fetched."""
        with declared(self.path):
            rows = self._database.execute(
                f"SELECT {CAPTURE} FROM documents JOIN copies ON copies.document = documents.id"  # noqa: S608 - ours
                " JOIN captures ON captures.id = copies.capture WHERE documents.source = ?"
                " ORDER BY captures.fetched_at, captures.id",
                [source],
            )
            return [capture_of(row) for row in rows]


def started_at(database: sqlite3.Connection, run: int) -> datetime:
    """When a run began."""
    row = database.execute("SELECT started_at FROM runs WHERE id = ?", [run]).fetchone()
    if row is None:
        raise StoreError(f"there is no run {run}")
    return instant(row["started_at"])
