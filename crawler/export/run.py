"""The export that is asked for, as bytes. Each format is imported only when it is wanted."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from crawler.config import load_config
from crawler.export.asked import Asked, check
from crawler.lists import today
from crawler.sections import Config
from crawler.when import instant
from storage.history import ChangeWindow, History
from storage.lists import fold
from storage.model import BEIJING
from storage.upcoming import upcoming

RECENT = "30d"
NO_END = "9999-12-31"


def exported(asked: Asked, config: Path | None, db: Path | None) -> bytes:
    """What is asked for; text is UTF-8. Raises `ConfigError` for an option that has no place here."""
    check(asked)
    if asked.schema:
        return schema().encode()
    loaded = load_config(config, db=db)
    if asked.evidence:
        from crawler.export.pack import evidence_pack

        return evidence_pack(loaded, asked.evidence)
    with History.open(loaded.database) as history:
        text = FORMATS[str(asked.form)](history, asked)
    return text.encode("utf-8-sig" if asked.bom else "utf-8")


def schema() -> str:
    """The JSON Schema of a line of `--format jsonl`."""
    import json

    from crawler.export.lines import schema

    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def table(history: History, asked: Asked) -> str:
    """Every standing event as CSV."""
    from crawler.export.records import published
    from crawler.export.table import as_table

    return as_table(published(history.standing(), asked.regimes))


def lines(history: History, asked: Asked) -> str:
    """Every standing event as JSON Lines."""
    from crawler.export.lines import as_lines
    from crawler.export.records import published

    return as_lines(published(history.standing(), asked.regimes))


def entities(history: History, asked: Asked) -> str:
    """Who was ever designated by a day, and how they stand on it."""
    from crawler.export.ftm import as_entities

    state = fold(history.stated(), asked.as_of or today())
    wanted = [one for one in state if not asked.regimes or one.regime in asked.regimes]
    refs = history.refs(stated.document for one in wanted for stated in one.chain)
    return as_entities(wanted, refs)


def feed(history: History, asked: Asked) -> str:
    """What became known since an instant, as Atom."""
    from crawler.export.feed import as_feed

    now = datetime.now(UTC)
    since = instant(asked.since or RECENT, now=now, zone=BEIJING)
    return as_feed(history.changes(ChangeWindow(since=since, regimes=asked.regimes), now=now), asked.regimes)


def calendar(history: History, asked: Asked) -> str:
    """All that begins or ends from a day on, as a calendar."""
    return calendar_until(NO_END, history, asked)


def calendar_ahead(config: Config, days: int) -> str:
    """What begins or ends in the next days, Beijing time, as a calendar."""
    last = date.fromisoformat(today()) + timedelta(days=days)
    with History.open(config.database) as history:
        return calendar_until(last.isoformat(), history, Asked())


def calendar_until(last: str, history: History, asked: Asked) -> str:
    """The calendar up to and with a day."""
    from crawler.export.calendar import as_calendar

    found = upcoming(history.stated(), asked.as_of or today(), last)
    wanted = [one for one in found if not asked.regimes or one.event.regime in asked.regimes]
    return as_calendar(wanted, history.refs(one.document for one in wanted))


FORMATS: dict[str, Callable[[History, Asked], str]] = {
    "csv": table,
    "jsonl": lines,
    "ftm": entities,
    "atom": feed,
    "ics": calendar,
}
