"""Full text: which documents hold all the words, and where. Words are data: nothing in them is syntax."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from storage.model import DocumentRef
from storage.rows import REF, ref_of

GRAM = 3  # characters of a piece in the index; shorter words are looked for in the texts themselves
MOST_GRAMS = 32  # pieces that are looked up: they only narrow the choice
AROUND = 60  # characters of a snippet, on either side

FOUND = f"""
SELECT {REF}, texts.text
FROM words
  CROSS JOIN documents ON documents.id = words.rowid
  CROSS JOIN versions AS titled ON titled.id = documents.version
  CROSS JOIN texts ON texts.id = titled.text
WHERE words MATCH ? ORDER BY words.rowid DESC
"""

ALL = f"""
SELECT {REF}, texts.text
FROM documents
  CROSS JOIN versions AS titled ON titled.id = documents.version
  CROSS JOIN texts ON texts.id = titled.text
WHERE EXISTS (SELECT 1 FROM copies WHERE copies.document = documents.id)
  AND (titled.title LIKE :like ESCAPE '\\' OR texts.text LIKE :like ESCAPE '\\')
ORDER BY documents.id DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that holds the words: where the first of them stands, in code points, and what stands around it."""

    document: DocumentRef
    field: Literal["title", "text"]
    start: int
    end: int
    snippet: str


def find_words(database: sqlite3.Connection, words: str, limit: int) -> list[Hit]:
    """The documents in which every word occurs, in whatever case, the last seen first."""
    asked = words.encode("utf-8", "replace").decode().replace("\0", " ").split()
    patterns = [re.compile(re.escape(word), re.IGNORECASE) for word in asked]
    hits: list[Hit] = []
    for row in candidates(database, asked) if asked else ():
        if len(hits) >= limit:
            break
        if hit := hit_in(row, patterns):
            hits.append(hit)
    return hits


def candidates(database: sqlite3.Connection, words: Sequence[str]) -> Iterator[sqlite3.Row]:
    """Documents that may hold the words, and all that do."""
    grams = {word[at : at + GRAM] for word in words for at in range(len(word) - GRAM + 1)}
    if grams:
        quoted = ('"' + gram.replace('"', '""') + '"' for gram in sorted(grams)[:MOST_GRAMS])
        return iter(database.execute(FOUND, [" AND ".join(quoted)]))
    longest = max(words, key=len)
    escaped = re.sub(r"([\\%_])", r"\\\1", longest)
    return iter(database.execute(ALL, {"like": f"%{escaped}%"}))


def hit_in(row: sqlite3.Row, patterns: Sequence[re.Pattern[str]]) -> Hit | None:
    """Where the first word stands, the text before the title; None unless all of them occur."""
    title, text = row["title"], row["text"]
    if not all(pattern.search(text) or pattern.search(title) for pattern in patterns):
        return None
    in_text = patterns[0].search(text)
    place = in_text or patterns[0].search(title)
    assert place is not None  # noqa: S101 - for the type checker: it occurs, see above
    return Hit(
        document=ref_of(row),
        field="text" if in_text else "title",
        start=place.start(),
        end=place.end(),
        snippet=around(text if in_text else title, place.start(), place.end()),
    )


def around(text: str, start: int, end: int) -> str:
    """What stands around a place, in one line, with … where it was cut."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    inside = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{inside}{'…' if last < len(text) else ''}"
