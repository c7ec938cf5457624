"""Foreign archives into the store, whole commands on real Dask workers: killed, resumed, corrupt, far away."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from crawler.demo import crawled, demo_config
from crawler.sample import DAYS
from crawler.sample.server import serving
from tests.fetching import closed_port
from tests.foreign import mixed, record, responses, strangers
from tests.test_crawler_attachments import ALPHA, BETA, NOTICES, WWW, names, path

ROOT = Path(__file__).parents[1]
LONG = pytest.mark.skipif("TRACK_LONG" not in os.environ, reason="minutes long; TRACK_LONG=1 runs it")

# What a store knows, without the numbers of rows and runs.
TEXTS = """SELECT documents.key, source, kind, published, title, texts.text FROM documents
  JOIN versions ON versions.id = documents.version JOIN texts ON texts.id = versions.text"""
HASHES = """SELECT documents.key, source, kind, published, content_hash FROM documents
  JOIN versions ON versions.id = documents.version"""  # which white space does not move
COPIES = """SELECT copies.url, documents.key, rank, copies.first_seen_at, last_seen_at, content_hash, captures.digest
  FROM copies JOIN documents ON documents.id = copies.document JOIN versions ON versions.id = copies.version
  JOIN captures ON captures.id = copies.capture"""
EVENTS = "SELECT key, body FROM events JOIN documents ON documents.id = document WHERE retracted_at IS NULL"
CAPTURES = "SELECT url, digest, fetched_at FROM captures"


def rows(db: Path, query: str) -> set[tuple[Any, ...]]:
    with closing(sqlite3.connect(db)) as database:
        return set(map(tuple, database.execute(query)))


def state(db: Path, *queries: str) -> dict[str, set[tuple[Any, ...]]]:
    return {query: rows(db, query) for query in queries or (TEXTS, COPIES, EVENTS)}


def started(db: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "crawler", *map(str, arguments), "--db", str(db)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def track(db: Path, *arguments: str | Path, code: int = 0) -> tuple[str, str]:
    """Output and errors of a command that ends well."""
    run = started(db, *arguments)
    out, err = run.communicate(timeout=3_000)
    assert run.returncode == code, err
    return out, err


def backfill(db: Path, *archives: str | Path, workers: int = 1, code: int = 0) -> tuple[str, str]:
    return track(db, "backfill", *archives, "--workers", str(workers), code=code)


def killed(db: Path, archives: Sequence[Path]) -> None:
    """Two workers, and SIGKILL for the command as soon as the first archive is in the ledger."""
    run, deadline = started(db, "backfill", *archives, "--workers", "2"), monotonic() + 600
    while not (db.is_file() and listed(db)):
        assert run.poll() is None, run.communicate()
        assert monotonic() < deadline
        sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.communicate()


def listed(db: Path) -> int:
    with closing(sqlite3.connect(db)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'backfills'").fetchone():
            return 0
        return int(database.execute("SELECT count(*) FROM backfills").fetchone()[0])


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Our own archives of three invented days."""
    store = tmp_path_factory.mktemp("days") / "t.db"
    with serving() as server:
        config = demo_config(store, server.origin)
        for number, day in enumerate(DAYS, 1):
            server.show(number)
            crawled(config, day.crawled_at)
    return sorted(config.archive.iterdir())


def same_in_the_end(tmp_path: Path, days: list[Path], foreign: list[Path]) -> str:
    """Killed and resumed on two workers, undisturbed on one, and crawled: three stores that know the same."""
    once, twice, crawl = tmp_path / "once.db", tmp_path / "twice.db", tmp_path / "crawl.db"
    said = backfill(once, *foreign)[0]
    killed(twice, foreign)
    assert 0 < listed(twice) < len(foreign)
    assert "passed over" in backfill(twice, *foreign, workers=2)[0]
    track(crawl, "crawl", "--replay", days[0])
    assert state(once, TEXTS, COPIES, EVENTS, CAPTURES) == state(twice, TEXTS, COPIES, EVENTS, CAPTURES)
    assert state(once) == state(crawl)
    return said


def test_killed_and_resumed_it_equals_an_undisturbed_run_and_a_crawl(tmp_path: Path, days: list[Path]) -> None:
    foreign = mixed(tmp_path, responses(days[0]), archives=24, records=720, size=60_000)
    said = same_in_the_end(tmp_path, days, foreign)
    assert "24 archives read; 720 records." in said
    # What was remembered lies in our archive and can be proved; what was dropped does not.
    track(tmp_path / "once.db", "verify")
    assert not any("example" in url for url, *_ in rows(tmp_path / "once.db", CAPTURES))
    # Twice is once.
    before = state(tmp_path / "once.db")
    assert "24 passed over" in backfill(tmp_path / "once.db", *foreign)[0]
    assert state(tmp_path / "once.db") == before


@LONG
def test_twenty_thousand_records(tmp_path: Path, days: list[Path]) -> None:
    foreign = mixed(tmp_path, responses(days[0]), archives=10, records=20_000)
    print(same_in_the_end(tmp_path, days, foreign))


def test_the_order_of_archives_does_not_matter_for_what_stands(tmp_path: Path, days: list[Path]) -> None:
    backfill(tmp_path / "on.db", *days)
    backfill(tmp_path / "back.db", *reversed(days))
    assert state(tmp_path / "on.db", HASHES, EVENTS) == state(tmp_path / "back.db", HASHES, EVENTS)


SCHEDULER = """if True:
    from distributed import LocalCluster
    cluster = LocalCluster(host="127.0.0.1", n_workers=1, threads_per_worker=1, dashboard_address=None)
    print(cluster.scheduler_address, flush=True)
    input()
    cluster.close()
"""


@contextmanager
def dask() -> Iterator[str]:
    """Somebody's Dask cluster; its address."""
    command = [sys.executable, "-c", SCHEDULER]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as cluster:
        assert cluster.stdout
        try:
            yield cluster.stdout.readline().strip()
        finally:
            cluster.communicate("\n")


def test_attachments_are_joined_wherever_they_lie_on_a_cluster_that_is_there(tmp_path: Path) -> None:
    apart = [tmp_path / "page.warc.gz", tmp_path / "file.warc.gz"]
    apart[0].write_bytes(record(f"https://{WWW}{path(1)}", NOTICES[1].body))
    apart[1].write_bytes(record(f"https://{WWW}/a/1.pdf?fileName=1.pdf", names(ALPHA, BETA), kind="application/pdf"))
    with dask() as address:
        for db, archives in ((tmp_path / "1.db", apart), (tmp_path / "2.db", apart[::-1])):
            assert "1 attachment" in track(db, "backfill", *archives, "--scheduler", address)[0]
    assert state(tmp_path / "1.db", TEXTS, EVENTS) == state(tmp_path / "2.db", TEXTS, EVENTS)
    ((_, body),) = rows(tmp_path / "1.db", EVENTS)
    assert "Alpha Precision, Inc." in body


def test_what_is_corrupt_is_named_and_the_rest_is_read(tmp_path: Path, days: list[Path]) -> None:
    first, second = strangers(2, 20_000)
    broken = second[:200] + b"\xff" * 300 + second[500:]
    torn = tmp_path / "torn.warc.gz"
    torn.write_bytes(b"".join([first, broken, *responses(days[0]), second[: len(second) // 2]]))
    (tmp_path / "rubbish.warc.gz").write_bytes(b"no archive at all" * 1000)
    paths = tmp_path / "warc.paths"
    paths.write_text("rubbish.warc.gz\ntorn.warc.gz\nmissing.warc.gz\n")
    out, err = backfill(tmp_path / "t.db", paths, code=1)
    assert "2 archives read, 1 failed" in out
    assert "broken: 3" in out
    for name in ("rubbish.warc.gz at 0", f"torn.warc.gz at {len(first)}", "missing.warc.gz"):
        assert name in err
    track(tmp_path / "crawl.db", "crawl", "--replay", days[0])
    assert state(tmp_path / "t.db", TEXTS, EVENTS) == state(tmp_path / "crawl.db", TEXTS, EVENTS)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def web(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_list_of_archives_on_the_web(tmp_path: Path, days: list[Path]) -> None:
    (tmp_path / "crawl-data").mkdir()
    mixed(tmp_path / "crawl-data", responses(days[0]), archives=2, records=60, size=20_000)
    lines = "crawl-data/foreign-0.warc.gz\ncrawl-data/foreign-1.warc.gz\n"
    (tmp_path / "crawl-data" / "warc.paths").write_text(lines)
    with web(tmp_path) as origin:
        out, _ = backfill(tmp_path / "t.db", f"{origin}/crawl-data/warc.paths", workers=2)
        assert "2 archives read; 60 records." in out
        assert "2 passed over" in backfill(tmp_path / "t.db", f"{origin}/crawl-data/warc.paths")[0]
    track(tmp_path / "crawl.db", "crawl", "--replay", days[0])
    assert state(tmp_path / "t.db") == state(tmp_path / "crawl.db")


def test_what_is_asked_wrongly_is_said(tmp_path: Path) -> None:
    assert "no such archive" in backfill(tmp_path / "t.db", tmp_path / "none.warc.gz", code=2)[1]
    assert "no such source" in track(tmp_path / "t.db", "backfill", __file__, "--sources", "nobody", code=2)[1]


@LONG
def test_a_scheduler_that_is_not_there(tmp_path: Path) -> None:
    address = f"tcp://127.0.0.1:{closed_port()}"
    assert "no scheduler answers" in track(tmp_path / "t.db", "backfill", __file__, "--scheduler", address, code=1)[1]
