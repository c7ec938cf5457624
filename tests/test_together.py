"""Several commands on one store at once: no error but the lock's own, and every copy that is taken is whole."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.fetching import ROOT, Reply, Site, configure, html, rss, serving, start
from tests.states import assert_sound
from tests.test_crawler_web import served

PAGES = 8
XML = (("Content-Type", "application/rss+xml"),)


@pytest.fixture
def site() -> Iterator[Site]:
    """A source whose pages take their time."""
    with serving() as site:
        links = ((f"https://news.example/{n}", "Export curbs") for n in range(PAGES))
        site.replies["news.example/feed"] = Reply(body=rss(*links), headers=XML)
        for n in range(PAGES):
            site.replies[f"news.example/{n}"] = Reply(body=html(f"Export curbs {n}"), hang=0.3)
        yield site


@pytest.fixture
def config(site: Site, tmp_path: Path) -> Path:
    feeds = {"news": "https://news.example/feed"}
    manners = "concurrency = 1\ntimeout = 30.0"
    Store.open(tmp_path / "t.db").close()
    return configure(tmp_path, {"news.example": site.origin}, feeds, fetch=manners)


def track(config: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command, at its end."""
    command = [sys.executable, "-m", "crawler", *words, "--config", str(config), "--db", str(config.parent / "t.db")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def finished(crawl: subprocess.Popen[str]) -> None:
    out, err = crawl.communicate(timeout=60)
    assert (f'"new": {PAGES}' in out, '"ok": true' in out, err) == (True, True, "")


def test_a_crawl_and_pages(config: Path) -> None:
    with served(config.parent / "t.db") as address:
        crawl, looked = start(config, "news"), 0
        while crawl.poll() is None:
            for page in ("/", "/sources", "/search?q=export"):
                with urllib.request.urlopen(f"{address}{page}", timeout=30) as reply:
                    assert reply.status == 200
                looked += 1
        finished(crawl)
    assert looked > 3
    assert_sound(config.parent / "t.db")


def test_a_crawl_and_backups(config: Path) -> None:
    crawl, number = start(config, "news"), 0
    while crawl.poll() is None:
        number += 1
        done = track(config, "backup", str(config.parent / f"backup-{number}"))
        assert done.returncode == 0, done.stderr
    finished(crawl)
    assert number > 1
    for taken in range(1, number + 1):
        restored = config.parent / f"restored-{taken}" / "t.db"
        words = ("restore", str(config.parent / f"backup-{taken}"), "--db", str(restored))
        done = subprocess.run([sys.executable, "-m", "crawler", *words], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert_sound(restored)


def test_crawls_at_once(config: Path) -> None:
    crawls = [start(config, "news") for _ in range(3)]
    said = [json.loads(crawl.communicate(timeout=60)[0]) for crawl in crawls]
    errors = [each["error"] for each in said if each["error"]]
    assert len(errors) < 3
    assert all(error.startswith("LockedError: ") for error in errors), errors
    done = track(config, "verify")
    assert done.returncode == 0, done.stderr
