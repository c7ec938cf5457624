"""What became known in a window of time. It reads by index: a week costs the same in a store of any size."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from storage.database import FOR_EVER, instant, stamp
from storage.edited import EDITED, edited_texts
from storage.flicker import netted
from storage.model import Action, Change, Regime
from storage.references import Listed, last_known
from storage.review import Doubts, read_doubts
from storage.rows import CAPTURE, PROOF, REF, capture_of, event_in, ref_of

BEFORE_ALL = ""  # in front of every instant, as text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWindow:
    """Which changes are wanted: seen from `since` on and before `until` (None: no bound), in one run or in all.

    `regimes` and `actions` speak of events: with either of them set, edited and vanished pages are left out.
    """

    since: datetime | None = None
    until: datetime | None = None
    run: int | None = None
    sources: tuple[str, ...] = ()
    regimes: tuple[Regime, ...] = ()
    actions: tuple[Action, ...] = ()


# One of these stands for `{when}` in each query below: each is found by an index of its own.
BY_TIME = "{at} >= :since AND {at} < :until"
BY_RUN = "{run} = :run AND +{at} >= :since AND +{at} < :until"  # + : the index is that of the run

FROM_SOURCES = "(:sources IS NULL OR documents.source IN (SELECT value FROM json_each(:sources)))"

# What one run both added and took back was never told to anybody: copies of a notice come in any order.
OF_EVENTS = f"""
  AND events.retracted_run IS NOT events.run
  AND (:regimes IS NULL OR events.regime IN (SELECT value FROM json_each(:regimes)))
  AND (:actions IS NULL OR events.action IN (SELECT value FROM json_each(:actions)))
  AND {FROM_SOURCES}
"""

STATED = """
  JOIN documents ON documents.id = events.document
  JOIN versions AS titled ON titled.id = documents.version
  JOIN proofs ON proofs.event = events.id
    AND proofs.version = (SELECT max(version) FROM proofs WHERE proofs.event = events.id)
"""

ADDED = f"""
SELECT events.id, events.first_seen_at AS at, events.cause, events.document, events.basis, events.body, {PROOF}, {REF},
  {CAPTURE}
FROM events {STATED}
  JOIN versions AS first ON first.id = events.version
  JOIN captures ON captures.id = first.capture
WHERE {{when}} {OF_EVENTS}
"""

RETRACTED = f"""
SELECT events.id, events.retracted_at AS at, events.retracted_cause AS cause, events.document, events.body, {PROOF},
  {REF}, {CAPTURE}
FROM events {STATED}
  JOIN captures ON captures.id = events.retracted_capture
WHERE {{when}} {OF_EVENTS}
"""

# The last decision on an event that was held: what it says is news from then on.
ACCEPTED = f"""
SELECT events.id, reviews.decided_at AS at, events.cause, events.document, events.body, {PROOF}, {REF}, {CAPTURE}
FROM reviews
  JOIN events ON events.id = reviews.event
  {STATED}
  JOIN versions AS first ON first.id = events.version
  JOIN captures ON captures.id = first.capture
WHERE {{when}} AND reviews.id = (SELECT max(id) FROM reviews AS last WHERE last.event = events.id) {OF_EVENTS}
"""

# Events that wait, some of them for a notice that they mean without its number.
WAITING = f"""
SELECT events.id, events.first_seen_at AS at, events.cause, events.document, events.body, {PROOF}, {REF}, {CAPTURE}
FROM events {STATED}
  JOIN versions AS first ON first.id = events.version
  JOIN captures ON captures.id = first.capture
WHERE events.held IS NOT NULL AND events.retracted_at IS NULL {OF_EVENTS}
"""

SIGHTED = f"""
SELECT sightings.id, sightings.at, sightings.what, {REF}, {CAPTURE}
FROM sightings
  JOIN copies ON copies.id = sightings.copy
  JOIN documents ON documents.id = copies.document
  JOIN versions AS titled ON titled.id = copies.version
  JOIN captures ON captures.id = sightings.capture
WHERE {{when}} AND {FROM_SOURCES}
"""

ORDER = ("retracted", "event", "edited", "flicker", "gone", "back")  # of what became known at one instant


def read_changes(database: sqlite3.Connection, window: ChangeWindow) -> list[Change]:
    """The changes of a window, in the order in which they became known."""
    rows = select(database, f"{EDITED} AND {FROM_SOURCES}", window, at="edits.seen_at", run="edits.run")
    edits, flickers = edited_texts(database, [*rows])
    found = netted(stated_events(database, window), flickers)
    if not (window.regimes or window.actions):
        found += [*edits, *sighted_pages(database, window)]
    return sorted(found, key=lambda change: (change.seen_at, change.document.key, ORDER.index(change.kind)))


def stated_events(database: sqlite3.Connection, window: ChangeWindow) -> Iterator[Change]:
    """Events that appeared, with the first page that stated them, and that no longer stand, with the one that says so.

    They come held while a copy contradicts the text from which they were read, unless a person has accepted them.
    """
    doubts = read_doubts(database)
    queries: list[tuple[Literal["event", "retracted"], Iterator[sqlite3.Row]]] = [
        ("event", select(database, ADDED, window, at="events.first_seen_at", run="events.run")),
        ("retracted", select(database, RETRACTED, window, at="events.retracted_at", run="events.retracted_run")),
    ]
    for kind, rows in queries:
        for row in rows:
            found = change_of(row, kind, doubts)
            if kind == "event" and window.run is None and (accepted(row, doubts) or settled_later(found, doubts)):
                continue  # it is told when it was accepted, or could be resolved
            yield found
    for row in database.execute(WAITING, parameters(window)):
        found = change_of(row, "event", doubts)
        if (by := settled_later(found, doubts)) and settles_in(by, window):
            yield replace(found, seen_at=by.first_seen_at)
    if window.run is None:  # no run decides
        for row in select(database, ACCEPTED, window, at="reviews.decided_at", run=""):
            if accepted(row, doubts):
                yield change_of(row, "event", doubts)


def change_of(row: sqlite3.Row, kind: Literal["event", "retracted"], doubts: Doubts) -> Change:
    """A row of `ADDED`, `RETRACTED` or `ACCEPTED`."""
    return Change(
        kind=kind,
        seen_at=instant(row["at"]),
        document=ref_of(row),
        capture=capture_of(row),
        event=doubts.judged(event_in(row), row["id"], row["document"]),
        cause=row["cause"],
    )


def accepted(row: sqlite3.Row, doubts: Doubts) -> bool:
    """Whether an event was held and a person has accepted it."""
    if row["id"] not in doubts.verdicts:
        return False
    verdict = doubts.verdict(event_in(row), row["id"], row["document"])
    return verdict is not None and verdict.decision == "accept"


def settled_later(change: Change, doubts: Doubts) -> Listed | None:
    """The notice with which an event that had to wait for it could be told."""
    event = change.event
    by = last_known(event, doubts.listed) if event and event.resolved_affects else None
    return by if by and by.first_seen_at > change.seen_at else None


def settles_in(by: Listed, window: ChangeWindow) -> bool:
    """Whether a notice became known in the window."""
    if window.run is not None and window.run != by.run:
        return False
    return (window.since or by.first_seen_at) <= by.first_seen_at and not (
        window.until and window.until <= by.first_seen_at
    )


def sighted_pages(database: sqlite3.Connection, window: ChangeWindow) -> Iterator[Change]:
    """Pages that vanished or returned; the document comes with the address of that page."""
    for row in select(database, SIGHTED, window, at="sightings.at", run="sightings.run"):
        yield Change(kind=row["what"], seen_at=instant(row["at"]), document=ref_of(row), capture=capture_of(row))


def select(
    database: sqlite3.Connection, query: str, window: ChangeWindow, *, at: str, run: str
) -> Iterator[sqlite3.Row]:
    """The rows of a query in the window; `at` and `run` are the columns by which it is found."""
    when = (BY_TIME if window.run is None else BY_RUN).format(at=at, run=run)
    return iter(database.execute(query.format(when=when), parameters(window)))


def parameters(window: ChangeWindow) -> dict[str, Any]:
    """The window in the terms of the queries; a list that is empty asks for everything."""
    return {
        "since": stamp(window.since) if window.since else BEFORE_ALL,
        "until": stamp(window.until) if window.until else FOR_EVER,
        "run": window.run,
        "sources": json.dumps(window.sources) if window.sources else None,
        "regimes": json.dumps(window.regimes) if window.regimes else None,
        "actions": json.dumps(window.actions) if window.actions else None,
    }
