"""Whether two names mean one firm, and which materials a text names in either language. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from storage.model import Target

# Legal forms say nothing of who it is, and outlets leave them out.
FORMS = frozenset((
    "the", "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "lp", "plc",
    "gmbh", "ag", "sa", "nv", "bv", "kk", "pte", "pty",
))  # fmt: skip
CHINESE = re.compile("[\u3400-\u9fff]")
CHINESE_FORMS = re.compile(r"(股份|有限|责任|合伙|集团|控股|公司)+$")
WORDS = re.compile(r"[^\W_]+")
SHORTEST = 4  # letters of a word that may tell that a name is the same firm spelt otherwise

# What the Ministry prints in Chinese and the press in English.
MATERIALS = {
    "antimony": "锑", "battery": "电池", "bismuth": "铋", "cathode": "正极", "cobalt": "钴", "drone": "无人",
    "gallium": "镓", "germanium": "锗", "graphite": "石墨", "indium": "铟", "lithium": "锂", "magnet": "磁",
    "molybdenum": "钼", "rare earth": "稀土", "silver": "银", "superhard": "超硬", "tellurium": "碲", "tungsten": "钨",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The names of some targets, ready to be looked up: `wholes` without legal forms, the `heads` of each, its words.

    >>> def en(*names): return roll(Target(kind="company", name_en=name) for name in names)
    >>> en("Raytheon").is_on(en("Skydio Inc.", "Raytheon Missiles & Defense")), en("L3 Harris").is_on(en("L3Harris"))
    (True, True)
    >>> en("Aero").is_on(en("AeroVironment, Inc."))
    False
    """

    wholes: frozenset[str]
    heads: frozenset[str]
    words: frozenset[str]

    def is_on(self, other: "Roll") -> bool:
        """Whether a name here is the head of one there, or one there of one here."""
        return bool(self.wholes & other.heads or self.heads & other.wholes)

    def is_like(self, other: "Roll") -> bool:
        """Whether they share a telling word: too much to call it another firm."""
        return self.is_on(other) or bool(self.words & other.words)


def roll(targets: Iterable[Target]) -> Roll:
    """All names of the targets."""
    names = [found for target in targets for name in printed(target) if (found := words(name))]
    return Roll(
        wholes=frozenset("".join(name) for name in names),
        heads=frozenset(head for name in names for head in accumulate(name) if len(head) > 1),
        words=frozenset(word for name in names for word in name if len(word) >= SHORTEST),
    )


def printed(target: Target) -> Iterator[str]:
    """Every name a target has."""
    return (name for name in (target.name_en, target.name_zh, *target.aliases) if name)


def words(name: str) -> tuple[str, ...]:
    """The telling words of a name; of a Chinese one its characters."""
    text = unicodedata.normalize("NFKC", name).casefold()
    if CHINESE.search(text):
        return tuple(CHINESE_FORMS.sub("", "".join(WORDS.findall(text))))
    return tuple(word for word in WORDS.findall(text) if word not in FORMS)


def materials(text: str) -> frozenset[str]:
    """The materials that a text names, by their English names."""
    lowered = text.casefold().replace("-", " ").replace("batteries", "battery")
    return frozenset(english for english, chinese in MATERIALS.items() if english in lowered or chinese in text)
