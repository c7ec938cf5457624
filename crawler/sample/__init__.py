"""Three days of invented news in the form of the real sites: what `track demo` plays.

`day1/HOST/PATH` holds every page, `day2` and `day3` only what differs; `gone.txt` lists pages that vanish. A page whose
address has a query or is asked for with a form lies in a folder, one file a value (`…/getColumnList/columnID=9.json`),
and a suffix that the address lacks (`/rss/4/feed`) is the file's own. A `.gz` is its file, compressed.

Forms, hosts and addresses are those of the real sites, all else is made up: firms and goods are out of *Gulliver's
Travels*, and notices have numbers that no year has reached. www.scmp.com asks for ten seconds between two requests;
its robots.txt here does not, or the demo would take minutes.
"""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
GONE = "gone.txt"
TYPES = {
    ".html": "text/html",
    ".json": "application/json",
    ".rss": "application/rss+xml",
    ".shtml": "text/html",
    ".txt": "text/plain",
    ".xml": "application/xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the story: when it is crawled, and what happens in one sentence."""

    crawled_at: datetime
    story: str


DAYS = (
    Day(
        crawled_at=datetime(2026, 3, 2, 1, tzinfo=UTC),
        story="The ministry lists four firms. A newspaper has heard of two more, in a notice that nobody has seen.",
    ),
    Day(
        crawled_at=datetime(2026, 3, 3, 1, tzinfo=UTC),
        story="That notice is out, a draft is open for comment, and a flash has been rewritten, its date too.",
    ),
    Day(
        crawled_at=datetime(2026, 3, 4, 1, tzinfo=UTC),
        story="A spokesperson suspends a listing of December, and a report that no notice ever bore out has vanished.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is served at an address; `since` is the day on which it last changed."""

    body: bytes
    content_type: str
    since: datetime


class Answers:
    """Everything that is served on one day, read at once: no address ever becomes a path."""

    def __init__(self, day: int) -> None:
        self.found: dict[str, Answer] = {}
        for number in range(1, day + 1):
            folder = HERE / f"day{number}"
            self.found |= dict(pages(folder, DAYS[number - 1].crawled_at))
            for name in gone(folder):
                del self.found[name]

    def find(self, host: str, path: str, fields: Iterable[tuple[str, str]] = ()) -> Answer | None:
        """The answer to a request whose query and form have these fields; None where there is no page."""
        place = f"{host}{path.rstrip('/')}"
        if place.endswith(".gz") and (plain := self.found.get(place.removesuffix(".gz"))):
            return replace(plain, body=gzip.compress(plain.body, mtime=0), content_type="application/gzip")
        names = (place, *(f"{place}/{name}={value}" for name, value in fields))
        files = (name + suffix for name in names for suffix in ("", *TYPES))
        return next((self.found[file] for file in files if file in self.found), None)


def pages(folder: Path, since: datetime) -> Iterator[tuple[str, Answer]]:
    """The pages under a folder, each by its name from the host on."""
    for file in sorted(path for path in folder.rglob("*") if path.suffix in TYPES and path.name != GONE):
        name = file.relative_to(folder)
        yield name.as_posix(), Answer(body=file.read_bytes(), content_type=content_type(name), since=since)


def content_type(name: Path) -> str:
    """The ministry's sites name no charset for HTML; the press does."""
    kind = TYPES[name.suffix]
    silent = kind == "text/html" and name.parts[0].endswith(".mofcom.gov.cn")
    return kind if silent else f"{kind}; charset=utf-8"


def gone(folder: Path) -> list[str]:
    """The pages that are no longer there from this day on."""
    file = folder / GONE
    return file.read_text("utf-8").split() if file.exists() else []
