"""What the parts of one source's crawl share: the store, the archive, the clock, and the counts they keep."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from scrapy.crawler import Crawler

from crawler.extract import RULES_VERSION
from crawler.fetch.settings import settings
from crawler.sections import FetchConfig
from spiders.base import Source
from spiders.spider import SourceSpider
from storage.archive import ArchiveWriter, digest_of
from storage.errors import StoreError
from storage.model import Capture, Exchange, Issue
from storage.replay import ReplayIndex
from storage.store import Store
from storage.wire import offered

# Keys of `Request.meta`, with `spiders.spider.PAGE` and `CAPTURE`.
EXCHANGE = "exchange"  # as an archive has it, in a replay
VALIDATORS = "validators"  # what made the request conditional
UNCONDITIONAL = "unconditional"  # the request must not be
ROBOTS = "robots"  # the request is for a robots.txt

HEARTBEAT = 0.2  # seconds: how often a pause looks whether the run is being stopped

MADE_UP = "made up"  # a flag of responses that nobody sent


class LostPageError(StoreError):
    """A page that is said to stand as it was, and whose bytes cannot be found again."""


class Progress(Protocol):
    """Learns of every document that is done with: `outcome` is new, changed, unchanged, gone or failed."""

    def advance(self, source: str, *, links: int, done: int, outcome: str) -> None:
        """`links` documents are wanted so far, `done` of them are done with."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What is counted while a source is crawled."""

    outcomes: Counter[str] = field(default_factory=Counter)
    issues: dict[tuple[str, str], Issue] = field(default_factory=dict)
    bytes: int = 0
    notes: list[str] = field(default_factory=list)
    ok: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One source in one run. `stop` ends the whole run because of an error that spares nobody."""

    source: Source
    fetch: FetchConfig
    delay: float
    run: int
    store: Store
    writer: ArchiveWriter
    folder: Path
    clock: Callable[[], datetime]
    progress: Progress
    stop: Callable[[StoreError], None]
    replay: ReplayIndex | None = None
    tally: Tally = field(default_factory=Tally)

    def keep(self, exchange: Exchange) -> Capture:
        """Append an exchange to the archive and record where it lies; a body we have is referred to, not repeated."""
        self.tally.bytes += len(exchange.body)
        if self.replay and (had := self.store.captured(exchange)):
            return had
        with self.storing():
            same_as = self.store.seen(digest_of(exchange.body)) if exchange.body else None
            capture = self.writer.append(exchange, same_as=same_as)
            return self.store.record_capture(self.run, self.source.name, capture, **offered(exchange))

    def keep_unmodified(self, exchange: Exchange, page: Capture) -> tuple[Capture, bool]:
        """The same for an answer 304, with the `page` that still stands; True when its document was thereby seen again.

        Raises `LostPageError` when the bytes of the page are lost.
        """
        with lost_page():
            capture = self.writer.append(exchange, same_as=page, not_modified=True)
        with self.storing():
            return self.store.record_unmodified(
                self.run,
                self.source.name,
                capture,
                rank=self.source.rank(exchange.url),
                reader_version=self.source.reader_version,
                rules_version=RULES_VERSION,
                **offered(exchange),
            )

    def note(self, issue: Issue) -> None:
        """Record an issue, once for each kind and address in a run: one outage is one issue."""
        name = (issue.kind, issue.url)
        if name not in self.tally.issues:
            self.tally.issues[name] = issue
            with self.storing():
                self.store.record_issue(self.run, issue)

    @contextmanager
    def storing(self) -> Iterator[None]:
        """What cannot be written ends the run: to fetch on would be to lose."""
        try:
            yield
        except StoreError as error:
            self.stop(error)
            raise


@contextmanager
def lost_page() -> Iterator[None]:
    """What fails because of an earlier record is no reason to end the run."""
    try:
        yield
    except StoreError as error:
        raise LostPageError(str(error)) from error


class SourceCrawler(Crawler):
    """Scrapy's crawler for one source; its components find their desk here."""

    def __init__(self, desk: Desk) -> None:
        chosen = settings(desk.fetch, delay=desk.delay, hosts=len(desk.source.hosts), replay=desk.replay is not None)
        super().__init__(SourceSpider, chosen)
        self.desk = desk

    async def rest(self, seconds: float) -> bool:
        """Sleep; True when the pause is over, False, and early, when the run is being stopped."""
        clock = asyncio.get_running_loop().time
        end = clock() + seconds
        while self.crawling and (left := end - clock()) > 0:
            await asyncio.sleep(min(left, HEARTBEAT))
        return self.crawling
