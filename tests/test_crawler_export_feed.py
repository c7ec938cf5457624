"""The feed is one that readers take without complaint, our own among them, and no title is markup in it."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from crawler.export.feed import LONGEST, as_feed
from crawler.report.words import plain, shortened
from spiders.feeds import read_feed
from storage.model import Capture, Change, DocumentRef, Page
from storage.urls import canonical
from tests.archived import BROKEN_LINE, FORMULA, SCRIPT, hostile_event
from tests.fakes import START, WWW, event, minute

DOCUMENT = DocumentRef(
    key="MOFCOM-2026-11", source="mofcom", kind="notice", title="公告", url=WWW, published="2026-03-02"
)
CAPTURE = Capture(url=WWW, status=200, file="a.warc.gz", offset=12, digest="sha256:00", fetched_at=START)
LISTING = Change(kind="event", seen_at=START, document=DOCUMENT, capture=CAPTURE, event=event())
GONE = Change(kind="gone", seen_at=minute(9), document=replace(DOCUMENT, url=f"{WWW}?2"), capture=CAPTURE)


def parsed(*changes: Change) -> Any:
    headers = {"content-type": "application/atom+xml"}
    found = feedparser.parse(BytesIO(as_feed(changes, ()).encode()), response_headers=headers)
    assert (found.bozo, found.version) == (0, "atom10")
    return found


def test_an_entry_says_what_became_known_and_when_the_last_first() -> None:
    found = parsed(LISTING, GONE)
    assert [entry.title for entry in found.entries] == [
        "VANISHED: 公告",
        "LISTED on the Export Control List: 2 entities (US): 甲精密公司 (Alpha Precision, Inc.), 乙航天公司 (Beta"
        " Aerospace)",
    ]
    listing = found.entries[1]
    assert (listing.link, listing.updated) == (WWW, "2026-03-02T01:02:03+00:00")
    assert event().evidence.quote in listing.content[0].value
    assert [tag.term for tag in listing.tags] == ["export-control-list"]
    assert found.feed.updated == "2026-03-02T01:11:03+00:00"


def test_what_is_no_law_or_no_news_says_so_in_its_title() -> None:
    held = replace(LISTING, event=event(held="5 are declared"))
    report = replace(LISTING, event=event(basis="report"))
    over = replace(LISTING, kind="retracted")
    titles = [entry.title.partition(": ")[0] for entry in parsed(held, report, over).entries]
    assert titles == ["No longer stated", "Press", "Held for review"]


def test_ids_stay_whatever_else_is_in_the_feed() -> None:
    alone, among = parsed(LISTING).entries[0].id, parsed(GONE, LISTING).entries[0].id
    assert alone == among
    assert alone.startswith("urn:uuid:")
    others = [replace(LISTING, kind="retracted"), replace(LISTING, seen_at=minute(1)), GONE]
    assert len({entry.id for entry in parsed(LISTING, *others).entries}) == 4
    assert as_feed([LISTING], ()) == as_feed([LISTING], ())


def test_a_feed_of_nothing_is_a_feed() -> None:
    found = parsed()
    assert found.entries == []
    assert found.feed.updated == "2000-01-01T00:00:00+00:00"
    assert found.feed.id != feedparser.parse(BytesIO(as_feed([], ("watch-list",)).encode())).feed.id


def test_hostile_titles_and_names_are_text() -> None:
    evil = replace(DOCUMENT, title=f"{SCRIPT}{BROKEN_LINE}]]><x/>")
    feed = as_feed([replace(LISTING, document=evil, event=hostile_event()), replace(GONE, document=evil)], ())
    gone, listing = etree.fromstring(feed.encode()).findall("{*}entry")
    assert "\n" not in gone.findtext("{*}title")
    assert SCRIPT in gone.findtext("{*}title")  # Atom's titles are plain text
    for entry in (gone, listing):
        assert "<script" not in entry.findtext("{*}content")
        assert "&lt;script&gt;" in entry.findtext("{*}content")
    assert FORMULA in listing.findtext("{*}title")


@given(st.text(max_size=300))
def test_any_title_makes_a_feed_that_is_taken(title: str) -> None:
    change = replace(GONE, document=replace(DOCUMENT, title=title))
    assert len(parsed(change).entries) == 1
    said = etree.fromstring(as_feed([change], ()).encode()).findtext("{*}entry/{*}title")  # feedparser mends mojibake
    assert said == shortened(f"VANISHED: {plain(title)}", LONGEST)


def test_track_reads_it_as_a_source() -> None:
    page = Page(
        url="https://curbwatch.example/changes.atom",
        headers={"content-type": "application/atom+xml"},
        body=as_feed([LISTING, GONE], ()).encode(),
        fetched_at=START,
    )
    links = read_feed(page, canonical).links
    assert [link.url for link in links] == [f"{WWW}?2", WWW]
    assert links[1].published == "2026-03-02T01:02:03+00:00"
