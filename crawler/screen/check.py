"""How well screening finds what it should and leaves alone what it should not, in figures."""

# ruff: noqa: S311 - the same errors every time, no secrets

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from time import process_time

import numpy as np
from opencc import OpenCC
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from crawler.screen import made_up
from crawler.screen.index import Index
from crawler.screen.match import DEFAULT_SCORE
from crawler.screen.names import form_of
from storage.model import Target

# Written down anew: a check that strips legal forms by the tables it checks would check nothing.
LEGAL = re.compile(
    r"[\s,]*\b(co\.?,? ?ltd\.?|inc\.?|llc|ltd\.?|corp\.?|corporation|company|co\.|limited partnership)$"
    r"|(股份有限公司|有限公司|株式会社|公司)$",
    re.IGNORECASE,
)
SEED = 5
ORDINARY = 10_000
AT_MOST = 10  # hits among the ordinary names: one in a thousand
LISTED = 3_000  # names on the listed side when time is measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How one way to write the listed names went: so many asked for, the ones not found."""

    way: str
    asked: int
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the check found. `false_hits` are made-up names and what they hit; times are in CPU seconds."""

    lines: tuple[Line, ...]
    ordinary: int
    listed: int
    false_hits: tuple[tuple[str, str], ...]
    seconds: float
    cdist_seconds: float

    @property
    def ok(self) -> bool:
        """Whether everything listed was found, and no more than one ordinary name in a thousand."""
        return not any(line.missed for line in self.lines) and len(self.false_hits) <= AT_MOST


def run(targets: Sequence[Target]) -> Figures:
    """Ask for every listed name in every way, and for names that nobody bears."""
    index = Index(targets)
    named = [(one.text, one.target) for one in index.names if one.what == "name"]
    usual = [(one.text, one.target) for one in index.names if one.what == "usual name"]
    lines = [line(index, way, [(text, place) for name, place in named for text in write(name)]) for way, write in WAYS]
    ordinary = made_up.names(ORDINARY)
    found = {match.given: match.matched for match in index.find(ordinary)}
    seconds, alone = timed(targets, ordinary)
    return Figures(
        lines=(*lines, line(index, "usual name", usual)),
        ordinary=len(ordinary),
        listed=LISTED,
        false_hits=tuple((ordinary[place], matched) for place, matched in found.items()),
        seconds=seconds,
        cdist_seconds=alone,
    )


def line(index: Index, way: str, asked: Sequence[tuple[str, int]]) -> Line:
    """Ask for names, each of a target at its place."""
    found = {(match.given, match.target) for match in index.find([text for text, _ in asked])}
    missed = tuple(text for number, (text, place) in enumerate(asked) if (number, place) not in found)
    return Line(way=way, asked=len(asked), missed=missed)


def other_case(name: str) -> Iterator[str]:
    """In capitals, in small letters, or with both exchanged."""
    yield from sorted({name.upper(), name.lower(), name.swapcase()} - {name})


def without_form(name: str) -> Iterator[str]:
    """Without its legal forms, one after the other."""
    while (shorter := LEGAL.sub("", name)) not in (name, ""):
        yield (name := shorter)


def one_error(name: str) -> Iterator[str]:
    """With one typing error in its own part, and one in its legal form.

    In a Chinese name of two characters only those that leave both or their sound: with another, it is another name.
    """
    core = ([name, *without_form(name)])[-1]
    random = Random(f"{SEED} {name}")
    written = list(made_up.slips(name, 0, len(core), random))
    short = len(core) < 3
    yield from written[1:3] if short else written
    if core != name:
        yield from made_up.slips(name, len(core), len(name), random)


def swapped_words(name: str) -> Iterator[str]:
    """With two neighbouring words exchanged, and back to front."""
    words = name.split(" ")
    if len(words) > 1:
        place = Random(f"{SEED} {name}").randrange(len(words) - 1)
        yield " ".join((*words[:place], words[place + 1], words[place], *words[place + 2 :]))
        yield " ".join(reversed(words))


def traditional(name: str) -> Iterator[str]:
    """In the characters of Taiwan and Hong Kong."""
    yield from sorted({converter.convert(name) for converter in converters()} - {name})


@cache
def converters() -> tuple[OpenCC, ...]:
    """From simplified characters; their tables are read once."""
    return tuple(map(OpenCC, ("s2t", "s2tw", "s2hk")))


WAYS: tuple[tuple[str, Callable[[str], Iterator[str]]], ...] = (
    ("exact", lambda name: iter((name,))),
    ("other case", other_case),
    ("without legal form", without_form),
    ("one typing error", one_error),
    ("swapped words", swapped_words),
    ("traditional characters", traditional),
)


def timed(targets: Sequence[Target], ordinary: Sequence[str]) -> tuple[float, float]:
    """CPU seconds to screen ordinary names against `LISTED` names, and for `cdist` alone on the same strings.

    Alone it is at its fastest: its default measure, the least memory, and a bound below which it may give up.
    """
    more = made_up.names(LISTED, seed=SEED)
    index = Index([*targets, *(Target(kind="company", name_en=name) for name in more)][:LISTED])
    begun = process_time()
    index.find(ordinary)
    screened = process_time()
    given, listed = [form_of(name).text for name in ordinary], [name.form.text for name in index.names[:LISTED]]
    alone = process_time()
    for first in range(0, len(given), 1000):
        cdist(given[first : first + 1000], listed, scorer=ratio, score_cutoff=DEFAULT_SCORE, dtype=np.uint8)
    return screened - begun, process_time() - alone
