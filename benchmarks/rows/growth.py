"""What remembering costs on disk: the store a version, the archive beside the same exchanges in plain gzipped WARC."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from benchmarks.data.articles import article
from benchmarks.measure import Bench, Bound, Measured, Spread
from crawler.extract import extract_events
from spiders.sources import source_for
from storage.archive import ArchiveWriter, page_of
from storage.model import Exchange
from storage.store import Store

BEGUN = datetime(2026, 3, 2, tzinfo=UTC)
KILOBYTE = 1000


def measure(bench: Bench) -> list[Measured]:
    """Remember pages as a crawl does, then look at the files."""
    count, folder = bench.size(1000, 12), bench.folder / "growth"
    for old in sorted(folder.rglob("*"), reverse=True):
        old.unlink() if old.is_file() else old.rmdir()
    exchanges = list(exchanges_of(count))
    archived = remember(folder, exchanges)
    plain = len(as_plain_warc(exchanges))
    return [store_row(folder / "track.db"), archive_row(archived, plain, count)]


def exchanges_of(count: int) -> Iterator[Exchange]:
    """News pages, one a minute."""
    for number in range(count):
        piece = article(number)
        yield Exchange(
            url=piece.url,
            request_headers=(("User-Agent", "Curbwatch"), ("Accept-Encoding", "gzip")),
            status=200,
            headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", f'"{number}"')),
            body=piece.page.encode(),
            fetched_at=BEGUN + timedelta(minutes=number),
        )


def remember(folder: Path, exchanges: list[Exchange]) -> int:
    """Archive, read, extract and store every page; the size of the archive."""
    with ArchiveWriter(folder / "archive", "growth") as archive, Store.open(folder / "track.db") as store:
        run = store.start_run(started_at=BEGUN, replay=False)
        for exchange in exchanges:
            capture, source = archive.append(exchange), source_for(exchange.url)
            assert source, exchange.url
            document = source.read(page_of(exchange))
            events = extract_events(document)
            store.remember(document, capture, events, run=run, reader_version=1, rules_version=1)
        store.finish_run(run, finished_at=BEGUN, reports=[])
        return archive.path.stat().st_size


def as_plain_warc(exchanges: list[Exchange]) -> bytes:
    """The same requests and responses as warcio writes them."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    file = BytesIO()
    writer = WARCWriter(file, gzip=True)
    for exchange in exchanges:
        answer = StatusAndHeaders("200 OK", list(exchange.headers), protocol="HTTP/1.1")
        asked = StatusAndHeaders("GET / HTTP/1.1", list(exchange.request_headers), is_http_request=True)
        response = writer.create_warc_record(
            exchange.url, "response", payload=BytesIO(exchange.body), http_headers=answer
        )
        request = writer.create_warc_record(exchange.url, "request", http_headers=asked)
        writer.write_request_response_pair(request, response)
    return file.getvalue()


def store_row(path: Path) -> Measured:
    """The store with everything in it: texts, events, the index of words and what is known of each page."""
    with sqlite3.connect(path) as database:
        versions = database.execute("SELECT count(*) FROM versions").fetchone()[0]
        text = database.execute("SELECT sum(length(CAST(text AS BLOB))) FROM texts").fetchone()[0]
        parts = database.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'words%'").fetchone()[0]
    each = Spread.of([path.stat().st_size / versions / KILOBYTE])
    return Measured(
        name="growth-store",
        work=f"the store of {versions:,} news pages, events included",
        beside="–",
        unit="KB a version",
        ours=each,
        peer=None,
        value=each,
        goal=Bound(limit=10, unit="KB a version"),
        note=f"of which text {text / versions / KILOBYTE:.1f} KB, index of words {parts / versions / KILOBYTE:.1f} KB",
    )


def archive_row(archived: int, plain: int, count: int) -> Measured:
    """One run, one figure: sizes do not vary."""
    sizes = [size / count / KILOBYTE for size in (archived, plain)]
    return Measured(
        name="growth-archive",
        work="the archive",
        beside="the same exchanges written by warcio, gzipped",
        unit="KB a page",
        ours=Spread.of(sizes[:1]),
        peer=Spread.of(sizes[1:]),
        value=Spread.of([archived / plain]),
        goal=Bound(limit=1.05),
    )
