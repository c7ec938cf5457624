"""VOA: paragraphs without dateline and captions, UTC from JSON-LD, a frozen archive whose empty feeds are normal."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from spiders.base import Window
from spiders.voa import SOURCE, key, read
from storage.urls import canonical
from tests.reading import cases, expected, fields, page, recorded, refusal

URL = "https://www.voanews.com/a/talks/4530001.html"
REAL = Path(__file__).parents[2] / "shared" / "corpus" / "recorded"


@pytest.mark.parametrize("case", cases("voa"))
def test_every_field_of_the_recorded_pages(case: str) -> None:
    record = expected(case)
    address = {"url": canonical(record["url"])}  # as served it has marks of where the reader came from
    assert fields(read(recorded(case, record["url"]))) == record | address


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.voanews.com/a/china-targets-us-/7922841.html", "voa:7922841"),
        ("https://www.voanews.com/a/7922841.html", "voa:7922841"),
        ("https://voanews.com/a/x/7922841.html?nocache=1", "voa:7922841"),
        ("https://www.voanews.com/z/600", None),
        ("https://www.voachinese.com/a/x/7922841.html", None),
    ],
)
def test_the_number_is_the_key(url: str, name: str | None) -> None:
    assert key(url) == name


@pytest.mark.parametrize(("case", "what"), [("video", "video"), ("section", "section page")])
def test_other_kinds_of_pages_say_what_they_are(case: str, what: str) -> None:
    error = refusal(read, recorded(f"voa/{case}.html", URL))
    assert (error.kind, what in error.detail) == ("other-page", True)


def test_a_page_of_unknown_layout_is_no_empty_article() -> None:
    assert refusal(read, page(URL, "<html><body><h1>Talks</h1><p>Text</p></body></html>")).kind == "layout"


def test_an_empty_feed_is_normal_and_an_unparsable_one_is_not() -> None:
    feed = SOURCE.listings(Window(today=date(2026, 1, 10)))[0]
    assert feed.at_least == 0
    assert feed.read(recorded("voa/feed.xml", feed.url, "application/rss+xml")).links == ()
    assert refusal(feed.read, page(feed.url, "<html><body>Sorry</body></html>")).kind == "layout"


def test_of_the_sitemaps_those_of_the_last_days_are_followed_and_unpacked() -> None:
    index = SOURCE.listings(Window(today=date(2026, 1, 10)))[-1]
    found = index.read(recorded("voa/sitemap.xml", index.url, "application/xml"))
    assert [(listing.url.rpartition("_")[2], listing.at_least) for listing in found.more] == [
        ("latest.xml.gz", 0),
        ("news.xml.gz", 0),
    ]
    rows = b"<urlset><url><loc>https://www.voanews.com/a/x/1.html</loc><lastmod>2025-03-01</lastmod></url></urlset>"
    (link,) = found.more[0].read(page(found.more[0].url, gzip.compress(rows))).links
    assert (link.key, link.published) == ("voa:1", "2025-03-01")


@pytest.mark.skipif(not REAL.is_dir(), reason="the recorded page of 2024 is not beside this checkout")
def test_the_recorded_page_of_2024_paragraph_by_paragraph() -> None:
    wanted = json.loads((REAL / "VoiceOfAmerica.expected.json").read_text())["V1"]
    url = "https://www.voanews.com/a/america-s-child-care-crisis-/7585813.html"
    article = read(page(url, (REAL / "VoiceOfAmerica_2024_04_28.html").read_bytes()))
    paragraphs = [text for section in wanted["body"]["sections"] for text in section["paragraphs"]]
    assert article.text.split("\n") == [" ".join(text.split()) for text in paragraphs]
    assert article.title == wanted["title"].strip()
    assert list(article.authors) == wanted["authors"]
    assert article.published == wanted["publishing_date"].replace(" ", "T")
