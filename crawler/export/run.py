"""The export that is asked for, as bytes. Each format is imported only when it is wanted."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from crawler.config import load_config
from crawler.diff import changes, window
from crawler.export.asked import Asked, check
from crawler.export.records import published
from crawler.lists import today
from crawler.sections import Config
from storage.history import History
from storage.lists import fold
from storage.standing import StandingEvent
from storage.upcoming import upcoming

RECENT = "30d"
NO_END = "9999-12-31"


def exported(asked: Asked, config: Path | None, db: Path | None) -> bytes:
    """What is asked for; text is UTF-8. Raises `ConfigError` for an option that has no place here."""
    check(asked)
    if asked.schema:
        from crawler.export.lines import schema_text

        return schema_text().encode()
    loaded = load_config(config, db=db)
    if asked.evidence:
        from crawler.export.pack import evidence_pack

        return evidence_pack(loaded, asked.evidence)
    return FORMATS[str(asked.form)](loaded, asked).encode("utf-8-sig" if asked.bom else "utf-8")


def table(config: Config, asked: Asked) -> str:
    """Every standing event as CSV."""
    from crawler.export.table import as_table

    return as_table(events(config, asked))


def lines(config: Config, asked: Asked) -> str:
    """Every standing event as JSON Lines."""
    from crawler.export.lines import as_lines

    return as_lines(events(config, asked))


def events(config: Config, asked: Asked) -> list[StandingEvent]:
    """The events that are data."""
    with History.open(config.database) as history:
        return published(history.standing(), asked.regimes)


def entities(config: Config, asked: Asked) -> str:
    """Who was ever designated by a day, and how they stand on it."""
    from crawler.export.ftm import as_entities

    with History.open(config.database) as history:
        state = fold(history.stated(), asked.as_of or today())
        wanted = [one for one in state if not asked.regimes or one.regime in asked.regimes]
        refs = history.refs(stated.document for one in wanted for stated in one.chain)
    return as_entities(wanted, refs)


def feed(config: Config, asked: Asked) -> str:
    """What became known in a window, as Atom."""
    from crawler.export.feed import as_feed

    return as_feed(changes(config.database, window(asked.since or RECENT, None, (), asked.regimes, ())), asked.regimes)


def calendar(config: Config, asked: Asked) -> str:
    """All that begins or ends from a day on, as a calendar."""
    return calendar_until(NO_END, config, asked)


def calendar_ahead(config: Config, days: int) -> str:
    """What begins or ends in the next days, Beijing time, as a calendar."""
    last = date.fromisoformat(today()) + timedelta(days=days)
    return calendar_until(last.isoformat(), config, Asked())


def calendar_until(last: str, config: Config, asked: Asked) -> str:
    """The calendar up to and with a day."""
    from crawler.export.calendar import as_calendar

    with History.open(config.database) as history:
        found = upcoming(history.stated(), asked.as_of or today(), last)
        wanted = [one for one in found if not asked.regimes or one.event.regime in asked.regimes]
        refs = history.refs(one.document for one in wanted)
    return as_calendar(wanted, refs)


FORMATS: dict[str, Callable[[Config, Asked], str]] = {
    "csv": table,
    "jsonl": lines,
    "ftm": entities,
    "atom": feed,
    "ics": calendar,
}
