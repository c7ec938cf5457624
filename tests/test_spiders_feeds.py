"""Feeds and sitemaps: links out of bytes, nothing fetched, nothing expanded, nothing over its bound."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders import feeds
from spiders.feeds import read_anchors, read_feed, read_sitemap, unique
from storage.errors import GoneError, TrackError
from storage.model import Link
from storage.urls import canonical
from tests.reading import page, refusal

URL = "https://example.org/feed"


def rss(items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'


def item(link: str, title: str = "t", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def test_links_keep_the_printed_address_and_are_unique_by_key() -> None:
    feed = rss(item("https://example.org/a?utm_source=x") + item("http://EXAMPLE.org/a", "again"))
    (link,) = read_feed(page(URL, feed), canonical).links
    assert (link.url, link.key, link.title) == ("https://example.org/a?utm_source=x", "https://example.org/a", "t")


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("<pubDate>Wed, 09 Apr 2025 20:45:00 +0800</pubDate>", "2025-04-09T20:45:00+08:00"),
        ("<pubDate>2025-04-09T20:45:00+08:00</pubDate>", "2025-04-09T20:45:00+08:00"),
        ("<pubDate>09 April 2025 20:45 GMT</pubDate>", "2025-04-09T20:45:00+00:00"),
        ("<pubDate>soon</pubDate>", None),
        ("", None),
    ],
)
def test_times_keep_their_zone(date: str, iso: str | None) -> None:
    assert read_feed(page(URL, rss(item("https://example.org/a", more=date))), canonical).links[0].published == iso


def test_titles_and_summaries_are_plain_text() -> None:
    feed = rss(
        item(
            "https://example.org/a",
            "A &amp;lt;b&amp;gt; &lt;i&gt;c&lt;/i&gt;",
            "<description>&lt;p&gt;d&lt;/p&gt;</description>",
        )
    )
    (link,) = read_feed(page(URL, feed), canonical).links
    assert "<" not in link.summary
    assert link.summary == "d"
    assert link.title.endswith("c")


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "/relative", "http://[broken/", "ftp://example.org/a"])
def test_what_is_no_web_address_is_no_link(link: str) -> None:
    assert all(found.url.startswith("http") for found in read_feed(page("file:///x", rss(item(link))), canonical).links)


@pytest.mark.parametrize(
    "body", ["", "<html><body>no feed</body></html>", "{}", "\x00\x01", "https://example.org/feed.xml"]
)
def test_what_is_no_feed_is_refused(body: str) -> None:
    assert refusal(lambda asked: read_feed(asked, canonical), page(URL, body)).kind == "layout"


def test_a_feed_that_breaks_off_gives_what_it_has() -> None:
    torn = rss(item("https://example.org/a"))[:-20]
    assert [link.key for link in read_feed(page(URL, torn), canonical).links] == ["https://example.org/a"]


def test_statuses_are_refused_before_any_parsing() -> None:
    with pytest.raises(GoneError):
        read_feed(page(URL, rss(""), status=404), canonical)
    assert refusal(lambda asked: read_sitemap(asked, canonical), page(URL, "", status=503)).kind == "http-error"


def test_what_is_over_its_bound_is_refused() -> None:
    big = page(URL, b" " * (feeds.MAX_FEED_BYTES + 1))
    assert refusal(lambda asked: read_feed(asked, canonical), big).kind == "too-large"
    loose = page(URL, rss(item("https://example.org/a", "&nbsp;" * feeds.MAX_LOOSE_BYTES)))
    assert refusal(lambda asked: read_feed(asked, canonical), loose).kind == "layout"
    bomb = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    packed = bomb.compress(b" " * (feeds.MAX_BYTES + 2)) + bomb.flush()
    assert refusal(lambda asked: read_sitemap(asked, canonical), page(URL, packed)).kind == "too-large"


SITEMAP = "<urlset><url><loc>https://example.org/a</loc></url></urlset>"


def test_sitemaps_are_read_with_either_namespace_with_none_and_packed() -> None:
    for space in (
        "",
        ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"',
        ' xmlns="http://www.google.com/schemas/sitemap/0.84"',
    ):
        text = SITEMAP.replace("<urlset", f"<urlset{space}")
        for body in (text.encode(), gzip.compress(text.encode())):
            assert [link.key for link in read_sitemap(page(URL, body), canonical).links] == ["https://example.org/a"]


BILLION = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declared", [BILLION, EXTERNAL, "<!DOCTYPE urlset SYSTEM 'http://127.0.0.1:9/x.dtd'>"])
def test_document_types_are_refused(declared: str) -> None:
    body = f"{declared}<urlset><url><loc>https://example.org/&b;&f;</loc></url></urlset>"
    assert refusal(lambda asked: read_sitemap(asked, canonical), page(URL, body)).kind == "layout"


@pytest.mark.parametrize("body", [b"", b"<html/>", b"not xml", b"\x1f\x8bbroken", b"<urlset>"])
def test_what_is_no_sitemap_is_refused(body: bytes) -> None:
    assert refusal(lambda asked: read_sitemap(asked, canonical), page(URL, body)).kind == "layout"


def test_an_index_is_followed_where_it_is_wanted_and_one_step_only() -> None:
    index = "<sitemapindex><sitemap><loc>https://example.org/1</loc></sitemap><sitemap><loc>https://example.org/2</loc></sitemap></sitemapindex>"
    found = read_sitemap(page(URL, index), canonical, follow=lambda url: url.endswith("2"), at_least=3)
    assert [(listing.url, listing.at_least) for listing in found.more] == [("https://example.org/2", 3)]
    assert found.more[0].read(page("https://example.org/2", index)).more == ()


def test_the_longest_text_that_links_to_an_article_is_its_title() -> None:
    from spiders.articles import read_html

    root = read_html(
        page(URL, '<a href="/a"></a><a href="/a#x">Long title</a><a href="/a">Short</a><a href="http://[x">y</a>')
    )
    assert [(link.title, link.url) for link in read_anchors(root, canonical, URL)] == [
        ("Long title", "https://example.org/a")
    ]


@given(st.lists(st.integers(0, 5)))
def test_links_are_unique_in_their_order(numbers: list[int]) -> None:
    links = unique(iter([Link(url=f"u{n}", key=str(n)) for n in numbers]))
    assert [link.key for link in links] == list(dict.fromkeys(map(str, numbers)))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for read in (read_feed, read_sitemap):
        try:
            read(page(URL, body), canonical)
        except TrackError:
            continue
