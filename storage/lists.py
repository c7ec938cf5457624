"""The state of every list on a day: events folded, whatever the order in which they became known. Pure.

A designation is one target under one instrument of one regime. Its status on a day follows from the events in force by
then, in order of effect, then of announcement (the event model, *Folding*). The press changes no state; what is held
for review neither. A statement that puts a firm on a list repeats a notice and adds nothing but evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from storage.hashing import squash
from storage.model import Action, Measure, PolicyEvent, Regime, Target

Status = Literal["active", "suspended", "lapsed", "lifted", "delisted"]

CHANGES: tuple[Action, ...] = ("suspend", "extend", "lift", "delist", "resume", "amend", "restrict")
# At one instant a listing comes before what changes it, and an end after a pause.
ORDER: tuple[Action, ...] = (
    "propose", "list", "control", "investigate", "restrict", "amend", "suspend", "extend", "resume", "lift", "delist"
)  # fmt: skip
STATUS_OF: dict[Action, Status] = {
    "suspend": "suspended",
    "extend": "suspended",
    "resume": "active",
    "lift": "lifted",
    "delist": "delisted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """An event and the document that states it."""

    event: PolicyEvent
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """How one target stands under one instrument on one day.

    `target` is None where the instrument is known only from what changed it: its own text was never seen. `since` is
    the day from which the status holds, `until_on` the last day of a suspension, `chain` the events behind it in order.
    """

    regime: Regime
    instrument: str
    target: Target | None
    status: Status
    since: str
    until_on: str | None
    measures: tuple[Measure, ...]
    chain: tuple[Stated, ...]


@dataclass(slots=True, kw_only=True)
class Standing:
    """A designation while events are folded into it."""

    regime: Regime
    instrument: str
    target: Target | None
    status: Status = "active"
    since: str = ""
    until_on: str | None = None
    measures: set[Measure] = field(default_factory=set)
    chain: list[Stated] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Designations in the order in which they began, and those of one instrument or of one name at a time.

    An event changes a handful of them: without these two, thousands of events over thousands of names are millions.
    """

    standing: dict[tuple[str, str, str], Standing] = field(default_factory=dict)
    under: dict[str, list[tuple[str, Standing]]] = field(default_factory=lambda: defaultdict(list))
    named: dict[tuple[str, str], list[Standing]] = field(default_factory=lambda: defaultdict(list))

    def open(self, found: Standing, name: str) -> None:
        """Take up a designation of a target of that name."""
        self.standing[found.regime, found.instrument, name] = found
        self.under[found.instrument].append((name, found))
        self.named[found.regime, name].append(found)


def fold(stated: Iterable[Stated], as_of: str) -> tuple[Designation, ...]:
    """The designations of every regime on the day `as_of` (ISO, Beijing), in the order in which they began."""
    board = Board()
    changes: dict[str, list[Stated]] = defaultdict(list)  # by the instrument they affect, in order
    for one in sorted(filter(counts, originals(stated)), key=order):
        if (starts_on(one.event) or "9") > as_of:
            continue
        for found in begun(board, one):
            for earlier in changes[found.instrument]:  # suspended before it ever took effect
                apply(found, earlier)
        for found in affected(board, one.event):
            apply(found, one)
        for instrument in one.event.affected if one.event.action in STATUS_OF else ():
            changes[instrument].append(one)
    return tuple(designation(found, as_of) for found in (*board.standing.values(), *unseen(board, changes)))


def originals(stated: Iterable[Stated]) -> list[Stated]:
    """Without what another document says of a notice's own act, a translation say, where the notice itself is there."""
    everything = list(stated)
    have = {one.document for one in everything}
    return [
        one for one in everything if one.event.instrument in (None, one.document) or one.event.instrument not in have
    ]


def counts(one: Stated) -> bool:
    """Whether an event is law: not the press, not held, and not a statement that only repeats a listing."""
    event = one.event
    if event.basis == "report" or event.held or event.action == "propose":
        return False
    return event.basis == "notice" or not begins(event)


def begins(event: PolicyEvent) -> bool:
    """Whether an event makes designations. Who is investigated or warned is on no list; a restricted country is one."""
    restricted = event.action == "restrict" and event.regime == "dual-use-items" and not event.affected
    return event.action in ("list", "control") or restricted


def order(one: Stated) -> tuple[str, str, int, str, str]:
    """In force first, announced first; then a total order, so that arrival never matters."""
    event = one.event
    effective, announced = event.effective_on or event.announced_on or "", event.announced_on or ""
    return (effective, announced, ORDER.index(event.action), one.document, repr(event))


def starts_on(event: PolicyEvent) -> str | None:
    """The day on which an event takes effect."""
    instant = event.effective_on or event.announced_on
    return instant[:10] if instant else None


def begun(board: Board, one: Stated) -> list[Standing]:
    """The designations that a listing, a control or a restriction opens, one for every target."""
    event, opened = one.event, []
    instrument = event.instrument or one.document
    for target in event.targets if begins(event) else ():
        name = identity(target)
        found = board.standing.get((event.regime, instrument, name))
        if found is None:
            found = Standing(regime=event.regime, instrument=instrument, target=target, since=starts_on(event) or "")
            board.open(found, name)
            opened.append(found)
        found.measures |= set(event.measures)
        found.chain.append(one)
    return opened


def affected(board: Board, event: PolicyEvent) -> list[Standing]:
    """The designations under the instruments that an event changes, or, where it names none, of its targets."""
    if event.action not in CHANGES or begins(event):
        return []
    named = {identity(target) for target in event.targets}
    if not event.affected:
        return [one for name in named for one in board.named.get((event.regime, name), ())]
    instruments = dict.fromkeys(event.affected)
    under = (pair for instrument in instruments for pair in board.under.get(instrument, ()))
    return [one for name, one in under if not named or name in named]


def apply(found: Standing, one: Stated) -> None:
    """A suspension, extension, end, resumption or added measure, as it changes one designation."""
    event = one.event
    found.chain.append(one)
    if event.action in ("amend", "restrict"):
        found.measures |= set(event.measures)
    elif found.status not in ("lifted", "delisted") or event.action == "resume":
        found.status, found.since = STATUS_OF[event.action], max(starts_on(event) or "", found.since)
        found.until_on = event.until_on if found.status == "suspended" else None


def unseen(board: Board, changes: dict[str, list[Stated]]) -> Iterator[Standing]:
    """Instruments that were suspended or ended, and whose own text was never seen: they stand without targets."""
    for instrument, events in changes.items():
        if events and instrument not in board.under:
            found = Standing(regime=events[0].event.regime, instrument=instrument, target=None)
            for one in events:
                apply(found, one)
            yield found


def identity(target: Target) -> str:
    """What tells one target of an instrument from another: codes of goods, else both names as letters and digits."""
    codes = target.control_codes or target.hs_codes
    if codes:
        return " ".join(codes)
    names = [squash(name or "").casefold() for name in (target.name_zh, target.name_en)]
    return "|".join(names) if any(names) else target.country or ""


def designation(found: Standing, as_of: str) -> Designation:
    """The designation as it stands on a day: a suspension whose last day is past has lapsed."""
    status, since = found.status, found.since
    if status == "suspended" and found.until_on and as_of > found.until_on:
        status, since = "lapsed", day_after(found.until_on)
    return Designation(
        regime=found.regime,
        instrument=found.instrument,
        target=found.target,
        status=status,
        since=since,
        until_on=found.until_on,
        measures=tuple(sorted(found.measures)),
        chain=tuple(found.chain),
    )


def day_after(day: str) -> str:
    """The next day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
