"""Dates in English: what was announced, from when, until when; years filled in only where they are near."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.extract.press.patterns import any_of

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DAY = (
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?P<m1>{MONTH})(?:,? (?P<y1>20\d\d))?"
    rf"|(?P<m2>{MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<y2>20\d\d))?"
    rf"|(?P<y3>20\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)"
    rf"|(?P<weekday>{WEEKDAY}))"
)
DATE = re.compile(rf"\b{DAY}\b")
DATED = re.compile(r"\d|day")  # what every date has: a digit, or the end of a weekday
CLOCK = r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\.?(?: Beijing time)?,?\s)?(?:on )?"
BEGINNING = (
    r"(?:from|effective(?: as of| from| on)?|(?:takes?|took|taking|in|into) (?:effect|force)(?: as of| from| on)?|"
    r"(?:starting|beginning|begins?|starts?|commencing)(?: from| on)?|as of|enforced? (?:from|on)|valid from)"
)
STARTS = any_of(rf"\b{BEGINNING}\s{CLOCK}(?:the )?{DAY}\b")
AT_ONCE = any_of(
    r"\beffective (?:immediately|at once|upon|from the date of)",
    r"\bimmediate(?:ly)? effect",
    r"\bimmediately effective",
    r"\btak(?:es?|ing) effect (?:immediately|upon)",
    r"\btook effect (?:immediately|upon)",
)
ENDING = (
    r"(?:until|till|through|up to|deadline(?: is| of|:)?|"
    r"(?:comments?|feedback|opinions?) (?:close|due|by|before)(?: on)?)"
)
UNTIL = any_of(rf"\b{ENDING}\s(?:the )?{DAY}\b")
TERM = re.compile(
    r"\bfor (?:a |an )?(?:further |additional |another )?(?:period of )?(?P<n>\d{1,3}|one|a|three|six|twelve)[ -]"
    r"(?P<unit>day|month|year)s?\b|\b(?P<n2>\d{1,3}|one|three|six)-(?P<unit2>day|month|year)\b",
    re.IGNORECASE,
)
TERM_NUMBERS = {"one": 1, "a": 1, "three": 3, "six": 6, "twelve": 12}
CENTURY = "20"  # the head of every printed year
NEAR = timedelta(days=92)  # a date without its year belongs to a publication no more than a quarter away


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Two reference days, ISO: when the piece was published, and the one full date that the text itself prints."""

    published: date | None
    printed: date | None


def reference(published: str | None, text: str) -> Days:
    """The reference days of a piece."""
    return Days(published=as_date((published or "")[:10]), printed=first_full(text))


def as_date(text: str) -> date | None:
    """An ISO date, None when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def first_full(text: str) -> date | None:
    """The first date printed with its year."""
    for found in DATE.finditer(text) if CENTURY in text else ():
        if found["y1"] or found["y2"] or found["y3"]:
            return resolve(found, Days(published=None, printed=None))
    return None


def resolve(found: re.Match[str], days: Days, ahead: bool = False) -> date | None:
    """The day that a match of `DAY` names; a weekday is the last one before publication, or the next with `ahead`."""
    if found["weekday"]:
        return of_weekday(found["weekday"], days.published, ahead)
    day = int(found["d1"] or found["d2"] or found["d3"])
    month = int(found["m3"]) if found["m3"] else MONTHS.index((found["m1"] or found["m2"])[:3].lower()) + 1
    year = found["y1"] or found["y2"] or found["y3"]
    if year:
        return valid(int(year), month, day)
    return next((near for base in (days.printed, days.published) if base and (near := nearest(base, month, day))), None)


def of_weekday(name: str, published: date | None, ahead: bool) -> date | None:
    """The weekday next to the publication."""
    if published is None:
        return None
    step = WEEKDAYS.index(name[:3].lower()) - published.weekday()
    return published + timedelta(days=step % 7 if ahead else -(-step % 7))


def valid(year: int, month: int, day: int) -> date | None:
    """A date, None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest(base: date, month: int, day: int) -> date | None:
    """The year's day nearest to a date, None when it is more than a quarter away."""
    found = [one for year in (base.year - 1, base.year, base.year + 1) if (one := valid(year, month, day))]
    best = min(found, key=lambda one: abs(one - base), default=None)
    return best if best and abs(best - base) <= NEAR else None


def effective_on(text: str, days: Days, announced: date | None) -> str | None:
    """From when, by a printed clause: a date, an instant where the clock is printed, or the day of announcement."""
    for found in STARTS.finditer(text):
        if on := resolve(found, days, ahead=True):
            return with_clock(on, found)
    return announced.isoformat() if announced and AT_ONCE.search(text) else None


def with_clock(on: date, found: re.Match[str]) -> str:
    """The day, or the instant in Beijing when an hour is printed."""
    if not found["hour"]:
        return on.isoformat()
    hour = int(found["hour"]) % 12 + (12 if found["half"].lower() == "p" else 0)
    return f"{on.isoformat()}T{hour:02}:{int(found['minute'] or 0):02}:00+08:00"


def until_on(text: str, days: Days, start: str | None) -> str | None:
    """The last day: a printed date, or start + term - 1 day where a start is known."""
    for found in UNTIL.finditer(text):
        if on := resolve(found, days, ahead=True):
            return on.isoformat()
    term, begun = TERM.search(text), as_date((start or "")[:10])
    return after_term(begun, term) if term and begun else None


def after_term(start: date, term: re.Match[str]) -> str:
    """The last day of a term."""
    printed, unit = (term["n"] or term["n2"]).lower(), (term["unit"] or term["unit2"]).lower()
    length = TERM_NUMBERS.get(printed) or int(printed)
    if unit == "day":
        return (start + timedelta(days=length - 1)).isoformat()
    months = start.month - 1 + length * (12 if unit == "year" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    last = next(day for back in range(4) if (day := valid(year, month, start.day - back)))
    return (last - timedelta(days=1)).isoformat()


def announced_on(text: str, days: Days) -> date | None:
    """The first date of a sentence that is neither a start nor an end."""
    if not DATED.search(text):
        return None
    taken = [found.span() for pattern in (STARTS, UNTIL) for found in pattern.finditer(text)]
    for found in DATE.finditer(text):
        if not any(start <= found.start() < end for start, end in taken) and (on := resolve(found, days)):
            return on
    return None
