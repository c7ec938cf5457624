"""The sentences that a claim can stand in: the title, and those of the first three paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from storage.model import Evidence

LEAD_PARAGRAPHS = 3
LEAD_SENTENCES = 10
LONGEST = 1_500  # characters of a sentence that are read; the rest of a longer one is left out
TITLE = -1

# A full stop, question or exclamation mark, closing quotes, white space, and a capital, digit or opening quote.
ENDING = re.compile(r"[.!?。！？]['\"”’)\]]{0,3}(?=\s{1,5}['\"“‘(\[]{0,2}[A-Z0-9])|[。！？](?=.)|\n")
# Words whose full stop ends no sentence.
ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Inc|Corp|Ltd|Co|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Sen|Rep|"
    r"Gov|Lt|Col|vs|approx|Art|etc|al|a\.m|p\.m)|\b[A-Z]\.[A-Z])\.$"
)
FIRM_ABBREVIATED = re.compile(r"\b(?:Inc|Corp|Ltd|Co|U\.S|p\.m|a\.m)\.$")
# A line that is the caption of a picture or a label, and no paragraph.
CAPTION = re.compile(r"(?:Photo|Photos|Image|Illustration|llustration|File photo|PHOTO|FILE)\s?(?::|by\b|/)|^FILE\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with its offset in the document's text; `number` counts from 0, the title is `TITLE`."""

    text: str
    start: int
    number: int

    def evidence(self) -> Evidence:
        """The sentence as a quote at its place."""
        return Evidence(quote=self.text, start=self.start, end=self.start + len(self.text))


def lead(text: str, paragraphs: int = LEAD_PARAGRAPHS, most: int = LEAD_SENTENCES) -> list[Sentence]:
    """The sentences of the first paragraphs, captions and labels not counted."""
    found: list[Sentence] = []
    start = read = 0
    for line in text.split("\n"):
        if read == paragraphs or len(found) >= most:
            break
        if not is_label(line):
            read += 1
            found += islice(sentences(line[: most * LONGEST], start, len(found)), most - len(found))
        start += len(line) + 1
    return found


def is_label(line: str) -> bool:
    """True for a caption, and for a line of a few words without a verb's full stop, such as a portal's time zone."""
    return bool(CAPTION.search(line)) or (len(line) < 25 and not re.search(r"[.!?;:。]", line))


def sentences(paragraph: str, offset: int = 0, number: int = 0) -> Iterator[Sentence]:
    """The paragraph's sentences; an over-long one is cut at the bound: hostile text costs no more than its size."""
    start = 0
    for end in chain(endings(paragraph), (len(paragraph),)):
        words = paragraph[start:end]
        text = words.strip()[:LONGEST]
        if text:
            yield Sentence(text=text, start=offset + start + len(words) - len(words.lstrip()), number=number)
            number += 1
        start = end


def endings(paragraph: str) -> Iterator[int]:
    """Where sentences end."""
    for found in ENDING.finditer(paragraph):
        before = paragraph[max(0, found.start() - 12) : found.start() + 1]
        if not ABBREVIATED.search(before) or (
            FIRM_ABBREVIATED.search(before) and starts_anew(paragraph[found.end() :][:40])
        ):
            yield found.end()


def starts_anew(rest: str) -> bool:
    """True when what follows "Inc." or "U.S." begins a sentence: a word that is no name."""
    return bool(
        re.match(r"\s{1,5}(?:The|This|It|In|On|They|China|Beijing|MOFCOM|That|These|A|An|Its|But|However)\b", rest)
    )
