"""`python -m benchmarks.large STORE`: what a made store costs to ask, to write to and to copy, for SCALE.md.

Each line has seconds by the clock, CPU seconds and MiB. The store is written to, and for a while copied beside itself.
"""

import shutil
import sqlite3
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.data.articles import article
from benchmarks.data.scale import END
from benchmarks.measure import PYTHON, ROOT, FailedError, spend
from crawler.extract import extract_events
from spiders.sources import source_for
from storage.archive import ArchiveWriter, page_of
from storage.model import Exchange
from storage.store import Store

PAGES = 100  # that are remembered
ROOM = 1.5  # times its size
NEW = 10**8  # the first number of a page that no made store has
CHECK = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute('PRAGMA quick_check').fetchone())"


def questions(store: Path) -> dict[str, tuple[str | Path, ...]]:
    """The commands, by what they ask."""
    track, until = (PYTHON, "-m", "crawler"), f"{END:%Y-%m-%dT%H:%MZ}"
    day, week = (f"{END - timedelta(days=days):%Y-%m-%dT%H:%MZ}" for days in (0.7, 7))
    with closing(sqlite3.connect(store)) as database:
        key, last = database.execute("SELECT key, id FROM documents ORDER BY id DESC LIMIT 1 OFFSET 5").fetchone()
    return {
        "diff, a week": (*track, "diff", "--since", week, "--until", until),
        "diff, a tenth of a week": (*track, "diff", "--since", day, "--until", until),
        "list, a day": (*track, "list", "--as-of", "2026-03-01"),
        "list, what is suspended": (*track, "list", "--as-of", "2026-03-01", "--status", "suspended"),
        "show, one document": (*track, "show", key),
        "search, words that all have": (*track, "search", "official", "statement"),
        "search, one document's number": (*track, "search", str(last)),
    }


def remember(store: Path) -> float:
    """Seconds to archive and remember a new page, without reading it."""
    spent = 0.0
    with TemporaryDirectory() as folder, ArchiveWriter(Path(folder), "large") as archive, Store.open(store) as opened:
        run = opened.start_run(started_at=END, replay=False)
        for number in range(NEW, NEW + PAGES):
            piece = article(number)
            exchange = Exchange(url=piece.url, status=200, headers=(), body=piece.page.encode(), fetched_at=END)
            source = source_for(piece.url)
            assert source, piece.url
            document = source.read(page_of(exchange))
            events = extract_events(document)
            begun = time.perf_counter()
            capture = archive.append(exchange)
            opened.remember(document, capture, events, run=run, reader_version=1, rules_version=1)
            spent += time.perf_counter() - begun
        opened.finish_run(run, finished_at=END, reports=[])
    return spent / PAGES


def copied(store: Path) -> str:
    """How long `VACUUM INTO` a file beside it takes, where there is room."""
    copy = store.with_suffix(".copy")
    copy.unlink(missing_ok=True)
    if shutil.disk_usage(store.parent).free < ROOM * store.stat().st_size:
        return "no room for a copy"
    begun = time.perf_counter()
    try:
        with closing(sqlite3.connect(store)) as database:
            database.execute("VACUUM INTO ?", [str(copy)])
        return f"{time.perf_counter() - begun:.0f} s"
    finally:
        copy.unlink(missing_ok=True)


def told(what: str, command: tuple[str | Path, ...], store: Path) -> str:
    """One line: the first run reads the disk, the second need not."""
    try:
        first, second = (spend(command, ROOT) for _ in range(2))
    except FailedError as error:
        return f"{what}: {error}"
    return (
        f"{what}: {first.wall:.2f} s, again {second.wall:.2f} s, {second.cpu:.2f} s CPU, {second.peak:.0f} MiB,"
        f" {second.printed.count(chr(10)):,} lines"
    )


def main(store: Path) -> None:
    """Print every figure as it is known."""
    print(f"{store.stat().st_size / 1e9:.2f} GB", flush=True)
    for what, command in questions(store).items():
        print(told(what, (*command, "--db", store), store), flush=True)
    print(f"remember: {1000 * remember(store):.1f} ms a page", flush=True)
    print(told("quick_check", (PYTHON, "-c", CHECK, store), store), flush=True)
    print(f"VACUUM INTO: {copied(store)}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
