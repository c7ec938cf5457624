"""How far a backfill is, how fast, and how long it will take: a bar on a terminal, log lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from crawler.backfill.run import Backfilled, Watcher

EVERY = 10.0  # seconds between two log lines, at least


def pace(so_far: Backfilled, seconds: float) -> str:
    """Where it is and what is to come. Archives passed over took no time, and say nothing of those to come.

    >>> pace(Backfilled(archives=5, read=2, passed_over=1, records=9000), 60.0)
    '3 of 5 archives, 9,000 records, 150 a second, 0:01:00 left'
    """
    read, left = so_far.read + so_far.failed, so_far.archives - so_far.done
    rate = f"{so_far.records / seconds:,.0f} a second" if seconds else "just begun"
    ahead = f"{timedelta(seconds=round(seconds / read * left))} left" if read else "time left unknown"
    return f"{so_far.done} of {so_far.archives} archives, {so_far.records:,} records, {rate}, {ahead}"


class LogLines:
    """A line now and then, and the last."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.began = monotonic()
        self.told = 0.0

    def advance(self, so_far: Backfilled) -> None:
        """Tell, unless it was told just now."""
        seconds = monotonic() - self.began
        if so_far.done == so_far.archives or seconds - self.told >= EVERY:
            self.told = seconds
            self.tell(pace(so_far, seconds))


class Bar:
    """One bar over all archives."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        self.display = Progress(
            BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True
        )
        self.task = self.display.add_task("", total=None)
        self.began = monotonic()

    def advance(self, so_far: Backfilled) -> None:
        """Move the bar."""
        told = pace(so_far, monotonic() - self.began)
        self.display.update(self.task, total=so_far.archives, completed=so_far.done, description=told)


@contextmanager
def shown(tell: Callable[[str], None]) -> Iterator[Watcher]:
    """Progress for whoever looks: a person at a terminal, or a log."""
    if sys.stderr.isatty():
        bar = Bar()
        with bar.display:
            yield bar
    else:
        yield LogLines(tell)
