"""The pages that are tables: lists on a day, what is coming, what is held, sources, words."""

from dataclasses import dataclass
from typing import get_args

from crawler import lists as law
from crawler.report.changes import event_line
from crawler.report.lists import lists_sheet, summary
from crawler.report.sheets import Sheet
from crawler.report.sources import sources_sheet
from crawler.report.words import ACTIONS, MEASURES, REGIMES, plain
from crawler.sections import Config
from crawler.web.query import Query
from storage.held import HeldEvent
from storage.history import History
from storage.lists import Designation, Stated, Status
from storage.model import Regime
from storage.search import Hit

DAYS_AHEAD = 365
MOST_HITS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A designation as a page prints it; `chain` is (what was done, by which document, when, in which words)."""

    regime: str
    name: str
    latin: str
    country: str
    status: str
    since: str
    until: str
    instrument: str
    measures: str
    chain: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists on a day, and what may be chosen."""

    rows: tuple[Row, ...]
    as_of: str
    summary: str
    regimes: tuple[str, ...]
    statuses: tuple[str, ...]
    countries: tuple[str, ...]


def lists(config: Config, query: Query) -> Lists:
    """Who stands where on the day that is asked for, today without one."""
    asked = asked_for(query)
    everything = law.designations(config.database, law.Asked(as_of=asked.as_of, known_at=asked.known_at))
    wanted = [one for one in everything if law.wanted(one, asked)]
    return Lists(
        rows=tuple(map(row, wanted)),
        as_of=asked.as_of,
        summary=summary(wanted, asked.as_of),
        regimes=get_args(Regime),
        statuses=get_args(Status),
        countries=tuple(sorted({one.target.country for one in everything if one.target and one.target.country})),
    )


def asked_for(query: Query) -> law.Asked:
    """The query as `track list` would have it. Raises `ConfigError` for what is no day."""
    return law.Asked(
        as_of=law.day(query["as_of"]) if query["as_of"] else law.today(),
        regime=query["regime"] or None,
        known_at=query["known_at"] or None,
        country=query["country"] or None,
        statuses=query.words("status"),
    )


def lists_sheet_of(config: Config, query: Query) -> Sheet:
    """The same as a table."""
    return lists_sheet(law.designations(config.database, asked_for(query)))


def row(one: Designation) -> Row:
    """A designation in words."""
    target = one.target
    codes = " ".join(target.control_codes) if target else ""
    return Row(
        regime=REGIMES[one.regime].removeprefix("the "),
        name=f"{codes} {target.name_zh or ''}".strip() if target else "(targets not seen)",
        latin=(target.name_en or "") if target else "",
        country=(target.country or "") if target else "",
        status=one.status,
        since=one.since,
        until=one.until_on or "",
        instrument=one.instrument,
        measures=", ".join(MEASURES[measure] for measure in one.measures),
        chain=tuple(map(link, one.chain)),
    )


def link(stated: Stated) -> tuple[str, str, str, str]:
    """One event of a chain."""
    event = stated.event
    return (ACTIONS[event.action].lower(), stated.document, event.announced_on or "", plain(event.evidence.quote))


def upcoming(config: Config, _: Query) -> list[tuple[str, str, str, str]]:
    """What begins or ends within a year: day, what, act, document."""
    return [(one.on, one.what, event_line(one.event), one.document) for one in law.coming(config.database, DAYS_AHEAD)]


def held(config: Config, _: Query) -> list[HeldEvent]:
    """What waits for review, then what was decided."""
    with History.open(config.database) as history:
        return sorted(history.held(), key=lambda one: one.verdict is not None)


def sources(config: Config, _: Query) -> Sheet:
    """Every source and how it last went."""
    with History.open(config.database) as history:
        states = {state.report.source: state for state in history.source_states()}
        return sources_sheet(config, states, history.open_incidents())


def search(config: Config, query: Query) -> list[Hit]:
    """The documents that hold the words; none without words."""
    with History.open(config.database) as history:
        return history.search(query["q"], limit=MOST_HITS) if query["q"] else []
