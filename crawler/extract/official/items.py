"""Goods and technologies in a control notice: one target per control-code entry, else per lowest numbered entry.

Rule 9 of the event model. Codes: `1C117.d`, `0A001`; the letter says the sort (D software, E technology). Customs
numbers (海关商品编号, 税则号列) have 8 or 10 digits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Literal

from crawler.extract.official.goods import NUMBERS, is_technology, name_of
from storage.model import Target

MOST = 3000  # entries: the whole dual-use list has a thousand

CODE = r"\d[A-E]\d{3}(?:\.[a-z0-9]{1,2}(?![A-Za-z0-9])){0,6}"
ONE_CODE = re.compile(CODE)
NUMBERED = re.compile(r"\d[A-E]?\d{3}")  # what a row holds that has a code or a customs number
LABEL = re.compile(
    r"^\s?(?P<label>[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[）)]|[a-z][.．、])\s?"
)
# 1C909、1C910项所管制的氧化物包括… is a remark on entries, not one of them.
CODES_AT_START = re.compile(rf"^(?P<codes>(?>{CODE}(?:\s?[、，,和]\s?{CODE}){{0,20}}))(?!\s?项)[.．、\s]{{0,3}}")
CODES_IN_BRACKETS = re.compile(
    rf"[（(]?(?:管制|物项|出口管制)编码\s?[:：为]\s?(?P<codes>{CODE}(?:\s?[、，,和]\s?{CODE}){{0,20}})[）)]?"
)
CATALOGUE_NUMBER = re.compile(r"[（(]?(?:目录)?编号\s?[:：]?\s?(?P<codes>\d{6}[A-Z])[）)]?")
NOTES = re.compile(r"^\s?(?:说明|注释?|技术说明)\s?[:：]?\s?")
PROPERTIES_FOLLOW = re.compile(r"(?:特性|特征|条件)的?[^：:。]{0,80}[：:]?\s?$|(?:以下|下列|下述)(?:任一|所有|全部)")
COLON = re.compile(r"[:：]\s?$")
GOODS = re.compile(r"物项|技术|以下|下列|货物")
LICENSED = re.compile(r"不得出口|许可证件?|实施(?:临时)?(?:出口)?管制|(?:以下|下列)物项[^。；]{0,40}$")
NUMBERS_ONLY = re.compile(r"^[\d、，,；;\s]+$")
UNLABELLED = "-"  # a section opened by a line without 一、
# 满足以下特性的无人驾驶航空飞行器，未经许可，不得出口：
KIND_OF_GOODS = re.compile(
    r"(?:特性|特征|条件)的(?P<goods>(?!物项|货物|技术|商品|产品|两用)[^，。；（(]{2,40})(?:[（(][^（）()]{0,400}[）)])?，"
)
RESERVED = "【保留】"
HS = re.compile(r"(?<!\d)(?:\d{10}|\d{8})(?!\d)")


@dataclass(slots=True)
class Entry:
    """A numbered line and the lines under it, while they are gathered."""

    label: str
    heading: str
    codes: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    whole: bool = False  # goods named by the line that opens a section

    @property
    def level(self) -> int:
        """How deep its label stands: 一、 0, （一） 1, 1. 2, （1） 3, a. 4."""
        bare = self.label.strip("（()） .．、")
        if bare.isdecimal():
            return 3 if self.label[0] in "（(" else 2
        if bare.isascii():
            return 4
        return 0 if self.label.endswith("、") else 1

    @property
    def is_numbered(self) -> bool:
        """Whether its own line prints customs numbers."""
        return any(NUMBERS.search(line) for line in self.lines[:2])

    @property
    def customs(self) -> tuple[str, ...]:
        """The customs numbers of the entry, in order, once."""
        numbers = (number for line in self.lines for bracket in NUMBERS.findall(line) for number in HS.findall(bracket))
        return tuple(dict.fromkeys(numbers))


def items_in(text: str) -> tuple[Target, ...]:
    """The goods and technologies of a notice: by their control codes, else by the entries of its sections on items."""
    by_section = (target_of(entry) for _, entries in sections(text) for entry in entries)
    found = coded_items(text) or tabled_items(text) or islice(by_section, MOST)
    return tuple(dict.fromkeys(found))  # an annex printed on the page may be attached to it as well


def tabled_items(text: str) -> tuple[Target, ...]:
    """The rows of a table that hold a name with a control code or a customs number, in whatever order of columns."""
    lines = (line for line in text.split("\n") if " | " in line and NUMBERED.search(line))
    rows = ([cell.strip(" |") for cell in line.split(" | ")] for line in lines)
    return tuple(islice((target for cells in rows if (target := _row(cells))), MOST))


def _row(cells: list[str]) -> Target | None:
    codes = tuple(cell for cell in cells if ONE_CODE.fullmatch(cell))
    numbers = tuple(number for cell in cells if NUMBERS_ONLY.match(cell) for number in HS.findall(cell))
    heading = next((cell for cell in cells if re.search(r"[\u4e00-\u9fff]", cell)), None)
    if heading is None or not (codes or numbers):
        return None
    name = name_of(heading)
    kind: Literal["technology", "item"] = "technology" if is_technology(name, codes) else "item"
    return Target(kind=kind, name_zh=name, control_codes=codes, hs_codes=numbers)


def coded_items(text: str) -> tuple[Target, ...]:
    """One target for every entry that begins with, or carries in brackets, its own control code."""
    entries = list(islice(_coded(text), MOST))
    return tuple(
        target_of(entry) for entry, after in pairwise([*entries, None]) if entry and not _is_parent(entry, after)
    )


def _is_parent(entry: Entry, after: Entry | None) -> bool:
    """一、1C909 钬相关物项 only opens the entries 1C909.a, 1C909.b under it."""
    return after is not None and all(
        any(code.startswith(f"{parent}.") for code in after.codes) for parent in entry.codes
    )


def _coded(text: str) -> Iterator[Entry]:
    """The coded entries of a text in order, each with its lines up to the next one, the next section or the notes."""
    current: Entry | None = None
    noted = False
    for line in text.split("\n"):
        fresh = _entry(line)
        opens_section = fresh is not None and bool(fresh.label) and fresh.level == 0
        noted = bool(NOTES.match(line)) or (noted and not opens_section)
        if noted or opens_section or (fresh and fresh.codes):
            if current:
                yield current
            current = fresh if fresh and fresh.codes and not noted else None
        elif current is not None:
            current.lines.append(line)
    if current:
        yield current


def _entry(line: str) -> Entry | None:
    """The entry that a line opens by its label or its control code, or None; a row of a table opens none."""
    if " | " in line:
        return None
    label = LABEL.match(line)
    rest = line[label.end() :] if label else line
    found = CODES_AT_START.match(rest)
    if found is None and "编" in rest:
        found = CODES_IN_BRACKETS.search(rest) or CATALOGUE_NUMBER.search(rest)
    if found is None and label is None:
        return None
    codes = tuple(re.split(r"\s?[、，,和]\s?", found["codes"])) if found else ()
    heading = rest.replace(found[0], "", 1) if found else rest
    return Entry(label=label["label"] if label else "", heading=heading, codes=codes, lines=[line])


def sections(text: str) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Uncoded entries by the label of their section: (一、, its lowest numbered entries).

    A section is opened by a line on items that need a licence (一、满足以下特性的物项，未经许可，不得出口：).
    """
    found: list[tuple[str, list[Entry]]] = []
    opened = ""
    for line in text.split("\n"):
        fresh = _entry(line)
        if _opens(line):
            opened = fresh.label if fresh else UNLABELLED
            found.append((opened, _goods_of(line, opened)))
        elif fresh and fresh.label and fresh.level == 0 and opened != UNLABELLED:
            opened = ""
        elif opened and fresh and fresh.heading.strip() and RESERVED not in fresh.heading:
            found[-1][1].append(fresh)
        elif opened and found[-1][1]:
            found[-1][1][-1].lines.append(line)
    return tuple((label, _lowest(entries)) for label, entries in found if entries)


def _goods_of(line: str, label: str) -> list[Entry]:
    """The goods that a section's own line names: what is numbered below are their properties."""
    goods = KIND_OF_GOODS.search(line)
    return [Entry(label=label, heading=goods["goods"], lines=[line], whole=True)] if goods else []


def _opens(line: str) -> bool:
    """Whether a line opens a section on items."""
    return bool(COLON.search(line[-2:]) and GOODS.search(line) and LICENSED.search(line))


def _lowest(entries: list[Entry]) -> tuple[Entry, ...]:
    """The entries that are goods: the lowest, but for numbered properties, which belong to the entry above them.

    Properties follow a heading that announces them (具有以下所有特性的…：) or that has customs numbers of its own, and
    have none themselves.
    """
    lowest: list[Entry] = []
    for entry, after in pairwise([*entries[:MOST], Entry(label="一、", heading="")]):
        above = lowest[-1] if lowest else None
        if above is not None and above.level < entry.level and _has_properties(above) and not entry.is_numbered:
            above.lines.extend(entry.lines)
        elif after.level <= entry.level or (_has_properties(entry) and not after.is_numbered):
            lowest.append(entry)
    return tuple(lowest)


def _has_properties(entry: Entry) -> bool:
    return bool(entry.whole or entry.is_numbered or PROPERTIES_FOLLOW.search(NUMBERS.sub("", entry.heading[:1000])))


def target_of(entry: Entry) -> Target:
    """The target of one entry; its name is the heading without conditions and customs numbers."""
    name = name_of(entry.heading)
    return Target(
        kind="technology" if is_technology(name, entry.codes) else "item",
        name_zh=name,
        control_codes=entry.codes,
        hs_codes=entry.customs,
    )
