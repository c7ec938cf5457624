"""Today's readers and rules over the archive: what they see otherwise is recorded as our correction.

Store.readings -> Capture … | archive.read -> Page | Source.read | its attachments | extract_events | Store.remember

The same bytes, readers and rules give the same store: reading again changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from crawler.attachments import with_archived
from crawler.extract import RULES_VERSION, extract_events
from crawler.fetch.plan import choose
from crawler.sections import Config
from spiders.base import Source
from storage.archive import read
from storage.errors import TrackError
from storage.model import BEIJING, Capture
from storage.store import Store, lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading again came to: pages by outcome, and those that could not be read, by name."""

    outcomes: Counter[str]
    failures: tuple[str, ...]


def reread(
    config: Config, *, sources: Sequence[str] = (), since: date | None = None, tell: Callable[[str], None] = print
) -> Reread:
    """Read every archived page of the documents we have once more; those fetched since a day, Beijing, if one is given.

    Raises `ConfigError` for an unknown source, `LockedError` while a crawl is under way.
    """
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    with lock(config.database), Store.open(config.database, create=False) as store:
        run = store.start_run(started_at=datetime.now(UTC), replay=True)
        for choice in choose(config, sources):
            captures = [one for one in store.readings(choice.source.name) if wanted(one, since)]
            tell(f"{choice.source.name}: {len(captures)} pages")
            for capture in captures:
                try:
                    outcomes[again(config, store, choice.source, capture, run)] += 1
                except TrackError as error:
                    failures.append(str(error))
        store.finish_run(run, finished_at=datetime.now(UTC), reports=[])
    return Reread(outcomes=outcomes, failures=tuple(failures))


def wanted(capture: Capture, since: date | None) -> bool:
    """Whether a page was fetched on the day or later."""
    return since is None or capture.fetched_at.astimezone(BEIJING).date() >= since


def again(config: Config, store: Store, source: Source, capture: Capture, run: int) -> str:
    """Read one page from its archived bytes and remember what it says now."""
    page = read(config.archive, capture)
    document = with_archived(store, config.archive, source.read(page))
    return store.remember(
        document,
        capture,
        extract_events(document),
        run=run,
        rank=source.rank(page.url),
        reader_version=source.reader_version,
        rules_version=RULES_VERSION,
    ).value
