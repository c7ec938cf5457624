"""Which pieces of the press are fetched."""

import json
from pathlib import Path

import pytest

from crawler.sections import NewsConfig
from spiders.terms import matcher
from storage.model import Link

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "press"


def link(title: str = "", summary: str = "", url: str = "https://a.cn/page/202501/1326175.shtml") -> Link:
    return Link(url=url, key=url, title=title, summary=summary)


@pytest.mark.parametrize(
    ("terms", "title", "wanted"),
    [
        (("curb",), "China CURBS exports", True),
        (("curb",), "How to disturb a hive", False),
        (("ban on",), "Urban online life", False),
        (("dual-use",), "A dual use item", True),
        (("dual use",), "Dual‑use goods", True),
        (("U.S.",), "USB ports", False),
        (("稀土",), "关于稀土的公告", True),
        (("稀土",), "稀有动物", False),
    ],
)
def test_a_term_begins_a_word(terms: tuple[str, ...], title: str, wanted: bool) -> None:
    assert matcher(terms)(link(title)) is wanted


def test_the_summary_counts_too() -> None:
    assert matcher(("gallium",))(link("Markets wrap", "Prices of gallium rose."))


def test_without_words_the_address_decides_and_where_it_says_nothing_the_piece_is_wanted() -> None:
    wanted = matcher(("sanction",))
    assert wanted(link(url="https://www.voanews.com/a/china-targets-us-companies-with-new-sanctions-/7922841.html"))
    assert not wanted(link(url="https://www.voanews.com/a/pandas-return-to-the-zoo/7922842.html"))
    assert wanted(link())


def test_the_default_terms_let_through_what_matters() -> None:
    """Every headline in the corpus with an event passes; about half of the others are left out."""
    if not CORPUS.is_dir():
        pytest.skip("the shared corpus is not here")
    wanted = matcher(NewsConfig().terms)
    golds = [json.loads(file.read_text("utf-8")) for file in sorted((CORPUS / "gold").glob("*.json"))]
    titled = [gold for gold in golds if gold.get("title")]
    lost = [gold["title"] for gold in titled if gold["events"] and not wanted(link(gold["title"]))]
    assert lost == ["Dueling lists: China’s answer to the Section 1260H expansion and the risk in the pattern"]
    quiet = [gold for gold in titled if not gold["events"]]
    assert sum(not wanted(link(gold["title"])) for gold in quiet) > len(quiet) / 3
