"""Lines that a page broke at its margin, as the one line that they are: a PDF knows no paragraphs."""

import re
from collections.abc import Iterable
from itertools import pairwise
from unicodedata import east_asian_width

# What begins a line of its own: 1. · （一） · a. · 1C117.d · 附件2 · — · 地址：
BEGINS = re.compile(
    r"^\s*(?:[（(]?(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[a-z])[.．、:：)）\s]|\d[A-E]\d{3}|附\s?件|[—–●·■]|\S{1,6}[:：])"
)
ENDS = ("。", "；", "：", ":")
SHORTEST = 25  # characters of the narrowest column in use
RAGGED = 1  # characters by which a line may fall short of the longest and still have no room
HEAD = re.compile(r"\s*(?:[^\s\u2e80-\uffef]+|.)")
WIDE = frozenset("WF")


def unbroken(lines: list[str]) -> list[str]:
    """The lines, each that had no room for the next word with what stands under it, but for what begins a line."""
    margin = max(SHORTEST, max(map(width, lines), default=0)) - RAGGED
    whole = lines[:1]
    for line, following in pairwise(lines):
        if (
            width(line) + width(head(following)) > margin
            and not line.rstrip().endswith(ENDS)
            and not BEGINS.match(following)
        ):
            whole[-1] = joined([whole[-1], following])
        else:
            whole.append(following)
    return whole


def joined(lines: Iterable[str]) -> str:
    """One line of several; Latin words are divided by a space, Chinese ones are not."""
    whole = ""
    for line in map(str.strip, lines):
        divided = whole and line and not (is_wide(whole[-1]) or is_wide(line[0]))
        whole += f" {line}" if divided else line
    return whole


def head(line: str) -> str:
    """What cannot be broken of a line's beginning: a Latin word, or one Chinese character."""
    found = HEAD.match(line)
    return found[0] if found else ""


def width(line: str) -> float:
    """The length in Chinese characters."""
    return sum(1 if is_wide(character) else 0.5 for character in line.strip())


def is_wide(character: str) -> bool:
    """Whether it takes the place of a Chinese character."""
    return east_asian_width(character) in WIDE
