"""Bloomberg Law: the wall recognised and recorded, leaked terminal links removed, one key across practices."""

from datetime import date

import pytest

from spiders.base import Window
from spiders.bloomberg_law import LEAK, SOURCE, key, read
from tests.reading import cases, expected, fields, page, recorded, refusal

HOME = "https://news.bloomberglaw.com"


@pytest.mark.parametrize("case", cases("bloomberg_law"))
def test_every_field_of_the_recorded_pages(case: str) -> None:
    record = expected(case)
    assert fields(read(recorded(case, record["url"]))) == record


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/ip-law/china-plans-export-curbs", "bloomberg-law:china-plans-export-curbs"),
        ("/tech-and-telecom-law/china-plans-export-curbs-1?context=search", "bloomberg-law:china-plans-export-curbs"),
        ("/ip-law/apple-wins-case-11", "bloomberg-law:apple-wins-case-11"),
        ("/rss/ip-law", None),
        ("/ip-law", None),
    ],
)
def test_the_slug_is_the_key_across_practices(path: str, name: str | None) -> None:
    assert key(HOME + path) == name


def test_other_hosts_have_no_key() -> None:
    assert key("https://news.bloombergtax.com/ip-law/china-plans-export-curbs") is None


@pytest.mark.parametrize(
    "leaked",
    [
        '<-bsp-bb-link state="{"bbDocId":"R1","_type":"x"}">Alphachip</-bsp-bb-link>',
        "<bsp-bb-link>Alphachip</bsp-bb-link>",
    ],
)
def test_leaked_terminal_links_leave_their_text(leaked: str) -> None:
    assert LEAK.sub("", leaked) == "Alphachip"


def test_a_page_behind_the_wall_without_any_text_is_refused() -> None:
    body = "<html><body><h1>News</h1><p>Already a subscriber?</p></body></html>"
    assert refusal(read, page(f"{HOME}/ip-law/a-b-c", body.replace("<p>", "<p class='paywall'>"))).kind == "layout"


def test_feeds_are_asked_for_everything_and_for_the_practices_of_trade() -> None:
    urls = [listing.url for listing in SOURCE.listings(Window(today=date(2026, 1, 10)))]
    assert urls[:2] == [f"{HOME}/rss", f"{HOME}/rss/ip-law"]
