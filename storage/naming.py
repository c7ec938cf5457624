"""Whether two names mean one firm, and which materials a text names in either language. Pure."""

import re
import unicodedata

from storage.model import Target

# Legal forms say nothing of who it is, and outlets leave them out.
FORMS = frozenset((
    "the", "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "lp", "plc",
    "gmbh", "ag", "sa", "nv", "bv", "kk", "pte", "pty",
))  # fmt: skip
CHINESE_FORMS = re.compile(r"(股份|有限|责任|合伙|集团|控股|公司)+$")
WORDS = re.compile(r"[^\W_]+")
SHORTEST = 4  # letters of a word that may tell that a name is the same firm spelt otherwise

# What the Ministry prints in Chinese and the press in English.
MATERIALS = {
    "antimony": "锑", "battery": "电池", "bismuth": "铋", "cathode": "正极", "cobalt": "钴", "drone": "无人",
    "gallium": "镓", "germanium": "锗", "graphite": "石墨", "indium": "铟", "lithium": "锂", "magnet": "磁",
    "molybdenum": "钼", "rare earth": "稀土", "silver": "银", "superhard": "超硬", "tellurium": "碲", "tungsten": "钨",
}  # fmt: skip


def same_name(left: Target, right: Target) -> bool:
    """Whether any name of one, without its legal form, is the head of a name of the other.

    >>> def en(name): return Target(kind="company", name_en=name)
    >>> same_name(en("Raytheon"), en("Raytheon Missiles & Defense")), same_name(en("L3 Harris"), en("L3Harris Corp."))
    (True, True)
    >>> same_name(en("Aero"), en("AeroVironment, Inc."))
    False
    """
    return any(is_head(one, other) for one in names(left) for other in names(right))


def names(target: Target) -> list[tuple[str, ...]]:
    """Every name as words without legal forms; a Chinese name is its characters."""
    printed = (target.name_en, target.name_zh, *target.aliases)
    return [found for name in printed if name and (found := words(name))]


def words(name: str) -> tuple[str, ...]:
    """The telling words of a name."""
    text = unicodedata.normalize("NFKC", name).casefold()
    if not text.isascii() and any("\u3400" <= character <= "\u9fff" for character in text):
        return tuple(CHINESE_FORMS.sub("", "".join(WORDS.findall(text))))
    return tuple(word for word in WORDS.findall(text) if word not in FORMS)


def is_head(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shorter name is the first words of the longer, however either is divided into words."""
    short, long = sorted((one, other), key=lambda name: len("".join(name)))
    wanted, head = "".join(short), ""
    for word in long:
        head += word
        if len(head) >= len(wanted):
            return len(wanted) > 1 and head == wanted
    return False


def alike(left: Target, right: Target) -> bool:
    """Whether the names share a telling word: too much to call them two firms."""
    told = [{word for name in names(one) for word in name if len(word) >= SHORTEST} for one in (left, right)]
    return same_name(left, right) or bool(told[0] & told[1])


def materials(text: str) -> frozenset[str]:
    """The materials that a text names, by their English names."""
    lowered = text.casefold().replace("-", " ").replace("batteries", "battery")
    return frozenset(english for english, chinese in MATERIALS.items() if english in lowered or chinese in text)
