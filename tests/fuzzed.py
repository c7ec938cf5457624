"""What is fuzzed: each reader of pages, listings, feeds, archives, attachments and configurations, and the rules.

Seeds are the tests' own pages, the bundled sample and, where it is there, the shared corpus.
"""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.config import load_config
from crawler.extract import extract_events
from crawler.sample import HERE as SAMPLE
from spiders.attachments import LIMITS
from spiders.attachments.__main__ import answer
from spiders.base import Source, Window
from spiders.feeds import read_feed, read_sitemap
from spiders.generic import feed_source, read_article
from spiders.sources import SOURCES
from storage.codec import document_json, event_json
from storage.errors import TrackError
from storage.model import Article, Document, Notice, Page
from storage.replay import ReplayIndex
from storage.urls import canonical
from tests.fakes import http, packed, warc
from tests.files import archive, excel, pdf, ruled, word
from tests.fuzzing import Target
from tests.reading import PAGES, page

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
URLS = {
    "mofcom": "https://www.mofcom.gov.cn/zwgk/zcfb/art/2026/art_1a2b3c.html",
    "global-times": "https://www.globaltimes.cn/page/202603/1370101.shtml",
    "scmp": "https://www.scmp.com/news/china/diplomacy/article/3345001/china-puts.html",
    "voa": "https://www.voanews.com/a/export-controls/7999101.html",
    "bloomberg-law": "https://news.bloomberglaw.com/international-trade/china-seeks-comment",
    "generic": "https://news.example/a",
    "english": "https://english.mofcom.gov.cn/News/PressConference/art/2026/art_1a2b3c.html",
}
FOLDERS = {"english": "mofcom_english"}
WINDOW = Window(today=date(2026, 3, 4))
SMALL = 30_000  # bytes of a seed


def seeds(source: str, *endings: str) -> tuple[bytes, ...]:
    """What there is of a source, with these endings."""
    hosts = SOURCES[source].hosts if source in SOURCES else ()
    folders = [PAGES / FOLDERS.get(source, source.replace("-", "_"))]
    folders += [folder for host in hosts for folder in SAMPLE.glob(f"day*/{host}")]
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in endings]
    if ".html" in endings:
        found += corpus_pages(source)
    return tuple(path.read_bytes()[:SMALL] for path in found)


def corpus_pages(source: str) -> Iterator[Path]:
    """The pages of a source in the shared corpus, none where that is not."""
    for manifest in sorted(CORPUS.glob("*/manifest.jsonl")):
        for line in manifest.read_text("utf-8").splitlines():
            entry = json.loads(line)
            if any(host in entry["url"] for host in (SOURCES[source].hosts if source in SOURCES else ())):
                yield manifest.parent / entry["file"]


def judged(document: Document) -> None:
    """The rules, and what becomes of a record: JSON with every quote at its place."""
    json.dumps(document_json(document)).encode()
    for event in extract_events(document):
        json.dumps(event_json(event)).encode()
        assert document.text[event.evidence.start : event.evidence.end] == event.evidence.quote


def listing_reader(source: Source) -> Callable[[bytes], None]:
    """Each way in which the source reads a listing, and what its answers lead to."""

    def read(body: bytes) -> None:
        for listing in source.listings(WINDOW):
            with suppress(TrackError):
                for further in listing.read(page(listing.url, body)).more[:3]:
                    further.read(page(further.url, body))

    return read


def pages(name: str, read: Callable[[Page], Document]) -> Target:
    """A reader of documents; its seeds are those that it can read."""

    def readable(body: bytes) -> bool:
        with suppress(TrackError):
            return bool(read(page(URLS[name], body)))
        return False

    found = filter(readable, seeds(name, ".html", ".shtml"))
    return Target(seeds=tuple(found), read=lambda body: judged(read(page(URLS[name], body))))


def read_archive(body: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / ("a.warc.gz" if body.startswith(b"\x1f\x8b") else "a.warc")
        file.write_bytes(body)
        index = ReplayIndex([file])
        for answered in list(index._answers)[:20]:
            method, url = answered.split(" ")[:2]
            index.find(method, url)


def read_configuration(body: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "config.toml"
        file.write_bytes(body)
        load_config(file, environ={})


def notices(source: Callable[[str], Document]) -> Callable[[bytes], None]:
    return lambda body: judged(source(body.decode("utf-8", "replace")))


def as_notice(text: str) -> Notice:
    title, _, rest = text.partition("\n")
    return Notice(source="mofcom", url=URLS["mofcom"], title=title, text=rest, published="2026-03-02")


def as_article(text: str) -> Article:
    title, _, rest = text.partition("\n")
    return Article(
        source="voa", key="voa:1", url=URLS["voa"], title=title, text=rest, published="2026-03-02T10:00:00+08:00"
    )


def archives() -> tuple[bytes, ...]:
    plain = warc("response", 1, block=http(b"<p>a page</p>", Content_Type="text/html"))
    revisit = warc("revisit", 2, block=http(b""), WARC_Refers_To_Target_URI="https://www.mofcom.gov.cn/a")
    shared = [path.read_bytes() for path in sorted((CORPUS / "warc").glob("*")) if path.stat().st_size < SMALL]
    return (plain + revisit, packed(plain, revisit), *(body for body in shared if body))


def told(ending: str) -> tuple[bytes, ...]:
    """The texts of the tests' own cases."""
    cases = [path.read_text("utf-8").split("=== ") for path in sorted((PAGES / "mofcom").glob(ending))]
    texts = (case.partition("title: ")[2].partition("--- events")[0] for each in cases for case in each[1:])
    return tuple(text.encode() for text in texts)


def spoken() -> tuple[bytes, ...]:
    """The records of the press's pages, as text."""
    found = [json.loads(path.read_text("utf-8")) for path in sorted(PAGES.glob("*/*.json"))]
    own = [f"{each['title']}\n{each['text']}".encode() for each in found if "title" in each]
    return (*own, *(f"{title}\n{text}".encode() for title, text in REPORTS))


REPORTS = (
    (
        "China adds 28 US firms to export control list",
        "China on Thursday added 28 US entities, including Boeing Defense and Skydio, to its export control list,"
        " banning the export of dual-use items from Jan. 2, 2026, the commerce ministry said.\nIt suspended measures"
        " announced on March 4 for 90 days.",
    ),
    (
        "China suspends curbs on gallium, germanium exports to the United States until Nov 27, 2026",
        "Beijing said it will suspend Announcement No. 46 of 2024. The ban on exports of gallium took effect at once.",
    ),
)
CONFIGURATION = b"""
[store]
path = "~/t.db"
[fetch]
delay = 1.5
retries = 3
connect_to = {"a.example" = "http://127.0.0.1:80"}
[news]
terms = ["export control", "rare earth*"]
[mail]
to = ["a@b.example"]
host = "localhost"
port = 25
[sources.x]
kind = "feed"
urls = ["https://x.example/feed"]
at_least = 3
"""
NEWS = feed_source("x", "x", ("https://x.example/feed",))
XML = tuple(body for name in SOURCES for body in seeds(name, ".xml", ".rss")) + seeds("generic", ".xml")

TARGETS: dict[str, Target] = {
    **{f"page {name}": pages(name, source.read) for name, source in SOURCES.items()},
    "page english": pages("english", SOURCES["mofcom"].read),
    "page generic": pages("generic", partial(read_article, source="generic")),
    **{f"listing {name}": Target(seeds=seeds(name, ".html", ".json", ".xml", ".rss"), read=listing_reader(source))
       for name, source in SOURCES.items()},
    "feed": Target(seeds=XML, read=lambda body: read_feed(page(URLS["generic"], body), canonical)),
    "sitemap": Target(
        seeds=(*XML, gzip.compress(XML[0], mtime=0)),
        read=lambda body: read_sitemap(page(URLS["generic"], body), canonical, lambda _: True),
    ),
    "rules": Target(seeds=told("*.txt"), read=notices(as_notice)),
    "press": Target(seeds=spoken(), read=notices(as_article)),
    "archive": Target(seeds=archives(), read=read_archive),
    "attachment": Target(
        seeds=(
            pdf(("附件", "1. 甲公司（A Inc.）")),
            ruled("清单", (("序号", "名称"), ("1", "钨")), "完"),
            word("附件", (("序号", "名称"), ("1", "钨"))),
            excel(("序号", "名称"), (1, "钨")),
            archive({"a.docx": word("附件"), "b.xlsx": excel(("1", "钨"))}),
            (PAGES / "attachments" / "items.xls").read_bytes(),
        ),
        read=lambda body: answer(body, LIMITS),
    ),
    "configuration": Target(seeds=((ROOT / "config.toml").read_bytes(), CONFIGURATION), read=read_configuration),
}  # fmt: skip
