"""Progress of a crawl: bars on a terminal, plain log lines elsewhere. Always on standard error."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import TaskID

    from crawler.fetch.desk import Progress

EVERY = 25  # documents between two log lines of one source


class LogLines:
    """A line at the start of a source, every so many documents, and at its end."""

    def __init__(self) -> None:
        self.log = logging.getLogger("track")

    def advance(self, source: str, *, links: int, done: int, outcome: str) -> None:
        """Log now and then; a listing that failed is done with before any document is wanted."""
        if 0 < done <= links and (done == links or done % EVERY == 1):
            self.log.info("%s: %d of %d documents, the last one %s", source, done, links, outcome)


class Bars:
    """One bar a source."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Display

        columns = (TextColumn("{task.description:<14}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.display = Display(*columns, console=Console(stderr=True), transient=True)
        self.tasks: dict[str, TaskID] = {}

    def advance(self, source: str, *, links: int, done: int, outcome: str) -> None:
        """Move the source's bar."""
        if source not in self.tasks:
            self.tasks[source] = self.display.add_task(source, total=links)
        self.display.update(self.tasks[source], total=links, completed=done)


@contextmanager
def shown_progress() -> Iterator["Progress"]:
    """Progress for whoever looks: a person at a terminal, or a log."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(lambda record: record.name == "track" or record.levelno >= logging.WARNING)
    logging.getLogger().addHandler(handler)
    logging.getLogger("track").setLevel(logging.INFO)
    if sys.stderr.isatty():
        bars = Bars()
        with bars.display:
            yield bars
    else:
        yield LogLines()


@contextmanager
def counting() -> Iterator[Callable[[str, int], None]]:
    """How far a long look is: a spinner and a number on a terminal, nothing elsewhere."""
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("") as status:

        def tell(what: str, done: int) -> None:
            if done % EVERY == 1:
                status.update(f"{what}: {done}")

        yield tell
