"""A store of any size, written straight into the tables: a crawl would take days for what takes a minute here.

Versions are of new documents, and of documents of late, which are edited. The index of words is left empty.
"""

import hashlib
import sqlite3
from datetime import datetime
from pathlib import Path
from random import Random

from benchmarks.data.events import listing, report, suspension
from benchmarks.data.scale import Scale
from benchmarks.data.words import NOUNS, paragraph
from storage.codec import as_text, document_json, event_json, fingerprint
from storage.database import insert, stamp
from storage.model import Article, Document, Notice, PolicyEvent
from storage.revision import revision
from storage.store import Store

BATCH = 10_000  # versions a transaction
LATE = 2_000  # documents that may still be edited
FAST = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "foreign_keys = OFF")


def make_store(path: Path, scale: Scale) -> Path:
    """The store of that size at `path`, made unless it is there."""
    if not path.exists():
        making = path.with_suffix(".making")
        Store.open(making).close()
        database = sqlite3.connect(making, isolation_level=None)
        for pragma in FAST:
            database.execute(f"PRAGMA {pragma}")
        Writer(database, scale).write()
        database.execute("PRAGMA journal_mode = WAL")
        database.close()
        making.rename(path)
    return path


class Writer:
    """Writes one store, version after version."""

    def __init__(self, database: sqlite3.Connection, scale: Scale) -> None:
        self.database = database
        self.scale = scale
        self.draw = Random(scale.versions)  # noqa: S311 - data, no secret
        self.paragraphs = [paragraph(self.draw) for _ in range(500)]
        self.latest: dict[int, tuple[int, str]] = {}  # version and text by document
        self.noticed = "MOFCOM-2000-1"

    def write(self) -> None:
        """Runs, then versions, a transaction a batch."""
        scale = self.scale
        for run in range(1, scale.weeks + 1):
            at = stamp(scale.seen_at(1 + (run - 1) * scale.versions // scale.weeks))
            insert(self.database, "runs", started_at=at, finished_at=at, state="finished", replay=0)
        for first in range(1, scale.versions + 1, BATCH):
            self.database.execute("BEGIN")
            for version in range(first, min(first + BATCH, scale.versions + 1)):
                self.add(version)
            self.database.execute("COMMIT")

    def add(self, version: int) -> None:
        """One version, of a new document or of one of late."""
        newest, at = self.scale.document(version), self.scale.seen_at(version)
        new = newest > self.scale.document(version - 1)
        document = newest if new else newest - self.draw.randrange(min(LATE, newest))
        event = self.scale.event(document) if self.scale.event(document) > self.scale.event(document - 1) else 0
        text = self.text(document)
        record = self.record(document, at, text, official=bool(event) and event % self.scale.official == 0)
        self.state(version, document, record, at)
        if new:
            self.begin(version, document, record, at)
            if event:
                self.event(version, document, self.stated(record, event, at), at)
        else:
            self.edit(version, document, record, at)
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

    def state(self, version: int, document: int, record: Document, at: datetime) -> None:
        """Capture, text and version; each has the number of the version, and a document that of its copy."""
        digest, run = hashlib.sha256(record.text.encode()), self.scale.run(version)
        said = document_json(record)
        del said["title"], said["text"]
        hashed = "1" + digest.hexdigest()[:32]
        place = (f"{run}.warc.gz", version * 1000, f"sha256:{digest.hexdigest()}")
        capture = (version, record.url, "GET", 200, *place, stamp(at), record.source, run, "")
        named = (version, document, record.url, hashed, record.title, version, as_text(said))
        self.row("captures", *capture)
        self.row("texts", version, digest.digest(), record.text)
        self.row("versions", *named, version, 1, stamp(at), run)

    def begin(self, version: int, document: int, record: Document, at: datetime) -> None:
        """A document and its only copy."""
        seen, run = stamp(at), self.scale.run(version)
        key = record.instrument or record.url
        self.row("documents", document, key, record.source, record.kind, record.published, version, seen, run)
        self.row("copies", document, record.url, document, 0, version, version, 1, 1, seen, seen, None)

    def edit(self, version: int, document: int, record: Document, at: datetime) -> None:
        """Another text of a document."""
        before, text = self.latest[document]
        found = revision(f"{record.title}\n{text}", f"{record.title}\n{record.text}")
        seen = ("world", stamp(at), self.scale.run(version), " ".join(found.kinds), found.script)
        self.row("edits", None, document, before, version, *seen)
        for table in ("documents", "copies"):
            self.database.execute(f"UPDATE {table} SET version = ? WHERE id = ?", (version, document))  # noqa: S608

    def stated(self, record: Document, number: int, at: datetime) -> PolicyEvent:
        """The event of a document."""
        if record.instrument is None:
            return report(self.draw, at, record.text)
        if number // self.scale.official % 4 == 0:
            return suspension(self.draw, record.instrument, at, record.text, self.noticed)
        self.noticed = record.instrument
        return listing(self.draw, record.instrument, at, record.text)

    def event(self, version: int, document: int, event: PolicyEvent, at: datetime) -> None:
        """An event with its proof and targets."""
        body = event_json(event)
        del body["evidence"]
        columns = ("action", "regime", "basis", "instrument", "announced_on", "effective_on", "until_on", "held")
        number = insert(
            self.database,
            "events",
            document=document,
            version=version,
            fingerprint=fingerprint(event),
            **{column: getattr(event, column) for column in columns},
            body=as_text(body),
            rules_version=1,
            cause="world",
            first_seen_at=stamp(at),
            run=self.scale.run(version),
        )
        self.row("proofs", number, version, event.evidence.quote, event.evidence.start, event.evidence.end)
        for place, target in enumerate(event.targets):
            self.row("targets", number, place, target.kind, target.name_zh, target.name_en, target.country)

    def row(self, table: str, *values: object) -> None:
        """A row with a value for each column."""
        self.database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608
