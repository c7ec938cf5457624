"""Texts that become another and within a day what they were: one note, whatever they stated meanwhile. Pure.

A state that arrives late makes no edit, so that no order of arrival tells more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from storage.codec import fingerprint
from storage.model import Change

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An edit of a document as it is remembered: from which content hash to which, and when it was seen."""

    id: int
    document: int
    seen_at: datetime
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flicker:
    """From when to when a document, by its key, went back and forth."""

    key: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """An edit to tell. `since`: when its document began to go back and forth, `was` what it said before that."""

    turn: Turn
    since: datetime | None
    was: str

    @property
    def leads_back(self) -> bool:
        """Whether all is as it was."""
        return self.turn.after == self.was


def settled(turns: Iterable[Turn]) -> list[Settled]:
    """The edits to tell: of those that led back to what a document had said within a day, only the last."""
    paths: dict[int, list[Settled]] = {}
    for turn in sorted(turns, key=lambda turn: (turn.seen_at, turn.id)):
        path = paths.setdefault(turn.document, [])
        undone = path[back_to(turn, [one.turn for one in path]) :]
        del path[len(path) - len(undone) :]
        since = min((one.since or one.turn.seen_at for one in undone), default=None)
        path.append(Settled(turn=turn, since=since, was=undone[0].was if undone else turn.before))
    return [one for path in paths.values() for one in path]


def back_to(turn: Turn, path: Sequence[Turn]) -> int:
    """Where in the path of a document an edit leads back to; the end of the path when it leads on."""
    places = (place for place, earlier in enumerate(path) if earlier.before == turn.after)
    return next((place for place in places if turn.seen_at - path[place].seen_at <= DAY), len(path))


def netted(events: Iterable[Change], flickers: Sequence[Flicker]) -> list[Change]:
    """The events without those that came and went, or went and came, while their document flickered."""
    name = partial(name_within, flickers=flickers)
    found: list[Change] = []
    for within, run in groupby(sorted(events, key=lambda change: (name(change), change.seen_at)), key=name):
        changes = list(run)
        found += changes if not within else changes[-1:] if len(changes) % 2 else []
    return found


def name_within(change: Change, flickers: Iterable[Flicker]) -> str:
    """One name for what an event says and the flicker that it falls into; empty outside of any."""
    for flicker in flickers:
        if flicker.key == change.document.key and flicker.since <= change.seen_at <= flicker.until and change.event:
            return f"{flicker.key} {flicker.since} {fingerprint(change.event)}"
    return ""
