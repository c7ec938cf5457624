"""The state of every list on a day: events folded, whatever the order in which they became known. Pure.

A designation is one target under one instrument of one regime. Its status on a day follows from the events in force by
then, in order of effect, then of announcement (the event model, *Folding*). The press changes no state; what is held
for review neither. A statement that puts a firm on a list repeats a notice and adds nothing but evidence.
"""

from collections.abc import Iterable
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


def fold(stated: Iterable[Stated], as_of: str) -> tuple[Designation, ...]:
    """The designations of every regime on the day `as_of` (ISO, Beijing), in the order in which they began."""
    standing: dict[tuple[str, str, str], Standing] = {}
    for one in sorted(filter(counts, stated), key=order):
        if (starts_on(one.event) or "9") > as_of:
            continue
        begin(standing, one)
        change(standing, one)
    return tuple(designation(found, as_of) for found in standing.values())


def counts(one: Stated) -> bool:
    """Whether an event is law: not the press, not held, and not a statement that only repeats a listing."""
    event = one.event
    if event.basis == "report" or event.held or event.action == "propose":
        return False
    return event.basis == "notice" or not begins(event)


def begins(event: PolicyEvent) -> bool:
    """Whether an event makes designations. Who is investigated or warned is on no list; a restricted country is one."""
    restricted = event.action == "restrict" and event.regime == "dual-use-items" and not event.affects
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


def begin(standing: dict[tuple[str, str, str], Standing], one: Stated) -> None:
    """Open a designation for every target of a listing, a control or a restriction."""
    event = one.event
    if not begins(event):
        return
    instrument = event.instrument or one.document
    for target in event.targets:
        name = (event.regime, instrument, identity(target))
        found = standing.setdefault(name, Standing(regime=event.regime, instrument=instrument, target=target))
        found.since = found.since or starts_on(event) or ""
        found.measures |= set(event.measures)
        found.chain.append(one)


def change(standing: dict[tuple[str, str, str], Standing], one: Stated) -> None:
    """Apply a suspension, extension, end, resumption or added measure to the designations it affects."""
    event = one.event
    if event.action not in CHANGES or (event.action == "restrict" and not event.affects):
        return
    for found in affected(standing, event):
        found.chain.append(one)
        if event.action in ("amend", "restrict"):
            found.measures |= set(event.measures)
        elif found.status not in ("lifted", "delisted") or event.action == "resume":
            found.status, found.since = STATUS_OF[event.action], starts_on(event) or found.since
            found.until_on = event.until_on if found.status == "suspended" else None


def affected(standing: dict[tuple[str, str, str], Standing], event: PolicyEvent) -> list[Standing]:
    """The designations under the instruments that an event affects, or, where it names none, of its targets."""
    named = {identity(target) for target in event.targets}
    found = [
        one
        for (regime, instrument, target), one in standing.items()
        if (instrument in event.affects if event.affects else regime == event.regime and named)
        and (not named or target in named)
    ]
    unseen = [key for key in event.affects if not any(one.instrument == key for one in standing.values())]
    for key in unseen if event.action not in ("amend", "restrict") else ():
        one = Standing(regime=event.regime, instrument=key, target=None)
        standing[(event.regime, key, "")] = one
        found.append(one)
    return found


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
