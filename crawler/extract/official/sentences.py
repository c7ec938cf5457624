"""A document cut into sentences that know their place, so that whatever is read from one can be proved.

Rules read a sentence without the spaces that layout puts inside Chinese words (公 告, 2025 年 1 月); quotes and names
are taken from the text as printed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from storage.model import Evidence

# Half-width marks end a sentence only behind Chinese: Yahoo! Inc. is a name.
SENTENCE_END = re.compile(r"(?:[。；！？\n]|(?<=[\u4e00-\u9fff）)”》])[;!?])+")
ISSUED = re.compile(r"(?:发布|公布|印发)了?$")
CHINESE = r"\u4e00-\u9fff〇，、：；（）《》〔〕“”"
INNER_SPACE = re.compile(rf"(?<=[{CHINESE}]) (?=[{CHINESE}\d])|(?<=\d) (?=[{CHINESE}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """`document.text[start : start + len(printed)] == printed`; `text` is it without the spaces in front of `gaps`."""

    text: str
    start: int
    printed: str
    gaps: tuple[int, ...] = ()

    def place(self, offset: int) -> int:
        """Where a character of `text` stands in the document."""
        return self.start + offset + bisect_right(self.gaps, offset)

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """`text[start:end]` as offsets in the document."""
        last = len(self.text) if end is None else min(end, len(self.text))
        return (self.place(start), self.place(last - 1) + 1) if last > start else (self.place(start), self.place(start))

    def as_printed(self, start: int = 0, end: int | None = None) -> str:
        """`text[start:end]` as the document prints it."""
        first, last = self.span(start, end)
        return self.printed[first - self.start : last - self.start]

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """The quote `text[start:end]` of this sentence with its offsets in the document."""
        first, last = self.span(start, end)
        return Evidence(quote=self.as_printed(start, end), start=first, end=last)


def is_quoted(text: str, place: int) -> bool:
    """Whether a place lies inside 《》: the title of a notice, unless it is one just issued (发布《…》)."""
    opened = text.rfind("《", 0, place)
    return opened > text.rfind("》", 0, place) and not ISSUED.search(text, max(0, opened - 6), opened)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Sentence]:
    """The sentences of `text[start:end]` that hold more than white space, without their closing marks."""
    place, end = start, len(text) if end is None else end
    for mark in SENTENCE_END.finditer(text, start, end):
        if not text[place : mark.start()].isspace() and place < mark.start():
            yield _sentence(place, text[place : mark.start()])
        place = mark.end()
    if text[place:end].strip():
        yield _sentence(place, text[place:end])


def _sentence(start: int, printed: str) -> Sentence:
    if " " not in printed:
        return Sentence(text=printed, start=start, printed=printed)
    spaces = [space.start() for space in INNER_SPACE.finditer(printed)]
    gaps = tuple(place - before for before, place in enumerate(spaces))
    return Sentence(text=INNER_SPACE.sub("", printed), start=start, printed=printed, gaps=gaps)
