"""How everything stands: which sources are stale, what is wrong, what waits.

History | look -> SourceFacts … | judged -> SourceHealth … | Health

A source with nothing new is normal; one that does not answer is not, nor is one that is silent for much longer than it
ever is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

from crawler.schedule.plan import crawl_trigger, jobs
from crawler.schedule.timing import period
from crawler.sections import Config, HealthConfig
from storage.health import Incident
from storage.history import History
from storage.launches import crawl_job
from storage.model import BEIJING
from storage.outbox import State

ENOUGH = 5  # gaps between days with something new, before anything is called usual


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What is known of a source: `days` on which it published, ISO, the newest first; its `period` of crawls."""

    source: str
    answered_at: datetime | None
    days: tuple[str, ...]
    period: timedelta
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a source stands. `stale` says why it is, empty when it is well; it is `quiet_days` since its newest item, and
    `usual_days` are hardly ever more between two; None where there is too little past to tell.
    """

    source: str
    answered_at: datetime | None
    newest_on: str | None
    quiet_days: int | None
    usual_days: float | None
    next_at: datetime
    stale: str
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """All of it, at an instant. Sizes in bytes; `mail` counts what has not arrived, by state."""

    at: datetime
    sources: tuple[SourceHealth, ...]
    store_bytes: int
    archive_bytes: int
    held: int
    mail: dict[State, int]

    @property
    def ok(self) -> bool:
        """Whether no source is stale."""
        return not any(source.stale for source in self.sources)


def health(config: Config, now: datetime) -> Health:
    """How everything stands. Raises `StoreError` when there is no store."""
    nexts = {job.name: job.next.astimezone(UTC) for job in jobs(config, now)}
    watched = [name for name, source in config.sources.items() if source.enabled]
    with History.open(config.database) as history:
        facts = [look(config, history, name, nexts[crawl_job(name)], now) for name in watched]
        incidents = history.open_incidents()
        undelivered: Counter[State] = Counter(one.state for one in history.deliveries() if one.state != "sent")
        held = sum(one.verdict is None for one in history.held())
    return Health(
        at=now,
        sources=tuple(judged(one, incidents, config.health, now) for one in facts),
        store_bytes=size(config.database),
        archive_bytes=sum(map(size, config.archive.glob("*"))),
        held=held,
        mail=dict(undelivered),
    )


def look(config: Config, history: History, source: str, next_at: datetime, now: datetime) -> SourceFacts:
    """What the store knows of a source."""
    return SourceFacts(
        source=source,
        answered_at=history.answered(source, now),
        days=history.days(source, now.astimezone(BEIJING).date().isoformat()),
        period=period(crawl_trigger(config, source), now),
        next_at=next_at,
    )


def judged(facts: SourceFacts, incidents: Sequence[Incident], limits: HealthConfig, now: datetime) -> SourceHealth:
    """Pure: how a source stands."""
    usual = usual_gap(facts.days)
    quiet = (now.astimezone(BEIJING).date() - date.fromisoformat(facts.days[0])).days if facts.days else None
    return SourceHealth(
        source=facts.source,
        answered_at=facts.answered_at,
        newest_on=facts.days[0] if facts.days else None,
        quiet_days=quiet,
        usual_days=usual,
        next_at=facts.next_at,
        stale=silent(facts, limits, now) or too_quiet(quiet, usual, limits),
        incidents=tuple(one for one in incidents if one.source == facts.source),
    )


def silent(facts: SourceFacts, limits: HealthConfig, now: datetime) -> str:
    """Why a source counts as one that does not answer, if it does."""
    if facts.answered_at is None:
        return "never answered"
    allowed = max(timedelta(hours=limits.answer_hours), 2 * facts.period)
    return f"no answer for {hours(now - facts.answered_at)} hours" if now - facts.answered_at > allowed else ""


def too_quiet(quiet: int | None, usual: float | None, limits: HealthConfig) -> str:
    """Why a source that answers counts as dead all the same: a feed that nobody fills, a page that is not the one."""
    if quiet is None or usual is None or quiet <= max(2 * usual, limits.quiet_days):
        return ""
    return f"nothing new for {quiet} days, where {usual:.0f} are much"


def usual_gap(days: Sequence[str]) -> float | None:
    """The days between two with something new, of which only one gap in twenty has more.

    >>> usual_gap(["2026-03-13", "2026-03-12", "2026-03-11", "2026-03-09", "2026-03-08", "2026-03-07"])
    1.8
    """
    gaps = [(later - earlier).days for later, earlier in pairwise(map(date.fromisoformat, days))]
    return round(quantiles(gaps, n=20, method="inclusive")[-1], 1) if len(gaps) >= ENOUGH else None


def hours(span: timedelta) -> int:
    """Whole hours."""
    return int(span.total_seconds() // 3600)


def size(path: Path) -> int:
    """Bytes; none of a file that has just gone."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
