"""The pairs of many names and many others that a few slips tell apart, without looking at each pair in Python.

The share of letters that two names have in common is the fastest measure there is (rapidfuzz's `ratio`, many pairs in
one instruction), and bounds the slips: a name of `n` letters with `d` of them wrong has at least `1 - d / n` in common.
What passes that bound is few, and measured exactly.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from crawler.screen.match import most_slips, slips_score

CELLS = 4_000_000  # of one matrix, a byte each: the bound on memory


def nearest(given: Sequence[str], listed: Sequence[str], least: float) -> Iterator[tuple[int, int, int]]:
    """Row, column and slips of every pair whose score is at least `least`; a block of rows at a time."""
    rows = max(1, CELLS // max(1, len(listed)))
    for first in range(0, len(given) if listed else 0, rows):
        block = given[first : first + rows]
        for row, column in promising(block, listed, least):
            slips = OSA.distance(block[row], listed[column])
            letters = max(len(block[row]), len(listed[column]))
            if slips <= most_slips(letters, least) and slips_score(slips, letters) >= least:
                yield first + row, column, slips


def promising(given: Sequence[str], listed: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """Row and column of the pairs that have enough in common."""
    mine, theirs = (np.fromiter(map(len, names), np.intp, len(names)) for names in (given, listed))
    needed = np.array([in_common(letters, least) for letters in range(max(mine.max(), theirs.max()) + 1)])
    common = cdist(given, listed, scorer=ratio, score_cutoff=float(needed.min()), dtype=np.uint8)
    rows, columns = np.divmod(np.flatnonzero(common), len(listed))
    enough = common[rows, columns] >= needed[np.maximum(mine[rows], theirs[columns])]
    return zip(rows[enough].tolist(), columns[enough].tolist(), strict=True)


def in_common(letters: int, least: float) -> int:
    """The least share of letters in common, of 100, rounded as `cdist` does; at least one in a hundred."""
    return max(1, round(100 * (1 - most_slips(letters, least) / letters) - 1)) if letters else 100
