"""What is remembered, for those who ask. It never writes, and never waits for a crawl that does.

Each question imports what answers it: `track diff` starts in a tenth of a second, and verifying reads archives.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from storage.changes import ChangeWindow, read_changes
from storage.database import PATIENCE, connect_readonly, declared
from storage.model import Change, DocumentRef, Issue

if TYPE_CHECKING:
    from storage.documents import DocumentRecord
    from storage.evidence import EvidenceRecord
    from storage.health import Incident
    from storage.held import HeldEvent
    from storage.lists import Stated
    from storage.mutes import Mute
    from storage.outbox import Delivery
    from storage.revisions import Text
    from storage.runs import RunState, SourceState
    from storage.search import Hit
    from storage.standing import StandingEvent
    from storage.verify import Check

__all__ = ["ChangeWindow", "History"]


class History:
    """The store, open for reading. Every method raises `StoreError` when the database cannot be read."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path = path
        self._database = database

    @classmethod
    def open(cls, path: Path, *, patience: float = PATIENCE) -> Self:
        """Open the store at `path`. Raises `StoreError` when there is none, or none of ours."""
        with declared(path):
            return cls(path, connect_readonly(path, patience=patience))

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
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the store for several queries, whatever a crawl writes meanwhile."""
        with declared(self.path):
            self._database.execute("BEGIN")
            try:
                yield self._database
            finally:
                self._database.execute("ROLLBACK")

    def changes(self, window: ChangeWindow, *, now: datetime | None = None) -> list[Change]:
        """What became known in a window, in the order in which it did. First texts are no edits.

        With `now`, suspensions that ran out by then are among it: they change the law with no page to fetch.

        An event that waits for review, or whose text a copy contradicts, comes with `held` saying why. Events come with
        what corroborates them; a report told before that a notice now confirms or contradicts is a change of its own.
        """
        from storage.corroborated import corroborated
        from storage.lapses import lapses

        with self._reading() as database:
            lapsed = lapses(database, window, now) if now else ()
            found = corroborated(database, read_changes(database, window), window, now)
            return sorted([*found, *lapsed], key=lambda change: change.seen_at)

    def stated(self, known_at: datetime | None = None) -> "list[Stated]":
        """The official events that stand, or stood by what was known at an instant: what `storage.lists` folds."""
        from storage.stated import read_stated

        with self._reading() as database:
            return list(read_stated(database, known_at))

    def standing(self) -> "list[StandingEvent]":
        """Every event that stands now, with its document and proof; held ones come with the reason."""
        from storage.standing import read_standing

        with self._reading() as database:
            return list(read_standing(database))

    def refs(self, keys: Iterable[str]) -> dict[str, DocumentRef]:
        """The documents of those keys that we have, by key."""
        from storage.standing import read_refs

        with self._reading() as database:
            return read_refs(database, keys)

    def held(self) -> "list[HeldEvent]":
        """Every standing event that is or was held, with the verdict if there is one."""
        from storage.held import read_held

        with self._reading() as database:
            return list(read_held(database))

    def mutes(self) -> "list[Mute]":
        """The names that are muted for a designation, the first muted first."""
        from storage.mutes import read_mutes

        with self._reading() as database:
            return read_mutes(database)

    def keys(self) -> list[str]:
        """The key of every document, a number or a URL."""
        with self._reading() as database:
            return [row["key"] for row in database.execute("SELECT key FROM documents ORDER BY id")]

    def verify(self, archive: Path, tell: Callable[[str, int], None]) -> "list[Check]":
        """Whether everything that is remembered is whole; `tell` hears what is looked at and how much of it was."""
        from storage.verify import verify

        with self._reading() as database:
            return verify(database, archive, tell)

    def last_run(self) -> int | None:
        """The last run that finished; None when none has."""
        with self._reading() as database:
            row = database.execute("SELECT max(id) AS id FROM runs WHERE state = 'finished'").fetchone()
            return int(row["id"]) if row["id"] is not None else None

    def document(self, key_or_url: str, *, now: datetime | None = None) -> "DocumentRecord | None":
        """The document of that key, or that stands under that URL, with all that is known of it."""
        from storage.corroborated import corroborated_document
        from storage.documents import read_document

        with self._reading() as database:
            found = read_document(database, key_or_url)
            return corroborated_document(database, found, now) if found else None

    def evidence(self, key_or_url: str) -> "EvidenceRecord | None":
        """All that proves what the document of that key, or that stands under that URL, said and when."""
        from storage.evidence import read_evidence

        with self._reading() as database:
            return read_evidence(database, key_or_url)

    def texts(self, key: str) -> "list[Text]":
        """What a document said, in the order in which it said so; `key` is its own. Empty when we know none."""
        from storage.revisions import read_texts

        with self._reading() as database:
            return list(read_texts(database, key))

    def search(self, words: str, limit: int = 20) -> "list[Hit]":
        """The documents whose current title and text hold every one of the words, the last seen first."""
        from storage.search import find_words

        with self._reading() as database:
            return find_words(database, words, limit)

    def source_states(self, known_at: datetime | None = None) -> "list[SourceState]":
        """How each source went when it last did, by name; now, or by what was known at an instant."""
        from storage.runs import read_source_states

        with self._reading() as database:
            return list(read_source_states(database, known_at))

    def covered(self, addresses: Sequence[str], until: datetime | None = None) -> datetime | None:
        """Up to when the digests of these recipients tell everything without a gap; None when they have had none.

        Those that end after `until` were dated by a wrong clock, and tell nothing of it.
        """
        from storage.outbox import read_covered

        with self._reading() as database:
            return read_covered(database, addresses, until)

    def deliveries(self) -> "list[Delivery]":
        """Every mail and recipient, the oldest mail first."""
        from storage.outbox import read_deliveries

        with self._reading() as database:
            return list(read_deliveries(database))

    def incidents(self, since: datetime) -> "list[Incident]":
        """What is wrong with sources now, or was until `since` or later."""
        from storage.health import read_incidents

        with self._reading() as database:
            return list(read_incidents(database, since))

    def open_incidents(self) -> "list[Incident]":
        """What is wrong with sources now."""
        from storage.health import read_incidents

        with self._reading() as database:
            return list(read_incidents(database, None))

    def days(self, source: str, today: str) -> tuple[str, ...]:
        """The last days up to today (ISO, Beijing) on which a source published something, the newest first."""
        from storage.health import read_days

        with self._reading() as database:
            return read_days(database, source, today)

    def answered(self, source: str, until: datetime) -> datetime | None:
        """When a source last answered, up to an instant, whether or not every page could be read."""
        from storage.health import read_answered

        with self._reading() as database:
            return read_answered(database, source, until)

    def last_crawl(self, source: str, until: datetime) -> datetime | None:
        """When a crawl of a source last began, up to an instant."""
        from storage.launches import last_crawl

        with self._reading() as database:
            return last_crawl(database, source, until)

    def last_digest(self, until: datetime) -> datetime | None:
        """When a digest was last made, or looked for and not due, up to an instant."""
        from storage.launches import last_digest

        with self._reading() as database:
            return last_digest(database, until)

    def run_states(self, limit: int = 20) -> "list[RunState]":
        """The last runs, the newest first."""
        from storage.runs import read_runs

        with self._reading() as database:
            return list(read_runs(database, limit))

    def issues(self, run: int) -> list[Issue]:
        """What was not understood or not reached in a run, in the order in which it was met."""
        from storage.rows import issue_of

        with self._reading() as database:
            return [issue_of(row) for row in database.execute("SELECT * FROM issues WHERE run = ? ORDER BY id", [run])]
