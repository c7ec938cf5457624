"""A sentence as tokens: words and phrases with the labels that the tables give them.

The longest phrase of a table wins at each place, so "unreliable entity list" is one token. Work is linear: a bounded
number of look-ups for each word.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crawler.extract.press import actors, nouns, verbs

# Quotation marks say nothing about what is done; they are stepped over, so that a quoted list name stays one phrase.
WORD = re.compile(
    r"(?:[A-Z]\.){2,4}|\b[Nn]os?\.(?=\s?\d)|['’]s\b|"
    r"[^\W\d_][\w&]{0,60}(?:(?:[-.‑](?!related\b)|['’](?!s\b))[^\W_][\w&]{0,60}){0,6}|\d[\d,.]{0,20}\d|\d|"
    r"[^\w\s\"“”‘'’\[\]]"
)

Labels = frozenset[str]
NO_LABELS: Labels = frozenset()


def words(text: str) -> frozenset[str]:
    """The words of a table that is written as one text."""
    return frozenset(text.split())


NUMBER_WORDS = (  # noqa: SIM905 - words are read as words
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
NUMBERS = {word: number for number, word in enumerate(NUMBER_WORDS)}
NUMBER = re.compile(rf"\d|(?<![^\W_])(?:{'|'.join(NUMBER_WORDS)})(?![^\W_])", re.IGNORECASE)
ACRONYMS = words("us moc tao cac bis dhs fcc rok uel ecl uk eu nato prc ndrc samr ev evs it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word or phrase of a sentence: `labels` by the tables, `form` of a verb, `number` where it is one.

    `low`: the text in lower case, hyphens as spaces.
    """

    text: str
    start: int
    end: int
    low: str = ""
    labels: Labels = NO_LABELS
    form: str = ""
    number: int | None = None

    def has(self, *labels: str) -> bool:
        """True when it carries any of the labels."""
        return not self.labels.isdisjoint(labels)


def tokenise(sentence: str) -> list[Token]:
    """The sentence's tokens, phrases of the tables merged."""
    found = [(word[0], word.start(), word.end()) for word in WORD.finditer(sentence)]
    return list(merged(sentence, found))


def merged(sentence: str, found: list[tuple[str, int, int]]) -> Iterator[Token]:
    """Words (text, start, end) with the longest known phrase at each place as one token."""
    at, lows = 0, [lowered(word) for word, _, _ in found]
    while at < len(found):
        word, start, end = found[at]
        size, labels = longest(word, lows, at)
        text, low = word, lows[at]
        if size > 1:
            end = found[at + size - 1][2]
            text = sentence[start:end]
            low = lowered(text)
        form = FORMS.get(" ".join(lows[at : at + size]), "") if labels else ""
        yield Token(text=text, start=start, end=end, low=low, labels=labels, form=form, number=number_of(text))
        at += size


def lowered(text: str) -> str:
    """The text in lower case, hyphens as spaces."""
    return text.lower().replace("-", " ").replace("‑", " ")


def longest(first: str, lows: list[str], at: int) -> tuple[int, Labels]:
    """How many words the longest known phrase at a place has, and its labels; one plain word otherwise."""
    most = REACH.get(lows[at].partition(" ")[0], 0)  # a word that begins no phrase costs one look-up
    for size in range(min(most, len(lows) - at), 0, -1):
        phrase = " ".join(lows[at : at + size])
        if (found := LEXICON.get(phrase)) and not is_plain(first, phrase):
            return size, found
    return 1, NO_LABELS


def is_plain(first: str, phrase: str) -> bool:
    """True for "us", "it" and other words that are only an acronym in capitals."""
    return phrase in ACRONYMS and not first.isupper()


def number_of(text: str) -> int | None:
    """The value of digits or of a number word up to twenty; None for others, and for years and large amounts."""
    if not text[:1].isdecimal():
        return NUMBERS.get(text.lower())
    digits = text.replace(",", "")
    return int(digits) if digits.isdecimal() and len(digits) <= 3 else None


def has_number(text: str) -> bool:
    """False where no token can have a number."""
    return bool(NUMBER.search(text))


def inflected(base: str) -> list[tuple[str, str]]:
    """The forms of a regular verb with their names."""
    stem = base.removesuffix("e")
    if re.search(r"[^aeou]y$", base):
        return [(base, "base"), (f"{base[:-1]}ies", "s"), (f"{base[:-1]}ied", "ed"), (f"{base}ing", "ing")]
    third = f"{base}es" if base.endswith(("s", "sh", "ch", "x")) else f"{base}s"
    return [(base, "base"), (third, "s"), (f"{stem}ed", "ed"), (f"{stem}ing", "ing")]


def irregular(forms: str) -> list[tuple[str, str]]:
    """Written-out forms with their names: the first is the base, the second the one in -s."""
    listed = forms.split(", " if "," in forms else " ")
    names = ["base", "s", *("ing" if form.split()[0].endswith("ing") else "ed" for form in listed[2:])]
    return list(zip(listed, names, strict=False))


def with_plurals(table: str) -> Iterator[str]:
    """A table's phrases and the plurals of their last words."""
    for phrase in table.split(", "):
        yield phrase
        if not phrase.endswith("s"):
            yield f"{phrase[:-1]}ies" if re.search(r"[^aeou]y$", phrase) else f"{phrase}s"


def build() -> tuple[Mapping[str, Labels], Mapping[str, str]]:
    """All tables as one: phrase to labels, and verb form to its name."""
    found: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, str] = {}
    for label, phrase in labelled():
        found[phrase].add(label)
    for label, base in verbal():
        for form, name in irregular(verbs.IRREGULAR[base]) if base in verbs.IRREGULAR else inflected(base):
            found[form] |= {label, "verb"}
            forms[form] = name
    return {phrase: frozenset(labels) for phrase, labels in found.items()}, forms


def labelled() -> Iterator[tuple[str, str]]:
    """Every label of the noun tables with each of its phrases."""
    things = (actors.PARTIES, nouns.LISTS, nouns.CONTROLS, nouns.SANCTIONS, nouns.EXPORTS, nouns.ARMS, nouns.GOODS)
    for table in (*things, nouns.OUTSIDE, verbs.NOUNS):
        for label, text in table.items():
            yield from ((label, phrase) for phrase in with_plurals(text))
    for table in (actors.CHINA, actors.FOREIGN, verbs.MODES):
        for label, text in table.items():
            yield from ((label, phrase) for phrase in text.split(", "))
    for code, text in {**actors.COUNTRIES, "foreign-any": actors.ANY_FOREIGN}.items():
        for phrase in text.split(", "):
            yield from ((code, phrase), ("nation", phrase))


def verbal() -> Iterator[tuple[str, str]]:
    """Every label of the verb tables with each of its base forms."""
    for table in (verbs.ACTS, verbs.SAYING, verbs.REACTING):
        for label, text in table.items():
            yield from ((label, base) for base in text.split(", "))


def reach(phrases: Iterable[str]) -> Mapping[str, int]:
    """How many words the longest phrase has that begins with a word."""
    found: dict[str, int] = defaultdict(int)
    for phrase in phrases:
        first, *rest = phrase.split(" ")
        found[first] = max(found[first], 1 + len(rest))
    return dict(found)


LEXICON, FORMS = build()
REACH = reach(LEXICON)
