"""A document cut into sentences that know their place, so that whatever is read from one can be proved."""

import re
from dataclasses import dataclass

from storage.model import Evidence

SENTENCE_END = re.compile(r"[。；;！!？?\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """`document.text[start : start + len(text)] == text`."""

    text: str
    start: int

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """The quote `text[start:end]` of this sentence with its offsets in the document."""
        quote = self.text[start:end]
        return Evidence(quote=quote, start=self.start + start, end=self.start + start + len(quote))


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Sentence, ...]:
    """The sentences of `text[start:end]`, without their closing marks."""
    found = []
    place, end = start, len(text) if end is None else end
    for mark in SENTENCE_END.finditer(text, start, end):
        found.append(Sentence(text=text[place : mark.start()], start=place))
        place = mark.end()
    found.append(Sentence(text=text[place:end], start=place))
    return tuple(sentence for sentence in found if sentence.text.strip())
