"""The pairs of many names and many others that a few slips tell apart, without looking at each pair in Python.

A slip makes a name longer or shorter by one letter at most, so names are held only against those of about their length.
The share of letters that two names have in common is the fastest measure there is (rapidfuzz's `ratio`, many pairs in
one instruction), and bounds the slips: a name of `n` letters with `d` of them wrong has at least `1 - d / n` in common.
What passes that bound is few, and measured exactly.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from crawler.screen.match import MOST_SLIPS, most_slips, slips_score

CELLS = 4_000_000  # of one matrix, a byte each: the bound on memory


def nearest(given: Sequence[str], listed: Sequence[str], least: float) -> Iterator[tuple[int, int, int]]:
    """Row, column and slips of every pair whose score is at least `least`; the columns of a row in their order."""
    for block, near in blocks(given, listed):
        for place, other in promising([given[row] for row in block], [listed[column] for column in near], least):
            row, column = block[place], near[other]
            slips = OSA.distance(given[row], listed[column])
            letters = max(len(given[row]), len(listed[column]))
            if slips <= most_slips(letters, least) and slips_score(slips, letters) >= least:
                yield row, column, slips


def blocks(given: Sequence[str], listed: Sequence[str]) -> Iterator[tuple[list[int], list[int]]]:
    """Rows of names of one length, and the columns of all that so few slips can make of them."""
    columns = by_length(listed)
    for letters, rows in by_length(given).items():
        lengths = range(letters - MOST_SLIPS, letters + MOST_SLIPS + 1)
        near = sorted(column for length in lengths for column in columns.get(length, ()))
        size = max(1, CELLS // max(1, len(near)))
        for first in range(0, len(rows) if near else 0, size):
            yield rows[first : first + size], near


def by_length(names: Sequence[str]) -> dict[int, list[int]]:
    """The places of the names of each length."""
    found = defaultdict[int, list[int]](list)
    for place, name in enumerate(names):
        found[len(name)].append(place)
    return found


def promising(given: Sequence[str], listed: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """Row and column of the pairs that have enough in common; the given names are of one length."""
    needed = np.array([in_common(max(len(given[0]), len(name)), least) for name in listed])
    common = cdist(given, listed, scorer=ratio, score_cutoff=float(needed.min()), dtype=np.uint8)
    rows, columns = np.nonzero(common >= needed)
    return zip(rows.tolist(), columns.tolist(), strict=True)


@cache
def in_common(letters: int, least: float) -> int:
    """The least share of letters in common, of 100, rounded as `cdist` does; at least one in a hundred."""
    return max(1, round(100 * (1 - most_slips(letters, least) / letters) - 1)) if letters else 100
