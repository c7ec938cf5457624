"""Invented events: what a notice lists or suspends, and what the press says of it."""

from datetime import datetime, timedelta
from random import Random

from benchmarks.data.words import company
from storage.model import Evidence, PolicyEvent, Regime, Target

FIRMS = 4  # that a notice lists
REGIMES: tuple[Regime, ...] = ("export-control-list", "unreliable-entity-list", "watch-list", "countermeasures")


def firm(draw: Random) -> Target:
    """A company on a list."""
    chinese, latin = company(draw)
    return Target(kind="company", name_zh=chinese, name_en=latin, country=draw.choice(("US", "JP", "TW")))


def quoted(text: str) -> Evidence:
    """The first words of a text."""
    return Evidence(quote=text[:80], start=0, end=80)


def listing(draw: Random, key: str, at: datetime, text: str) -> PolicyEvent:
    """A notice that lists firms."""
    day = at.date().isoformat()
    return PolicyEvent(
        action="list",
        regime=draw.choice(REGIMES),
        basis="notice",
        instrument=key,
        targets=tuple(firm(draw) for _ in range(FIRMS)),
        declared_count=FIRMS,
        announced_on=day,
        effective_on=day,
        measures=("dual-use-export-ban",),
        evidence=quoted(text),
    )


def suspension(draw: Random, key: str, at: datetime, text: str, affected: str) -> PolicyEvent:
    """A notice that suspends an earlier one for ninety days."""
    return PolicyEvent(
        action="suspend",
        regime=draw.choice(REGIMES),
        basis="notice",
        instrument=key,
        affects=(affected,),
        announced_on=at.date().isoformat(),
        effective_on=at.date().isoformat(),
        until_on=(at + timedelta(days=90)).date().isoformat(),
        evidence=quoted(text),
    )


def report(draw: Random, at: datetime, text: str) -> PolicyEvent:
    """What a newspaper says: one firm by name, and a count."""
    return PolicyEvent(
        action="list",
        regime=draw.choice(REGIMES),
        basis="report",
        targets=(Target(kind="company", name_en=company(draw)[1], country="US"),),
        declared_count=draw.randrange(1, 30),
        announced_on=at.date().isoformat() if draw.random() < 0.5 else None,
        measures=(),
        evidence=quoted(text),
    )
