"""Whether what is remembered is whole: the database, the chain of captures, the bytes behind every version, the quotes.

Nothing is mended here. What is found is named by table and number, or by archive file and offset.
"""

# ruff: noqa: S608 - queries are put together from constants of ours

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.archive import read
from storage.captures import link
from storage.errors import TrackError
from storage.rows import CAPTURE, capture_of

MOST_NAMED = 100  # problems of one kind that are named; all are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One kind of thing that was looked at: how many, and what is wrong with them, the first hundred by name."""

    what: str
    looked_at: int
    wrong: int
    problems: tuple[str, ...]


Found = Iterator[str | None]  # one for each thing looked at: what is wrong with it, or None

BYTES = f"""
SELECT DISTINCT {CAPTURE} FROM versions JOIN captures ON captures.id = versions.capture
UNION SELECT {CAPTURE} FROM copies JOIN captures ON captures.id = copies.capture
ORDER BY file, offset
"""

QUOTES = """
SELECT proofs.event, proofs.version, substr(texts.text, proofs.start + 1, proofs."end" - proofs.start) AS said, quote
FROM proofs JOIN versions ON versions.id = proofs.version JOIN texts ON texts.id = versions.text
ORDER BY proofs.event, proofs.version
"""


def verify(
    database: sqlite3.Connection, folder: Path, tell: Callable[[str, int], None] = lambda what, done: None
) -> list[Check]:
    """Look at everything; `tell` hears how far it is. Raises `sqlite3.Error` where the file can't be read at all."""
    looks: list[tuple[str, Found]] = [
        ("database", integrity(database)),
        ("captures in the chain", chain(database)),
        ("pages in the archive", pages(database, folder)),
        ("quotes at their place", quotes(database)),
    ]
    return [counted(what, found, tell) for what, found in looks]


def counted(what: str, found: Found, tell: Callable[[str, int], None]) -> Check:
    """Go through everything of one kind."""
    problems: list[str] = []
    done = 0
    for done, problem in enumerate(found, 1):
        if problem:
            problems.append(problem)
        tell(what, done)
    return Check(what=what, looked_at=done, wrong=len(problems), problems=tuple(problems[:MOST_NAMED]))


def integrity(database: sqlite3.Connection) -> Found:
    """SQLite's own view of its pages, and references that lead nowhere."""
    yield from (None if row[0] == "ok" else row[0] for row in database.execute("PRAGMA integrity_check"))
    for row in database.execute("PRAGMA foreign_key_check"):
        yield f"{row['table']} {row['rowid']} refers to a row of {row['parent']} that is not there"


def chain(database: sqlite3.Connection) -> Found:
    """Captures whose link is not what their record and the one before make it."""
    before = ""
    for row in database.execute("SELECT * FROM captures ORDER BY id"):
        expected = link(before, row)
        broken = (
            f"capture {row['id']} ({row['file']} at {row['offset']}): it, or the one before, was changed or removed"
        )
        yield None if row["chain"] == expected else broken
        before = row["chain"]


def pages(database: sqlite3.Connection, folder: Path) -> Found:
    """The bytes behind every version and every copy: readable, and with the digest that was noted."""
    for row in database.execute(BYTES):
        try:
            read(folder, capture_of(row))
        except TrackError as error:
            yield str(error)
        else:
            yield None


def quotes(database: sqlite3.Connection) -> Found:
    """The sentences that prove events, in each version that says them."""
    for row in database.execute(QUOTES):
        moved = f"event {row['event']}: its quote does not stand in version {row['version']} where it should"
        yield None if row["said"] == row["quote"] else moved
