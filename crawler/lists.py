"""The state of the lists on a day, by the words of the command line."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from crawler.when import instant
from storage.errors import ConfigError
from storage.gaps import Gap, gaps
from storage.history import History
from storage.lists import Designation, fold
from storage.model import BEIJING
from storage.upcoming import Upcoming, upcoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which designations: `as_of` is a day of the law, `known_at` a WHEN of what had been seen."""

    as_of: str
    regime: str | None = None
    known_at: str | None = None
    country: str | None = None
    statuses: tuple[str, ...] = ()


def today() -> str:
    """The day in Beijing."""
    return datetime.now(BEIJING).date().isoformat()


def day(text: str) -> str:
    """A day as ISO text; a `ConfigError` for what is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ConfigError([f"{text!r} is not a day; expected one like 2026-01-31"]) from error


def designations(database: Path, asked: Asked) -> list[Designation]:
    """The designations of a day that are asked for."""
    now = datetime.now(UTC)
    known_at = instant(asked.known_at, now=now, zone=BEIJING, option="--known-at") if asked.known_at else None
    with History.open(database) as history:
        stated = history.stated(known_at)
    return [one for one in fold(stated, asked.as_of) if wanted(one, asked)]


def coming(database: Path, days: int) -> list[Upcoming]:
    """What begins or ends in the next days, Beijing time."""
    first = datetime.now(BEIJING).date()
    with History.open(database) as history:
        return upcoming(history.stated(), first.isoformat(), (first + timedelta(days=days)).isoformat())


def unseen(database: Path, series: str | None, year: int | None) -> list[Gap]:
    """Numbers never seen, of one series and year or of all."""
    with History.open(database) as history:
        found = gaps(history.keys(), history.stated())
    of_series = [gap for gap in found if series is None or gap.key.rsplit("-", 2)[0] == series]
    return [gap for gap in of_series if year is None or gap.key.rsplit("-", 2)[1] == str(year)]


def wanted(one: Designation, asked: Asked) -> bool:
    """Whether a designation passes the filters."""
    country = one.target.country if one.target else None
    return (
        asked.regime in (None, one.regime)
        and (asked.country is None or (country or "").lower() == asked.country.lower())
        and (not asked.statuses or one.status in asked.statuses)
    )
