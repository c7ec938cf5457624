"""Texts that the publisher changed; what was changed and changed back within a day is one note, not two edits."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import json
import sqlite3
from collections.abc import Sequence
from typing import Literal

from storage.database import instant, stamp
from storage.flicker import DAY, Flicker, Turn, settled
from storage.model import Change, Revision
from storage.rows import CAPTURE, REF, capture_of, ref_of

# An edit with the texts on either side, as title, line feed, text, and the bytes that brought the new one.
REVISION = (
    "previous.title || char(10) || old.text AS before, titled.title || char(10) || new.text AS after,"
    " edits.kinds, edits.script"
)
WITH_TEXTS = """
  JOIN documents ON documents.id = edits.document
  JOIN versions AS previous ON previous.id = edits.before
  JOIN texts AS old ON old.id = previous.text
  JOIN versions AS titled ON titled.id = edits.after
  JOIN texts AS new ON new.id = titled.text
  JOIN captures ON captures.id = titled.capture
"""

EDITED = f"""
SELECT edits.id, edits.document, edits.seen_at AS at, {REVISION}, previous.content_hash AS hash_before,
  titled.content_hash AS hash_after, {REF}, {CAPTURE}
FROM edits {WITH_TEXTS}
WHERE {{when}} AND edits.cause = 'world'
"""

# What was told of the same documents in the day before.
EARLIER = """
SELECT edits.id, edits.document, edits.seen_at AS at, previous.content_hash AS hash_before,
  titled.content_hash AS hash_after
FROM edits
  JOIN versions AS previous ON previous.id = edits.before
  JOIN versions AS titled ON titled.id = edits.after
WHERE edits.seen_at >= :from AND edits.seen_at < :first AND edits.cause = 'world'
  AND edits.document IN (SELECT value FROM json_each(:documents))
ORDER BY edits.id
"""


def edited_texts(database: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> tuple[list[Change], list[Flicker]]:
    """The edits that the rows of `EDITED` come to, beside what was told of their documents in the day before.

    Of those that went back and forth one note is left; the flickers say when they did.
    """
    by_number = {row["id"]: row for row in rows}
    told = [one for one in settled([*told_before(database, rows), *map(turn_of, rows)]) if one.turn.id in by_number]
    edits = [change_of(by_number[one.turn.id], "flicker" if one.leads_back else "edited") for one in told]
    flickers = [
        Flicker(key=edit.document.key, since=one.since, until=one.turn.seen_at)
        for edit, one in zip(edits, told, strict=True)
        if one.since
    ]
    return edits, flickers


def told_before(database: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[Turn]:
    """What was told of the documents in the rows in the day before the first of them."""
    if not rows:
        return []
    first = min(instant(row["at"]) for row in rows)
    documents = json.dumps(sorted({row["document"] for row in rows}))
    asked = {"from": stamp(first - DAY), "first": stamp(first), "documents": documents}
    return list(map(turn_of, database.execute(EARLIER, asked)))


def turn_of(row: sqlite3.Row) -> Turn:
    """A row of `EDITED` or `EARLIER`, without its texts."""
    return Turn(
        id=row["id"],
        document=row["document"],
        seen_at=instant(row["at"]),
        before=row["hash_before"],
        after=row["hash_after"],
    )


def change_of(row: sqlite3.Row, kind: Literal["edited", "flicker"]) -> Change:
    """A row of `EDITED`."""
    return Change(
        kind=kind,
        seen_at=instant(row["at"]),
        document=ref_of(row),
        capture=capture_of(row),
        revision=revision_of(row),
    )


def revision_of(row: sqlite3.Row) -> Revision:
    """A row with the columns of `REVISION`: texts are compared when an edit is remembered, not when it is told."""
    return Revision(before=row["before"], after=row["after"], kinds=tuple(row["kinds"].split()), script=row["script"])
