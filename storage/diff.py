"""What was taken out of a text and what was put in: words for Latin, characters for Chinese. Pure, bounded in time."""

import re
from array import array
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeAlias

from storage.model import Edit, Op

# Scripts written without spaces: kana, Chinese with its extensions and compatibility forms.
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = rf"[^\W{UNSPACED}]"
# 1,234.5 · long-term, Beijing's · one line feed · a run of other white space · any one character
TOKEN = re.compile(rf"\d+(?:[.,]\d+)+|{WORD}+(?:[-'’]{WORD}+)*|\n|[^\S\n]+|.", re.DOTALL)
LINE = re.compile(r"[^\n]*\n|[^\n]+")

MOST_STEPS = 1_000_000  # of one comparison, about half a second; a longer one is made line by line

SPECK = 3  # tokens beside white space: `that the`, `、` between two names

Round: TypeAlias = "array[int]"  # for each diagonal, how far into the old text so many edits lead
Block = tuple[int, int, int]  # `length` tokens that agree: at `start` of the old, at `start` of the new


def diff_texts(before: str, after: str) -> tuple[Edit, ...]:
    """The edits that make `after` of `before`, in reading order; a deletion stands before the insertion beside it.

    >>> [(edit.op, edit.text) for edit in diff_texts("28家实体", "29家实体")]
    [('delete', '28'), ('insert', '29'), ('equal', '家实体')]
    """
    edits = diff_tokens(TOKEN.findall(before), TOKEN.findall(after), MOST_STEPS)
    if edits is None:
        edits = diff_lines(LINE.findall(before), LINE.findall(after))
    return joined(absorb_specks(joined(edits)))


def apply(before: str, edits: Iterable[Edit]) -> str:
    """The text after the edits. Raises `ValueError` when they are not edits of `before`."""
    edits = tuple(edits)
    if "".join(edit.text for edit in edits if edit.op != "insert") != before:
        raise ValueError("these edits belong to another text")
    return "".join(edit.text for edit in edits if edit.op != "delete")


def diff_tokens(before: Sequence[str], after: Sequence[str], most: int) -> list[Edit] | None:
    """The shortest list of edits, one for each run of tokens; None when it takes more than `most` steps to find."""
    start = shared_length(before, after)
    end = shared_length(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    blocks = shortest_script(old, new, most)
    if blocks is None:
        return None
    middle = edits_between(old, new, blocks)
    return [*piece("equal", before[:start]), *middle, *piece("equal", before[len(before) - end :])]


def diff_lines(before: Sequence[str], after: Sequence[str]) -> list[Edit]:
    """Line by line, and by tokens where one line became another; all at once where even that takes too long."""
    edits = diff_tokens(before, after, MOST_STEPS)
    if edits is None:
        return [*piece("delete", before), *piece("insert", after)]
    refined: list[Edit] = []
    whole = sum(len(edit.text) for edit in edits)
    for edit in edits:
        if edit.op == "insert" and refined and refined[-1].op == "delete":
            gone = refined.pop()
            most = MOST_STEPS * len(gone.text + edit.text) // whole  # so that all together keep the bound
            inner = diff_tokens(TOKEN.findall(gone.text), TOKEN.findall(edit.text), most)
            refined += [gone, edit] if inner is None else inner
        else:
            refined.append(edit)
    return refined


def shared_length(before: Sequence[str], after: Sequence[str]) -> int:
    """How many tokens agree from the start."""
    for index, (old, new) in enumerate(zip(before, after, strict=False)):
        if old != new:
            return index
    return min(len(before), len(after))


def shortest_script(old: Sequence[str], new: Sequence[str], most: int) -> list[Block] | None:
    """Blocks that agree, by Myers' greedy algorithm (1986); None when it takes more than `most` steps.

    Round `cost` holds, for each diagonal that `cost` edits can reach, how far into `old` they lead.
    """
    rounds: list[Round] = []
    while most > 0:
        found, steps = next_round(rounds[-1] if rounds else array("q"), old, new, most)
        rounds.append(found)
        most -= steps
        cost = len(rounds) - 1
        goal = len(old) - len(new) + cost  # twice the index of the diagonal on which both texts end
        if goal % 2 == 0 and 0 <= goal // 2 < len(found) and found[goal // 2] >= len(old):
            return way_back(rounds, len(old), len(new))
    return None


def next_round(last: Round, old: Sequence[str], new: Sequence[str], most: int) -> tuple[Round, int]:
    """One more edit on every diagonal (`2 * index - cost`), then as far as the tokens agree; and the steps it took."""
    cost = len(last)
    found: Round = array("q")
    steps = 0
    for index in range(cost + 1):
        start = x = origin(last, index)[1] if last else 0
        y = x - (2 * index - cost)
        while x < len(old) and y < len(new) and old[x] == new[y]:
            x, y = x + 1, y + 1
        found.append(x)
        steps += 1 + x - start
        if steps > most:
            break
    return found, steps


def origin(last: Round, index: int) -> tuple[int, int]:
    """From which index of the round before a diagonal is best reached, and where in `old` it then begins."""
    if index == 0 or (index < len(last) and last[index - 1] < last[index]):
        return index, last[index]  # an insertion: `old` stands still
    return index - 1, last[index - 1] + 1


def way_back(rounds: list[Round], x: int, y: int) -> list[Block]:
    """The blocks on the path that ends at (x, y), in reading order."""
    blocks: list[Block] = []
    for cost in range(len(rounds) - 1, -1, -1):
        index = (x - y + cost) // 2
        before, start = origin(rounds[cost - 1], index) if cost else (0, 0)
        blocks.append((start, start - (x - y), x - start))
        if cost:
            x = rounds[cost - 1][before]
            y = x - (2 * before - (cost - 1))
    return [block for block in reversed(blocks) if block[2]]


def edits_between(old: Sequence[str], new: Sequence[str], blocks: Iterable[Block]) -> list[Edit]:
    """The edits that the blocks leave over, and the blocks."""
    edits: list[Edit] = []
    x = y = 0
    for start, other, length in (*blocks, (len(old), len(new), 0)):
        edits += piece("delete", old[x:start])
        edits += piece("insert", new[y:other])
        edits += piece("equal", old[start : start + length])
        x, y = start + length, other + length
    return edits


def piece(op: Op, tokens: Sequence[str]) -> list[Edit]:
    """One edit, or none where there is nothing to say."""
    return [Edit(op=op, text="".join(tokens))] if tokens else []


def absorb_specks(edits: Sequence[Edit]) -> list[Edit]:
    """Let go of what agrees by chance: a comma or `the` between two rewritten passages is no anchor for the eye.

    Such a piece has few tokens, and is no longer than what changed before it and than what changed behind it.
    """
    kept: list[Edit] = []
    changed = 0  # characters since the last piece that stayed
    for index, edit in enumerate(edits):
        if edit.op != "equal":
            kept.append(edit)
            changed += len(edit.text)
        elif len(edit.text) <= min(changed, length_of_change(edits[index + 1 : index + 3])) and is_speck(edit.text):
            kept += [Edit(op="delete", text=edit.text), Edit(op="insert", text=edit.text)]
        else:
            kept.append(edit)
            changed = 0
    return kept


def length_of_change(edits: Iterable[Edit]) -> int:
    """Characters that came and went."""
    return sum(len(edit.text) for edit in edits if edit.op != "equal")


def is_speck(text: str) -> bool:
    """True for very few tokens, none of them a line feed."""
    return "\n" not in text and sum(not token.isspace() for token in TOKEN.findall(text)) <= SPECK


def joined(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Between two pieces that stayed, one deletion and one insertion at most."""
    found: list[Edit] = []
    for stays, run in groupby(edits, key=lambda edit: edit.op == "equal"):
        pieces = list(run)
        ops: tuple[Op, ...] = ("equal",) if stays else ("delete", "insert")
        for op in ops:
            found += piece(op, [edit.text for edit in pieces if edit.op == op])
    return tuple(found)
