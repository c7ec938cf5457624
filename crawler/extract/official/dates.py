"""Legal dates in Chinese text, in Beijing time: when an act takes effect, until when, for how long."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.extract.official.numerals import DIGITS, number

DAY = r"(?:(?P<year>\d{4})\s?年\s?)?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
CLOCK = r"(?:\s?(?:上午|凌晨|中午)?(?P<hour>\d{1,2}|零)\s?[时点:：]\s?(?:(?P<minute>\d{1,2})\s?分?)?)?"
DATE = re.compile(DAY)
# A line of its own: 2025年4月4日 · 二〇二五年四月四日
SIGNED_LINE = re.compile(
    rf"^\s?(?:{DAY}|(?P<zh_year>[一二][〇○零九一二三四五六七八]{{3}})年(?P<zh_month>[一二十]{{1,2}})月(?P<zh_day>[一二三四五六七八九十]{{1,3}})日)\s?$",
    re.MULTILINE,
)
STARTS = re.compile(
    r"(?:自|于|从)\s?(?:北京时间)?\s?"
    rf"(?:(?P<publication>(?:本?(?:公告|决定|令|通知))?\s?(?:公布|发布|印发|公告|签发)之日)|(?P<now>即日|今日)|{DAY}{CLOCK})"
    r"(?:\s?起|(?=\s?至\s?\d))"
)
IN_FORCE = re.compile(r"(?:正式)?(?:实施|施行|生效|执行)|，")
ENDS = re.compile(rf"(?:至|到|截止日期为|截止时间为)\s?{DAY}")
TERM = re.compile(
    r"(?<![月年第\d])(?P<number>\d{1,3}|[一二两三四五六七八九十百]{1,5})\s?(?P<unit>天|日|个月|年)(?!第|\d|代|度|以[来前后]|[内来])"
)
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


def _closest(year: int | None, month: int, day: int, near: str | None) -> str | None:
    """The day of that name closest to `near`, before or after it, when no year is printed."""
    if year is not None or near is None:
        return iso(year, month, day) if year is not None else None
    around = date.fromisoformat(near[:10])
    days = (iso(around.year + offset, month, day) for offset in (-1, 0, 1))
    return min((on for on in days if on), key=lambda on: abs((date.fromisoformat(on) - around).days), default=None)


def start_of(match: re.Match[str], announced_on: str | None) -> str | None:
    """The day or instant that a match of `STARTS` names; 自公布之日起 and 自即日起 are the day of announcement."""
    if match["publication"] or match["now"]:
        return announced_on
    on = _closest(*_parts(match), announced_on)
    hour, minute = int((match["hour"] or "99").replace("零", "0")), int(match["minute"] or 0)
    if on is None or hour > 23 or minute > 59:
        return on
    return f"{on}T{hour:02}:{minute:02}:00+08:00"


def effective_on(text: str, announced_on: str | None) -> str | None:
    """When the text says that it takes effect: a start followed at once by a word for being in force."""
    for match in STARTS.finditer(text):
        if IN_FORCE.match(text, match.end()):
            return start_of(match, announced_on)
    return None


def outside_starts(text: str) -> str:
    """The text without its clauses of beginning: their days are not those of what is told."""
    return STARTS.sub("", text)


def until_on(text: str, starts_on: str | None) -> str | None:
    """The last day: printed (至2026年11月10日), or start + term - 1 day (90天, 一年)."""
    if match := ENDS.search(text):
        return _until(*_parts(match), starts_on)
    if (match := TERM.search(text)) and starts_on:
        return _after_term(date.fromisoformat(starts_on[:10]), number(match["number"]), match["unit"])
    return None


def _until(year: int | None, month: int, day: int, starts_on: str | None) -> str | None:
    """A printed last day; without a year it is the next such day after the start."""
    if year is not None or starts_on is None:
        return iso(year, month, day) if year is not None else None
    on = iso(int(starts_on[:4]), month, day)
    return on if on is None or on >= starts_on[:10] else iso(int(starts_on[:4]) + 1, month, day)


def _after_term(start: date, length: int, unit: str) -> str | None:
    """The last day of a term that begins on `start`; None when it lies beyond the calendar."""
    if unit in "天日":
        last = start.toordinal() + length - 1
        return date.fromordinal(last).isoformat() if last <= date.max.toordinal() else None
    months = start.month - 1 + (length if unit == "个月" else 12 * length)
    year, month = start.year + months // 12, months % 12 + 1
    if year > date.max.year:
        return None
    day = min(start.day, calendar.monthrange(year, month)[1])
    return (date(year, month, day) - timedelta(days=1)).isoformat()


def signed_on(text: str, published: str | None) -> str | None:
    """The date that stands alone on a line under the notice: the first such line, before any annex."""
    for match in SIGNED_LINE.finditer(text):
        on = _in_numerals(match) if match["zh_year"] else _with_year(*_parts(match), published)
        if on:
            return on
    return None


def _in_numerals(match: re.Match[str]) -> str | None:
    """二〇二五年十月十四日."""
    year = int("".join(str(DIGITS.get(digit, 0)) for digit in match["zh_year"]))
    return iso(year, number(match["zh_month"]), number(match["zh_day"]))


def _parts(match: re.Match[str]) -> tuple[int | None, int, int]:
    return int(match["year"]) if match["year"] else None, int(match["month"]), int(match["day"])
