"""Names that stand in a sentence: 将参与对台湾地区军售的甲公司（A Corp.）、乙公司（B Inc.）等3家实体列入.

In running text a nationality before a name is the country and no part of the name (rule 7).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.extract.official.names import CLOSE, LATIN, OFFICES, OPEN, is_whole, person, split_name, target_named
from crawler.extract.official.nations import NATION, NATIONS
from storage.model import Target

LONGEST = 8000  # characters between 将 and 列入: fifty names; what is longer is no list that a person wrote

SHORT = 12  # characters of a Chinese name that ends in no word for a body

SEPARATOR = re.compile(r"[、，,；]|以及|和|及(?!其)|与")
NOUN = r"(?:实体|企业|公司|子公司|机构|银行|个人|组织|高校|大学|高级管理人员|自然人)"
NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
COUNTED = rf"{NUMBER}\s?(?:家|个|名|所|位)"
# …等10家美国实体 · 等参与提升日本军事实力的20家实体 · 两家银行 · 等外国实体: what sums up the names before it.
SUMMED = re.compile(
    rf"(?<![高同平对中初优])等(?!级|待|离|效)(?=[^（()）A-Za-z]{{0,60}}$)|\s?{COUNTED}[^（()）A-Za-z、]{{0,20}}$"
)
# 韩华海洋株式会社5家美国相关子公司Hanwha …: what counts the names behind it, and belongs to none of them.
COUNTED_HEAD = re.compile(rf"{COUNTED}[^（()）、A-Za-z]{{0,20}}?{NOUN}[：:]?(?=\s?[A-Za-z\u4e00-\u9fff])")
BARE_HEAD = re.compile(rf"^(?:以下|下列|上述|有关)?(?:{NATION})?(?:的)?(?:外国|相关)?(?:实体|企业|公司)?[：:]?$")
LATIN_NATION = re.compile(
    r"^(?:U\.?\s?S\.?|USA|American?|United States|Japan|Taiwan|Korean?|Canad|German)", re.IGNORECASE
)
NATION_BEFORE = re.compile(rf"^(?P<nation>{NATION})(?:籍|的)?")
# What stands before a later name in a series: …、参与涉台军事技术合作的加拿大乙公司（B Ltd.）
MODIFIER = re.compile(r"^(?:参与|从事|协助|支持|配合|违反|危害|长期|曾|为|向|与)[^（()）、]{1,60}的(?=[^（()）、]{2})")
WITH_STAFF = re.compile(rf"(?<=[）)团司])及其(?={OFFICES.pattern.replace('?P<role>', '?:')})")
NAMELESS = re.compile(
    r"(?<!土耳)其|上述|这些|该等|各|有关|相关|该|此|以下|下列|前述|违反|违规|情节|符合|未经|任何|部分|多家|若干|多个|外国实体$|^实体$|^企业$|^公司$"
)


def targets_named(printed: str, country: str | None) -> tuple[Target, ...]:
    """The bodies and persons named in `printed`, in order; () when they are only counted or described."""
    found: list[Target] = []
    for name in _names(printed):
        known = person(name) if OFFICES.search(name) else None
        if known is not None:
            employer = known.employer or next((one.name_zh or one.name_en for one in reversed(found)), None)
            found.append(replace(known, employer=employer, country=country))
        else:
            found.append(_body(name, country))
    return tuple(found)


def _names(printed: str) -> list[str]:
    """The single names, without modifiers before them and counts around them."""
    names = _without_head(_without_tail(printed[:LONGEST]))
    parts = (MODIFIER.sub("", name) for name in _parts(WITH_STAFF.sub("、", names)))
    return [name for name in parts if _is_named(name)]


def _is_named(name: str) -> bool:
    if not name or BARE_HEAD.match(name):
        return False
    return bool(LATIN.search(name)) or (not NAMELESS.search(name) and (is_whole(name) or len(name) <= SHORT))


def _without_tail(names: str) -> str:
    tail = SUMMED.search(names)
    return names[: tail.start()] if tail else names


def _without_head(names: str) -> str:
    """Without a clause in front that ends in 的 (危害中国国家安全和利益的) or a count of what follows."""
    first = min((place for place in map(names.find, OPEN) if place >= 0), default=len(names))
    head = COUNTED_HEAD.search(names, 0, first)
    return names[max(names.rfind("的", 0, first) + 1, head.end() if head else 0) :]


def _parts(names: str) -> list[str]:
    """Cut at separators outside brackets, but only where what stands before is a whole name.

    波音防务、空间与安全集团（Boeing Defense, Space & Security） is one name, 吉布斯和考克斯公司（Gibbs&Cox, Inc.） too.
    """
    parts: list[str] = []
    start = 0
    for place, end in _separators(names):
        part = names[start:place].strip()
        if is_whole(NATION_BEFORE.sub("", part)) and (names[place] != "," or _is_closed(part)):
            parts.append(part)
            start = end
    parts.append(names[start:].strip())
    return parts


def _is_closed(name: str) -> bool:
    """A half-width comma divides only names closed by a bracket or by Chinese: Gibbs&Cox, Inc. goes on."""
    return name.endswith(tuple(CLOSE)) or not name[-1:].isascii()


def _separators(names: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every separator outside brackets."""
    depth, place = 0, 0
    for match in re.finditer(rf"[（(）)]|{SEPARATOR.pattern}", names):
        if match[0] in OPEN or match[0] in CLOSE:
            depth = max(depth + (1 if match[0] in OPEN else -1), 0)
        elif depth == 0 and match.start() >= place:
            yield match.start(), match.end()
            place = match.end()


def _body(printed: str, country: str | None) -> Target:
    """A name in running text: its nationality is the country, unless the Latin name says it too (美国光子公司)."""
    nation = NATION_BEFORE.match(printed)
    if nation is None:
        return target_named(printed, country)
    of_nation = NATIONS[nation["nation"]]
    rest = printed[nation.end() :].strip()
    if LATIN_NATION.match(split_name(printed)[1] or "") or not rest:
        return target_named(printed, of_nation)
    return target_named(rest, of_nation)


def is_long(printed: str) -> bool:
    """Whether more stands between the words than is read."""
    return len(printed) > LONGEST
