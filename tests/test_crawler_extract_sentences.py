"""Sentences lose no character and know their place, whatever stands in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.official.sentences import is_quoted, sentences

TEXTS = st.text(alphabet="甲乙。；！？\n ，（）《》A!;?1", max_size=80)


@given(TEXTS)
def test_only_marks_and_space_stand_between_sentences(text: str) -> None:
    place = 0
    for sentence in sentences(text):
        assert text[sentence.start : sentence.start + len(sentence.printed)] == sentence.printed
        assert not text[place : sentence.start].strip("。；！？\n!;? ")
        place = sentence.start + len(sentence.printed)
    assert not text[place:].strip("。；！？\n!;? ")


@given(TEXTS, st.data())
def test_a_quote_stands_at_its_offsets(text: str, data: st.DataObject) -> None:
    for sentence in sentences(text):
        start = data.draw(st.integers(0, len(sentence.text)))
        end = data.draw(st.integers(start, len(sentence.text)))
        proof = sentence.evidence(start, end)
        assert text[proof.start : proof.end] == proof.quote
        assert proof.quote.replace(" ", "") == sentence.text[start:end].replace(" ", "")


@given(TEXTS)
def test_a_sentence_is_the_print_but_for_spaces(text: str) -> None:
    for sentence in sentences(text):
        assert sentence.text.replace(" ", "") == sentence.printed.replace(" ", "")


def test_spaces_inside_chinese_words_are_not_read() -> None:
    (sentence,) = sentences("决 定将 AEVEX 航天公司 （AEVEX Aerospace）列 入 2 个名单")
    assert sentence.text == "决定将 AEVEX 航天公司（AEVEX Aerospace）列入2个名单"
    assert sentence.evidence(0, 2).quote == "决 定"
    assert sentence.as_printed(4, 13) == "AEVEX 航天公司"[:9]


@pytest.mark.parametrize("text", ["雅虎公司（Yahoo! Inc.）", "A; B", "What? No"])
def test_half_width_marks_inside_latin_end_nothing(text: str) -> None:
    assert [sentence.text for sentence in sentences(text)] == [text]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("第33号（《关于实施出口管制的公告》）", True),
        ("发布《关于实施出口管制的公告》", False),
        ("《条例》规定，实施出口管制", False),
    ],
)
def test_is_quoted(text: str, quoted: bool) -> None:
    assert is_quoted(text, text.index("实施")) is quoted
