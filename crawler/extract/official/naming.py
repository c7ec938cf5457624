"""Whom a decision names: in its sentence, in the annex that it points to, or in the list that stands below it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.extract.official.annexes import Annex
from crawler.extract.official.nations import nation_in
from crawler.extract.official.numerals import declared_count, number
from crawler.extract.official.reading import Reading
from crawler.extract.official.running import is_long, targets_named
from crawler.extract.official.sentences import Sentence
from storage.model import Regime, Target

POINTER = re.compile(r"附件\s?(?P<number>[\d一二三四五六七八九])?(?:所列|$|[）)，、。\s]|第)|名单附后")
POINTER_REACH = 12  # characters behind the list's name in which （见附件1） stands
SUMMED = re.compile(r"等[^（）()、]{0,60}$|(?:家|个|名)[^（）()、]{0,20}$|以下|下列")


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The names in a sentence: `text[start:end]`, in a clause from 决定 at `begins` to the list's name at `closes`."""

    sentence: Sentence
    begins: int
    start: int
    end: int
    closes: int

    @property
    def printed(self) -> str:
        """The names and what surrounds them, as printed."""
        return self.sentence.as_printed(self.start, self.end)

    @property
    def clause(self) -> str:
        """From the decision to the list's name."""
        return self.sentence.text[self.begins : self.closes]

    @property
    def pointer(self) -> re.Match[str] | None:
        """What points to an annex."""
        return POINTER.search(self.sentence.text, self.begins, self.closes + POINTER_REACH)

    @property
    def annex(self) -> int:
        """The number of the annex pointed to, 0 when none is printed."""
        return number(self.pointer["number"]) if self.pointer and self.pointer["number"] else 0


def targets_of(reading: Reading, regime: Regime, naming: Naming) -> tuple[Target, ...]:
    """From the list that the clause points to or sums up, else from the sentence itself."""
    if naming.pointer or SUMMED.search(naming.printed):
        lists = _lists(reading, regime, naming.annex) or reading.lists_in_body
        if lists:
            return distinct(target for one in lists for target in one.targets)
    return targets_named(naming.printed, nation_in(naming.printed) or reading.nation)


def distinct(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Each body once: an annex printed on the page may be attached to it as well."""
    named: dict[object, Target] = {}
    for target in targets:
        named.setdefault((target.kind, target.name_zh, target.name_en, target.parent), target)
    return tuple(named.values())


def unread(reading: Reading, naming: Naming) -> str | None:
    """Why the names were not read to their end, None when they were."""
    if is_long(naming.printed):
        return f"{len(naming.printed)} characters of names in one sentence"
    summed = naming.pointer or SUMMED.search(naming.printed)
    if summed and reading.missing and not reading.lists and declared_count(naming.clause) is None:
        return f"the names may stand in what was not read: {reading.missing}"
    return "the annex has more entries than are read" if any(one.cut for one in reading.lists) else None


def _lists(reading: Reading, regime: Regime, annex: int) -> tuple[Annex, ...]:
    """The lists of the annex by number, else those under the regime's name, else those under none."""
    numbered = tuple(one for one in reading.lists if annex and one.annex == annex)
    headed = tuple(one for one in reading.lists if one.regime == regime)
    return numbered or headed or tuple(one for one in reading.lists if one.regime is None)
