"""What a reader says that it needs is what it needs: nothing that it would find is passed over, here or by sentence."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.press.act import act_at
from crawler.extract.press.clauses import clauses
from crawler.extract.press.readers import marks_in
from crawler.extract.press.reading import BY_WORD, READERS, may_claim
from crawler.extract.press.tokens import LEXICON

LINES = (Path(__file__).parent / "pages" / "reports.txt").read_text().splitlines()
REPORTS = [part.strip() for line in LINES for part in line.split("|")[1:]]
LABELS = sorted(frozenset().union(*LEXICON.values()))
NEEDED = sorted({mark for reader in READERS for need in reader.needs for mark in need}.difference(LABELS))


def carrying(label: str) -> st.SearchStrategy[str]:
    """A phrase with a label: those of acts are few, and drawn as often as those of goods."""
    return st.sampled_from(sorted(phrase for phrase, labels in LEXICON.items() if label in labels))


phrases = st.one_of(st.sampled_from(NEEDED), st.sampled_from(LABELS).flatmap(carrying))


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A report's words, some of them put in the place of others, or replaced by phrases with hyphens or spaces."""
    words = draw(st.sampled_from(REPORTS)).split()[:30]
    for place in draw(st.lists(st.integers(0, len(words) - 1), max_size=6)):
        words[place] = draw(phrases).replace(" ", draw(st.sampled_from(" -")))
    return " ".join(words)


def passed_over(sentence: str) -> list[str]:
    """The readers that find something in a clause that has not what they need, or whose sentence seems not to."""
    seen = marks_in(sentence, BY_WORD)
    acts = [act_at(clause, at) for clause in clauses(sentence) if clause.tokens for at in range(len(clause.tokens) + 1)]
    return [
        f"{reader.read} in {sentence!r}"
        for act in acts
        for reader in READERS
        if not (reader.may_read(seen) and reader.may_read(act.clause.marks)) and reader.read(act)
    ]


@given(sentences())
def test_no_reader_finds_what_it_did_not_ask_for(sentence: str) -> None:
    assert not passed_over(sentence)


def test_no_report_is_passed_over() -> None:
    assert not [found for report in REPORTS for found in passed_over(report)]


def test_what_everybody_writes_is_passed_over() -> None:
    nothing, listed = (
        "The minister said the harvest had been good.",
        "China adds 15 US firms to its Export-Control List",
    )
    assert [may_claim(marks_in(sentence, BY_WORD)) for sentence in (nothing, listed)] == [False, True]
