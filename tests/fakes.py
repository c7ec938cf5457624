"""Small builders for tests: documents, events and exchanges in the form of the real ones, and a crawl without a net."""

import gzip
import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.model import Article, Capture, Evidence, Exchange, Notice, Outcome, PolicyEvent, Target
from storage.store import Store

START = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)

WWW = "https://www.mofcom.gov.cn/zcfb/blgg/gg/2026/art/2026/art_0a1b.html"
BUREAU = "https://aqygzj.mofcom.gov.cn/flzc/gzjgfxwj/art/2026/art_9c8d.html"
PORTAL = "https://exportcontrol.mofcom.gov.cn/article/zcfg/gnzcfg/zcfggzqd/202603/1234.html"

LISTING = "商务部决定将甲精密公司（Alpha Precision, Inc.）等2家美国实体列入出口管制管控名单"
TEXT = f"根据《中华人民共和国出口管制法》等法律法规，\n{LISTING}，自公布之日起施行。\n2026年3月2日"


def minute(number: int) -> datetime:
    """So many minutes after the start of all tests."""
    return START + timedelta(minutes=number)


def notice(**fields: Any) -> Notice:
    """A notice of the Ministry, on its own site."""
    given = {
        "source": "mofcom",
        "url": WWW,
        "title": "商务部公告2026年第11号",
        "text": TEXT,
        "published": "2026-03-02",
        "instrument": "MOFCOM-2026-11",
    }
    return Notice(**(given | fields))


def article(**fields: Any) -> Article:
    """A piece of the press."""
    given = {
        "source": "scmp",
        "key": "scmp:3345678",
        "url": "https://www.scmp.com/news/china/article/3345678/china-adds-two-us-firms",
        "title": "China adds two US firms to export control list",
        "text": "China added two US firms to its export control list on Monday.\nIt did not name them.",
        "published": "2026-03-02T10:00:00+08:00",
    }
    return Article(**(given | fields))


def event(text: str = TEXT, quote: str = LISTING, **fields: Any) -> PolicyEvent:
    """The event that `quote` states in `text`."""
    start = text.index(quote)
    given = {
        "action": "list",
        "regime": "export-control-list",
        "basis": "notice",
        "instrument": "MOFCOM-2026-11",
        "targets": (
            Target(kind="company", name_zh="甲精密公司", name_en="Alpha Precision, Inc.", country="US"),
            Target(kind="company", name_zh="乙航天公司", name_en="Beta Aerospace", country="US"),
        ),
        "declared_count": 2,
        "announced_on": "2026-03-02",
        "effective_on": "2026-03-02",
        "measures": ("dual-use-export-ban",),
        "evidence": Evidence(quote=quote, start=start, end=start + len(quote)),
    }
    return PolicyEvent(**(given | fields))


def exchange(url: str = WWW, body: bytes = b"<p>a page</p>", **fields: Any) -> Exchange:
    """A page as it came over the wire."""
    given = {
        "url": url,
        "request_headers": (("User-Agent", "Curbwatch"),),
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=utf-8"),),
        "body": body,
        "fetched_at": START,
    }
    return Exchange(**(given | fields))


class Crawl:
    """Remembers what it is told to have read, as a run of a crawl does; every page is another capture."""

    def __init__(self, store: Store, *, at: datetime = START) -> None:
        self.store = store
        self.offset = 0
        self.run = self.start(at)

    def start(self, at: datetime) -> int:
        """Begin the next run."""
        self.run = self.store.start_run(started_at=at, replay=False)
        return self.run

    def end(self, at: datetime) -> None:
        """Finish the run."""
        self.store.finish_run(self.run, finished_at=at, reports=[])

    def capture(self, url: str, body: str, at: datetime, **fields: Any) -> Capture:
        """Where a page would lie."""
        self.offset += 100
        digest = "sha256:" + hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
        given = {"url": url, "status": 200, "file": f"{self.run}.warc.gz", "offset": self.offset, "digest": digest}
        return Capture(**(given | {"fetched_at": at} | fields))

    def read(
        self,
        document: Notice | Article,
        events: Iterable[PolicyEvent] = (),
        *,
        at: datetime,
        body: str | None = None,
        rank: int = 0,
        reader: int = 1,
        rules: int = 1,
    ) -> Outcome:
        """Remember a document; `body` stands for the page's bytes, by default they change with the text."""
        capture = self.capture(document.url, body or f"{document.title}{document.text}", at)
        return self.store.remember(
            document, capture, events, run=self.run, rank=rank, reader_version=reader, rules_version=rules
        )


def warc(kind: str, number: int, *, url: str = WWW, block: bytes = b"", end: bytes = b"\r\n", **headers: str) -> bytes:
    """One WARC record; names of further headers are given with `_` for `-`."""
    given = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012}>",
        "WARC-Target-URI": url,
        "WARC-Date": f"2026-03-02T01:{number:02}:00Z",
        "Content-Type": f"application/http; msgtype={'request' if kind == 'request' else 'response'}",
        "Content-Length": str(len(block)),
    }
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in given.items()), "", ""]
    return end.join(line.encode() for line in lines) + block + end + end


def http(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP response as it lies in a record."""
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode() + body


def packed(*records: bytes) -> bytes:
    """One gzip member a record."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)
