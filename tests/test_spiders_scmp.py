"""SCMP: a reader for each age of its pages, Hong Kong time, advertisement and related titles left out."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from spiders.base import Window
from spiders.scmp import SOURCE, key, read
from storage.errors import UnreadableError
from storage.urls import canonical
from tests.reading import cases, expected, fields, page, recorded, refusal

URL = "https://www.scmp.com/news/china/diplomacy/article/3305123/china-adds-12-us-firms"
REAL = Path(__file__).parents[2] / "shared" / "corpus" / "recorded" / "scmp.com.playbook.html"


@pytest.mark.parametrize("case", cases("scmp"))
def test_every_field_of_the_recorded_pages(case: str) -> None:
    record = expected(case)
    address = {"url": canonical(record["url"])}  # as served it has marks of where the reader came from
    assert fields(read(recorded(case, record["url"]))) == record | address


@pytest.mark.parametrize(
    "url",
    [
        URL,
        f"{URL}?utm_source=rss_feed",
        f"{URL}?module=top_story&pgtype=section#comments",
        "https://www.scmp.com/economy/article/3305123/another-headline/with-a-slash",
        "https://scmp.com/article/3305123",
    ],
)
def test_the_number_is_the_key_whatever_the_slug(url: str) -> None:
    assert key(url) == "scmp:3305123"


@pytest.mark.parametrize("url", ["https://www.scmp.com/video/china/3305123/x", "https://example.org/article/3305123/x"])
def test_other_addresses_have_none(url: str) -> None:
    assert key(url) is None


@pytest.mark.parametrize(("case", "what"), [("live", "live blog"), ("gallery", "without a body")])
def test_other_kinds_of_pages_say_what_they_are(case: str, what: str) -> None:
    error = refusal(read, recorded(f"scmp/{case}.html", URL))
    assert (error.kind, what in error.detail) == ("other-page", True)


@pytest.mark.parametrize("script", ["", "{not json", "[]", json.dumps({"props": []}), "{" * 100_000])
def test_a_page_without_an_article_is_refused(script: str) -> None:
    body = f'<html><body><p>x</p><script id="__NEXT_DATA__" type="application/json">{script}</script></body></html>'
    assert refusal(read, page(URL, body)).kind == "layout"


@pytest.mark.parametrize(
    "body",
    ["text", {"json": "text"}, {"json": [1, None, {"type": "p", "children": [None, {"type": "text", "data": 5}]}]}],
)
def test_a_body_of_another_shape_breaks_nothing(body: object) -> None:
    article = {"headline": ["x"], "body": body, "publishedDate": "soon", "authors": "nobody", "sections": {"a": 1}}
    data = json.dumps({"props": {"pageProps": {"payload": {"data": {"article": article}}}}})
    asked = page(URL, f'<html><body><script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>')
    with suppress(UnreadableError):
        assert read(asked).published is None


def test_feeds_give_the_printed_address_and_one_link_for_each_article() -> None:
    feed = SOURCE.listings(Window(today=date(2026, 1, 10)))[0]
    (link,) = feed.read(recorded("scmp/feed.xml", feed.url, "application/rss+xml")).links
    assert link.key == "scmp:3305123"
    assert link.url.endswith("china-adds-12-us-firms?module=top_story&pgtype=section&utm_source=rss_feed")
    assert (link.title, link.summary) == (
        "China adds 12 US firms to export control list",
        "The firms may not buy dual-use goods...",
    )
    assert link.published == "2025-04-09T20:45:00+08:00"


def test_the_crawl_delay_is_kept() -> None:
    assert SOURCE.delay == 10.0


@pytest.mark.skipif(not REAL.exists(), reason="the recorded page of 2020 is not beside this checkout")
def test_the_recorded_page_of_2020() -> None:
    url = "https://www.scmp.com/comment/opinion/article/3046526/taiwanese-president-tsai-ing-wens-political-playbook"
    article = read(page(url, REAL.read_bytes()))
    assert article.title.endswith("should be essential reading for Hong Kong leader Carrie Lam")
    assert (article.published, article.modified) == ("2020-01-20T10:00:08+08:00", "2020-01-20T10:09:41+08:00")
    assert (article.authors, article.section) == (("Alice Wu",), "Opinion")
    assert len(article.text.split("\n")) == 13
    assert "Tsai says Beijing must face reality" not in article.text  # a related title, glued into JSON-LD's text
