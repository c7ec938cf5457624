"""Writes what documents state, and where they contradict each other, inside the caller's transaction."""

import sqlite3
from collections.abc import Iterable

from storage.arrival import Arrival
from storage.codec import as_text, event_json
from storage.database import insert, stamp
from storage.decide import Cause, Conflict, Memory, Plan
from storage.model import Issue, PolicyEvent
from storage.urls import address


def write_events(
    database: sqlite3.Connection, arrival: Arrival, memory: Memory, plan: Plan, document: int, version: int
) -> None:
    """Retract what no longer stands, add what is new, and prove from a new text what still stands."""
    retract(database, arrival, document, plan.retract, plan.cause)
    restated = plan.current == "reading" and is_restated(arrival, memory, plan, version)
    for name, event in arrival.events.items():
        if name in plan.add:
            number = insert_event(database, arrival, plan.cause, (document, version), name)
            insert_proof(database, number, version, event)
        elif restated:
            insert_proof(database, standing_event(database, document, name), version, event)


def is_restated(arrival: Arrival, memory: Memory, plan: Plan, version: int) -> bool:
    """True when the document speaks through another version than before, stored as it was read."""
    if plan.new_version:
        return True
    moved = memory.document is None or memory.document.version != version
    return moved and memory.said is not None and memory.said.text == arrival.reading.said.text


def retract(database: sqlite3.Connection, arrival: Arrival, document: int, names: Iterable[str], cause: Cause) -> None:
    """End events of a document."""
    for name in names:
        database.execute(
            "UPDATE events SET retracted_at = ?, retracted_run = ?, retracted_cause = ?, retracted_capture = ?"
            " WHERE document = ? AND fingerprint = ? AND retracted_at IS NULL",
            [arrival.at(cause), arrival.reading.run, cause, arrival.capture, document, name],
        )


def standing_event(database: sqlite3.Connection, document: int, name: str) -> int:
    """The number of an event that stands."""
    find = "SELECT id FROM events WHERE document = ? AND fingerprint = ? AND retracted_at IS NULL"
    return int(database.execute(find, [document, name]).fetchone()["id"])


def insert_event(
    database: sqlite3.Connection, arrival: Arrival, cause: Cause, stated: tuple[int, int], name: str
) -> int:
    """An event that a document states in a version, with its targets."""
    event, reading = arrival.events[name], arrival.reading
    body = event_json(event)
    del body["evidence"]  # see `proofs`
    columns = ("action", "regime", "basis", "instrument", "announced_on", "effective_on", "until_on", "held")
    number = insert(
        database,
        "events",
        document=stated[0],
        version=stated[1],
        fingerprint=name,
        **{column: getattr(event, column) for column in columns},
        body=as_text(body),
        rules_version=reading.rules_version,
        cause=cause,
        first_seen_at=arrival.at(cause),
        run=reading.run,
    )
    for place, target in enumerate(event.targets):
        names = {"name_zh": target.name_zh, "name_en": target.name_en, "country": target.country}
        insert(database, "targets", event=number, place=place, kind=target.kind, **names)
    return number


def insert_proof(database: sqlite3.Connection, event: int, version: int, stated: PolicyEvent) -> None:
    """Where a version says it."""
    evidence = stated.evidence
    database.execute(
        'INSERT OR IGNORE INTO proofs (event, version, quote, start, "end") VALUES (?, ?, ?, ?, ?)',
        [event, version, evidence.quote, evidence.start, evidence.end],
    )


def write_conflict(database: sqlite3.Connection, arrival: Arrival, conflict: Conflict, document: int) -> None:
    """An issue for two copies that contradict each other, unless these two texts have one already."""
    pair = {
        "copy": copy_number(database, conflict.url),
        "copy_hash": conflict.content_hash,
        "taken": copy_number(database, conflict.taken),
        "taken_hash": conflict.taken_hash,
    }
    known = "SELECT 1 FROM conflicts WHERE copy = ? AND copy_hash = ? AND taken = ? AND taken_hash = ?"
    if database.execute(known, tuple(pair.values())).fetchone():
        return
    issue = Issue(
        source=arrival.document.source,
        kind="conflict",
        url=conflict.url,
        detail=f"{conflict.url} does not say what {conflict.taken} says, whose text is taken",
        seen_at=arrival.reading.seen_at,
        capture_id=arrival.capture,
    )
    insert(database, "conflicts", issue=insert_issue(database, arrival.reading.run, issue), document=document, **pair)


def copy_number(database: sqlite3.Connection, url: str) -> int:
    """The number of a copy that is there."""
    return int(database.execute("SELECT id FROM copies WHERE url = ?", [url]).fetchone()["id"])


def insert_issue(database: sqlite3.Connection, run: int, issue: Issue) -> int:
    """Something that was not understood or not reached."""
    return insert(
        database,
        "issues",
        run=run,
        source=issue.source,
        kind=issue.kind,
        url=issue.url,
        page=address(issue.url),
        detail=issue.detail,
        seen_at=stamp(issue.seen_at),
        capture=issue.capture_id,
    )
