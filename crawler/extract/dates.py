"""Legal dates in Chinese text, in Beijing time: when an act takes effect, until when, for how long."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.extract.numerals import NUMBER, number

DAY = r"(?:(?P<year>\d{4})\s?年\s?)?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
CLOCK = r"(?:\s?(?P<hour>\d{1,2})\s?[时点:：]\s?(?:(?P<minute>\d{1,2})\s?分?)?)?"
DATE = re.compile(DAY)
SIGNED_LINE = re.compile(rf"^\s?(?:二[〇○]\S{{6,12}}|{DAY})\s?$", re.MULTILINE)
STARTS = re.compile(
    rf"(?:自|于)\s?(?:(?P<publication>(?:本公告|本决定|公告|决定|本令)?\s?(?:公布|发布|印发)之日)|(?P<now>即日)|{DAY}{CLOCK})\s?起"
)
IN_FORCE = re.compile(r"(?:正式)?(?:实施|施行|生效|执行)")
ENDS = re.compile(rf"(?:至|到|截至|截止到?|截止日期为|有效期至)\s?{DAY}")
TERM = re.compile(rf"(?<![月年\d])(?P<number>{NUMBER})\s?(?P<unit>天|日|个月|年)(?!第|\d|代|度|以[来前后])")
MORE_DAYS = re.compile(r"[、和及]\s?(\d{1,2})\s?日")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A date as printed at `start:end` of the text it was read from; `on` is ISO."""

    on: str
    start: int
    end: int


def iso(year: int, month: int, day: int) -> str | None:
    """The ISO date, or None when there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def printed_dates(text: str, near: str | None) -> tuple[Place, ...]:
    """Every date in order, `2025年4月4日和9日` giving two. A missing year is that of `near` (ISO), never after it."""
    found: list[Place] = []
    year = None
    for match in DATE.finditer(text):
        year = int(match["year"]) if match["year"] else year
        on = _with_year(year, int(match["month"]), int(match["day"]), near)
        if on is None:
            continue
        found.append(Place(on=on, start=match.start(), end=match.end()))
        found.extend(_more_days(text, match, on))
    return tuple(found)


def _more_days(text: str, match: re.Match[str], on: str) -> list[Place]:
    """The days that follow with their month left out: 4日、9日和14日."""
    found = []
    more = MORE_DAYS.match(text, match.end())
    while more:
        if further := iso(int(on[:4]), int(on[5:7]), int(more[1])):
            found.append(Place(on=further, start=more.start(1), end=more.end()))
        more = MORE_DAYS.match(text, more.end())
    return found


def _with_year(year: int | None, month: int, day: int, near: str | None) -> str | None:
    if year is not None:
        return iso(year, month, day)
    if near is None:
        return None
    on = iso(int(near[:4]), month, day)
    late = on is not None and date.fromisoformat(on) > date.fromisoformat(near[:10]) + timedelta(days=31)
    return iso(int(near[:4]) - 1, month, day) if late else on


def start_of(match: re.Match[str], announced_on: str | None) -> str | None:
    """The day or instant that a match of `STARTS` names; 自公布之日起 and 自即日起 are the day of announcement."""
    if match["publication"] or match["now"]:
        return announced_on
    on = _with_year(int(match["year"]) if match["year"] else None, int(match["month"]), int(match["day"]), announced_on)
    if on is None or match["hour"] is None:
        return on
    return f"{on}T{int(match['hour']):02}:{int(match['minute'] or 0):02}:00+08:00"


def effective_on(text: str, announced_on: str | None) -> str | None:
    """When the text says that it takes effect: a start followed at once by a word for being in force."""
    for match in STARTS.finditer(text):
        if IN_FORCE.match(text, match.end()) or text[match.end() : match.end() + 1] == "，":
            return start_of(match, announced_on)
    return None


def until_on(text: str, starts_on: str | None) -> str | None:
    """The last day: printed (至2026年11月10日), or start + term - 1 day (90天, 一年)."""
    if match := ENDS.search(text):
        return _with_year(
            int(match["year"]) if match["year"] else None, int(match["month"]), int(match["day"]), starts_on
        )
    if (match := TERM.search(text)) and starts_on:
        return _after_term(date.fromisoformat(starts_on[:10]), number(match["number"]), match["unit"])
    return None


def _after_term(start: date, length: int, unit: str) -> str:
    """The last day of a term that begins on `start`."""
    if unit in "天日":
        return (start + timedelta(days=length - 1)).isoformat()
    months = start.month - 1 + (length if unit == "个月" else 12 * length)
    year, month = start.year + months // 12, months % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return (date(year, month, day) - timedelta(days=1)).isoformat()


def signed_on(text: str, published: str | None) -> str | None:
    """The date that stands alone on a line under the notice: the first such line, before any annex."""
    for match in SIGNED_LINE.finditer(text):
        if match["month"] and (place := printed_dates(match[0], published)):
            return place[0].on
    return None
