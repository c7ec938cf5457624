"""The page of changes: what became known in a window, grouped as `track diff` groups it, and the plot of listings."""

from dataclasses import dataclass
from typing import get_args

from crawler import diff
from crawler.lists import today
from crawler.report.change_sheet import as_sheet
from crawler.report.changes import grouped, summary
from crawler.report.sheets import Sheet
from crawler.sections import Config
from crawler.web.cards import Card, card
from crawler.web.chart import Chart, listings_by_month
from crawler.web.query import Query
from storage.history import History
from storage.model import Action, Change, Regime

SINCE = "90d"
MOST = 300  # changes on one page; the files have all


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The changes in groups, how many there are, what may be chosen, and the plot of all listings."""

    groups: tuple[tuple[str, tuple[Card, ...]], ...]
    summary: str
    total: int
    since: str
    sources: tuple[str, ...]
    regimes: tuple[str, ...]
    actions: tuple[str, ...]
    chart: Chart

    @property
    def left_out(self) -> int:
        """Changes that are not on the page."""
        return max(0, self.total - MOST)


def timeline(config: Config, query: Query) -> Timeline:
    """The page as asked for. Raises `ConfigError` for words that are no time or not in the vocabulary."""
    changes = changes_of(config, query)
    shown = sorted(changes, key=lambda change: change.seen_at, reverse=True)[:MOST]
    with History.open(config.database) as history:
        chart = listings_by_month(history.stated(), today())
    return Timeline(
        groups=tuple((heading, tuple(map(card, group))) for heading, group in grouped(shown)),
        summary=summary(changes) if changes else "Nothing new.",
        total=len(changes),
        since=query["since"] or SINCE,
        sources=tuple(config.sources),
        regimes=get_args(Regime),
        actions=get_args(Action),
        chart=chart,
    )


def changes_of(config: Config, query: Query) -> list[Change]:
    """The changes of the window that the query names."""
    words = (query.words(name) for name in ("source", "regime", "action"))
    return diff.changes(config.database, diff.window(query["since"] or SINCE, query["until"] or None, *words))


def changes_sheet_of(config: Config, query: Query) -> Sheet:
    """The same as a table."""
    return as_sheet(changes_of(config, query))
