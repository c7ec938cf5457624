"""What news pages share: lines, linked data, times; and that hostile pages cost no more than their size."""

from contextlib import suppress
from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.articles import MOST_TAGS, from_milliseconds, linked_article, names_of, read_html, stamp, text_of
from spiders.sources import SOURCES
from storage.errors import TrackError
from tests.reading import page, refusal

HONG_KONG = timezone(timedelta(hours=8))
PRESS = [source for source in SOURCES.values() if source.authority == "press"]


def lines(body: str) -> list[str]:
    return text_of(read_html(page("https://example.org/x", f"<html><body>{body}</body></html>"))).split("\n")


def test_lines_end_at_blocks_and_breaks_and_nowhere_else() -> None:
    assert lines("<p>One\n line</p>two<br>three <b>bold</b><div>four</div>tail") == [
        "One line",
        "two",
        "three bold",
        "four",
        "tail",
    ]


def test_what_is_never_text_is_left_out_but_its_tail_is_not() -> None:
    assert lines("<p>a<script>x()</script>b<aside>c</aside>d</p><!-- e --><figure>f</figure>") == ["ab", "d"]


def test_zero_width_characters_and_hard_spaces_are_folded() -> None:
    assert lines("<p>a\u200bb&nbsp;&nbsp;c\ufeff</p>") == ["ab c"]


@pytest.mark.parametrize(
    "source",
    [
        '{"@type":"NewsArticle","headline":"h"}',
        '[{"@type":"WebSite"},{"@type":["Thing","NewsArticle"],"headline":"h"}]',
        '{"@graph":[{"@type":"OpinionNewsArticle","headline":"h"}]}',
        '{"@type":"NewsArticle","headline":"h","x":"a\tb"}',
    ],
)
def test_the_article_is_found_in_every_form_of_linked_data(source: str) -> None:
    html = f'<html><script type="application/ld+json">{source}</script><p>x</p></html>'
    assert linked_article(read_html(page("https://example.org/x", html)))["headline"] == "h"


@pytest.mark.parametrize(
    "source", ["", "null", "5", '"x"', "{", "[" * 200_000, '{"@graph":5}', '{"@graph":{"@type":"x"}}']
)
def test_broken_linked_data_is_passed_over(source: str) -> None:
    html = f'<html><script type="application/ld+json">{source}</script><p>x</p></html>'
    assert linked_article(read_html(page("https://example.org/x", html))) == {}


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2024-04-28 07:00:00Z", "2024-04-28T07:00:00+00:00"),
        ("2024-04-28T07:00:00.123+08:00", "2024-04-28T07:00:00+08:00"),
        ("2024-04-28", "2024-04-28"),
        ("2024-04-28T07:00", "2024-04-28T07:00:00"),
        ("April 28, 2024", None),
        (None, None),
        (["2024-04-28"], "2024-04-28"),
        ({"a": 1}, None),
    ],
)
def test_times_are_iso_with_the_printed_zone(printed: object, iso: str | None) -> None:
    assert stamp(printed) == iso


def test_a_zone_is_taken_only_where_none_is_printed() -> None:
    assert stamp("2024-04-28 07:00:00", HONG_KONG) == "2024-04-28T07:00:00+08:00"
    assert stamp("2024-04-28 07:00:00Z", HONG_KONG) == "2024-04-28T07:00:00+00:00"


@pytest.mark.parametrize(
    ("value", "iso"), [(0, "1970-01-01T08:00:00+08:00"), (10**30, None), ("5", None), (True, None)]
)
def test_milliseconds_are_a_time_or_nothing(value: object, iso: str | None) -> None:
    assert from_milliseconds(value, HONG_KONG) == iso


def test_names_come_once_from_every_form() -> None:
    assert names_of([{"name": "A  B"}, "C", {"name": None}, 5, "C"]) == ("A B", "C")
    assert names_of(None) == ()


def test_pages_over_the_bound_and_pages_without_elements_are_refused() -> None:
    assert refusal(read_html, page("https://example.org/x", "<p>x</p>" + "a" * 8_000_001)).kind == "too-large"
    assert refusal(read_html, page("https://example.org/x", "<b>" * (MOST_TAGS + 1))).kind == "too-large"
    assert refusal(read_html, page("https://example.org/x", "<!-- -->")).kind == "layout"


def test_deep_nesting_ends() -> None:
    deep = "<div>" * 15_000 + "x" + "</div>" * 15_000
    assert lines(f"<p>a</p>{deep}")[0] == "a"


@pytest.mark.parametrize("name", ["article_content", "article_right", "wsw", "article-body", "published"])
def test_elements_that_a_reader_looks_for_may_be_nested(name: str) -> None:
    body = f'<h1>x</h1><div id="article-content" class="{name}">' * (MOST_TAGS // 4)
    for source in PRESS:
        with suppress(TrackError):
            source.read(page(f"https://{source.hosts[0]}/x", body))


@given(st.text(max_size=500))
def test_any_characters_are_read_or_refused(body: str) -> None:
    with suppress(TrackError):
        text_of(read_html(page("https://example.org/x", body)))
