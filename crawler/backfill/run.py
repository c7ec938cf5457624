"""One backfill: which archives are still to be read, their tasks, and what comes of them, written in their order."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import Protocol

from crawler.backfill.archives import described, names_of
from crawler.backfill.cluster import connected, in_order
from crawler.backfill.reading import Harvest, Part, read_part
from crawler.backfill.recording import Recorder
from crawler.backfill.wanted import Order
from crawler.fetch.plan import choose
from crawler.sections import Config
from spiders.base import Source
from storage.archive import ArchiveWriter
from storage.errors import StoreError
from storage.ledger import Archive, Passed
from storage.store import Store, lock

MOST_NAMED = 1_000  # troubles of a run that are named; all are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks for: sources (none: all that are enabled), days of observation, and on how many workers of
    this machine or at which scheduler.
    """

    archives: tuple[str, ...]
    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    workers: int = 1
    scheduler: str | None = None


@dataclass(slots=True, kw_only=True)
class Backfilled:
    """What it came to: archives read, passed over because the ledger lists them, and failed; records of every kind."""

    archives: int
    read: int = 0
    passed_over: int = 0
    failed: int = 0
    records: int = 0
    broken: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    named: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Archives that nothing is left to do for."""
        return self.read + self.passed_over + self.failed

    def name(self, what: str) -> None:
        """Name a trouble."""
        if len(self.named) < MOST_NAMED:
            self.named.append(what)


class Watcher(Protocol):
    """Learns how far a backfill is."""

    def advance(self, so_far: Backfilled) -> None:
        """Something was done with."""


def backfill(
    config: Config, asked: Asked, *, watcher: Watcher, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Backfilled:
    """Read archives into the store.

    Raises `ConfigError` for what is asked wrongly, `LockedError` while another run is under way, `StoreError` when
    nothing can be stored or no scheduler answers; everything else is named in what comes back.
    """
    names = names_of(asked.archives)
    sources = {choice.source.name: choice.source for choice in choose(config, asked.sources)}
    order = order_of(config, asked, tuple(sources.values()))
    with lock(config.database), Store.open(config.database) as store:
        started_at = now()
        run = store.start_run(started_at=started_at, replay=True)
        label = f"{started_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{run}"
        with ArchiveWriter(config.archive, label, user_agent=config.fetch.agent) as writer:
            recorder = Recorder(config=config, store=store, writer=writer, run=run, sources=sources)
            passage = Passage(
                order=order, recorder=recorder, watcher=watcher, now=now, far=Backfilled(archives=len(names))
            )
            with connected(asked.scheduler, asked.workers) as client:
                passage.go(names, partial(in_order, client, partial(read_part, order)))
        store.finish_run(run, finished_at=now(), reports=[])
    return passage.far


def order_of(config: Config, asked: Asked, sources: tuple[Source, ...]) -> Order:
    """What the workers are told: pages are wanted by the terms, and bounded, as in a crawl."""
    return Order(
        sources=sources,
        terms=config.news.terms,
        since=asked.since,
        until=asked.until,
        most=config.fetch.max_bytes,
    )


Ask = Callable[[Iterator[Part]], Iterator[tuple[Part, Harvest | str]]]


@dataclass(slots=True, kw_only=True)
class Passage:
    """The way through all archives, and how far it is: `far`."""

    order: Order
    recorder: Recorder
    watcher: Watcher
    now: Callable[[], datetime]
    far: Backfilled
    parts: dict[str, Passed] = field(default_factory=dict)  # what came of archives that are still under way

    def go(self, names: Sequence[str], ask: Ask) -> None:
        """Read every archive that the ledger does not list, and join what lay apart."""
        for part, harvest in ask(self.ahead(names)):
            if isinstance(harvest, str) or harvest.failed:
                self.fail(part.archive.name, harvest if isinstance(harvest, str) else harvest.failed)
            else:
                self.take(part.archive, harvest)
            self.watcher.advance(self.far)
        for trouble in self.recorder.join():
            self.far.name(trouble)

    def ahead(self, names: Sequence[str]) -> Iterator[Part]:
        """The archives to read, asked after as late as possible."""
        for name in names:
            try:
                archive = described(name)
            except StoreError as error:
                self.fail(name, str(error))
                continue
            if self.recorder.store.ledger.lists(archive, self.order.asked):
                self.far.passed_over += 1
                self.watcher.advance(self.far)
            else:
                yield Part(archive=archive)

    def take(self, archive: Archive, harvest: Harvest) -> None:
        """Record what came of a part; behind the last one, that the archive is done."""
        outcomes = self.recorder.record(harvest)
        self.count(harvest, outcomes)
        before = self.parts.pop(archive.name, Passed(records=0, broken=0, dropped={}, outcomes={}))
        passed = Passed(
            records=before.records + harvest.records,
            broken=before.broken + harvest.broken,
            dropped=Counter(before.dropped) + harvest.dropped,
            outcomes=Counter(before.outcomes) + outcomes,
        )
        if harvest.following is not None:
            self.parts[archive.name] = passed
            return
        self.recorder.store.ledger.enter(
            archive, self.order.asked, passed, run=self.recorder.run, finished_at=self.now()
        )
        self.far.read += 1

    def count(self, harvest: Harvest, outcomes: Counter[str]) -> None:
        """Add a part to the whole."""
        self.far.records += harvest.records
        self.far.broken += harvest.broken
        self.far.dropped += harvest.dropped
        self.far.outcomes += outcomes
        for what in harvest.named:
            self.far.name(what)

    def fail(self, name: str, why: str) -> None:
        """An archive that could not be read: the next run tries it again."""
        self.far.failed += 1
        self.far.name(why if name in why else f"{name}: {why}")
