"""Changes and documents with what corroborates them, and the turns: a report told before that a notice now confirms."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from storage.bearing import bearing
from storage.changes import ChangeWindow, stated_events
from storage.claimed import read_claims, read_claims_of
from storage.claims import Claim, day_spoken_of
from storage.copied import APART, first_of, like_pairs
from storage.corroboration import corroborate, of_report
from storage.counterparts import Corroboration
from storage.judging import Compared, compare_all
from storage.matching import LAGS, LEADS
from storage.model import Change, PolicyEvent
from storage.turns import Turn, turns

if TYPE_CHECKING:
    from storage.documents import DocumentRecord

REACH = LAGS + LEADS + APART  # days around what is new within which anything may bear on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Every claim of some days, compared: by what was known at `known_at`, as it is at `asked_at` (None: not asked)."""

    claims: Sequence[Claim]
    compared: Sequence[Compared]
    pairs: Sequence[tuple[Claim, Claim]]  # of one text, the senior first
    known_at: datetime | None
    asked_at: datetime | None

    def corroborations(self) -> dict[int, Corroboration]:
        """By the claims' ids."""
        standing = (pair for pair in self.pairs if all(one.stood(self.known_at) for one in pair))
        return corroborate(self.compared, self.claims, first_of(standing), self.known_at, self.asked_at)

    def is_repeated(self, turn: Turn) -> bool:
        """Whether a report of the same text, seen before, turned with it."""
        learned_at = turn.moment.learned_at
        seniors = (first for first, second in self.pairs if second.id == turn.report.id)
        return any(one.was_learned(learned_at) and one.came.learned_at < learned_at for one in seniors)


def set_up(
    database: sqlite3.Connection, claims: Sequence[Claim], known_at: datetime | None, asked_at: datetime | None
) -> Board:
    """Compare claims, and find the reports among them that repeat another."""
    compared = compare_all(claims)
    pairs = like_pairs(database, [one.report for one in compared])
    return Board(claims=claims, compared=compared, pairs=pairs, known_at=known_at, asked_at=asked_at)


def corroborated(
    database: sqlite3.Connection, changes: Sequence[Change], window: ChangeWindow, now: datetime | None
) -> list[Change]:
    """The changes of a window: events with their corroboration, copies under the report they repeat, and the turns."""
    whole = replace(window, sources=(), regimes=(), actions=())  # a notice bears on reports of any source
    news = changes if window == whole else list(stated_events(database, whole))
    days = {day_spoken_of(one.event, one.document, one.seen_at) for one in news if one.event}
    numbers = {one.event.instrument for one in news if one.event and one.event.instrument}
    asked_at = min(filter(None, (window.until, now)), default=None)
    keys = {one.document.key for one in news if one.event}
    claims = bearing(read_claims(database, days, numbers, REACH), lambda claim: is_new(claim, keys, window))
    board = set_up(database, claims, window.until, asked_at)
    found = board.corroborations()
    told = {(one.document.key, one.event): found[one.id] for one in board.claims if one.id in found}
    joined = [beside(change, told) for change in changes]
    return [*without_copies(joined), *turned(board, window)]


def corroborated_document(
    database: sqlite3.Connection, record: "DocumentRecord", now: datetime | None
) -> "DocumentRecord":
    """The document whose events say what corroborates them."""
    own = read_claims_of(database, record.ref.key)
    numbers = {one.event.instrument for one in own if one.event.instrument}
    claims = read_claims(database, {one.day for one in own}, numbers, REACH)
    found = set_up(database, claims, None, now).corroborations()
    return replace(record, events=tuple(replace(one, corroboration=found.get(one.id)) for one in record.events))


def is_new(claim: Claim, keys: Collection[str], window: ChangeWindow) -> bool:
    """Whether a claim is of a document that is told of (`keys`), or came or went in the window or in its run."""
    moments = filter(None, (claim.came, claim.went))
    if window.run is not None:
        return claim.document.key in keys or any(moment.run == window.run for moment in moments)
    return claim.document.key in keys or any(is_inside(moment.at, window) for moment in moments)


def beside(change: Change, told: Mapping[tuple[str, PolicyEvent], Corroboration]) -> Change:
    """An event that appeared, with its corroboration; other changes as they are."""
    if change.kind != "event" or change.event is None:
        return change
    return replace(change, corroboration=told.get((change.document.key, change.event)))


def without_copies(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes but for copies of a report that is among them: they are told under it."""
    told = {change.document.key for change in changes if change.kind == "event"}
    for change in changes:
        first = change.corroboration.copy_of if change.corroboration else None
        if first is None or first.key not in told:
            yield change


def turned(board: Board, window: ChangeWindow) -> Iterator[Change]:
    """The turns in a window of reports that are asked for. Copies turn with the report they repeat."""
    for compared in board.compared:
        if asked_for(compared.report, window):
            found = (turn for turn in turns(compared) if within(turn, window) and not board.is_repeated(turn))
            yield from (change_of(turn, board) for turn in found)


def asked_for(claim: Claim, window: ChangeWindow) -> bool:
    """Whether source, regime and action are those of the window."""
    wanted = (
        (window.sources, claim.document.source),
        (window.regimes, claim.event.regime),
        (window.actions, claim.event.action),
    )
    return all(not names or name in names for names, name in wanted)


def within(turn: Turn, window: ChangeWindow) -> bool:
    """Whether a turn belongs to the window, and to its run where one is asked for."""
    if window.run is not None and turn.moment.run != window.run:
        return False
    return is_inside(turn.at, window)


def is_inside(at: datetime, window: ChangeWindow) -> bool:
    """Whether an instant lies in the window."""
    return (window.since or at) <= at and (window.until is None or at < window.until)


def change_of(turn: Turn, board: Board) -> Change:
    """A turn as what became known."""
    report = turn.report
    return Change(
        kind="corroborated",
        seen_at=turn.at,
        document=report.document,
        capture=report.capture,
        event=report.event,
        corroboration=of_report(report, turn.judgement, board.asked_at),
    )
