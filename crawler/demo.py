"""Three invented days on a local server, crawled for real, and what each of them brought.

the sample's server | crawl, in a child process | History.changes | the text of `track diff`
"""

import errno
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.report.changes import as_text
from crawler.report.words import counted
from crawler.sample import DAYS
from crawler.sample.server import serving
from crawler.sections import BUILTIN, Config, FetchConfig, SourceConfig, StoreConfig
from storage.errors import StoreError, TrackError
from storage.model import Change
from storage.runs import SourceReport

if TYPE_CHECKING:
    from crawler.fetch.run import RunReport

INTRODUCTION = "Three invented days on a local server, crawled for real. Firms, goods and notices are made up."
STORE = "track.db"
THIS_MACHINE = frozenset(("127.0.0.1", "::1", "localhost"))
ASKING_NAMES = frozenset(("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"))
SENDING = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg"))


def run_demo(folder: Path, say: Callable[[str], None]) -> Path:
    """Play the days into a fresh store in `folder`, saying what each of them brought; returns the store.

    Raises `StoreError` when the folder is in use, `TrackError` when a crawl fails.
    """
    store = fresh_store(folder)
    say(f"{INTRODUCTION}\n")
    with serving() as server:
        config = demo_config(store, server.origin)
        for number, day in enumerate(DAYS, 1):
            server.show(number)
            say(f"== Day {number}: {day.crawled_at:%A} {day.crawled_at.day} {day.crawled_at:%B %Y} ==\n{day.story}\n")
            report = crawled(config, day.crawled_at)
            say(f"{as_text(changes_of(config, report.run))}\n")
            say(f"Crawled: {summary(report.reports)}\n")
    return store


def fresh_store(folder: Path) -> Path:
    """Where the store will lie. The folder must be new or empty: in an old store the days would tell another story."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError(f"{folder}: not empty; the demo begins with a fresh store")
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}") from error
    return folder / STORE


def demo_config(store: Path, origin: str) -> Config:
    """Every host of every source is reached at the local server, without the pauses that real sites are owed."""
    from spiders.sources import SOURCES

    hosts = [host for source in SOURCES.values() for host in source.hosts]
    return Config(
        store=StoreConfig(path=store),
        fetch=FetchConfig(delay=0.0, retries=1, backoff=0.1, timeout=10.0, connect_to=dict.fromkeys(hosts, origin)),
        sources={name: SourceConfig(delay=0.0) for name in BUILTIN},
    )


def crawled(config: Config, starts_at: datetime) -> "RunReport":
    """Crawl in a child process, since a Twisted reactor cannot be restarted; raises `TrackError` when it fails."""
    at_once = (signal.SIGINT, signal.SIG_DFL)  # a child that is interrupted ends without a traceback
    try:
        with ProcessPoolExecutor(1, get_context("spawn"), initializer=signal.signal, initargs=at_once) as child:
            report = child.submit(crawl_here, config, starts_at).result()
    except Exception as error:  # whatever a child can raise, or that it died: a person is told, and the demo ends
        raise TrackError(f"the crawl of {starts_at:%Y-%m-%d} failed: {error or type(error).__name__}") from error
    if not report.ok:
        issues = "; ".join(f"{issue.kind}: {issue.detail} ({issue.url})" for issue in report.issues)
        raise TrackError(f"the crawl of {starts_at:%Y-%m-%d} failed: {issues or 'a source did not finish'}")
    return report


def crawl_here(config: Config, starts_at: datetime) -> "RunReport":
    """What the child does: crawl, with the clock set to the day of the story and the machine sealed."""
    sys.addaudithook(stay_on_this_machine)
    from crawler.fetch.run import crawl

    begun = time.monotonic()
    try:
        return crawl(config, now=lambda: starts_at + timedelta(seconds=time.monotonic() - begun))
    except TrackError as error:  # some of them do not survive the way between processes as they are
        raise TrackError(str(error)) from None


def stay_on_this_machine(event: str, details: Sequence[Any]) -> None:
    """An audit hook that refuses to ask for another machine's name or to send it anything, whichever library does."""
    if event in ASKING_NAMES and details[0] is not None and details[0] not in THIS_MACHINE:
        raise socket.gaierror(socket.EAI_FAIL, "the demo asks no names of the network")
    if event in SENDING and isinstance(details[1], tuple) and details[1][0] not in THIS_MACHINE:
        raise ConnectionRefusedError(errno.ECONNREFUSED, "the demo does not leave this machine")


def changes_of(config: Config, run: int) -> list[Change]:
    """What one run brought: the same as `track diff --since last-run` right after it."""
    from storage.history import ChangeWindow, History

    with History.open(config.database) as history:
        return history.changes(ChangeWindow(run=run))


def summary(reports: Sequence[SourceReport]) -> str:
    """One line on a run: what the listings named, and what came of it."""
    links, skipped, new, changed, same = (
        sum(getattr(report, name) for report in reports) for name in ("links", "skipped", "new", "changed", "unchanged")
    )
    return (
        f"{counted(len(reports), 'source')}, {counted(links, 'link')}, {skipped} of them off the topic; "
        f"{counted(new, 'document')} new, {changed} changed; {counted(same, 'page')} as before."
    )
