"""Writes what was decided, inside the caller's transaction. It decides nothing."""

import hashlib
import sqlite3

from storage.arrival import Arrival
from storage.comparison import compared
from storage.database import insert, stamp
from storage.decide import Cause, DocumentState, Leaving, Memory, Plan
from storage.statements import retract, write_conflict, write_events


def enact(database: sqlite3.Connection, arrival: Arrival, memory: Memory, plan: Plan) -> None:
    """Write the plan for an arrival."""
    if plan.late and memory.copy:
        if plan.new_version:
            insert_version(database, arrival, memory.copy.id, stamp(arrival.reading.seen_at))
        return
    document = memory.document.id if memory.document else insert_document(database, arrival)
    copy = write_copy(database, arrival, memory, document)
    version = write_version(database, arrival, memory, plan, copy)
    if plan.back:
        at, run = stamp(arrival.reading.seen_at), arrival.reading.run
        insert(database, "sightings", copy=copy, what="back", at=at, capture=arrival.capture, detail="", run=run)
    if plan.current != "as it was":
        write_current(database, arrival, memory, plan, document, version)
    write_events(database, arrival, memory, plan, document, version)
    if plan.leaving and memory.left:
        write_leaving(database, arrival, plan.leaving, memory.left)
    for conflict in plan.conflicts:
        write_conflict(database, arrival, conflict, document)


def insert_document(database: sqlite3.Connection, arrival: Arrival) -> int:
    """A document seen for the first time; its text follows."""
    reading, document = arrival.reading, arrival.document
    return insert(
        database,
        "documents",
        key=reading.key,
        source=document.source,
        kind=document.kind,
        first_seen_at=stamp(reading.seen_at),
        run=reading.run,
    )


def write_copy(database: sqlite3.Connection, arrival: Arrival, memory: Memory, document: int) -> int:
    """The copy as last read; its version follows."""
    reading, copy = arrival.reading, memory.copy
    seen_at = stamp(reading.seen_at)
    if copy is None:
        return insert(
            database,
            "copies",
            url=reading.url,
            document=document,
            rank=reading.rank,
            capture=arrival.capture,
            reader_version=reading.reader_version,
            rules_version=reading.rules_version,
            first_seen_at=seen_at,
            last_seen_at=seen_at,
        )
    database.execute(
        "UPDATE copies SET document = ?, rank = ?, reader_version = ?, rules_version = ?, gone_at = NULL WHERE id = ?",
        [document, reading.rank, reading.reader_version, reading.rules_version, copy.id],
    )
    database.execute(  # the same bytes may be read again later, from an older capture
        "UPDATE copies SET capture = ?, last_seen_at = ? WHERE id = ? AND last_seen_at <= ?",
        [arrival.capture, seen_at, copy.id, seen_at],
    )
    return copy.id


def write_version(database: sqlite3.Connection, arrival: Arrival, memory: Memory, plan: Plan, copy: int) -> int:
    """The copy's latest version, new or as it was."""
    if memory.copy and not plan.new_version:
        return memory.copy.version
    version = insert_version(database, arrival, copy, arrival.at(plan.cause))
    database.execute("UPDATE copies SET version = ? WHERE id = ?", [version, copy])
    return version


def insert_version(database: sqlite3.Connection, arrival: Arrival, copy: int, seen_at: str) -> int:
    """What the copy says; a text that is there already is referred to."""
    reading = arrival.reading
    return insert(
        database,
        "versions",
        copy=copy,
        url=arrival.document.url,
        content_hash=reading.content_hash,
        title=reading.said.title,
        text=text_number(database, reading.said.text),
        record=reading.said.record,
        capture=arrival.capture,
        reader_version=reading.reader_version,
        seen_at=seen_at,
        run=reading.run,
    )


def text_number(database: sqlite3.Connection, text: str) -> int:
    """The number of a text, which is stored once."""
    digest = hashlib.sha256(text.encode()).digest()
    row = database.execute("SELECT id FROM texts WHERE digest = ?", [digest]).fetchone()
    return int(row["id"]) if row else insert(database, "texts", digest=digest, text=text)


def write_current(
    database: sqlite3.Connection, arrival: Arrival, memory: Memory, plan: Plan, document: int, version: int
) -> None:
    """The document's current text, where it is another than before."""
    after = version if plan.other is None else plan.other
    state = memory.document
    if state is None or not state.copies:  # new, or on no page any more: not in the index of words
        point_document(database, document, None, after)
    elif state.version != after:
        point_document(database, document, state.version, after)
    if state and plan.edited:
        insert_edit(database, arrival, plan.edited, document, (state.version, after))


def point_document(database: sqlite3.Connection, document: int, before: int | None, after: int) -> None:
    """Let a document point at another version, and the index of words with it (`before` None: it is not in there)."""
    if before is not None:
        leave_index(database, document, before)
    database.execute(
        "UPDATE documents SET version = ?,"
        " published = (SELECT json_extract(record, '$.published') FROM versions WHERE id = ?) WHERE id = ?",
        [after, after, document],
    )
    database.execute(
        "INSERT INTO words (rowid, title, text) SELECT ?, title, texts.text"
        " FROM versions JOIN texts ON texts.id = versions.text WHERE versions.id = ?",
        [document, after],
    )


def leave_index(database: sqlite3.Connection, document: int, version: int) -> None:
    """Take a document out of the index of words, which has to be told what it was."""
    database.execute(
        "INSERT INTO words (words, rowid, title, text) SELECT 'delete', ?, title, texts.text"
        " FROM versions JOIN texts ON texts.id = versions.text WHERE versions.id = ?",
        [document, version],
    )


def insert_edit(
    database: sqlite3.Connection, arrival: Arrival, cause: Cause, document: int, versions: tuple[int, int]
) -> None:
    """The document's text became another."""
    before, after = versions
    at, run = arrival.at(cause), arrival.reading.run
    found = compared(database, before, after)
    seen = {"cause": cause, "seen_at": at, "run": run}
    insert(database, "edits", document=document, before=before, after=after, **seen, **found)


def write_leaving(database: sqlite3.Connection, arrival: Arrival, leaving: Leaving, left: DocumentState) -> None:
    """What becomes of the document that a copy left: our correction, whatever it is."""
    retract(database, arrival, left.id, leaving.retract, "correction")
    if leaving.version is None:
        leave_index(database, left.id, left.version)
        return
    point_document(database, left.id, left.version, leaving.version)
    if leaving.edited:
        insert_edit(database, arrival, "correction", left.id, (left.version, leaving.version))
