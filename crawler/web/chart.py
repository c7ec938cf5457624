"""Listings by month and list, as a bar chart that can be read without colours and without eyes: numbers stand in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.report.words import REGIMES
from storage.lists import Stated, originals
from storage.model import Regime

MONTHS = 36  # the last so many are drawn
WIDTH, HEIGHT, FOOT, HEAD = 20, 160, 34, 18  # of a month's bar, of the plot, and what stands under and over it
SHOWN: tuple[Regime, ...] = ("export-control-list", "unreliable-entity-list", "watch-list", "countermeasures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One list in one month: a rectangle in pixels, and what it stands for."""

    regime: Regime
    month: str
    count: int
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One month: its bars from the foot up, and their sum."""

    month: str
    x: int
    total: int
    top: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The plot. `names` are the lists that occur in it, in the order in which they are stacked."""

    columns: tuple[Column, ...]
    names: tuple[tuple[Regime, str], ...]
    total: int

    width = property(lambda self: max(len(self.columns), 12) * WIDTH + 8)
    height = HEAD + HEIGHT + FOOT
    foot = HEAD + HEIGHT
    bar_width = WIDTH - 6


def listings_by_month(stated: Iterable[Stated], today: str) -> Chart:
    """How many targets each list gained in each month up to `today` (ISO, Beijing); what is held does not count."""
    counts: Counter[tuple[str, Regime]] = Counter()
    for one in originals(stated):
        event = one.event
        if event.action == "list" and event.basis == "notice" and not event.held and event.announced_on:
            counts[event.announced_on[:7], event.regime] += len(event.targets)
    months = months_between(min((month for month, _ in counts), default=today[:7]), today[:7])[-MONTHS:]
    regimes = [regime for regime in SHOWN if any(counts[month, regime] for month in months)]
    most = max((sum(counts[month, regime] for regime in regimes) for month in months), default=0)
    columns = tuple(column(place, month, counts, regimes, most or 1) for place, month in enumerate(months))
    names = tuple((regime, REGIMES[regime].removeprefix("the ")) for regime in regimes)
    return Chart(columns=columns, names=names, total=sum(one.total for one in columns))


def column(place: int, month: str, counts: Counter[tuple[str, Regime]], regimes: list[Regime], most: int) -> Column:
    """The bars of one month, stacked; `most` is the sum of the highest month."""
    x, y, bars = place * WIDTH + 7, float(HEAD + HEIGHT), []
    for regime in regimes:
        if count := counts[month, regime]:
            height = round(HEIGHT * count / most, 1)
            y = round(y - height, 1)
            bars.append(Bar(regime=regime, month=month, count=count, x=x, y=y, height=height))
    return Column(month=month, x=x, total=sum(bar.count for bar in bars), top=y, bars=tuple(bars))


def months_between(first: str, last: str) -> list[str]:
    """Every month from `2025-01` to `2025-03`, both included."""
    begin, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (min(first, last), last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(begin, end + 1)]
