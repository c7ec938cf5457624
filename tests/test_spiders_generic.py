"""Any other news page, and sources that are configured as a feed."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from spiders.base import Window
from spiders.generic import MAX_ELEMENTS, feed_source, read_article
from tests.reading import cases, expected, fields, page, recorded, refusal

REAL = Path(__file__).parents[2] / "shared" / "corpus" / "recorded"
read = partial(read_article, source="example")


@pytest.mark.parametrize("case", cases("generic"))
def test_every_field_of_the_recorded_pages(case: str) -> None:
    record = expected(case)
    assert fields(read(recorded(case, record["url"]))) == record


def test_a_video_page_says_what_it_is() -> None:
    error = refusal(read, recorded("generic/video.html", "https://example.org/v"))
    assert (error.kind, "video" in error.detail) == ("other-page", True)


@pytest.mark.parametrize("body", ["<html></html>", "<p>text without a headline</p>", "<h1>headline without text</h1>"])
def test_a_page_without_headline_or_text_is_refused(body: str) -> None:
    assert refusal(read, page("https://example.org/x", body)).kind == "layout"


@pytest.mark.parametrize("part", ["<p>a b c. ", "<li>- x", "a<br>", "<table>", "<div>", "<a href=x>y"])
def test_a_page_of_too_many_elements_is_refused_unread(part: str) -> None:
    body = f"<h1>Headline</h1>{part * (MAX_ELEMENTS + 1)}"
    assert refusal(read, page("https://example.org/x", body)).kind == "layout"


def test_a_furnished_page_without_marks_gives_its_paragraphs() -> None:
    body = (
        "<h1>China lists 15 firms</h1><div class='byline'>By A Reporter</div><p>First of all.</p>"
        "<div class='share-row'><p>Share this</p></div><ul><li>Alpha</li><li>Beta</li></ul><p>Last of all.</p>"
        "<figure><figcaption>Caption</figcaption></figure><div class='related'><p>Related story</p></div>"
    )
    found = read(page("https://example.org/x", f"<article>{body}</article>"))
    assert found.text.split("\n") == ["First of all.", "Alpha", "Beta", "Last of all."]


def test_a_configured_feed_is_a_source_keyed_by_canonical_address() -> None:
    source = feed_source("wire", "Example Wire", ("https://example.org/atom.xml", "https://example.org/more.xml"))
    assert (source.name, source.title, source.authority, source.hosts) == (
        "wire",
        "Example Wire",
        "press",
        ("example.org",),
    )
    feed, _ = source.listings(Window(today=date(2026, 1, 10)))
    (link,) = feed.read(recorded("generic/atom.xml", feed.url, "application/atom+xml")).links
    assert (link.key, link.title) == ("https://example.org/2025/03/china-lists", "China lists firms")
    assert (link.summary, link.published) == ("Fifteen of them.", "2025-03-04T09:30:00+01:00")
    marked = source.read(recorded("generic/marked.html", link.url))
    assert (marked.source, marked.key) == ("wire", link.key)


@pytest.mark.skipif(not REAL.is_dir(), reason="the recorded pages are not beside this checkout")
def test_recorded_pages_of_other_outlets() -> None:
    wire = read(page("https://apnews.com/article/x", (REAL / "APNews_2024_09_03.html").read_bytes()))
    assert wire.text.startswith("LA CROSSE, Wis. (AP) — After a summer of historic tumult")
    assert "Copyright 2024" not in wire.text
    assert "The electoral map settles on seven states" in wire.text.split("\n")  # a heading inside the text
    assert (wire.published, len(wire.authors)) == ("2024-09-03T04:03:19+00:00", 3)
    chinese = read(
        page("http://www.xinhuanet.com/c_1125597921.htm", (REAL / "xinhuanet.com.c_1125597921.html").read_bytes())
    )
    assert (chinese.language, chinese.title) == ("zh", "武汉的声音：有英勇的你，才有英雄的城！")
