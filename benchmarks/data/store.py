"""A store of any size, written straight into the tables: a crawl would take days for what takes a minute here.

Versions are of new documents, and of documents of late, which are edited. The index of words is left empty, unless the
store is made by `python -m benchmarks.data.store PATH VERSIONS`, which fills it at the end.
"""

import hashlib
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random

from benchmarks.data.events import listing, report, suspension
from benchmarks.data.scale import Scale, scale_of
from benchmarks.data.words import NOUNS, paragraph
from storage.codec import as_text, document_json, event_json, fingerprint
from storage.database import insert, stamp
from storage.model import Article, Document, Notice, PolicyEvent
from storage.revision import revision
from storage.store import Store

BATCH = 10_000  # versions a transaction
LATE = 2_000  # documents that may still be edited
FAST = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000000", "foreign_keys = OFF", "temp_store = FILE")
STANDING = (None, None, None, None)  # nothing is known of its retraction
INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"


def make_store(path: Path, scale: Scale, *, words: bool = False) -> Path:
    """The store of that size at `path`, made unless it is there; with the index of words, which takes long."""
    if not path.exists():
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)  # of a run that was ended
        Store.open(making).close()
        database = sqlite3.connect(making, isolation_level=None)
        for pragma in FAST:
            database.execute(f"PRAGMA {pragma}")
        with indexed_later(database):
            Writer(database, scale).write()
        if words:
            database.execute("INSERT INTO words (words) VALUES ('rebuild')")
        database.execute("PRAGMA journal_mode = WAL")
        database.close()
        making.rename(path)
    return path


@contextmanager
def indexed_later(database: sqlite3.Connection) -> Iterator[None]:
    """Without the indexes meanwhile: keys that come in no order are sorted once, not put in their places one by one."""
    indexes = database.execute(INDEXES).fetchall()
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    yield
    for _, statement in indexes:
        database.execute(statement)


class Writer:
    """Writes one store, version after version."""

    def __init__(self, database: sqlite3.Connection, scale: Scale) -> None:
        self.database = database
        self.scale = scale
        self.draw = Random(scale.versions)  # noqa: S311 - data, no secret
        self.paragraphs = [paragraph(self.draw) for _ in range(500)]
        self.latest: dict[int, tuple[int, str]] = {}  # version and text by document
        self.noticed = "MOFCOM-2000-1"
        self.rows = defaultdict[str, list[tuple[object, ...]]](list)  # by table
        self.moved: list[tuple[int, int]] = []  # the newest version of a document

    def write(self) -> None:
        """Runs, then versions, a transaction a batch."""
        scale = self.scale
        for run in range(1, scale.weeks + 1):
            at = stamp(scale.seen_at(1 + (run - 1) * scale.versions // scale.weeks))
            insert(self.database, "runs", started_at=at, finished_at=at, state="finished", replay=0)
        for first in range(1, scale.versions + 1, BATCH):
            for version in range(first, min(first + BATCH, scale.versions + 1)):
                self.add(version)
            self.flush()

    def flush(self) -> None:
        """Write what has come together."""
        self.database.execute("BEGIN")
        for table, rows in self.rows.items():
            marks = ", ".join("?" * len(rows[0]))
            self.database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        for table in ("documents", "copies"):
            self.database.executemany(f"UPDATE {table} SET version = ? WHERE id = ?", self.moved)  # noqa: S608
        self.database.execute("COMMIT")
        self.rows.clear()
        self.moved.clear()

    def add(self, version: int) -> None:
        """One version, of a new document or of one of late."""
        newest, at = self.scale.document(version), self.scale.seen_at(version)
        new = newest > self.scale.document(version - 1)
        document = newest if new else newest - self.draw.randrange(min(LATE, newest))
        event = self.scale.event(document) if self.scale.event(document) > self.scale.event(document - 1) else 0
        text, seen = self.text(document), stamp(at)
        record = self.record(document, at, text, official=bool(event) and event % self.scale.official == 0)
        self.state(version, document, record, seen)
        if new:
            self.begin(version, document, record, seen)
            if event:
                self.event(version, document, event, self.stated(record, event, at), seen)
        else:
            self.edit(version, document, record, seen)
        self.latest[document] = (version, text)
        self.latest.pop(newest - LATE, None)

    def text(self, document: int) -> str:
        """A text of its own, or the last one with a word changed."""
        if document not in self.latest:
            return f"{self.draw.choice(self.paragraphs)}\n{self.draw.choice(self.paragraphs)}\nPiece {document}."
        words = self.latest[document][1].split(" ")
        words[self.draw.randrange(len(words))] = f"{self.draw.choice(NOUNS)}{self.draw.randrange(10**6)}"
        return " ".join(words)

    def record(self, document: int, at: datetime, text: str, *, official: bool) -> Document:
        """What a page says."""
        title, published = f"Piece {document} on export controls", at.isoformat()
        if official:
            url, key = f"https://www.mofcom.gov.cn/{document}", f"MOFCOM-2026-{document}"
            return Notice(source="mofcom", url=url, title=title, text=text, published=published, instrument=key)
        url = f"https://www.globaltimes.cn/page/202603/{document}.shtml"
        return Article(source="global-times", key=url, url=url, title=title, text=text, published=published)

    def state(self, version: int, document: int, record: Document, seen: str) -> None:
        """Capture, text and version; each has the number of the version, and a document that of its copy."""
        digest, run = hashlib.sha256(record.text.encode()), self.scale.run(version)
        said = document_json(record)
        del said["title"], said["text"]
        hashed = "1" + digest.hexdigest()[:32]
        place = (f"{run}.warc.gz", version * 1000, f"sha256:{digest.hexdigest()}")
        named = (version, document, record.url, hashed, record.title, version, as_text(said))
        self.row("captures", version, record.url, "GET", 200, *place, seen, record.source, run, "")
        self.row("texts", version, digest.digest(), record.text)
        self.row("versions", *named, version, 1, seen, run)

    def begin(self, version: int, document: int, record: Document, seen: str) -> None:
        """A document and its only copy."""
        key, run = record.instrument or record.url, self.scale.run(version)
        self.row("documents", document, key, record.source, record.kind, record.published, version, seen, run)
        self.row("copies", document, record.url, document, 0, version, version, 1, 1, seen, seen, None)

    def edit(self, version: int, document: int, record: Document, seen: str) -> None:
        """Another text of a document."""
        before, text = self.latest[document]
        found = revision(f"{record.title}\n{text}", f"{record.title}\n{record.text}")
        run, kinds = self.scale.run(version), " ".join(found.kinds)
        self.row("edits", None, document, before, version, "world", seen, run, kinds, found.script)
        self.moved.append((version, document))

    def stated(self, record: Document, number: int, at: datetime) -> PolicyEvent:
        """The event of a document."""
        if record.instrument is None:
            return report(self.draw, at, record.text)
        if number // self.scale.official % 4 == 0:
            return suspension(self.draw, record.instrument, at, record.text, self.noticed)
        self.noticed = record.instrument
        return listing(self.draw, record.instrument, at, record.text)

    def event(self, version: int, document: int, number: int, event: PolicyEvent, seen: str) -> None:
        """An event with its proof and targets, standing."""
        body, proof = event_json(event), event.evidence
        del body["evidence"]
        days = (event.announced_on, event.effective_on, event.until_on)
        said = (event.action, event.regime, event.basis, event.instrument, *days, as_text(body), event.held)
        known = (1, "world", seen, self.scale.run(version))
        self.row("events", number, document, version, fingerprint(event), *said, *known, *STANDING)
        self.row("proofs", number, version, proof.quote, proof.start, proof.end)
        for place, target in enumerate(event.targets):
            self.row("targets", number, place, target.kind, target.name_zh, target.name_en, target.country)

    def row(self, table: str, *values: object) -> None:
        """A row with a value for each column."""
        self.rows[table].append(values)


if __name__ == "__main__":
    make_store(Path(sys.argv[1]), scale_of(int(sys.argv[2])), words=True)
