"""What became known in a window of time. It reads by index: a week costs the same in a store of any size."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from storage.database import instant, stamp
from storage.model import Action, Change, PolicyEvent, Regime
from storage.rows import CAPTURE, PROOF, REF, capture_of, event_in, ref_of

BEFORE_ALL, AFTER_ALL = "", "~"  # bounds of every instant, as text


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
SELECT events.id, events.first_seen_at AS at, events.cause, events.document, events.body, {PROOF}, {REF}, {CAPTURE}
FROM events {STATED}
  JOIN versions AS first ON first.id = events.version
  JOIN captures ON captures.id = first.capture
WHERE events.first_seen_at >= :since AND events.first_seen_at < :until AND (:run IS NULL OR events.run = :run)
{OF_EVENTS}
"""

RETRACTED = f"""
SELECT events.id, events.retracted_at AS at, events.retracted_cause AS cause, events.document, events.body, {PROOF},
  {REF}, {CAPTURE}
FROM events {STATED}
  JOIN captures ON captures.id = events.retracted_capture
WHERE events.retracted_at >= :since AND events.retracted_at < :until
  AND (:run IS NULL OR events.retracted_run = :run)
{OF_EVENTS}
"""

EDITED = f"""
SELECT edits.id, edits.seen_at AS at, old.text AS before, new.text AS after, {REF}, {CAPTURE}
FROM edits
  JOIN documents ON documents.id = edits.document
  JOIN versions AS previous ON previous.id = edits.before
  JOIN texts AS old ON old.id = previous.text
  JOIN versions AS titled ON titled.id = edits.after
  JOIN texts AS new ON new.id = titled.text
  JOIN captures ON captures.id = titled.capture
WHERE edits.seen_at >= :since AND edits.seen_at < :until AND (:run IS NULL OR edits.run = :run)
  AND edits.cause = 'world' AND {FROM_SOURCES}
"""

SIGHTED = f"""
SELECT sightings.id, sightings.at, sightings.what, {REF}, {CAPTURE}
FROM sightings
  JOIN copies ON copies.id = sightings.copy
  JOIN documents ON documents.id = copies.document
  JOIN versions AS titled ON titled.id = copies.version
  JOIN captures ON captures.id = sightings.capture
WHERE sightings.at >= :since AND sightings.at < :until AND (:run IS NULL OR sightings.run = :run)
  AND {FROM_SOURCES}
"""

# Copies that contradict the text that is taken, as long as both say what they said then.
OPEN_CONFLICTS = """
SELECT conflicts.document, issues.source, issues.detail
FROM conflicts
  JOIN issues ON issues.id = conflicts.issue
  JOIN copies ON copies.id = conflicts.copy AND copies.document = conflicts.document
  JOIN versions AS said ON said.id = copies.version AND said.content_hash = conflicts.copy_hash
  JOIN copies AS better ON better.id = conflicts.taken AND better.document = conflicts.document
  JOIN versions AS taken ON taken.id = better.version AND taken.content_hash = conflicts.taken_hash
"""

ORDER = ("retracted", "event", "edited", "gone", "back")  # of what became known at one instant


def read_changes(database: sqlite3.Connection, window: ChangeWindow) -> list[Change]:
    """The changes of a window, in the order in which they became known."""
    asked = parameters(window)
    disputed = {row["document"]: row["detail"] for row in database.execute(OPEN_CONFLICTS)}
    found = [*events_added(database, asked, disputed), *events_retracted(database, asked, disputed)]
    if not (window.regimes or window.actions):
        found += [*texts_edited(database, asked), *pages_sighted(database, asked)]
    return sorted(found, key=lambda change: (change.seen_at, change.document.key, ORDER.index(change.kind)))


def parameters(window: ChangeWindow) -> dict[str, Any]:
    """The window in the terms of the queries; a list that is empty asks for everything."""
    return {
        "since": stamp(window.since) if window.since else BEFORE_ALL,
        "until": stamp(window.until) if window.until else AFTER_ALL,
        "run": window.run,
        "sources": json.dumps(window.sources) if window.sources else None,
        "regimes": json.dumps(window.regimes) if window.regimes else None,
        "actions": json.dumps(window.actions) if window.actions else None,
    }


def events_added(database: sqlite3.Connection, asked: dict[str, Any], disputed: dict[int, str]) -> Iterator[Change]:
    """Events that appeared; the capture is that of the first text that stated them."""
    for row in database.execute(ADDED, asked):
        yield Change(
            kind="event",
            seen_at=instant(row["at"]),
            document=ref_of(row),
            capture=capture_of(row),
            event=held(event_in(row), disputed.get(row["document"])),
            cause=row["cause"],
        )


def events_retracted(database: sqlite3.Connection, asked: dict[str, Any], disputed: dict[int, str]) -> Iterator[Change]:
    """Events that no longer stand; the capture is that of the page that does not state them."""
    for row in database.execute(RETRACTED, asked):
        yield Change(
            kind="retracted",
            seen_at=instant(row["at"]),
            document=ref_of(row),
            capture=capture_of(row),
            event=held(event_in(row), disputed.get(row["document"])),
            cause=row["cause"],
        )


def held(event: PolicyEvent, dispute: str | None) -> PolicyEvent:
    """The event; held while a copy contradicts the text from which it was read."""
    return replace(event, held=f"conflict: {dispute}") if dispute and event.held is None else event


def texts_edited(database: sqlite3.Connection, asked: dict[str, Any]) -> Iterator[Change]:
    """Texts that the publisher changed."""
    for row in database.execute(EDITED, asked):
        yield Change(
            kind="edited",
            seen_at=instant(row["at"]),
            document=ref_of(row),
            capture=capture_of(row),
            before=row["before"],
            after=row["after"],
        )


def pages_sighted(database: sqlite3.Connection, asked: dict[str, Any]) -> Iterator[Change]:
    """Pages that vanished or returned; the document is given with the address of that page."""
    for row in database.execute(SIGHTED, asked):
        yield Change(kind=row["what"], seen_at=instant(row["at"]), document=ref_of(row), capture=capture_of(row))
