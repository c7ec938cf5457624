"""Goods and technologies in a control notice: one target per control-code entry, else per lowest numbered entry.

Rule 9 of the event model. Codes: `1C117.d`, `0A001`; the letter says the sort (D software, E technology). Customs
numbers (海关商品编号, 税则号列) have 8 or 10 digits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from storage.model import Target

CODE = r"\d[A-E]\d{3}(?:\.[a-z0-9]{1,2}){0,5}"
LABEL = re.compile(
    r"^\s?(?P<label>[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.．、]|[（(]\d{1,3}[）)]|[a-z][.．、])\s?"
)
# 1C909、1C910项所管制的氧化物包括… is a remark on entries, not one of them.
CODES_AT_START = re.compile(rf"^(?P<codes>(?>{CODE}(?:\s?[、，,和]\s?{CODE}){{0,20}}))(?!\s?项)[.．、\s]{{0,3}}")
CODES_IN_BRACKETS = re.compile(
    rf"[（(]?(?:管制|物项|出口管制)编码\s?[:：为]\s?(?P<codes>{CODE}(?:\s?[、，,和]\s?{CODE}){{0,20}})[）)]?"
)
CATALOGUE_NUMBER = re.compile(r"[（(]?(?:目录)?编号\s?[:：]\s?(?P<codes>\d{6}[A-Z])[）)]?")
CUSTOMS = re.compile(r"[（(][^（）()]{0,20}(?:商品编号|税则号列|税则号|海关编码)[^（）()]{0,4000}[）)]")
CUSTOMS_NUMBER = re.compile(r"(?<!\d)(?:\d{10}|\d{8})(?!\d)")
NOTES = re.compile(r"^\s?(?:说明|注释?|技术说明)\s?[:：]?\s?")
PROPERTIES = re.compile(r"^具有(?:以下|下述|下列)(?:所有|任一|全部|任何一种)(?:特性|特征)的")
SECTION = re.compile(
    r"(?:物项|技术|以下|下列|货物)[^。；\n]{0,60}(?:不得出口|许可证件?|实施.{0,6}管制)[^。；\n]{0,20}[:：]\s?$|以下物项.{0,40}[:：]\s?$"
)
TECHNOLOGY = re.compile(
    r"(?:技术|工艺|技术及资料|技术资料|技术及其载体)(?:[（(][^（）()]{0,60}[）)])?$|^(?:用于|生产|制造|研发|设计).{0,80}技术"
)
NAME_ENDS = re.compile(r"[，,：:。；;](?![^（(]{0,120}[）)])|在.{0,20}的情况下")
RESERVED = "【保留】"


@dataclass(slots=True)
class Entry:
    """A numbered line and the lines under it, while they are gathered."""

    label: str
    heading: str
    start: int
    codes: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)


def coded_items(text: str) -> tuple[Target, ...]:
    """One target for every entry that begins with, or carries in brackets, its own control code."""
    entries = [entry for entry in _entries(text) if entry.codes]
    return tuple(
        target_of(entry) for entry, after in pairwise([*entries, None]) if entry and not _is_parent(entry, after)
    )


def _is_parent(entry: Entry, after: Entry | None) -> bool:
    """一、1C909 钬相关物项 only opens the entries 1C909.a, 1C909.b under it."""
    return after is not None and all(
        any(code.startswith(f"{parent}.") for code in after.codes) for parent in entry.codes
    )


def _entries(text: str) -> Iterator[Entry]:
    """The coded entries of a text in order, each with its lines up to the next one, the next section or the notes."""
    current: Entry | None = None
    noted = False
    place = 0
    for line in text.split("\n"):
        fresh = _entry(line, place)
        place += len(line) + 1
        opens_section = fresh is not None and _level(fresh.label) == 0 and bool(fresh.label)
        noted = bool(NOTES.match(line)) or (noted and not opens_section)
        if noted or opens_section or (fresh and fresh.codes):
            if current:
                yield current
            current = fresh if fresh and fresh.codes and not noted else None
        elif current is not None:
            current.lines.append(line)
    if current:
        yield current


def _entry(line: str, start: int) -> Entry | None:
    """The entry that a line opens by its label or its control code, or None."""
    label = LABEL.match(line)
    rest = line[label.end() :] if label else line
    found = CODES_AT_START.match(rest) or CODES_IN_BRACKETS.search(rest) or CATALOGUE_NUMBER.search(rest)
    if found is None and label is None:
        return None
    codes = tuple(re.split(r"\s?[、，,和]\s?", found["codes"])) if found else ()
    heading = rest.replace(found[0], "", 1) if found else rest
    return Entry(label=label["label"] if label else "", heading=heading, start=start, codes=codes, lines=[line])


def sections(text: str) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Uncoded entries by the label of their section: (一、, its lowest numbered entries).

    A section is opened by a line on items that need a licence (一、满足以下特性的物项，未经许可，不得出口：).
    """
    found: list[tuple[str, list[Entry]]] = []
    opened = ""
    place = 0
    for line in text.split("\n"):
        fresh = _entry(line, place)
        place += len(line) + 1
        if SECTION.search(line):
            opened = fresh.label if fresh else "-"
            found.append((opened, []))
        elif opened and fresh and fresh.label.endswith("、") and opened != "-":
            opened = ""
        elif opened and fresh and fresh.heading.strip() and RESERVED not in fresh.heading:
            found[-1][1].append(fresh)
        elif opened and found[-1][1]:
            found[-1][1][-1].lines.append(line)
    return tuple((label, _lowest(entries)) for label, entries in found if entries)


def _lowest(entries: list[Entry]) -> tuple[Entry, ...]:
    """Entries with none of a lower level directly under them."""
    levels = [*(_level(entry.label) for entry in entries), 0]
    return tuple(entry for place, entry in enumerate(entries) if levels[place + 1] <= levels[place])


def _level(label: str) -> int:
    """How deep a label stands: 一、 0, （一） 1, 1. 2, （1） 3, a. 4."""
    bare = label.strip("（()） .．、")
    if label.endswith("、") and not bare.isdecimal():
        return 0
    if bare.isdecimal():
        return 3 if label[0] in "（(" else 2
    return 4 if bare.isascii() else 1


def uncoded_items(text: str) -> tuple[Target, ...]:
    """One target per lowest numbered entry of every section on items."""
    return tuple(target_of(entry) for _, entries in sections(text) for entry in entries)


def target_of(entry: Entry) -> Target:
    """The target of one entry; its name is the heading without conditions and customs numbers."""
    whole = "\n".join(entry.lines)
    numbers = [number for bracket in CUSTOMS.findall(whole) for number in CUSTOMS_NUMBER.findall(bracket)]
    technology = _is_technology(entry)
    return Target(
        kind="technology" if technology else "item",
        name_zh=_name(entry.heading),
        control_codes=entry.codes,
        hs_codes=tuple(dict.fromkeys(numbers)),
    )


def _is_technology(entry: Entry) -> bool:
    letters = {code[1] for code in entry.codes if not code[:6].isdecimal()}
    if letters:
        return letters == {"E"}
    return bool(TECHNOLOGY.search(_name(entry.heading)))


def _name(heading: str) -> str:
    """The goods of a heading: 具有下述所有特性的固态钨： → 固态钨 (rule 9)."""
    bare = CUSTOMS.sub("", heading).strip().lstrip(".．、 ")
    head = NAME_ENDS.split(bare, maxsplit=1)[0]
    if re.match(r".{0,30}[，,].{0,200}(?:特性|特征)的\S", bare) and "具有" in bare:
        after = re.split(r"(?:特性|特征)的", bare)[-1]
        head = NAME_ENDS.split(after, maxsplit=1)[0] or head
    return PROPERTIES.sub("", head).strip() or bare
