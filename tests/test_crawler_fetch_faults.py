"""Every way in which a site fails ends as one named issue of its own source, and nobody else's.

Two days of many small sources, on real sockets: on the first all is well, on the second each has its own fault.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import trustme

from crawler.fetch.middlewares import TRUST, is_turn
from tests.faults import DOCUMENT, FAULTS, as_markdown
from tests.fetching import Reply, Site, closed_port, configure, crawl_once, full_port, serving
from tests.mailing import server_context
from tests.misbehaving import MOST, PAGE, feed_of

HOSTS = {"global-times": "www.globaltimes.cn"}
FAILING = [name for name, fault in FAULTS.items() if fault.kind]
PASSING = [name for name in FAULTS if name not in FAILING]
SOUND = ("sound", *PASSING)
FEEDS = {name: f"https://{name}.example/feed" for name in (*FAULTS, "sound") if name not in HOSTS}
TAGGED = Reply(body=PAGE.body, headers=(*PAGE.headers, ("ETag", '"one"')))
NOT_THERE = ("refused", "no-such-host", "no-connect", "no-tls", "stranger")
PAGE_FAULTS = [name for name in FAILING if FAULTS[name].at in ("/a", "/never", "") and "robots" not in name]


def host(name: str) -> str:
    return HOSTS.get(name, f"{name}.example")


def lay_out(site: Site, *paths: str, faults: bool) -> None:
    """A feed that names the paths for every source, and pages there."""
    for name in (*FAULTS, "sound"):
        replies = {"/feed": feed_of(name, *paths), **dict.fromkeys(paths, TAGGED)}
        replies |= FAULTS[name].replies if faults and name in FAULTS else {}
        site.replies |= {f"{host(name)}{path}": reply for path, reply in replies.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The second day's report and requests, what a look into the store gave before and after it, and the folder."""

    run: SimpleNamespace
    asked: list[str]
    before: set[tuple[object, ...]]
    after: set[tuple[object, ...]]
    folder: Path
    site: Site


def known(folder: Path) -> set[tuple[object, ...]]:
    """What is said of the pages that were there on the first day."""
    query = (
        "SELECT copies.url, content_hash, copies.gone_at, versions.title, events.fingerprint, events.retracted_at"
        " FROM copies JOIN versions ON versions.id = copies.version LEFT JOIN events USING (document)"
        " WHERE copies.url LIKE '%/a' OR copies.url LIKE '%/ok'"
    )
    database = sqlite3.connect(folder / "t.db")
    try:
        return set(database.execute(query).fetchall())
    finally:
        database.close()


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    folder = tmp_path_factory.mktemp("faults")
    with ExitStack() as stack:
        site = stack.enter_context(serving())
        stranger = stack.enter_context(serving(server_context(trustme.CA())))
        hosts = {host(name): site.origin for name in (*FAULTS, "sound")}
        lay_out(site, "/a", "/ok", faults=False)
        first = crawl_once(
            configure(folder, hosts, FEEDS, fetch="timeout = 20.0"), *FEEDS, now="2026-06-01T03:00:00+00:00"
        )
        assert first.ok, first.issues
        before = known(folder)
        lay_out(site, "/a", "/ok", "/new", faults=True)
        site.asked.clear()
        hosts |= {
            "refused.example": f"http://127.0.0.1:{closed_port()}",
            "no-connect.example": f"http://127.0.0.1:{stack.enter_context(full_port())}",
            "no-tls.example": site.origin.replace("http:", "https:"),
            "stranger.example": stranger.origin,
        }
        del hosts["no-such-host.example"]
        config = configure(folder, hosts, FEEDS, fetch=f"max_bytes = {MOST}\nbackoff_max = 2.0\ntimeout = 6.0")
        run = crawl_once(config, *FEEDS, "global-times", now="2026-06-02T03:00:00+00:00")
        yield Days(run=run, asked=site.urls(), before=before, after=known(folder), folder=folder, site=site)


@pytest.mark.parametrize("name", FAILING)
def test_a_fault_is_one_named_issue(days: Days, name: str) -> None:
    fault = FAULTS[name]
    (issue,) = days.run.issues[name]
    assert (issue[0], fault.detail in issue[2]) == (fault.kind, True), issue
    assert issue[1].partition(name)[2].partition("/")[2].startswith(fault.at[1:]) or name in HOSTS, issue
    assert not days.run.reports[name].ok
    assert days.run.reports[name].failed == 1


@pytest.mark.parametrize("name", SOUND)
def test_the_others_are_unharmed(days: Days, name: str) -> None:
    assert days.run.reports[name].ok, days.run.issues[name]
    assert (days.run.reports[name].links, days.run.reports[name].new) == (3, 1)
    assert name not in days.run.issues


@pytest.mark.parametrize("name", PAGE_FAULTS)
def test_a_bad_page_spoils_no_good_one(days: Days, name: str) -> None:
    assert (days.run.reports[name].new, days.run.reports[name].unchanged >= 1) == (1, True)


def test_what_was_known_stays_as_it_was(days: Days) -> None:
    moved = {str(row[0]) for row in days.before ^ days.after}
    assert moved == {"https://soft-404.example/a", "https://not-latin.example/a"}
    said = {row[0]: row[2:4] for row in days.after}
    assert said["https://not-latin.example/a"] == (None, "中国公布出口管制")
    gone_at, title = said["https://soft-404.example/a"]
    assert (str(gone_at)[:10], title) == ("2026-06-02", "Export curbs")


def test_bounded_in_time_and_memory(days: Days) -> None:
    assert max(report.seconds for report in days.run.reports.values()) < 40
    assert days.run.memory < 400  # MB; the empty interpreter with Scrapy takes a hundred


def test_a_304_that_is_not_true_is_found_out(days: Days) -> None:
    """One day in `TRUST` the page is asked for without a condition."""
    coming = [date(2026, 6, 3) + timedelta(days=number) for number in range(2 * TRUST)]
    turns = [day for day in coming if is_turn("https://stale.example/a", day)]
    assert len(turns) == 2
    hosts = {"stale.example": days.site.origin}
    config = configure(days.folder, hosts, {"stale": FEEDS["stale"]})
    assert crawl_once(config, "stale", now=f"{turns[0]}T03:00:00+00:00").reports["stale"].changed == 1


@pytest.mark.parametrize(
    ("url", "times"),
    [
        ("always-500.example/a", 2),  # one retry
        ("hangs.example/a", 2),
        ("later.example/a", 1),  # told to come back in an hour: not in this run
        ("soon.example/a", 2),
        ("loop.example/a", 3),  # a b a b a b, then no more
        ("disallowed.example/a", 0),
        ("robots-503.example/feed", 0),  # RFC 9309: unreadable rules forbid everything
        ("robots-hangs.example/feed", 0),
        ("robots-401.example/feed", 1),
    ],
)
def test_how_often_a_site_is_asked(days: Days, url: str, times: int) -> None:
    assert days.asked.count(url) == times


def test_robots_txt_is_asked_for_once_a_host(days: Days) -> None:
    assert [asked.url for asked in days.site.asked].count("sound.example/robots.txt") == 1


def test_nothing_is_printed(days: Days) -> None:
    assert days.run.stderr == ""


def test_every_step_is_shown(days: Days) -> None:
    """Progress counts what is done with, and never says more is done than is wanted."""
    steps = [(links, done) for source, links, done, _ in days.run.progress if source == "sound"]
    assert steps == [(3, 1), (3, 2), (3, 3)]


def test_the_document_is_this_table() -> None:
    assert DOCUMENT.read_text("utf-8") == as_markdown(), "python -m tests.faults"
