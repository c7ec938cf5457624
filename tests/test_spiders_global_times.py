"""Global Times: text between `<br>`, Beijing time that is never printed, one article under several addresses."""

import pytest

from spiders import global_times
from spiders.base import Window
from spiders.global_times import SOURCE, key, read
from storage.urls import canonical
from tests.reading import cases, expected, fields, page, recorded, refusal

STORY = "https://www.globaltimes.cn/page/202509/1340123.shtml"


@pytest.mark.parametrize("case", cases("global_times"))
def test_every_field_of_the_recorded_pages(case: str) -> None:
    record = expected(case)
    address = {"url": canonical(record["url"])}  # as served it has marks of where the reader came from
    assert fields(read(recorded(case, record["url"]))) == record | address


@pytest.mark.parametrize(
    "url",
    [
        STORY,
        "http://globaltimes.cn/page/202509/1340123.shtml",
        f"{STORY}?id=11",
        f"{STORY}#comments",
    ],
)
def test_one_article_has_one_key(url: str) -> None:
    assert key(url) == "global-times:1340123"


@pytest.mark.parametrize(
    "url",
    ["https://www.globaltimes.cn/china/index.html", "https://example.org/page/202509/1340123.shtml", "mailto:a@b"],
)
def test_other_addresses_have_none(url: str) -> None:
    assert key(url) is None


def test_a_section_page_is_said_to_be_one() -> None:
    error = refusal(read, recorded("global_times/section.html", "https://www.globaltimes.cn/china/index.html"))
    assert (error.kind, "section page" in error.detail) == ("other-page", True)


def test_a_page_of_unknown_layout_is_no_empty_article() -> None:
    assert refusal(read, page(STORY, "<html><body><div class='story'>News</div></body></html>")).kind == "layout"


def test_a_section_lists_its_articles_with_their_titles_once() -> None:
    asked = recorded("global_times/section.html", "https://www.globaltimes.cn/china/index.html")
    found = global_times.read_section(asked)
    assert [(link.key, link.url, link.title) for link in found.links] == [
        ("global-times:1340123", STORY, "China adds 9 foreign firms to unreliable entity list"),
        ("global-times:1340124", "https://www.globaltimes.cn/page/202509/1340124.shtml", "Rail link opens"),
    ]


def test_the_sitemap_is_read_with_and_without_news(window: Window) -> None:
    sitemap = SOURCE.listings(window)[0]
    found = sitemap.read(recorded("global_times/sitemap.xml", sitemap.url, "application/xml"))
    assert [(link.key, link.title, link.published) for link in found.links] == [
        ("global-times:1340123", "China adds 9 foreign firms to ‘unreliable entity’ list", "2025-09-25T17:21:00+08:00"),
        ("global-times:1340124", "", "2025-09-25"),
    ]


def test_listings_must_not_be_empty(window: Window) -> None:
    assert {listing.at_least for listing in SOURCE.listings(window)} == {1}


@pytest.fixture
def window() -> Window:
    from datetime import date

    return Window(today=date(2026, 1, 10))
