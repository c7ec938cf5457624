"""Names of those who are listed: numbered in an annex, or standing in the sentence.

Kept as printed: zero-width characters dropped, white space folded, nothing repaired or translated. In an annex all of
an entry is name; in running text a nationality before it is not (rules 7 and 8 of the event model).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.extract.regimes import NATION, NATIONS
from storage.model import Target

ENTRY = re.compile(r"^[（(]?(?P<number>\d{1,3})(?:\s{0,2}[.．、:：)）]\s{0,4}|\s{1,4})(?P<name>\S.*)$")
BRANCH = re.compile(r"^[-–—－●•·]{1,3}\s{0,4}(?P<name>\S.*)$")
DETAIL = re.compile(
    r"^(?P<label>地\s{0,4}址|邮\s{0,4}编|邮政编码|常用名称|别\s{0,4}名|曾用名)\s?[:：]\s?(?P<value>.*)$"
)
ANNEX = re.compile(r"^附\s{0,4}件\s{0,4}\d{0,2}\s?[:：]?$")
LATIN = re.compile(r"[A-Za-z]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
OPEN, CLOSE = "（(", "）)"

ORGANIZATION = re.compile(
    r"研究院|研究所|研究中心|大学|学院|机构|局$|署$|委员会|论坛|联盟|协会|基金会|智库|商会|学会|中心$"
)
COMPANY = re.compile(r"公司|集团|会社|企业|工厂|厂$|控股|实验室|合伙|商社|银行|航空$|工业$|船厂|造船厂")
LATIN_COMPANY = re.compile(
    r"(?:\b(?:Inc|LLC|Ltd|Limited|Corp|Corporation|Co|Company|Group|Holdings?|GmbH|AG|S\.?A|B\.?V|N\.?V|Oy|AB|AS|"
    r"plc|LP|LLP|L\.P|Partnership|s\.r\.o|Sp\. z o\.o|KG|Kft|Institute|University|Foundation)\b\.?)$",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"[、，,；]|以及|和|及")
COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
COUNTED_TAIL = re.compile(rf"(?:等\s?{COUNT}?\s?(?:家|个|名)?|(?<=[）)])\s?{COUNT}\s?(?:家|个|名))[^（）()]{{0,30}}$")
BRANCHES_TAIL = re.compile(
    r"(?<=\S)及其\s?(?:\d{0,3}\s?(?:家|个))?(?:所有)?(?:分支机构|子公司|分公司|关联公司|附属公司|下属企业)\S{0,6}$"
)
COUNTED_HEAD = re.compile(
    r"^[^（）()]{0,60}?(?:\d{1,3}|[一二两三四五六七八九十]{1,3})\s?(?:家|个|名)[^（）()、A-Za-z]{0,20}?(?:实体|企业|公司|机构|个人)"
    r"(?=[A-Za-z\u4e00-\u9fff])"
)
LATIN_NATION = re.compile(r"^(?:U\.?\s?S\.?|USA|American?|United States|Japan|Taiwan)", re.IGNORECASE)


def split_name(printed: str) -> tuple[str | None, str | None]:
    """Chinese and Latin name of `中文名（Latin name）`; brackets of both widths, mixed in one pair or nested.

    >>> split_name("国际造船股份有限公司（CSBC Corporation,Taiwan）")
    ('国际造船股份有限公司', 'CSBC Corporation,Taiwan')
    """
    printed = BRANCHES_TAIL.sub("", printed.strip(" 。；;：:，,、")).strip()
    if printed.endswith(tuple(CLOSE)):
        start = _opening(printed)
        outer, inner = printed[:start].strip(), printed[start + 1 : -1].strip()
        if outer and LATIN.search(inner) and not CHINESE.search(inner):
            return outer, inner
        if outer and CHINESE.search(inner) and not CHINESE.search(outer):
            return inner, outer
    return (printed, None) if CHINESE.search(printed) else (None, printed or None)


def _opening(printed: str) -> int:
    """Where the bracket opens that the last character closes; -1 when none does."""
    depth = 0
    for place in range(len(printed) - 1, -1, -1):
        depth += (printed[place] in CLOSE) - (printed[place] in OPEN)
        if depth == 0:
            return place
    return -1


def target_named(printed: str, country: str | None, parent: str | None = None) -> Target:
    """The company or organization of one printed name."""
    name_zh, name_en = split_name(printed)
    whole = name_zh or name_en or ""
    kind = "organization" if ORGANIZATION.search(whole) and not COMPANY.search(whole) else "company"
    return Target(kind=kind, name_zh=name_zh, name_en=name_en, country=country, parent=parent)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """One list of names: the lines of its heading, its entries, and the numbers they were printed under."""

    heading: str
    targets: tuple[Target, ...]
    numbers: tuple[int, ...]


def annexes(text: str, country: str | None) -> tuple[Annex, ...]:
    """The numbered lists of names that follow a line 附件, in order."""
    return tuple(annex for block in _blocks(text.split("\n")) if (annex := _annex(block, country)).targets)


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    block: list[str] | None = None
    for line in lines:
        if ANNEX.match(line):
            if block:
                yield block
            block = []
        elif block is not None:
            block.append(line)
    if block:
        yield block


def _annex(lines: list[str], country: str | None) -> Annex:
    first = next((place for place, line in enumerate(lines) if _is_entry(line)), len(lines))
    heading = "".join(lines[:first])
    targets: list[Target] = []
    numbers: list[int] = []
    group: str | None = None
    for line in lines[first:]:
        if detail := DETAIL.match(line):
            _add_detail(targets, detail)
        elif branch := BRANCH.match(line):
            targets.append(target_named(branch["name"], country, group))
        elif (entry := ENTRY.match(line)) and _is_entry(line):
            targets.append(target_named(entry["name"], country))
            numbers.append(int(entry["number"]))
            group = targets[-1].name_zh or targets[-1].name_en
    return Annex(heading=heading, targets=tuple(targets), numbers=tuple(numbers))


def _is_entry(line: str) -> bool:
    """A numbered line that holds a name; 1.物项列表 or a bare number is none."""
    entry = ENTRY.match(line)
    return (
        entry is not None
        and not re.match(r"^\d{4}\s?年", line)
        and bool(re.search(r"[A-Za-z\u4e00-\u9fff]", entry["name"]))
    )


def _add_detail(targets: list[Target], detail: re.Match[str]) -> None:
    """Give the entry above its address, postcode or usual names."""
    if not targets or not (value := detail["value"].strip()):
        return
    label = re.sub(r"\s", "", detail["label"])
    if label == "地址":
        targets[-1] = replace(targets[-1], address=value)
    elif label in ("邮编", "邮政编码"):
        targets[-1] = replace(targets[-1], postcode=value)
    else:
        usual = tuple(name for part in re.split(r"[,，、;；]", value) if (name := part.strip()))
        targets[-1] = replace(targets[-1], aliases=targets[-1].aliases + usual)


def inline_targets(printed: str, country: str | None) -> tuple[Target, ...]:
    """The names in `将…列入`: 参与对台湾地区军售的甲公司（A Corp.）、乙公司（B Inc.）和丙公司（…）等3家实体."""
    tail = COUNTED_TAIL.search(printed)
    names = printed[: tail.start()] if tail else printed
    names = names[_after_modifier(names) :]
    if head := COUNTED_HEAD.match(names):
        names = names[head.end() :]
    return tuple(_inline_target(name, country) for name in _split_names(names) if name)


def _after_modifier(names: str) -> int:
    """Where the names begin after a clause that ends in 的 (危害中国国家安全和利益的), outside brackets."""
    first_bracket = next((place for place, character in enumerate(names) if character in OPEN), len(names))
    place = names.rfind("的", 0, first_bracket)
    return place + 1


def _split_names(names: str) -> list[str]:
    """Cut at separators outside brackets, but only where what stands before is a whole name.

    波音防务、空间与安全集团（Boeing Defense, Space & Security） is one name, 吉布斯和考克斯公司（Gibbs&Cox, Inc.） too.
    """
    parts: list[str] = []
    start = place = 0
    for place, end in _separators(names):
        if _is_whole(names[start:place]):
            parts.append(names[start:place].strip())
            start = end
    parts.append(names[start:].strip())
    return parts


def _separators(names: str) -> Iterator[tuple[int, int]]:
    depth = 0
    place = 0
    while place < len(names):
        depth += (names[place] in OPEN) - (names[place] in CLOSE)
        match = SEPARATOR.match(names, place) if depth <= 0 else None
        if match:
            yield match.start(), match.end()
        place = match.end() if match else place + 1


def _is_whole(name: str) -> bool:
    """Whether this much of the text can be a whole name: closed by its Latin form or by a word for a body."""
    name = name.strip()
    if not name or name.endswith(tuple(CLOSE)):
        return bool(name)
    if not CHINESE.search(name):
        return bool(LATIN_COMPANY.search(name)) or " " not in name
    return bool(re.search(rf"(?:{COMPANY.pattern}|{ORGANIZATION.pattern})$", name))


def _inline_target(printed: str, country: str | None) -> Target:
    """A name in running text: its nationality is the country, unless the Latin name says it too (美国光子公司)."""
    nation = re.match(rf"^(?:{NATION})", printed)
    if nation and not LATIN_NATION.match(split_name(printed)[1] or ""):
        return target_named(printed[nation.end() :], NATIONS[nation[0]])
    return target_named(printed, NATIONS[nation[0]] if nation else country)
