"""Several processes, and processes that are killed: one writer, nothing torn, nothing twice, nothing lost."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from storage.archive import read
from storage.errors import LockedError
from storage.history import ChangeWindow, History
from storage.store import Store, lock

ROOT = Path(__file__).parents[1]

HOLD = """
import sys, time
from pathlib import Path
from storage.store import lock

with lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""

OPEN = """
import sys
from pathlib import Path
from storage.store import Store

print("held", flush=True)
sys.stdin.readline()
Store.open(Path(sys.argv[1])).close()
"""

# A crawl of thirty notices on two sites each, as a process of its own: every page to the archive, then to the store.
CRAWL = """
import sys
from pathlib import Path
from storage.archive import ArchiveWriter, digest_of
from storage.store import Store, lock
from tests.fakes import event, exchange, minute, notice, TEXT

path, label = Path(sys.argv[1]), sys.argv[2]
with lock(path), Store.open(path) as store, ArchiveWriter(path.parent, label) as writer:
    run = store.start_run(started_at=minute(0), replay=False)
    print("crawling", flush=True)
    for number in range(30):
        key = f"MOFCOM-2026-{number}"
        for rank, host in ((1, "www"), (0, "aqygzj")):
            text = f"第{number}号。{TEXT}" + "副本" * (rank * (number % 3 == 0))
            url = f"https://{host}.mofcom.gov.cn/{number}"
            page = exchange(url, text.encode(), fetched_at=minute(number))
            same_as = store.seen(digest_of(page.body))
            capture = writer.append(page, same_as=same_as)
            store.remember(
                notice(url=url, instrument=key, text=text),
                capture,
                [event(text, instrument=key)],
                run=run,
                rank=rank,
                reader_version=1,
                rules_version=1,
            )
    store.finish_run(run, finished_at=minute(60), reports=[])
"""


@contextmanager
def child(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A process of its own, which has said its first line."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() in ("held", "crawling")
            yield process
        finally:
            process.kill()


# The lock


def test_the_lock_names_who_holds_it_and_dies_with_him(tmp_path: Path) -> None:
    path = tmp_path / "track.db"
    with child(HOLD, path) as holder:
        with (
            pytest.raises(
                LockedError, match=rf"track\.db\.lock: another run holds the lock: pid {holder.pid} since 20"
            ),
            lock(path),
        ):
            pytest.fail("two hold it")
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        with lock(path):
            assert (tmp_path / "track.db.lock").read_text().startswith(f"pid {os.getpid()} since ")


def test_the_lock_is_released(tmp_path: Path) -> None:
    path = tmp_path / "new" / "track.db"
    for _ in range(2):
        with lock(path), pytest.raises(LockedError, match=f"pid {os.getpid()}"), lock(path):
            pytest.fail("held twice")
    with pytest.raises(RuntimeError, match="crash"), lock(path):
        raise RuntimeError("crash")
    with lock(path):
        pass


# Kills


def state(path: Path) -> list[tuple[object, ...]]:
    """All that a crawl leaves behind, without the numbers of rows and runs."""
    database = sqlite3.connect(path)
    try:
        return database.execute(
            "SELECT documents.key, copies.url, copies.rank, versions.content_hash, texts.text, versions.seen_at,"
            "  documents.version = versions.id,"
            "  (SELECT group_concat(fingerprint || first_seen_at || coalesce(retracted_at, ''))"
            "   FROM events WHERE events.document = documents.id AND retracted_at IS NULL),"
            "  (SELECT count(*) FROM conflicts WHERE conflicts.document = documents.id)"
            " FROM documents JOIN copies ON copies.document = documents.id JOIN versions ON versions.copy = copies.id"
            " JOIN texts ON texts.id = versions.text ORDER BY copies.url"
        ).fetchall()
    finally:
        database.close()


def assert_sound(path: Path) -> None:
    """The database is whole, and whatever it points at can be read."""
    database = sqlite3.connect(path)
    try:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        database.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
        (half,) = database.execute(
            "SELECT count(*) FROM documents WHERE version IS NULL OR id NOT IN (SELECT document FROM events)"
        ).fetchone()
        assert half == 0
    finally:
        database.close()
    with History.open(path) as history:
        for change in history.changes(ChangeWindow()):
            assert change.capture is not None
            assert change.event is not None
            page = read(path.parent, change.capture)
            evidence = change.event.evidence
            assert page.body.decode()[evidence.start : evidence.end] == evidence.quote


def test_kills_in_the_middle_of_remembering(tmp_path: Path) -> None:
    undisturbed = tmp_path / "undisturbed" / "track.db"
    with child(CRAWL, undisturbed, "whole") as process:
        began = time.monotonic()
        assert process.wait(60) == 0
    whole = time.monotonic() - began

    path = tmp_path / "killed" / "track.db"
    chance = random.Random(20260302)  # noqa: S311 - moments, no secrets
    for number in range(12):
        with child(CRAWL, path, f"killed-{number}") as process:
            time.sleep(chance.uniform(0, whole))
            process.kill()
            process.wait()
        assert_sound(path)
    with child(CRAWL, path, "last") as process:
        assert process.wait(60) == 0
    assert_sound(path)
    assert state(path) == state(undisturbed)
    assert len(state(path)) == 60
    with History.open(path) as history:
        states = [run.state for run in history.run_states(limit=99)]
        assert states[0] == "finished"
        assert "running" not in states
        assert "aborted" in states


def test_a_new_store_is_made_once_by_many_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "track.db"
    with ExitStack() as stack:
        processes = [stack.enter_context(child(OPEN, path)) for _ in range(6)]
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        assert [process.wait(60) for process in processes] == [0] * 6
    assert_sound(path)


def test_readers_and_a_second_crawl_beside_a_crawl(tmp_path: Path) -> None:
    path = tmp_path / "track.db"
    Store.open(path).close()
    with child(CRAWL, path, "one") as process:
        with pytest.raises(LockedError), lock(path):
            pytest.fail("two crawls")
        seen = []
        while process.poll() is None:
            with History.open(path) as history:
                seen.append(len(history.changes(ChangeWindow())))
        assert process.wait(60) == 0
    assert seen == sorted(seen)
    with History.open(path) as history:
        assert len(history.changes(ChangeWindow())) == 30
