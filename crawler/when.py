"""What people mean by WHEN: a date, a date-time, `7d`, `24h`, `yesterday`, `last-run`."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from storage.errors import ConfigError

AGO = re.compile(r"(\d{1,6})\s?([mhdw])")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LAST_RUN = "last-run"
EXPECTED = "a date (2026-01-31), a date-time (2026-01-31T09:00), 7d, 24h, yesterday or last-run"


def instant(when: str, *, now: datetime, zone: tzinfo, option: str = "--since") -> datetime:
    """The instant in UTC; a date is its first moment and a time without zone is local in `zone`.

    >>> instant("24h", now=datetime(2026, 3, 2, tzinfo=UTC), zone=UTC).isoformat()
    '2026-03-01T00:00:00+00:00'
    """
    text = when.strip().lower()
    try:
        return (_relative(text, now, zone) or _printed(text, zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ConfigError([f"{option}: {when!r} is not a time; expected {EXPECTED}"]) from error


def _relative(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    days = {"now": None, "today": 0, "yesterday": 1}
    if text in days:
        back = days[text]
        return now if back is None else midnight - timedelta(days=back)
    if match := AGO.fullmatch(text):
        return now - timedelta(**{UNITS[match[2]]: int(match[1])})
    return None


def _printed(text: str, zone: tzinfo) -> datetime:
    moment = datetime.fromisoformat(text.upper())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
