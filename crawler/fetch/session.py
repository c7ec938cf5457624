"""The sources of one run, side by side in one reactor."""

import asyncio
import logging
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from twisted.python.failure import Failure

from crawler.attachments import archived
from crawler.fetch.desk import Desk, Progress, SourceCrawler
from crawler.fetch.plan import Again, Choice, again, held
from crawler.fetch.settings import process_settings
from crawler.sections import Config
from spiders.base import Window
from spiders.spider import Errand, SourceSpider
from storage.archive import ArchiveWriter
from storage.errors import NO_FAILURE, StoreError
from storage.known import KnownCopy
from storage.model import Issue
from storage.replay import ReplayIndex
from storage.runs import SourceReport
from storage.store import Store
from storage.urls import address

NOT_HELD = "the archives hold nothing of it"
FINISHED = "finished"  # Scrapy's word for a spider that nobody stopped


class Watch:
    """Follows one source: how long it took, whether it came to its end, and what broke inside Scrapy."""

    def __init__(self, crawler: SourceCrawler) -> None:
        self.crawler = crawler
        self.started = self.ended = monotonic()
        self.reason = "never begun"
        crawler.signals.connect(self.opened, signals.spider_opened)
        crawler.signals.connect(self.closed, signals.spider_closed)
        crawler.signals.connect(self.broke, signals.spider_error)
        crawler.signals.connect(self.broke, signals.item_error)

    def opened(self) -> None:
        """The clock starts."""
        self.started = monotonic()

    def closed(self, reason: str) -> None:
        """The clock stops."""
        self.ended = monotonic()
        self.reason = reason

    def broke(self, failure: Failure) -> None:
        """The boundary of the run: what nobody expected is an issue of the source, and the others go on."""
        self.note(failure.value)

    def note(self, error: BaseException | None) -> None:
        """Record an error that belongs to no page."""
        desk = self.crawler.desk
        detail = f"{type(error).__name__}: {error}"
        desk.note(Issue(source=desk.source.name, kind="layout", url="", detail=detail, seen_at=desk.clock()))

    def report(self) -> SourceReport:
        """How it went."""
        desk, spider = self.crawler.desk, self.crawler.spider
        tally, outcomes = desk.tally, desk.tally.outcomes
        kinds = Counter(issue.kind for issue in tally.issues.values())
        failed = sum(number for kind, number in kinds.items() if kind not in NO_FAILURE)
        links, skipped, rested, left = counts(spider) if isinstance(spider, SourceSpider) else (0, 0, 0, 0)
        numbers = {
            "gone": outcomes["gone"],
            "of another kind": kinds["other-page"],
            "attachments not read": kinds["attachment"],
            "not due yet": rested,
            "left for the next run": left,
        }
        notes = [f"{number} {what}" for what, number in numbers.items() if number]
        notes += [] if self.reason == FINISHED else [f"stopped: {self.reason}"]
        return SourceReport(
            source=desk.source.name,
            ok=not failed and self.reason == FINISHED,
            links=links,
            skipped=skipped,
            new=outcomes["new"],
            changed=outcomes["changed"],
            unchanged=outcomes["unchanged"],
            failed=failed,
            missing=kinds["not-in-archive"],
            bytes=tally.bytes,
            seconds=self.ended - self.started,
            note="; ".join(notes),
        )


def counts(spider: SourceSpider) -> tuple[int, int, int, int]:
    """Links, those that the terms left out, those that are not due, and those over the bound."""
    return len(spider.links), len(spider.skipped), len(spider.rested), spider.left


@dataclass(slots=True, kw_only=True)
class Session:
    """Builds a crawler for each source, runs them all, and reports."""

    config: Config
    run: int
    store: Store
    writer: ArchiveWriter
    window: Window
    clock: Callable[[], datetime]
    progress: Progress
    archives: ReplayIndex | None
    watches: dict[str, Watch] = field(default_factory=dict)
    trouble: StoreError | None = None
    process: AsyncCrawlerProcess | None = None
    stopping: Any = None  # keeps the task of `stop` alive

    def crawl(self, choices: Sequence[Choice]) -> tuple[SourceReport, ...]:
        """Run all sources to their end. Raises the `StoreError` that ended the run early."""
        ready = [
            choice for choice in choices if self.archives is None or held(choice.source, self.window, self.archives)
        ]
        self.watches = {choice.source.name: Watch(SourceCrawler(self.desk(choice))) for choice in ready}
        if ready:
            self.drive(ready)
        if self.trouble:
            raise self.trouble
        return tuple(self.report(choice.source.name) for choice in choices)

    def report(self, name: str) -> SourceReport:
        """How a source went; one of which the archives hold nothing is no failure."""
        if name in self.watches:
            return self.watches[name].report()
        return SourceReport(source=name, ok=True, note=NOT_HELD)

    def issues(self) -> Iterator[Issue]:
        """Every issue of the run."""
        for watch in self.watches.values():
            yield from watch.crawler.desk.tally.issues.values()

    def drive(self, choices: Sequence[Choice]) -> None:
        """Start the reactor, and leave it when every source has come to its end or the run is stopped."""
        with signals_restored():
            self.process = AsyncCrawlerProcess(process_settings(self.config.fetch))
            logging.getLogger("scrapy").setLevel(logging.WARNING)  # it has a line for every page, which nobody sees
            tasks = {
                choice.source.name: self.process.crawl(
                    self.watches[choice.source.name].crawler, source=choice.source, errand=self.errand(choice)
                )
                for choice in choices
            }
            self.process.start(install_signal_handlers=threading.current_thread() is threading.main_thread())
        self.note_crashes(tasks)

    def note_crashes(self, tasks: Mapping[str, asyncio.Task[None]]) -> None:
        """A source whose crawl could not even begin, or fell over as a whole."""
        for name, task in tasks.items():
            if task.done() and not task.cancelled() and (error := task.exception()):
                self.watches[name].note(error)

    def stop(self, error: StoreError) -> None:
        """End the run: nothing can be stored any more."""
        if self.trouble is None and self.process:
            self.trouble = error
            self.stopping = asyncio.ensure_future(self.process.stop())

    def errand(self, choice: Choice) -> Errand:
        """What is asked of a source."""
        copies = self.store.known(choice.source.name)
        turns = self.turns(copies)
        return Errand(
            window=self.window,
            clock=self.clock,
            terms=self.config.news.terms,
            known=frozenset(address(copy.url) for copy in copies),
            recheck=turns.due,
            resting=turns.resting,
            at_least=choice.config.at_least,
            max_pages=self.config.fetch.max_pages,
            archived=partial(archived, self.store, self.config.archive),
        )

    def turns(self, copies: Sequence[KnownCopy]) -> Again:
        """Which known pages are asked for. An archive costs nobody anything: of it every one is."""
        if self.archives:
            return Again(due=tuple(copy.url for copy in copies))
        return again(copies, self.clock(), self.config.fetch.recheck)

    def desk(self, choice: Choice) -> Desk:
        """What the parts of a source's crawl share."""
        return Desk(
            source=choice.source,
            fetch=self.config.fetch,
            delay=choice.delay,
            run=self.run,
            store=self.store,
            writer=self.writer,
            folder=self.config.archive,
            clock=self.clock,
            progress=self.progress,
            stop=self.stop,
            replay=self.archives,
        )


@contextmanager
def signals_restored() -> Iterator[None]:
    """Scrapy and Twisted take SIGINT and SIGTERM, to stop cleanly; afterwards they are what they were."""
    taken = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            for number, handler in taken.items():
                signal.signal(number, handler)
