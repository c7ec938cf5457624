"""`track schedule` with real children: they die, hang, meet a lock and are stopped; and the parent is stopped."""

import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from crawler.sample.server import serving
from crawler.schedule.child import run_child
from crawler.schedule.plan import command_line, jobs
from crawler.schedule.run import Schedule
from crawler.sections import BUILTIN, Config, MailConfig, ScheduleConfig, SourceConfig, StoreConfig
from spiders.sources import SOURCES
from storage.history import History
from storage.launches import Launch
from storage.store import Store, lock

ROOT = Path(__file__).parents[1]
WELL = (sys.executable, "-c", "")


def configured(db: Path, *sources: str, **schedule: object) -> Config:
    """Only these sources, without jitter."""
    return Config(
        store=StoreConfig(path=db),
        schedule=ScheduleConfig(**{"jitter": 0, "grace": 0.5} | schedule),  # type: ignore[arg-type]
        sources={name: SourceConfig(enabled=name in sources) for name in BUILTIN},
    )


def until(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def running(config: Config, command: Callable[[Sequence[str]], Sequence[str]]) -> Iterator[list[str]]:
    """A schedule in a thread, and what it says; stopped in the end."""
    said: list[str] = []
    stopping = Event()
    schedule = Schedule(config, command, say=said.append, stopping=stopping, wake=0.1)
    thread = Thread(target=schedule.run)
    thread.start()
    try:
        yield said
    finally:
        stopping.set()
        thread.join()


def launches(db: Path) -> list[tuple[str, str, int | None]]:
    database = sqlite3.connect(db)
    try:
        return database.execute("SELECT job, ending, status FROM launches ORDER BY id").fetchall()
    finally:
        database.close()


def alive(pid: int) -> bool:
    """Whether it still does something; who died with its parent waits to be buried by nobody."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").split(") ")[1][0] != "Z"
    except OSError:
        return False


def test_one_child_at_a_time_and_the_parent_outlives_those_that_die_or_hang(tmp_path: Path) -> None:
    db, log = tmp_path / "t.db", tmp_path / "log"
    note = f"import time; log = open({str(log)!r}, 'ab', 0); log.write(b'+'); time.sleep(0.3); log.write(b'-');"
    does = {
        "mofcom": f"{note} import os; os.kill(os.getpid(), 9)",
        "scmp": f"{note} import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
        "voa": f"{note} raise SystemExit(1)",
    }
    config = configured(db, *does, limit=1.5)
    with running(config, lambda arguments: (sys.executable, "-c", does[arguments[-1]])) as said:
        until(lambda: len(said) == 3)
    assert launches(db) == [("crawl:mofcom", "killed", -9), ("crawl:scmp", "timed-out", -9), ("crawl:voa", "exited", 1)]
    assert log.read_text("utf-8") == "+-+-+-"


def test_a_child_that_cannot_begin_is_recorded(tmp_path: Path) -> None:
    with running(configured(tmp_path / "t.db", "voa"), lambda _: (str(tmp_path / "nowhere"),)) as said:
        until(lambda: said)
    assert launches(tmp_path / "t.db") == [("crawl:voa", "failed", None)]


def test_what_a_killed_child_has_begun_ends_with_it(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = (
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        f"open({str(pids)!r}, 'w').write(str(child.pid)); time.sleep(60)"
    )
    end = run_child((sys.executable, "-c", script), limit=2, grace=0.2, stopping=Event())
    assert (end.ending, end.status) == ("timed-out", -signal.SIGKILL)
    until(lambda: not alive(int(pids.read_text("utf-8"))))


def test_who_is_stopped_may_end_well(tmp_path: Path) -> None:
    stopping = Event()
    stopping.set()
    script = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(7)); time.sleep(60)"
    end = run_child((sys.executable, "-c", f"{script}"), limit=60, grace=60, stopping=stopping)
    assert end.ending == "stopped"
    assert end.status in (7, -signal.SIGTERM)  # it may be stopped before it has said how


def test_a_child_that_met_the_lock_runs_again_soon_and_counts_for_nothing(tmp_path: Path) -> None:
    db = tmp_path / "t.db"
    config = configured(db, "voa", crawl="1d")
    with running(config, lambda _: (sys.executable, "-c", "raise SystemExit(75)")) as said:
        until(lambda: len(said) == 2)
    assert set(launches(db)) == {("crawl:voa", "exited", 75)}
    now = datetime.now(UTC)
    assert [job.next for job in jobs(config, now)] == [now]


def test_who_is_to_be_told_is_told_after_each_crawl(tmp_path: Path) -> None:
    config = configured(tmp_path / "t.db", "voa")
    reader = config.model_copy(update={"mail": MailConfig(to=("anna@example.org",))})
    asked: list[Sequence[str]] = []

    def command(arguments: Sequence[str]) -> Sequence[str]:
        asked.append(arguments)
        return WELL

    with running(reader, command):
        until(lambda: len(asked) == 2)
    assert asked == [("crawl", "--", "voa"), ("status", "--notify")]


def test_what_was_missed_while_nobody_ran_is_due_at_once_and_nothing_else(tmp_path: Path) -> None:
    db, now = tmp_path / "t.db", datetime.now(UTC)
    with Store.open(db) as store:
        for source, minutes in (("voa", 90), ("scmp", 20)):
            at = now - timedelta(minutes=minutes)
            store.record_launch(Launch(job=f"crawl:{source}", started_at=at, ended_at=at, ending="exited", status=0))
    found = {job.name: job.next - now for job in jobs(configured(db, "voa", "scmp"), now)}
    assert found == {"crawl:voa": timedelta(), "crawl:scmp": timedelta(minutes=40)}


def test_a_crawl_and_a_digest_of_a_schedule_as_a_process_of_its_own(tmp_path: Path) -> None:
    """The real command, the real crawl, a real server; then the signal that systemd sends."""
    db, file = tmp_path / "t.db", tmp_path / "c.toml"
    with serving() as server:
        hosts = "\n".join(f'"{host}" = "{server.origin}"' for host in SOURCES["voa"].hosts)
        off = "\n".join(f"[sources.{name}]\nenabled = false" for name in BUILTIN if name != "voa")
        file.write_text(f"[fetch]\ndelay = 0.0\n[fetch.connect_to]\n{hosts}\n{off}\n", "utf-8")
        command = command_line(("schedule",), file, db)
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
            until(lambda: db.exists() and "launches" in tables(db) and launches(db))
            process.send_signal(signal.SIGTERM)
            said = process.communicate(timeout=60)[1]
    assert process.returncode == 0, said
    assert launches(db) == [("crawl:voa", "exited", 0)]
    with History.open(db) as history:
        assert [state.report.source for state in history.source_states()] == ["voa"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_schedule_that_is_stopped_lets_its_child_end_well(tmp_path: Path, number: signal.Signals) -> None:
    """The server holds its answer back: the crawl is under way when the signal comes."""
    db, file = tmp_path / "t.db", tmp_path / "c.toml"
    with socket.create_server(("127.0.0.1", 0)) as server:
        origin = f"http://127.0.0.1:{server.getsockname()[1]}"
        off = "\n".join(f"[sources.{name}]\nenabled = false" for name in BUILTIN)
        file.write_text(
            f'[fetch]\ndelay = 0.0\ntimeout = 2.0\n[fetch.connect_to]\n"a.example" = "{origin}"\n{off}\n'
            '[sources.mine]\nkind = "feed"\nurls = ["http://a.example/rss"]\n',
            "utf-8",
        )
        with subprocess.Popen(command_line(("schedule",), file, db), cwd=ROOT, stderr=subprocess.PIPE) as process:
            server.settimeout(60)
            with server.accept()[0]:
                process.send_signal(number)
                process.communicate(timeout=60)
    assert process.returncode == 0
    assert launches(db) == [("crawl:mine", "stopped", 1)]
    with lock(db):  # nobody holds it any more
        assert db.exists()


def tables(db: Path) -> set[str]:
    database = sqlite3.connect(db)
    try:
        return {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    finally:
        database.close()
