"""Near-duplicates among texts: one agency's text on five hosts is one report. Pure.

Texts are compared as sets of shingles: three words in a row, or three characters where they are Chinese. The exact
Jaccard index of their shingles decides; of many texts MinHash and locality-sensitive hashing propose the pairs.
Measured on `shared/corpus/press` (26 texts of over 30 words), `edits`, and copies made of them:

| pair | Jaccard |
|---|---|
| two texts of different outlets about one measure, highest | 0.06 |
| a flash and the story it grew into | 0.07 to 0.34 |
| copy without the last two fifths | 0.58 to 0.63 |
| copy without the last fifth | 0.78 to 0.82 |
| copy with three words in a hundred changed | 0.83 to 0.87 |
| copy with a dateline and closing lines of its own | 0.95 to 1.00 |
| an article before and after small edits | 0.90 to 0.99 |

`tests/test_storage_duplicates.py` holds these. The same form with other names, as the Ministry's notices are, reaches
0.64 and even 0.80: a like text is a copy only where it claims the same (see `storage.copied`).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TypeAlias
from zlib import crc32

SHINGLE = 3  # words, or Chinese characters
SAME = 0.5  # Jaccard index from which two texts are one report
# Of the hashes of a sketch 42 bands of 3 are compared: at an index of 0.5 four pairs in a thousand are missed, at
# 0.59 one in ten thousand; what is proposed in vain costs one exact comparison.
HASHES, BANDS, ROWS = 128, 42, 3
WORDS = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
LONGEST = 20_000  # characters that are compared
FEW = 100  # texts up to which comparing every pair takes less time than importing the library that proposes some

Shingles: TypeAlias = frozenset[tuple[str, ...]]


def near_duplicates(texts: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers whose texts are nearly the same."""
    pieces = {number: found for number, text in texts.items() if (found := shingles(text))}
    proposed = combinations(pieces, 2) if len(pieces) <= FEW else sketched(pieces)
    return ((one, other) for one, other in proposed if jaccard(pieces[one], pieces[other]) >= SAME)


def sketched(pieces: Mapping[int, Shingles]) -> Iterator[tuple[int, int]]:
    """The pairs whose sketches are alike."""
    from datasketch import MinHash, MinHashLSH  # brings SciPy: half a second

    index = MinHashLSH(num_perm=HASHES, params=(BANDS, ROWS))
    encoded = ([" ".join(piece).encode() for piece in found] for found in pieces.values())
    # CRC-32 is ten times as fast as the default SHA-1; MinHash mixes it again.
    for number, sketch in zip(pieces, MinHash.generator(encoded, num_perm=HASHES, hashfunc=crc32), strict=True):
        yield from ((other, number) for other in sorted(index.query(sketch)))
        index.insert(number, sketch)


def shingles(text: str) -> Shingles:
    """Every three words in a row; fewer words are one piece, and no words none."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    words = WORDS.findall(folded)
    if len(words) < SHINGLE:
        return frozenset([tuple(words)] if words else [])
    return frozenset(zip(*(words[at:] for at in range(SHINGLE)), strict=False))


def jaccard(one: Shingles, other: Shingles) -> float:
    """What two sets share, of all they have."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)
