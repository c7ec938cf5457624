"""The claims of some days, read by index: what `storage.corroboration` compares."""

# ruff: noqa: S608 - queries are put together from constants of ours; values are bound

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from storage.claims import Claim, Moment
from storage.database import instant
from storage.review import Doubts, read_doubts
from storage.rows import CAPTURE, PROOF, REF, capture_of, event_in, ref_of

# What was seen first of the same act in the same document: later edits and corrections restate it.
SIGHTED = """
  (SELECT min(said.seen_at) FROM events AS earlier JOIN versions AS said ON said.id = earlier.version
   WHERE earlier.document = events.document AND earlier.action = events.action AND earlier.regime = events.regime)
"""

# The days are those of `Claim.day`. Published dates are text with any zone: `:before` and `:after` are a day wider.
NEAR = """
  SELECT id FROM events WHERE announced_on >= :first AND announced_on < :after
  UNION SELECT events.id FROM documents CROSS JOIN events ON events.document = documents.id
    WHERE documents.published >= :before AND documents.published < :after AND events.announced_on IS NULL
  UNION SELECT events.id FROM events JOIN documents ON documents.id = events.document
    WHERE events.first_seen_at >= :before AND events.first_seen_at < :after
      AND events.announced_on IS NULL AND documents.published IS NULL
"""
NUMBERED = "SELECT id FROM events WHERE instrument IN (SELECT value FROM json_each(:instruments))"
STATED_IN = "SELECT events.id FROM events JOIN documents ON documents.id = events.document WHERE documents.key = :key"

CLAIMS = f"""
SELECT events.id, events.document, events.body, {SIGHTED} AS sighted_at,
  events.first_seen_at, events.run, came.started_at AS learned_at,
  events.retracted_at, events.retracted_run, went.started_at AS unlearned_at, {PROOF}, {REF}, {CAPTURE}
FROM events
  JOIN versions AS first ON first.id = events.version
  JOIN captures ON captures.id = first.capture
  JOIN documents ON documents.id = events.document
  JOIN versions AS titled ON titled.id = documents.version
  JOIN runs AS came ON came.id = events.run
  LEFT JOIN runs AS went ON went.id = events.retracted_run
  JOIN proofs ON proofs.event = events.id
    AND proofs.version = (SELECT max(version) FROM proofs WHERE proofs.event = events.id)
WHERE events.retracted_run IS NOT events.run AND events.id IN ({{ids}})
"""

TEXTS = """
SELECT events.id, versions.title || char(10) || texts.text AS text
FROM events JOIN versions ON versions.id = events.version JOIN texts ON texts.id = versions.text
WHERE events.id IN (SELECT value FROM json_each(?))
"""

DAY = timedelta(days=1)


def read_claims(database: sqlite3.Connection, days: Iterable[date], numbers: Iterable[str], reach: int) -> list[Claim]:
    """The claims within `reach` days of `days`, and those under their numbers or these, in the order of their ids."""
    doubts = read_doubts(database)
    found: dict[int, Claim] = {}
    for first, last in spans(set(days), reach):
        edges = {"before": first - DAY, "first": first, "after": last + 2 * DAY}
        bounds = {name: day.isoformat() for name, day in edges.items()}
        found |= {one.id: one for one in select(database, doubts, NEAR, bounds)}
    named = {one.event.instrument for one in found.values() if one.is_report and one.event.instrument} | set(numbers)
    found |= {one.id: one for one in select(database, doubts, NUMBERED, {"instruments": json.dumps(sorted(named))})}
    return [found[number] for number in sorted(found)]


def read_claims_of(database: sqlite3.Connection, key: str) -> list[Claim]:
    """The claims of one document."""
    return list(select(database, read_doubts(database), STATED_IN, {"key": key}))


def read_texts(database: sqlite3.Connection, numbers: Collection[int]) -> dict[int, str]:
    """Title and text in which claims were first stated, by the claims' ids."""
    return {row["id"]: row["text"] for row in database.execute(TEXTS, [json.dumps(sorted(numbers))])}


def spans(days: Iterable[date], reach: int) -> Iterator[tuple[date, date]]:
    """First and last day of the stretches within `reach` of any of `days`."""
    span: tuple[date, date] | None = None
    for day in sorted(days):
        first, last = day - timedelta(days=reach), day + timedelta(days=reach)
        if span and first <= span[1]:
            span = span[0], last
            continue
        if span:
            yield span
        span = first, last
    if span:
        yield span


def select(database: sqlite3.Connection, doubts: Doubts, ids: str, values: dict[str, str]) -> Iterator[Claim]:
    """The claims that a query of ids finds."""
    for row in database.execute(CLAIMS.format(ids=ids), values):
        yield claim_of(row, doubts)


def claim_of(row: sqlite3.Row, doubts: Doubts) -> Claim:
    """A row of `CLAIMS`; what a person has accepted counts from the decision on."""
    event = event_in(row)
    verdict = doubts.verdict(event, row["id"], row["document"])
    came = Moment(at=instant(row["first_seen_at"]), learned_at=instant(row["learned_at"]), run=row["run"])
    if verdict and verdict.decision == "accept":
        came = Moment(at=verdict.decided_at, learned_at=verdict.decided_at, run=None)
    claim = Claim(
        id=row["id"],
        event=doubts.judged(event, row["id"], row["document"]),
        document=ref_of(row),
        capture=capture_of(row),
        sighted_at=instant(row["sighted_at"]),
        came=came,
    )
    return replace(claim, went=retraction_of(row)) if row["retracted_at"] else claim


def retraction_of(row: sqlite3.Row) -> Moment:
    """When the document no longer stated it."""
    return Moment(at=instant(row["retracted_at"]), learned_at=instant(row["unlearned_at"]), run=row["retracted_run"])
