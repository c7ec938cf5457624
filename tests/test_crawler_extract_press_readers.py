"""What a reader says that it needs is what it needs: nothing that it would find is passed over, here or by sentence."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.press.act import act_at
from crawler.extract.press.clauses import clauses
from crawler.extract.press.readers import marks_in
from crawler.extract.press.reading import BY_WORD, READERS, may_claim
from crawler.extract.press.tokens import LEXICON

REPORTS = (Path(__file__).parent / "pages" / "reports.txt").read_text().splitlines()
NEEDED = sorted({mark for reader in READERS for need in reader.needs for mark in need if mark not in LEXICON})
GLUE = (
    "on",
    "to",
    "from",
    "of",
    "with",
    ",",
    ";",
    ":",
    "and",
    "it",
    "China's",
    "not",
    "No.",
    "28",
    "Alpha",
    "said",
    "that",
)

words = st.one_of(
    st.sampled_from(GLUE), st.sampled_from(NEEDED), st.sampled_from(sorted(LEXICON)), st.sampled_from(("China", "US"))
)
endings = st.sampled_from(" -")


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Phrases of the tables in any order and case, their words divided by spaces or hyphens."""
    drawn = draw(st.lists(words, min_size=2, max_size=14))
    spelt = (word.replace(" ", draw(endings)) for word in drawn)
    return " ".join(word.upper() if draw(st.booleans()) and draw(st.booleans()) else word for word in spelt)


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
    assert not [found for line in REPORTS for part in line.split("|") for found in passed_over(part)]


def test_what_everybody_writes_is_passed_over() -> None:
    assert not may_claim("The minister said the harvest had been good and the river was held in high esteem.")
    assert may_claim("China adds 15 US firms to its Export-Control List")
