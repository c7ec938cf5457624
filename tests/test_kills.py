"""Whatever is killed, or out of disk, at any moment: the store is whole, and a normal run makes it what it would be.

Sixteen rounds; with TRACK_LONG=1 two hundred. `moment` of a round is drawn by its number.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from crawler.sample.server import serving
from spiders.sources import SOURCES
from storage.store import Store
from tests import fetching
from tests.fetching import ROOT, configure
from tests.mailing import Office, open_office
from tests.states import assert_sound, state

ROUNDS = 200 if "TRACK_LONG" in os.environ else 16
KINDS = ("crawl", "digest", "reread", "backfill")
MANNERS = "timeout = 30.0\nretries = 5"
AGAIN = 60  # seconds that a normal run may take


@dataclass(slots=True, kw_only=True)
class World:
    """The sample's server at its second day, a mail server, and for each kind of work a store to begin with, what it
    comes to undisturbed, and how long that takes, seconds.
    """

    config: Path
    office: Office
    folder: Path
    end: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    archives: list[Path] = field(default_factory=list)  # of an undisturbed crawl, to be filled in elsewhere

    def command(self, kind: str, store: Path, number: int, day: int = 3) -> list[str]:
        """What does the work on a store."""
        if kind == "crawl":
            job = {"config": str(self.config), "db": str(store), "sources": [], "now": f"2026-03-0{day}T01:00:00+00:00"}
            return [sys.executable, str(fetching.__file__), json.dumps(job)]
        words = ["--since", "2026-03-02", "--until", "2026-03-05", "--send"] if kind == "digest" else []
        words += ["--workers", "1", *map(str, self.archives)] if kind == "backfill" else []
        words += [word for name in people(number) for word in ("--to", name)] if kind == "digest" else []
        return [sys.executable, "-m", "crawler", kind, "--config", str(self.config), "--db", str(store), *words]

    def copied(self, kind: str, name: str) -> Path:
        """A store to begin with."""
        shutil.copytree(self.folder / kind, self.folder / name)
        return self.folder / name / "t.db"


def people(number: int) -> list[str]:
    return [f"{name}-{number}@example.org" for name in ("anna", "ben", "carl")]


def run(command: list[str], blocks: int | None = None, patience: float = AGAIN) -> subprocess.CompletedProcess[str]:
    """Do the work, killed when its time is over; `blocks` of 512 bytes is the largest file that there is room for."""
    limited = ["/bin/sh", "-c", 'ulimit -f "$0"; exec "$@"', str(blocks), *command] if blocks is not None else command
    process = subprocess.Popen(
        limited,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # it and all that it started
        out, err = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, out, err)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("kills")
    with ExitStack() as stack:
        server = stack.enter_context(serving())
        office, port = stack.enter_context(open_office())
        office.pause = 0.2
        hosts = [host for source in SOURCES.values() for host in source.hosts]
        mail = f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "watch@example.org"\n'
        config = configure(folder, dict.fromkeys(hosts, server.origin), {}, fetch=MANNERS, more=mail)
        made = World(config=config, office=office, folder=folder)
        begin(made, "crawl", day=2)
        server.show(2)
        shutil.copytree(folder / "crawl", folder / "backfill")
        for kind in KINDS:
            store = made.copied(kind, f"{kind}-undisturbed")
            began = time.monotonic()
            done = run(made.command(kind, store, -1))
            made.seconds[kind] = time.monotonic() - began
            assert done.returncode == 0, done.stderr
            made.end[kind] = state(store)
            assert (made.end[kind] != state(folder / kind / "t.db")) == (kind in ("crawl", "backfill"))
            if kind == "crawl":
                for other in ("digest", "reread"):
                    shutil.copytree(store.parent, folder / other)
                made.archives += sorted(store.with_suffix(".archive").iterdir())
        yield made


def begin(world: World, kind: str, day: int) -> None:
    """The store of the first day."""
    store = world.folder / kind / "t.db"
    store.parent.mkdir()
    assert run(world.command("crawl", store, -1, day)).returncode == 0


def disturbed(world: World, number: int) -> str:
    """One round; what it did."""
    chance, kind = random.Random(number), KINDS[number % len(KINDS)]  # noqa: S311 - moments, no secrets
    store = world.copied(kind, f"round-{number}")
    largest = max(path.stat().st_size for path in store.parent.rglob("*") if path.is_file())
    full = (number + number // len(KINDS)) % 4 == 3
    if full:
        run(world.command(kind, store, number), blocks=int(chance.uniform(0.02, 1.3) * largest / 512))
    else:
        run(world.command(kind, store, number), patience=chance.uniform(0.2, 1.2) * world.seconds[kind])
    assert_sound(store)
    again = run(world.command(kind, store, number))
    assert_sound(store)
    assert state(store) == world.end[kind], (kind, again)
    if kind == "digest":
        assert_told(world, store, number)
    else:
        assert again.returncode == 0, again
    shutil.rmtree(store.parent)
    return f"{kind} {'full' if full else 'killed'}"


def assert_told(world: World, store: Path, number: int) -> None:
    """Nobody has the digest twice, and who may not have it is named."""
    with Store.open(store, create=False) as opened:
        states = {one.address: one.state for one in opened.outbox.deliveries()}
    assert sorted(states) == people(number)
    for address in people(number):
        had = world.office.readers.count(address)
        assert (states[address], had) in (("sent", 1), ("uncertain", 0), ("uncertain", 1)), (address, states)


def test_killed_at_any_moment_nothing_is_lost_or_torn(world: World) -> None:
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda number: disturbed(world, number), range(ROUNDS)))
    assert len(set(done)) == 2 * len(KINDS)
