"""What is to run and when, by the configuration and the past. It reads the store and touches nothing."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger

from crawler.schedule.timing import next_crawl, next_digest, trigger_of
from crawler.sections import Config
from storage.history import History
from storage.launches import DIGEST, crawl_job

DAY = timedelta(days=1)  # what is dated later than that from now, a wrong clock dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that runs at times: `arguments` of `track`, and when it runs `next`."""

    name: str
    arguments: tuple[str, ...]
    trigger: BaseTrigger
    next: datetime


def jobs(config: Config, now: datetime) -> Iterator[Job]:
    """A crawl for every source that is switched on, then the digest; what was missed is due now."""
    with ExitStack() as stack:
        history = stack.enter_context(History.open(config.database)) if config.database.exists() else None
        for source in (name for name, one in config.sources.items() if one.enabled):
            trigger = crawl_trigger(config, source)
            yield Job(
                name=crawl_job(source),
                arguments=("crawl", "--", source),
                trigger=trigger,
                next=next_crawl(trigger, history.last_crawl(source, now) if history else None, now),
            )
        if config.schedule.digest:
            trigger = trigger_of(config.schedule.digest, ZoneInfo(config.schedule.zone))
            last = history.last_digest(now + DAY) if history else None
            yield Job(
                name=DIGEST, arguments=("digest", "--send"), trigger=trigger, next=next_digest(trigger, last, now)
            )


def crawl_trigger(config: Config, source: str) -> BaseTrigger:
    """The times of a source."""
    schedule = config.schedule
    text = config.sources[source].schedule or schedule.crawl
    return trigger_of(text, ZoneInfo(schedule.zone), jitter=schedule.jitter)


def command_line(arguments: Sequence[str], file: Path | None, db: Path) -> tuple[str, ...]:
    """The child that does what `arguments` say, with our Python, our configuration and our store."""
    verb, *rest = arguments
    where = ("--db", str(db.absolute()), *(("--config", str(file.absolute())) if file else ()))
    return (sys.executable, "-m", "crawler", verb, *where, *rest)
