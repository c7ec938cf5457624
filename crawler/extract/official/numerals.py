"""Numbers and counts in Chinese text."""

import re

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,6})"
BODIES = r"(?:家|个|名|位|所)"
COUNT = re.compile(rf"(?<![数几第上其\d])(?P<number>{NUMBER})\s?{BODIES}(?=(?P<what>[^，。；（(]{{0,40}}))")
COUNTED = re.compile(r"实体|企业|公司|机构|组织|个人|高管|高级管理人员|单位|银行|大学|高校|国家|地区")


def number(printed: str) -> int:
    """The value of `28`, `两`, `十五`, `二十八` or `一百零二`.

    >>> number("二十八"), number("两"), number("10")
    (28, 2, 10)
    """
    if printed.isdecimal():
        return int(printed)
    total = digit = 0
    for character in printed:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit


def declared_count(text: str) -> int | None:
    """How many bodies the text says there are (28家美国实体, 两家企业, 3个国家); None when it says none or two numbers.

    >>> declared_count("将通用动力公司等28家美国实体列入出口管制管控名单")
    28
    """
    counts = set(declared_counts(text))
    return counts.pop() if len(counts) == 1 else None


def declared_counts(text: str) -> list[int]:
    """Every count of bodies in the order printed."""
    return [number(match["number"]) for match in COUNT.finditer(text) if COUNTED.search(match["what"])]
