"""Three days crawled for real bring exactly what their story says, quickly, and nothing leaves this machine."""

import json
import os
import re
import resource
import shlex
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.demo import crawled, demo_config
from crawler.fetch.middlewares import is_turn
from crawler.sample import DAYS
from crawler.sample.server import serving
from crawler.sections import SourceConfig
from storage.errors import TrackError
from storage.history import ChangeWindow, History
from storage.model import Change

ROOT = Path(__file__).parents[1]

ANSWER = "https://www.mofcom.gov.cn/xwfb/xwfyrth/art/2026/art_6f27c4a9b80e4d13a59bd1e3f70c2904.html"
DRAFT = "https://www.mofcom.gov.cn/zcfb/zc/art/2026/art_48c2f0917d5e4ba6930fd6e1a7b85c33.html"
PAYWALLED = "bloomberg-law:china-seeks-comment-on-export-curbs-for-levitation-technology"
FLASH, UNFOUNDED, SOURCES_SAY = "global-times:1370101", "global-times:1370155", "scmp:3345001"

# What each day brings, and nothing else does: (kind, document, action, basis, effective on).
CHANGES: dict[int, set[tuple[str | None, ...]]] = {
    1: {
        ("event", "MOFCOM-2026-101", "list", "notice", "2026-03-02"),
        ("event", "MOFCOM-2025-101", "control", "notice", "2025-12-04"),
        ("event", "UEL-2025-21", "list", "notice", "2025-12-18"),
        ("event", FLASH, "list", "report", "2026-03-04"),
        ("event", SOURCES_SAY, "list", "report", None),
    },
    2: {
        ("event", "UEL-2026-21", "list", "notice", "2026-03-03"),
        ("event", DRAFT, "propose", "notice", None),
        ("event", PAYWALLED, "propose", "report", None),
        ("event", UNFOUNDED, "restrict", "report", None),
        ("edited", FLASH, None, None, None),
        ("retracted", FLASH, "list", "report", "2026-03-04"),
        ("event", FLASH, "list", "report", "2026-03-02"),
        ("corroborated", SOURCES_SAY, "list", "report", None),
    },
    3: {
        ("event", ANSWER, "suspend", "statement", "2026-03-04"),
        ("gone", UNFOUNDED, None, None, None),
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One run of `track demo` as a person starts it; `connections` are (process, host)."""

    store: Path
    output: str
    seconds: float
    connections: frozenset[tuple[str, str]]


# Runs in every Python process of the demo and writes down whom it connects to.
WITNESS = """
import os, sys
def witness(event, details):
    if event == "socket.connect":
        line = f"{os.getpid()} {details[1][0] if isinstance(details[1], tuple) else details[1]}\\n"
        os.write(log, line.encode())
log = os.open(os.environ["WITNESSED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
sys.addaudithook(witness)
"""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("demo")
    (folder / "sitecustomize.py").write_text(WITNESS, "utf-8")
    witnessed = folder / "witnessed"
    begun = time.monotonic()
    done = track_demo(
        "--keep", folder / "kept here", PYTHONPATH=f"{folder}{os.pathsep}{ROOT}", WITNESSED=witnessed, COLUMNS=100
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return Played(
        store=folder / "kept here" / "track.db",
        output=done.stdout,
        seconds=time.monotonic() - begun,
        connections=frozenset((line.split()[0], line.split()[1]) for line in witnessed.read_text().splitlines()),
    )


def track_demo(*arguments: object, limit: int | None = None, **environment: object) -> subprocess.CompletedProcess[str]:
    """`track demo` in a process of its own; no file may grow beyond `limit` bytes."""
    return subprocess.run(
        [sys.executable, "-m", "crawler", "demo", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {name: str(value) for name, value in environment.items()},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None,
    )


@pytest.mark.parametrize("day", [1, 2, 3])
def test_each_day_brings_its_changes_and_no_other(played: Played, day: int) -> None:
    found = changes(played, day)
    assert {facts(change) for change in found} == CHANGES[day]
    assert len(found) == len(CHANGES[day])
    assert {change.seen_at.date() for change in found} == {DAYS[day - 1].crawled_at.date()}


def facts(change: Change) -> tuple[str | None, ...]:
    event = change.event
    told = (event.action, event.basis, event.effective_on) if event else (None, None, None)
    return change.kind, change.document.key, *told


def changes(played: Played, run: int) -> list[Change]:
    with History.open(played.store) as history:
        return history.changes(ChangeWindow(run=run))


def test_the_press_knew_of_the_notice_a_day_before_it_was_out(played: Played) -> None:
    before = next(change for change in changes(played, 1) if change.document.key == SOURCES_SAY)
    after = next(change for change in changes(played, 2) if change.document.key == "UEL-2026-21")
    assert before.event and after.event
    assert [target.name_en for target in before.event.targets] == [
        "Lilliput Micro Drones",
        "Blefuscu Marine Engineering",
    ]
    assert [target.name_en for target in after.event.targets] == [
        "Lilliput Micro Drones, Inc.",
        "Blefuscu Marine Engineering LLC",
    ]


def test_the_spokesperson_suspends_for_ninety_days(played: Played) -> None:
    event = next(change.event for change in changes(played, 3) if change.event)
    assert (event.effective_on, event.until_on, event.held) == ("2026-03-04", "2026-06-01", None)


def test_every_notice_is_one_document_with_its_copies(played: Played) -> None:
    with History.open(played.store) as history:
        found = [history.document(key) for key in ("MOFCOM-2026-101", "UEL-2026-21", "UEL-2025-21")]
    assert [len(document.copies) for document in found if document] == [3, 3, 2]


def test_unchanged_pages_are_not_sent_again(played: Played) -> None:
    with sqlite3.connect(f"{played.store.as_uri()}?mode=ro", uri=True) as database:
        sent = database.execute(
            "SELECT url FROM captures WHERE run = 3 AND status = 200 AND method = 'GET' AND url NOT LIKE '%/robots.txt'"
        ).fetchall()
    database.close()
    changed = {
        ANSWER,
        "https://www.mofcom.gov.cn/xwfb/xwfyrth/index.html",
        "https://www.globaltimes.cn/sitemap.xml",
        "https://www.globaltimes.cn/source/index.html",
    }
    whole = {url for (url,) in sent if is_turn(url, DAYS[2].crawled_at.date())}  # asked for without a condition
    assert {url for (url,) in sent} - whole == changed - whole
    assert len(whole) < 10


def test_it_takes_less_than_a_minute_and_stays_on_this_machine(played: Played) -> None:
    assert played.seconds < 60
    assert {host for _, host in played.connections} == {"127.0.0.1"}
    assert len({process for process, _ in played.connections}) == 3  # the crawls, each a process of its own


def test_the_days_are_told_in_order_as_diff_tells_them(played: Played) -> None:
    places = [played.output.index(f"== Day {number}: ") for number in (1, 2, 3)]
    assert places == sorted(places)
    assert track("diff", "--since", "last-run", "--db", str(played.store)) in played.output[places[2] :]


def test_what_to_try_next_works(played: Played) -> None:
    proposed = re.findall(r"^  track (.+)$", played.output, re.MULTILINE)
    assert len(proposed) == 3
    for line in proposed:
        assert track(*shlex.split(line))


def track(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "crawler", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_show_tells_what_a_notice_did_and_what_was_done_to_it_since(played: Played) -> None:
    text = track("show", "UEL-2025-21", "--db", str(played.store))
    assert "LISTED on the Unreliable Entity List: 2 entities (US)" in text
    assert "Changed by\n  SUSPENDED UEL-2025-21" in text
    assert "«决定将格勒大锥信号公司" in text
    found = json.loads(track("show", "UEL-2025-21", "--format", "json", "--db", str(played.store)))
    assert [one["event"]["until_on"] for one in found["changed_by"]] == ["2026-06-01"]


def test_the_lists_the_search_and_the_sources_of_the_demo(played: Played) -> None:
    db = ("--db", str(played.store))
    paused = json.loads(track("list", "--as-of", "2026-03-05", "--status", "suspended", "--format", "json", *db))
    assert {one["instrument"] for one in paused} == {"UEL-2025-21"}
    assert "On 2026-06-02" in track("list", "--as-of", "2026-06-02", "--status", "lapsed", *db)
    assert "MOFCOM-2026-101" in track("search", "拉普他", *db)
    assert "mofcom" in track("sources", *db)
    assert track("review", *db) == "Nothing is held.\n"


# What may go wrong


def test_a_store_in_use_is_not_touched(played: Played) -> None:
    before = played.store.read_bytes()
    done = track_demo("--keep", played.store.parent)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"track: {played.store.parent}: not empty; the demo begins with a fresh store\n"
    assert played.store.read_bytes() == before


def test_a_child_that_fails_is_one_message_and_nothing_stays_behind(tmp_path: Path) -> None:
    done = track_demo(limit=4096, TMPDIR=tmp_path)
    assert done.returncode == 1
    assert re.fullmatch(r"track: the crawl of 2026-03-02 failed: .{10,300}\n", done.stderr)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        config = demo_config(tmp_path / "track.db", f"http://127.0.0.1:{nobody.getsockname()[1]}")
        with pytest.raises(TrackError, match="the crawl of 2026-03-02 failed: unreachable: connection refused"):
            crawled(config, DAYS[0].crawled_at)


def test_a_host_that_is_not_played_is_refused_not_asked(tmp_path: Path) -> None:
    away = ("https://news.example.org/rss", "http://9.9.9.9/rss")
    with serving() as server:
        config = demo_config(tmp_path / "track.db", server.origin)
        sources = {name: SourceConfig(enabled=False) for name in config.sources}
        sources["away"] = SourceConfig(kind="feed", urls=away, delay=0.0)
        with pytest.raises(TrackError) as failed:
            crawled(config.model_copy(update={"sources": sources}), DAYS[0].crawled_at)
    refused = re.findall(r"unreachable: no such host.{0,100}\((.{1,40})\)", str(failed.value))
    assert refused == ["https://news.example.org/robots.txt", "http://9.9.9.9/robots.txt"]


@pytest.mark.parametrize(
    "leave",
    [
        "socket.create_connection(('192.0.2.1', 80), 1)",
        "socket.getaddrinfo('example.org', 80)",
        "socket.gethostbyname('example.org')",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 53))",
    ],
)
def test_the_seal_refuses_whichever_way_out_is_tried(leave: str) -> None:
    seal = "import socket, sys; from crawler.demo import stay_on_this_machine as seal; sys.addaudithook(seal)"
    done = subprocess.run(
        [sys.executable, "-c", f"{seal}\n{leave}"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert re.search(r"the demo (?:asks no names of the network|does not leave this machine)$", done.stderr.strip())
