"""What kind of edit made one text of another."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.diff import diff_texts
from storage.revision import revision

EDITS = Path(__file__).parents[1].parent / "shared" / "corpus" / "edits"
texts = st.text(alphabet="ab 15.,\n中国，A'-é\u200b", max_size=60) | st.text()
TITLE = "China lists 15 US firms"
BODY = (
    "China put 15 US firms on its export control list on Monday, the commerce ministry said.\n"
    "The firms may not receive dual-use goods, a spokesperson for the ministry told reporters in Beijing.\n"
    "Observers had expected the step for weeks, since the United States widened its own list in June."
)
FLASH = "China put 15 US firms on its export control list on Monday, the commerce ministry said."
STORY = "\n".join([FLASH, *(f"Paragraph {word} of the story that follows it, at some length." for word in "abcdef")])


def kinds(before: str, after: str, *, old_title: str = TITLE, new_title: str = TITLE) -> tuple[str, ...]:
    return revision(f"{old_title}\n{before}", f"{new_title}\n{after}").kinds


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BODY.replace("15", "16"), ("numbers",)),
        (BODY.replace("in Beijing", "in Shanghai"), ("names",)),
        (BODY.replace("told reporters", "said to reporters"), ("reworded",)),
        (BODY.rpartition("\n")[0], ("removed",)),
        (f"{BODY}\nAnalysts in Hong Kong said that the list would be longer before the end of the year.", ("added",)),
        (f"{BODY}\nAn earlier version gave another number.", ("correction",)),
    ],
)
def test_kinds(after: str, expected: tuple[str, ...]) -> None:
    assert kinds(BODY, after) == expected


def test_what_only_moved_did_not_go() -> None:
    assert "removed" not in kinds(BODY, "\n".join(reversed(BODY.split("\n"))))


def test_a_headline_is_told_beside_the_text() -> None:
    assert kinds(BODY, BODY, new_title="China lists 16 US firms") == ("headline",)
    assert kinds(BODY, BODY, new_title="China  lists 15 US firms") == ()  # white space is no headline
    assert kinds(BODY, BODY.replace("15", "16"), new_title="Another") == ("headline", "numbers")


def test_chinese_is_read_by_its_own_measure() -> None:
    before = "商务部决定将甲精密公司等15家实体列入出口管制管控名单。"
    assert kinds(before, before.replace("15", "16")) == ("numbers",)
    assert kinds(before, before.replace("甲精密", "乙精密")) == ("names",)
    further = "商务部新闻发言人在例行记者会上表示，有关措施自公布之日起正式实施，任何出口经营者不得违反。"
    assert kinds(before, before + further) == ("added",)
    assert kinds(before, f"{before}\n{further}") == ("grown",)


def test_a_flash_that_grows_is_one_thing() -> None:
    found = revision(f"{TITLE}\n{FLASH}", f"{TITLE}\n{STORY}")
    assert (found.kinds, found.paragraphs) == (("grown",), (1, 7))


@given(texts, texts)
def test_the_script_gives_back_every_piece(before: str, after: str) -> None:
    assert revision(before, after).edits == diff_texts(before, after)


def test_real_articles_are_told_by_kind() -> None:
    """Real successive texts, read beside what was changed in them."""
    if not EDITS.is_dir():
        pytest.skip("the corpus of edits is not here")
    found = []
    for file in sorted(EDITS.glob("*.versions.json")):
        texts = [f"{one['title']}\n{one['text']}" for one in json.loads(file.read_text("utf-8"))]
        found.append([revision(*pair).kinds for pair in pairwise(texts)])
    assert found == [
        [("names",), ("headline",)],
        [("grown",)],
        [("grown",)],
        [("headline", "grown", "names")],
    ]
