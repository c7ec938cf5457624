"""Pages through several days, on real sockets: new, unchanged, changed, gone, back; and what the archive keeps of it.

Four crawls of many small sources, each with its own story. What a source serves on a day stays until it serves another.
"""

import gzip
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecord

from storage import archive
from storage.model import Capture
from tests.fetching import STORY, Asked, Reply, Site, configure, crawl_once, html, rss, serving

DAYS = ("2026-06-01", "2026-06-02", "2026-06-03", "2026-07-15")
XML = (("Content-Type", "application/rss+xml"),)
TEXT = (("Content-Type", "text/plain"),)

Answer = Reply | Callable[[Asked], Reply]
Story = tuple[dict[str, Answer], ...]


def feed(name: str, *paths: str) -> dict[str, Answer]:
    """A feed, and a page without validators for each path."""
    links = ((f"https://{name}.example{path}", f"Export curbs {path}") for path in paths)
    pages: dict[str, Answer] = {path: Reply(body=html(f"Export curbs {name}{path}")) for path in paths}
    return {"/feed": Reply(body=rss(*links), headers=XML)} | pages


def tagged(body: bytes, etag: str, *headers: tuple[str, str]) -> Answer:
    """Answers 304 to whoever has this version."""
    whole = Reply(body=body, headers=(("Content-Type", "text/html"), ("ETag", f'"{etag}"'), *headers))

    def reply(asked: Asked) -> Reply:
        return Reply(status=304) if asked.headers.get("if-none-match") == f'"{etag}"' else whole

    return reply


def in_turn(*replies: Reply) -> Answer:
    rest = iter(replies)
    return lambda _: next(rest)


GROWN = html("Export bans", STORY + "Germanium too.")
PACKED = gzip.compress(html("Packed exports"))
HOME = Reply(status=302, headers=(("Location", "/index.html"),))
TRACKED = Reply(body=rss(("https://seo.example/b", "Export"), ("https://seo.example/c", "Pandas born")), headers=XML)

STORIES: dict[str, Story] = {
    "tagged": (feed("tagged", "/a") | {"/a": tagged(html("Export bans"), "one")}, {}, {"/a": tagged(GROWN, "two")}),
    "dated": (
        feed("dated", "/a")
        | {"/a": lambda asked: Reply(
            status=304 if "if-modified-since" in asked.headers else 200,
            body=html("Export curbs"),
            headers=(("Last-Modified", "Mon, 01 Jun 2026 00:00:00 GMT"),),
        )},
    ),
    "plain": (feed("plain", "/a"),),
    "packed": (feed("packed", "/a") | {"/a": tagged(PACKED, "one", ("Content-Encoding", "gzip"))},),
    "lost": (feed("lost", "/a") | {"/a": tagged(html("Lost exports"), "one")},),
    "gone": (feed("gone", "/a"), feed("gone", "/b") | {"/a": Reply(status=404)}, feed("gone", "/a")),
    "gone-410": (feed("gone-410", "/a"), {"/a": Reply(status=410)}),
    "home": (feed("home", "/a"), {"/a": HOME, "/index.html": Reply(body=html("Export curbs of the day"))}),
    "old": (feed("old", "/a"), feed("old", "/b")),
    "moved": (
        feed("moved", "/a")
        | {"/a": Reply(status=301, headers=(("Location", "/new/a"),)), "/new/a": tagged(html("Export curbs"), "new")},
    ),
    "bound": (feed("bound", "/a"), feed("bound", "/a", "/b", "/c")),
    "seo": (feed("seo", "/a") | {"/feed": TRACKED, "/b": Reply(body=html("Export curbs"))},),
    "stumbles": (
        feed("stumbles", "/a")
        | {"/a": in_turn(Reply(status=503, headers=(("Retry-After", "0"),)), *[Reply(body=html("Export curbs"))] * 9)},
    ),
    "slow": (feed("slow", "/a", "/b") | {"/robots.txt": Reply(body=b"User-agent: *\nCrawl-delay: 0.2", headers=TEXT)},),
}  # fmt: skip

# Source -> new, changed, unchanged on each of the four days.
OUTCOMES = {
    "tagged": ((1, 0, 0), (0, 0, 1), (0, 1, 0), (0, 0, 1)),
    "dated": ((1, 0, 0), (0, 0, 1), (0, 0, 1), (0, 0, 1)),
    "plain": ((1, 0, 0), (0, 0, 1), (0, 0, 1), (0, 0, 1)),
    "packed": ((1, 0, 0), (0, 0, 1), (0, 0, 1), (0, 0, 1)),
    "lost": ((1, 0, 0), (0, 0, 1), (0, 0, 1), (0, 0, 1)),
    "gone": ((1, 0, 0), (1, 0, 0), (0, 0, 2), (0, 0, 2)),
    "gone-410": ((1, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)),
    "home": ((1, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)),
    "old": ((1, 0, 0), (1, 0, 1), (0, 0, 2), (0, 0, 2)),
    "moved": ((1, 0, 0), (0, 0, 1), (0, 0, 1), (0, 0, 1)),
    "bound": ((1, 0, 0), (2, 0, 0), (0, 0, 2), (0, 0, 2)),
    "seo": ((1, 0, 0), (0, 0, 1), (0, 0, 1), (0, 0, 1)),
    "stumbles": ((1, 0, 0), (0, 0, 1), (0, 0, 1), (0, 0, 1)),
    "slow": ((2, 0, 0), (0, 0, 2), (0, 0, 2), (0, 0, 2)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of it: reports by day, requests by day, and the folder with store and archive."""

    folder: Path
    runs: tuple[SimpleNamespace, ...]
    asked: tuple[tuple[Asked, ...], ...]

    def urls(self, name: str, day: int) -> list[str]:
        host = f"{name}.example"
        urls = [asked.url for asked in self.asked[day] if asked.url.startswith(f"{host}/")]
        return [url.removeprefix(host) for url in urls if not url.endswith("/robots.txt")]

    def conditions(self, url: str, header: str = "if-none-match") -> list[str | None]:
        return [asked.headers.get(header) for day in self.asked for asked in day if asked.url == url]

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        database = sqlite3.connect(self.folder / "t.db")
        try:
            return database.execute(query, values).fetchall()
        finally:
            database.close()

    def records(self, url: str, day: str = "") -> list[tuple[str, str, bytes, str | None]]:
        """Type, profile, body and coding of a page's archived answers, in the order in which they were written."""
        found = []
        query = "SELECT file, offset FROM captures WHERE url = ? AND fetched_at LIKE ? ORDER BY id"
        for file, offset in self.rows(query, f"https://{url}", f"{day}%"):
            with (self.folder / "t.archive" / str(file)).open("rb") as stream:
                stream.seek(int(str(offset)))
                record = next(iter(ArchiveIterator(stream)))
                found.append((str(record.record_type), profile(record), record.reader.read(), coding(record)))
        return found


def profile(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Profile") or "").rpartition("/")[2]


def coding(record: WarcRecord) -> str | None:
    return record.http_headers.get("Content-Encoding") if record.http_headers else None


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("cycle")
    with serving() as site:
        hosts = {f"{name}.example": site.origin for name in STORIES}
        feeds = {name: f"https://{name}.example/feed" for name in STORIES}
        config = configure(folder, hosts, feeds, fetch="max_pages = 3")
        days = list(live(site, config))
    runs, asked = zip(*days, strict=True)
    return Told(folder=folder, runs=runs, asked=asked)


def live(site: Site, config: Path) -> Iterator[tuple[SimpleNamespace, tuple[Asked, ...]]]:
    for number, day in enumerate(DAYS):
        for name, story in STORIES.items():
            served = story[number] if number < len(story) else {}
            site.replies |= {f"{name}.example{path}": answer for path, answer in served.items()}
        site.asked.clear()
        yield crawl_once(config, *STORIES, now=f"{day}T03:00:00+00:00"), tuple(site.asked)
        if number == 0:
            forget(config.parent, "https://lost.example/a")


def forget(folder: Path, url: str) -> None:
    """Tear the page out of the archive."""
    database = sqlite3.connect(folder / "t.db")
    file, offset = database.execute("SELECT file, offset FROM captures WHERE url = ?", [url]).fetchone()
    database.close()
    with (folder / "t.archive" / file).open("r+b") as archived:
        archived.seek(offset)
        archived.write(b"torn!")


@pytest.mark.parametrize("name", STORIES)
def test_what_each_day_brings(told: Told, name: str) -> None:
    reports = [run.reports[name] for run in told.runs]
    assert tuple((report.new, report.changed, report.unchanged) for report in reports) == OUTCOMES[name]
    assert all(report.ok for report in reports), [run.issues.get(name) for run in told.runs]


def test_unchanged_pages_are_asked_for_under_a_condition(told: Told) -> None:
    assert told.conditions("tagged.example/a") == [None, '"one"', '"one"', '"two"']
    modified = "Mon, 01 Jun 2026 00:00:00 GMT"
    assert told.conditions("dated.example/a", "if-modified-since") == [None, modified, modified, modified]
    assert told.conditions("plain.example/a") == [None] * 4


def test_the_archive_holds_every_answer_and_no_bytes_twice(told: Told) -> None:
    assert [row[:2] for row in told.records("tagged.example/a")] == [
        ("response", ""),
        ("revisit", "server-not-modified"),
        ("response", ""),
        ("revisit", "server-not-modified"),
    ]
    assert [row[1] for row in told.records("plain.example/a")] == ["", *["identical-payload-digest"] * 3]


def test_a_page_that_stands_as_it_was_was_seen_again(told: Told) -> None:
    query = (
        "SELECT status, last_seen_at = fetched_at FROM copies JOIN captures ON captures.id = copies.capture"
        " WHERE copies.url LIKE '%//tagged.%'"
    )
    assert told.rows(query) == [(304, 1)]


def test_gzip_is_archived_as_it_came_and_read_unpacked(told: Told) -> None:
    assert told.records("packed.example/a")[0] == ("response", "", PACKED, "gzip")
    assert told.rows("SELECT title FROM versions WHERE url = 'https://packed.example/a'") == [("Packed exports",)]


def test_every_capture_leads_to_the_bytes_that_were_read(told: Told) -> None:
    query = "SELECT url, method, status, file, offset, digest FROM captures WHERE url NOT LIKE '%//lost.%'"
    fields = ("url", "method", "status", "file", "offset", "digest")
    found = [Capture(**dict(zip(fields, row, strict=True)), fetched_at=datetime.now(UTC)) for row in told.rows(query)]  # type: ignore[arg-type]
    assert len(found) > 100
    for capture in found:
        page = archive.read(told.folder / "t.archive", capture)
        assert page.status == (200 if capture.status == 304 else capture.status)


def test_a_304_for_bytes_that_are_lost_asks_for_the_whole_page(told: Told) -> None:
    assert told.conditions("lost.example/a")[:3] == [None, '"one"', None]
    (page,) = told.records("lost.example/a", "2026-06-02")
    assert page[0] == "response"


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("gone", [("gone", "HTTP 404"), ("back", "")]),
        ("gone-410", [("gone", "HTTP 410")]),
        ("home", [("gone", "redirected to https://home.example/index.html")]),
        ("plain", []),
    ],
)
def test_a_page_that_vanishes_is_seen_to(told: Told, name: str, seen: list[tuple[str, str]]) -> None:
    query = "SELECT what, detail FROM sightings JOIN copies ON copies.id = copy WHERE url = ? ORDER BY sightings.id"
    found = told.rows(query, f"https://{name}.example/a")
    assert [(what, detail if what == "gone" else "") for what, detail in found] == seen


def test_what_vanished_is_noted(told: Told) -> None:
    assert [run.reports["gone"].note for run in told.runs] == ["", "1 gone", "", ""]


def test_pages_that_nobody_names_any_more_are_looked_at_too(told: Told) -> None:
    assert [told.urls("old", day) for day in range(4)] == [
        ["/feed", "/a"],
        ["/feed", "/b", "/a"],
        ["/feed", "/b", "/a"],
        ["/feed", "/b", "/a"],
    ]


def test_a_redirected_page_is_asked_for_once(told: Told) -> None:
    assert told.urls("moved", 1) == ["/feed", "/a", "/new/a"]
    assert told.conditions("moved.example/new/a")[:2] == [None, '"new"']
    assert told.rows("SELECT url FROM copies WHERE url LIKE '%moved%'") == [("https://moved.example/new/a",)]


def test_pages_never_seen_come_first_and_the_bound_is_told(told: Told) -> None:
    assert told.urls("bound", 1) == ["/feed", "/b", "/c"]
    assert told.runs[1].reports["bound"].note == "1 left for the next run"


def test_what_the_terms_leave_out_is_counted_and_not_fetched(told: Told) -> None:
    assert (told.runs[0].reports["seo"].links, told.runs[0].reports["seo"].skipped) == (2, 1)
    assert told.urls("seo", 0) == ["/feed", "/b"]


def test_a_failure_that_passes_is_no_issue(told: Told) -> None:
    assert told.urls("stumbles", 0) == ["/feed", "/a", "/a"]
    assert told.rows("SELECT status FROM captures WHERE url LIKE '%stumbles%/a' LIMIT 2") == [(503,), (200,)]


def test_a_crawl_delay_that_asks_for_more_is_kept(told: Told) -> None:
    assert told.runs[0].reports["slow"].seconds >= 0.4  # three requests, two pauses
    assert told.runs[0].reports["plain"].seconds < told.runs[0].reports["slow"].seconds


def test_we_say_who_we_are_and_tell_nobody_where_we_came_from(told: Told) -> None:
    for asked in told.asked[0]:
        assert asked.headers["user-agent"].startswith("Mozilla/5.0 (compatible; Curbwatch/")
        assert asked.headers["accept-encoding"] == "gzip, deflate"
        assert not {"referer", "cookie"} & asked.headers.keys()
