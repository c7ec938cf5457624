"""One text on several hosts is found, two texts about one thing are not: the figures behind the threshold."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from storage.duplicates import SAME, jaccard, near_duplicates, shingles, sketched

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
here = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real articles is not beside this checkout")


def index(one: str, other: str) -> float:
    return jaccard(shingles(one), shingles(other))


def press() -> list[str]:
    texts = [json.loads(path.read_text())["text"] for path in sorted((CORPUS / "press" / "gold").glob("*.json"))]
    return [text for text in texts if len(text.split()) > 30]


def copies(text: str) -> dict[str, str]:
    """What hosts make of an agency's text."""
    words = text.split()
    return {
        "dateline": f"BEIJING (Agency) - {text}\nReporting by our staff. Sign up for our letter.",
        "a fifth cut": " ".join(words[: len(words) * 4 // 5]),
        "two fifths cut": " ".join(words[: len(words) * 3 // 5]),
        "words changed": " ".join("other" if place % 33 == 7 else word for place, word in enumerate(words)),
    }


@here
def test_different_texts_about_one_measure_are_far_below_the_threshold() -> None:
    texts = press()
    assert len(texts) > 20
    assert max(index(*pair) for pair in combinations(texts, 2)) < 0.1 < SAME


@here
def test_copies_are_above_it() -> None:
    long = [text for text in press() if len(text.split()) > 120]
    assert len(long) > 8
    lowest = {kind: min(index(text, copies(text)[kind]) for text in long) for kind in copies("")}
    assert SAME < 0.55 < lowest["two fifths cut"] < lowest["a fifth cut"] < lowest["dateline"]
    assert lowest["words changed"] > 0.65


@here
def test_a_flash_and_its_story_are_two_texts_and_an_edit_is_none() -> None:
    histories = [json.loads(path.read_text()) for path in sorted((CORPUS / "edits").glob("*.json"))]
    grown = sorted(index(versions[0]["text"], versions[-1]["text"]) for versions in histories)
    assert grown[-1] > 0.85
    assert all(one < 0.4 for one in grown[:-1])


@here
def test_hashing_finds_every_copy_and_nothing_else() -> None:
    long = [text for text in press() if len(text.split()) > 120]
    texts = {
        place * 10 + at: text for place, one in enumerate(long) for at, text in enumerate([one, *copies(one).values()])
    }
    pieces = {place: shingles(text) for place, text in texts.items()}
    found = {frozenset(pair) for pair in sketched(pieces) if jaccard(*(pieces[one] for one in pair)) >= SAME}
    wanted = {frozenset(pair) for pair in combinations(texts, 2) if index(*(texts[one] for one in pair)) >= SAME}
    assert found == wanted == {frozenset(pair) for pair in near_duplicates(texts)}
    assert {frozenset((place * 10, place * 10 + at)) for place in range(len(long)) for at in range(1, 5)} <= found


def test_chinese_is_compared_by_characters() -> None:
    text = "商务部四日发布公告，将十五家美国实体列入出口管制管控名单，禁止出口经营者向其出口两用物项。"
    assert list(
        near_duplicates({1: text, 2: f"新华社北京电 {text}", 3: "商务部就稀土出口问题答记者问，强调依法审批。"})
    ) == [(1, 2)]


@pytest.mark.parametrize("texts", [{}, {1: "one text alone"}, {1: "", 2: "", 3: "...", 4: "some words"}])
def test_nothing_to_compare_is_no_pair(texts: dict[int, str]) -> None:
    assert list(near_duplicates(texts)) == []
