"""How well two names agree, and in what way, in numbers and in words.

A score is 100 for the same name and falls with what tells the two apart. Slips are letters added, left out, exchanged
or swapped with their neighbour (optimal string alignment). The first slip costs half of every further one, and each
costs less in a longer name: `100 - 100 * (2 * slips - 1) / (letters + 4)`. So one slip passes the default score from
three letters on, two from sixteen, three from thirty.
"""

from dataclasses import dataclass
from typing import Literal

Way = Literal["same", "spelling", "form", "order", "slips", "sound", "pinyin", "branch", "head"]

DEFAULT_SCORE = 85.0
MOST_SLIPS = 3  # more of them make another name, however long
LETTERS_FOR_ANOTHER = 8  # a second slip in shorter words makes other words: neros, aero
ORDER_COSTS = 4.0
SCORES: dict[Way, float] = {
    "same": 100,
    "spelling": 100,
    "form": 97,
    "order": 100 - ORDER_COSTS,
    "sound": 92,
    "pinyin": 90,
    "branch": 90,
    "head": 88,
}
WORDS: dict[Way, str] = {
    "same": "the same name",
    "spelling": "the same name but for case, width, punctuation, accents or traditional characters",
    "form": "the same name but for its legal form",
    "order": "the same words in another order",
    "sound": "other characters that sound the same ({detail})",
    "pinyin": "the listed name as it sounds in Chinese",
    "branch": "the listed name followed by “{detail}”: perhaps a branch or subsidiary",
    "head": "the listed name goes on with “{detail}”: perhaps the parent of a listed unit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was given (by its place) matches a target (by its place): what of it, as printed, how well, and why."""

    given: int
    target: int
    what: Literal["name", "usual name", "parent", "HS code", "control code"]
    matched: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How a given name is like a listed one; `detail` is what only one of them has, or how they sound."""

    way: Way
    score: float
    slips: int = 0
    detail: str = ""
    reordered: bool = False


def likeness(way: Way, detail: str = "") -> Likeness:
    """A likeness whose score is that of its way."""
    return Likeness(way=way, score=SCORES[way], detail=detail)


def slips_score(slips: int, letters: int) -> float:
    """The score of two names, the longer one of so many letters, that differ in so many slips.

    >>> [slips_score(1, 3) >= DEFAULT_SCORE, slips_score(2, 15) >= DEFAULT_SCORE, slips_score(2, 16) >= DEFAULT_SCORE]
    [True, False, True]
    """
    return 100 - 100 * (2 * slips - 1) / (letters + 4) if slips else 100.0


def most_slips(letters: int, least: float) -> int:
    """How many slips a name of so many letters may have for a score of at least `least`; one letter must be right."""
    slips = range(min(MOST_SLIPS + 1, letters))
    return max((number for number in slips if slips_score(number, letters) >= least), default=0)


def explain(like: Likeness) -> str:
    """Why a name matches, in plain words."""
    if like.way != "slips":
        return WORDS[like.way].format(detail=like.detail)
    count = "1 letter or character" if like.slips == 1 else f"{like.slips} letters or characters"
    order = ", and the words stand in another order" if like.reordered else ""
    return f"{count} off: {like.detail}{order}"


def apart(mine: str, theirs: str) -> tuple[str, str]:
    """The words that only the one and only the other of two names has; the whole name where it has none.

    >>> apart("lockhead martin", "lockheed martin")
    ('lockhead', 'lockheed')
    """
    own, their = mine.split(" "), theirs.split(" ")
    extra = " ".join(word for word in own if word not in their)
    lacking = " ".join(word for word in their if word not in own)
    return extra or mine, lacking or theirs
