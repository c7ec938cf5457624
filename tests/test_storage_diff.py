"""Edits applied to the old text give the new one, within a bound of time, in pieces a person can read."""

import json
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.diff import Edit, apply, diff_texts

EDITS = Path(__file__).parents[2] / "shared" / "corpus" / "edits"

texts = st.text(alphabet="ab 15.,\n中国，A'-é\u200b", max_size=60)


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    return [(edit.op, edit.text) for edit in diff_texts(before, after)]


@given(texts | st.text(), texts | st.text())
def test_the_laws_of_a_diff(before: str, after: str) -> None:
    edits = diff_texts(before, after)
    assert "".join(edit.text for edit in edits if edit.op != "insert") == before
    assert "".join(edit.text for edit in edits if edit.op != "delete") == after
    assert apply(before, edits) == after
    assert all(edit.text for edit in edits)
    between = [edit.op for edit in edits]
    assert all(one != other for one, other in pairwise(between))


@given(texts)
def test_equal_texts_have_no_edits(text: str) -> None:
    assert all(edit.op == "equal" for edit in diff_texts(text, text))


def test_words_for_latin() -> None:
    before = "China added 15 US firms, including Acme, to the list."
    after = "China added 16 US firms, including Acme and Bolt, to the list."
    assert pieces(before, after) == [
        ("equal", "China added "),
        ("delete", "15"),
        ("insert", "16"),
        ("equal", " US firms, including Acme"),
        ("insert", " and Bolt"),
        ("equal", ", to the list."),
    ]


def test_characters_for_chinese_and_whole_numbers() -> None:
    assert pieces("将28家美国实体列入", "将29家日本实体列入") == [
        ("equal", "将"),
        ("delete", "28家美国"),
        ("insert", "29家日本"),
        ("equal", "实体列入"),
    ]
    assert pieces("税号2804.61", "税号2804.69") == [
        ("equal", "税号"),
        ("delete", "2804.61"),
        ("insert", "2804.69"),
    ]


def test_a_flash_that_grows_keeps_what_it_said() -> None:
    flash = "China's commerce ministry announced on Monday that two US firms were added to its export control list."
    story = f"{flash}\nThe ministry said that the firms had harmed national security.\nThe rule takes effect at once."
    assert [op for op, _ in pieces(flash, story)] == ["equal", "insert"]


def test_words_shared_by_chance_are_no_anchors() -> None:
    found = pieces(
        "Analysts doubted that the measure would hurt anybody.",
        "Exporters feared that the paperwork could take months.",
    )
    assert found == [
        ("delete", "Analysts doubted that the measure would hurt anybody"),
        ("insert", "Exporters feared that the paperwork could take months"),
        ("equal", "."),
    ]


def test_edits_of_another_text_are_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        apply("another", [Edit(op="equal", text="one")])


MEGA = 1_000_000
CHANCE = random.Random(2)  # noqa: S311 - texts, no secrets


def soup(alphabet: str, length: int = MEGA) -> str:
    return "".join(CHANCE.choices(alphabet, k=length))


def blocks(alphabet: str) -> str:
    return "".join(f"{soup(alphabet, 4000)}\nsame line {number}\n" for number in range(250))


HOSTILE: dict[str, Callable[[], tuple[str, str]]] = {
    "noise": lambda: (soup("ab \n"), soup("ab \n")),
    "chinese": lambda: (soup("中文字"), soup("中文字")),
    "one word for ever": lambda: (" a" * (MEGA // 2), "a " * (MEGA // 2)),
    "a long run between": lambda: (soup("甲乙", 700) + "中" * MEGA, soup("丙丁", 700) + "中" * MEGA + soup("戊己", 9)),
    "lines": lambda: (soup("中\n"), soup("中\n")),
    "blocks": lambda: (blocks("一二三四五"), blocks("六七八九十")),
    "from nothing": lambda: ("", soup("中文字")),
    "hyphens": lambda: ("a-" * (MEGA // 2), "a’" * (MEGA // 2)),
    "points": lambda: ("1." * (MEGA // 2), "1," * (MEGA // 2)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_of_anything_is_compared_in_seconds(name: str) -> None:
    before, after = HOSTILE[name]()
    start = perf_counter()
    edits = diff_texts(before, after)
    assert perf_counter() - start < 20  # measured: at most 2.5 s; the bound leaves room for a slow machine
    assert apply(before, edits) == after


@pytest.mark.skipif(not EDITS.is_dir(), reason="the shared corpus of edits is not here")
def test_recorded_edits() -> None:
    for path in sorted(EDITS.glob("*.versions.json")):
        found = json.loads(path.read_text("utf-8"))
        versions = [version["text"] for version in (found if isinstance(found, list) else found["versions"])]
        for before, after in pairwise(versions):
            edits = diff_texts(before, after)
            assert apply(before, edits) == after
            same = sum(len(edit.text) for edit in edits if edit.op == "equal")
            assert same > len(before) / 3
