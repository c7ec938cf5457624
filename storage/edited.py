"""Texts that the publisher changed; what was changed and changed back within a day is one note, not two edits."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal

from storage.database import instant, stamp
from storage.model import Change
from storage.rows import CAPTURE, REF, capture_of, ref_of

FLICKER = timedelta(days=1)  # what is taken back within it was hardly there

# An edit with the texts on either side, as title, line feed, text, and the bytes that brought the new one.
TEXTS = "previous.title || char(10) || old.text AS before, titled.title || char(10) || new.text AS after"
WITH_TEXTS = """
  JOIN documents ON documents.id = edits.document
  JOIN versions AS previous ON previous.id = edits.before
  JOIN texts AS old ON old.id = previous.text
  JOIN versions AS titled ON titled.id = edits.after
  JOIN texts AS new ON new.id = titled.text
  JOIN captures ON captures.id = titled.capture
"""

EDITED = f"""
SELECT edits.id, edits.document, edits.seen_at AS at, {TEXTS}, previous.content_hash AS hash_before,
  titled.content_hash AS hash_after, {REF}, {CAPTURE}
FROM edits {WITH_TEXTS}
WHERE {{when}} AND edits.cause = 'world'
"""

# What was told of the same documents in the day before.
EARLIER = """
SELECT edits.document, edits.seen_at AS at, previous.content_hash AS hash_before, titled.content_hash AS hash_after
FROM edits
  JOIN versions AS previous ON previous.id = edits.before
  JOIN versions AS titled ON titled.id = edits.after
WHERE edits.seen_at >= :from AND edits.seen_at < :first AND edits.cause = 'world'
  AND edits.document IN (SELECT value FROM json_each(:documents))
ORDER BY edits.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One edit of one document: `row` is None when it was told before."""

    at: datetime
    before: str
    after: str
    row: sqlite3.Row | None = None


def edited_texts(database: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> Iterator[Change]:
    """The edits that the rows of `EDITED` come to, beside what was told of their documents in the day before."""
    ordered = sorted(rows, key=lambda row: (row["document"], row["id"]))
    earlier = told_before(database, ordered)
    for document, group in groupby(ordered, key=lambda row: int(row["document"])):
        yield from settled([*earlier.get(document, ()), *map(step, group)])


def settled(steps: Iterable[Step]) -> Iterator[Change]:
    """The edits of one document that were not taken back, and one note when any was."""
    standing: list[Step] = []
    flickered: sqlite3.Row | None = None
    for one in steps:
        if standing and standing[-1].before == one.after and one.at - standing[-1].at <= FLICKER:
            standing.pop()
            flickered = one.row or flickered
        else:
            standing.append(one)
    if flickered is not None:
        yield change_of(flickered, "flicker")
    yield from (change_of(one.row, "edited") for one in standing if one.row is not None)


def told_before(database: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> dict[int, list[Step]]:
    """By document, what was told of those in the rows in the day before the first of them."""
    if not rows:
        return {}
    first = min(instant(row["at"]) for row in rows)
    documents = json.dumps(sorted({row["document"] for row in rows}))
    asked = {"from": stamp(first - FLICKER), "first": stamp(first), "documents": documents}
    found: dict[int, list[Step]] = {}
    for row in database.execute(EARLIER, asked):
        found.setdefault(row["document"], []).append(step(row, told=True))
    return found


def step(row: sqlite3.Row, *, told: bool = False) -> Step:
    """A row of `EDITED` or `EARLIER`."""
    at = instant(row["at"])
    return Step(at=at, before=row["hash_before"], after=row["hash_after"], row=None if told else row)


def change_of(row: sqlite3.Row, kind: Literal["edited", "flicker"]) -> Change:
    """A row of `EDITED`."""
    return Change(
        kind=kind,
        seen_at=instant(row["at"]),
        document=ref_of(row),
        capture=capture_of(row),
        before=row["before"],
        after=row["after"],
    )
