"""Who is listed is found however the name is written, with a score and the reason in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from crawler.screen.index import Index
from crawler.screen.match import most_slips, slips_score
from crawler.screen.nearest import nearest
from storage.model import Target

TARGETS = (
    Target(kind="company", name_zh="洛克希德·马丁公司", name_en="Lockheed Martin Corporation", country="US"),
    Target(kind="company", name_zh="立方公司", name_en="Cubic Corporation", aliases=("Cubic Defense", "立方防务")),
    Target(
        kind="company", name_zh="三菱重工海事系统株式会社", name_en="Mitsubishi Heavy Industries Maritime Systems, Ltd."
    ),
    Target(kind="company", name_zh="龙德造船工业股份有限公司", name_en="Lungteh Shipbuilding Co.,Ltd"),
    Target(kind="company", name_zh="莱多斯公司", name_en="Leidos", parent="Laputa Floating Islands"),
    Target(kind="person", name_en="Lemuel Gulliver"),
    Target(kind="country", name_zh="美国", country="US"),
    Target(kind="item", name_zh="金属碲", control_codes=("6C002.a",)),
)
INDEX = Index(TARGETS)
WORD = st.text("abcdef", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("name", "target", "score", "why"),
    [
        ("Lockheed Martin Corporation", 0, 100, "the same name"),
        ("LOCKHEED MARTIN CORPORATION", 0, 100, "the same name but for case, width, punctuation, accents"),
        ("洛克希德·馬丁公司", 0, 100, "the same name but for case, width, punctuation, accents"),
        ("Lockheed Martin Inc", 0, 97, "the same name but for its legal form"),
        ("Lockheed Martin Corporatoin", 0, 97, "the same name but for its legal form"),
        ("Lockheed MartinCorporation", 0, 97, "the same name but for its legal form"),
        ("Martin Lockheed", 0, 96, "the same words in another order"),
        ("Lockhead Martin", 0, 94.7, "1 letter or character off: “lockhead” for “lockheed”"),
        ("Martin Lockhead", 0, 90.7, "1 letter or character off: “lockhead” for “lockheed”, and the words stand in"),
        ("Lockheed Martin Space", 0, 90, "the listed name followed by “space”: perhaps a branch or subsidiary"),
        ("立方防务", 1, 100, "the same name"),
        ("立芳公司", 1, 92, "other characters that sound the same (lifang)"),
        ("Cubic Japan KK", 1, 90, "the listed name followed by “japan”: perhaps a branch or subsidiary"),
        ("立方（中国）有限公司", 1, 90, "the listed name followed by “中国”: perhaps a branch or subsidiary"),
        ("三菱重工業株式會社", 2, 88, "the listed name goes on with “海事系统”: perhaps the parent of a listed unit"),
        ("Mitsubishi Heavy Industries Group", 2, 88, "the listed name goes on with “maritime systems”: perhaps"),
        ("Longde Zaochuan Gongye", 3, 90, "the listed name as it sounds in Chinese"),
        ("工业龙德造船", 3, 96, "the same words in another order"),
        ("Laputa Floating Islands", 4, 100, "the same name; the listed unit's parent"),
        ("Gulliver, Lemuel", 5, 96, "the same words in another order"),
    ],
)  # fmt: skip
def test_it_is_found_and_says_why(name: str, target: int, score: float, why: str) -> None:
    (match,) = INDEX.find([name])
    assert (match.given, match.target, match.score) == (0, target, score)
    assert match.why.startswith(why)


@pytest.mark.parametrize(
    "name",
    [
        "Martin Foods",
        "日立公司",
        "立信公司",
        "Cubist Art",
        "Mitsubishi",
        "Leydas",
        "美国",
        "金属碲",
        "Space Corporation",
        "",
        "—",
    ],
)
def test_another_name_is_not(name: str) -> None:
    assert INDEX.find([name]) == []


def test_each_target_is_matched_once_by_its_best_name_and_what_that_is() -> None:
    (match,) = INDEX.find(["CUBIC DEFENSE"])
    assert (match.what, match.matched, match.score) == ("usual name", "Cubic Defense", 100)


def test_a_lower_score_finds_more() -> None:
    assert [match.score for match in INDEX.find(["Lemuel Guliwer"], 80)] == [84.2]
    assert INDEX.find(["Lemuel Guliwer"]) == []


def test_no_names_and_nobody_listed() -> None:
    assert INDEX.find([]) == []
    assert Index(()).find(["Leidos"]) == []


@settings(deadline=None)
@given(st.lists(WORD, min_size=1, max_size=8), st.lists(WORD, min_size=1, max_size=8), st.integers(50, 100))
def test_the_fast_way_finds_every_pair_that_the_slow_one_does(mine: list[str], theirs: list[str], least: int) -> None:
    slow = [
        (row, column, OSA.distance(one, other))
        for row, one in enumerate(mine)
        for column, other in enumerate(theirs)
        if OSA.distance(one, other) <= most_slips(max(len(one), len(other)), least)
        and slips_score(OSA.distance(one, other), max(len(one), len(other))) >= least
    ]
    assert sorted(nearest(mine, theirs, least)) == slow
