"""What a run will do, decided before anything is touched: which sources, which days, which pages again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from crawler.sections import Config, RecheckStep, SourceConfig
from spiders.base import Listing, Source, Window
from spiders.generic import feed_source
from spiders.sources import SOURCES
from storage.errors import ConfigError
from storage.known import KnownCopy
from storage.model import BEIJING
from storage.replay import ReplayIndex
from storage.urls import address

PUNCTUAL = 0.9  # a run that is started a little early has not come too early


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A source and the configuration that applies to it; `delay` is its least pause, seconds."""

    source: Source
    config: SourceConfig
    delay: float


def choose(config: Config, names: Sequence[str]) -> tuple[Choice, ...]:
    """The named sources, or all that are enabled; raises `ConfigError` naming what is unknown and what is known."""
    if strange := [name for name in names if name not in config.sources]:
        raise ConfigError([f"{name}: no such source; known are {', '.join(config.sources)}" for name in strange])
    wanted = dict.fromkeys(names) or [name for name, source in config.sources.items() if source.enabled]
    return tuple(choice(config, name) for name in wanted)


def choice(config: Config, name: str) -> Choice:
    """A built-in source or a configured feed."""
    own = config.sources[name]
    source = feed_source(name, own.title or name, own.urls) if own.kind == "feed" else SOURCES[name]
    delay = own.delay if own.delay is not None else max(config.fetch.delay, source.delay)
    return Choice(source=source, config=own, delay=delay)


def window(since: date | None, now: datetime) -> Window:
    """The days that listings are wanted for, as Beijing counts them."""
    return Window(today=now.astimezone(BEIJING).date(), since=since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Known pages: those whose turn it is, and canonical addresses of those that rest, whoever names them."""

    due: tuple[str, ...] = ()
    resting: frozenset[str] = frozenset()


def again(copies: Iterable[KnownCopy], now: datetime, steps: Sequence[RecheckStep]) -> Again:
    """Which of the known pages are looked at again: often while they are young, seldom later."""
    due: list[str] = []
    resting: list[str] = []
    for copy in copies:
        (due if is_due(copy, now, steps) else resting).append(copy.url)
    return Again(due=tuple(due), resting=frozenset(map(address, resting)))


def is_due(copy: KnownCopy, now: datetime, steps: Sequence[RecheckStep]) -> bool:
    """Whether the pause that a page's age calls for is over. What happens to a page makes it young again."""
    age = now - copy.stirred_at
    step = next((step for step in steps if age <= step.until), None)
    since = now - copy.checked_at  # negative where a clock was set back: then nobody knows, and the page is due
    return step is not None and not timedelta() <= since < step.every * PUNCTUAL


def held(source: Source, days: Window, archives: ReplayIndex) -> bool:
    """True when the archives answer at least one of the source's listings."""
    return any(archives.find(*request_of(listing)) for listing in source.listings(days))


def request_of(listing: Listing) -> tuple[str, str, bytes]:
    """Method, URL and body."""
    return "POST" if listing.form else "GET", listing.url, urlencode(listing.form).encode()
