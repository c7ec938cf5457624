"""One run: the chosen sources, at once, in one process, under one lock.

lock | Store.start_run | one SourceCrawler for each source | Store.finish_run -> RunReport

A Twisted reactor cannot be restarted: `crawl` works once in a process.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from crawler.fetch.desk import Progress
from crawler.fetch.plan import choose, window
from crawler.fetch.session import Session
from crawler.sections import Config
from storage.archive import ArchiveWriter
from storage.errors import ConfigError
from storage.model import Issue
from storage.replay import ReplayIndex
from storage.runs import SourceReport
from storage.store import Store, lock


class Unwatched:
    """Progress that nobody looks at."""

    def advance(self, source: str, *, links: int, done: int, outcome: str) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """How a run went: the reports in the order of the sources, and every issue."""

    run: int
    started_at: datetime
    finished_at: datetime
    reports: tuple[SourceReport, ...]
    issues: tuple[Issue, ...]

    @property
    def ok(self) -> bool:
        """True when no source failed."""
        return all(report.ok for report in self.reports)


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def crawl(
    config: Config,
    *,
    sources: Sequence[str] = (),
    since: date | None = None,
    replay: Sequence[Path] = (),
    now: Callable[[], datetime] = utc_now,
    progress: Progress | None = None,
) -> RunReport:
    """Crawl the named sources, or all that are enabled, from the network or, with `replay`, from archives.

    `since` asks the listings to look back at least so far. Raises `ConfigError` for an unknown source, `LockedError`
    when another run is under way, `StoreError` when nothing can be stored; everything else is an issue in the report.
    """
    choices = choose(config, sources)
    archives = load_archives(replay) if replay else None
    with lock(config.database), Store.open(config.database) as store:
        started_at = now()
        run = store.start_run(started_at=started_at, replay=archives is not None)
        label = f"{started_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{run}"
        with ArchiveWriter(config.archive, label, user_agent=config.fetch.agent) as writer:
            session = Session(
                config=config,
                run=run,
                store=store,
                writer=writer,
                window=window(since, archives.newest if archives and archives.newest else started_at),
                clock=(lambda: archives.newest or now()) if archives else now,
                progress=progress or Unwatched(),
                archives=archives,
            )
            reports = session.crawl(choices)
        finished_at = now()
        store.finish_run(run, finished_at=finished_at, reports=reports)
    return RunReport(
        run=run, started_at=started_at, finished_at=finished_at, reports=reports, issues=tuple(session.issues())
    )


def load_archives(paths: Sequence[Path]) -> ReplayIndex:
    """The archives to replay; a `ConfigError` when there is nothing in them."""
    archives = ReplayIndex(paths)
    if archives.newest is None:
        raise ConfigError([f"--replay {path}: no answers to replay" for path in paths])
    return archives
