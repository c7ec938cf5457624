"""Readers of acts, each with the words that its clause must have: a clause without them is not offered to it.

By the same words whole sentences are passed over before they are divided into tokens.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from crawler.extract.press.act import Act, Claim
from crawler.extract.press.tokens import LEXICON

Read = Callable[[Act], Claim | list[Claim] | None]
Marks = frozenset[str] | set[str]  # labels of the tables and words in lower case

LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of acts: of each group of marks that it `needs`, its clause has at least one, or it finds nothing."""

    needs: tuple[frozenset[str], ...]
    read: Read

    def may_read(self, marks: Marks) -> bool:
        """False when it can find nothing in a clause of these marks."""
        for need in self.needs:  # noqa: SIM110 - a generator takes four times as long, and this is asked most often
            if marks.isdisjoint(need):
                return False
        return True


def reader(*needs: Iterable[str]) -> Callable[[Read], Reader]:
    """Make a function a reader that needs one mark, a label or a word, of each group."""
    return lambda read: Reader(needs=tuple(map(frozenset, needs)), read=read)


def rarest(phrase: str) -> str:
    """The longest word of a phrase: where it does not stand, the phrase does not."""
    words: list[str] = LETTERS.findall(phrase)
    return max(words, key=len)


def marks_by_word(readers: Iterable[Reader]) -> Mapping[str, frozenset[str]]:
    """What a word can be the sign of: of the phrases that it is the rarest of, the labels that some reader needs."""
    needed = {mark for reader in readers for need in reader.needs for mark in need}
    found: dict[str, set[str]] = defaultdict(set)
    for phrase, labels in LEXICON.items():
        found[rarest(phrase)] |= labels & needed
    for word in needed.difference(*LEXICON.values()):
        found[rarest(word)].add(word)
    return {word: frozenset(marks) for word, marks in found.items() if marks}


def marks_in(sentence: str, by_word: Mapping[str, frozenset[str]]) -> set[str]:
    """Every mark that a clause of the sentence can have; more than it has, since phrases are known by one word."""
    found: set[str] = set()
    for word in LETTERS.findall(sentence.lower()):
        if marks := by_word.get(word):
            found |= marks
    return found
