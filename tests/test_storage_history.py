"""What is remembered can be asked for: what changed, where words stand, how it went."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from storage.changes import read_changes
from storage.database import connect_readonly
from storage.errors import StoreError
from storage.history import ChangeWindow, History
from storage.model import Issue
from storage.revision import revision
from storage.runs import SourceReport
from storage.search import AROUND, FOUND, around
from storage.store import Store
from tests.fakes import BUREAU, LISTING, TEXT, WWW, Crawl, article, event, minute, notice

OTHER = "MOFCOM-2026-12"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "track.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as found:
        yield found


@pytest.fixture
def crawl(store: Store) -> Crawl:
    return Crawl(store)


@pytest.fixture
def history(store: Store, path: Path) -> Iterator[History]:
    with History.open(path) as found:
        yield found


def told(history: History, **window: Any) -> list[tuple[str, str]]:
    return [(change.kind, change.document.key) for change in history.changes(ChangeWindow(**window))]


# Changes


@pytest.fixture
def week(store: Store, crawl: Crawl) -> Crawl:
    """Three runs: a notice and an article; an edit and a suspension; a vanished page."""
    crawl.read(notice(), [event()], at=minute(10))
    crawl.read(article(), [], at=minute(20))
    crawl.end(minute(30))
    crawl.start(minute(100))
    suspension = event(action="suspend", regime="watch-list", instrument=OTHER, held="no count")
    crawl.read(notice(instrument=OTHER, url=BUREAU), [suspension], at=minute(110))
    crawl.read(article(text="China added three US firms."), [], at=minute(120))
    crawl.end(minute(130))
    crawl.start(minute(200))
    store.record_gone(WWW, crawl.run, crawl.capture(WWW, "", minute(210), status=404), "HTTP 404")
    return crawl


ALL = [("event", "MOFCOM-2026-11"), ("event", OTHER), ("edited", "scmp:3345678"), ("gone", "MOFCOM-2026-11")]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ({}, ALL),
        ({"since": minute(10)}, ALL),
        ({"since": minute(11)}, ALL[1:]),
        ({"since": minute(110), "until": minute(120)}, ALL[1:2]),  # half open
        ({"until": minute(10)}, []),
        ({"run": 2}, ALL[1:3]),
        ({"run": 2, "until": minute(115)}, ALL[1:2]),
        ({"sources": ("scmp",)}, ALL[2:3]),
        ({"sources": ("mofcom", "scmp")}, ALL),
        ({"sources": ("voa",)}, []),
        ({"regimes": ("watch-list",)}, ALL[1:2]),
        ({"actions": ("list", "suspend")}, ALL[:2]),
        ({"actions": ("list",), "regimes": ("watch-list",)}, []),
    ],
)
def test_windows(week: Crawl, history: History, window: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told(history, **window) == expected


def test_a_change_carries_its_document_and_its_proof(week: Crawl, history: History) -> None:
    listed, suspended, edited, gone = history.changes(ChangeWindow())
    assert listed.event == event()
    assert listed.capture is not None
    assert (listed.capture.url, listed.capture.fetched_at, listed.capture.file) == (WWW, minute(10), "1.warc.gz")
    assert listed.document.title == notice().title
    assert (listed.document.source, listed.document.kind, listed.document.published) == (
        "mofcom",
        "notice",
        "2026-03-02",
    )
    assert suspended.event is not None
    assert suspended.event.held == "no count"
    title = article().title
    assert edited.revision == revision(f"{title}\n{article().text}", f"{title}\nChina added three US firms.")
    assert edited.capture is not None
    assert edited.capture.fetched_at == minute(120)
    assert (gone.event, gone.document.url) == (None, WWW)


def test_the_last_run_is_the_last_that_finished(store: Store, week: Crawl, history: History) -> None:
    assert history.last_run() == 2
    week.end(minute(230))
    assert history.last_run() == 3


def test_there_is_no_last_run_before_the_first(history: History) -> None:
    assert history.last_run() is None
    assert history.changes(ChangeWindow()) == []
    assert history.source_states() == []


@pytest.mark.parametrize("window", [ChangeWindow(since=minute(0)), ChangeWindow(run=2), ChangeWindow()])
def test_changes_are_found_by_index(week: Crawl, path: Path, window: ChangeWindow) -> None:
    asked: list[str] = []
    database = connect_readonly(path)
    try:
        database.set_trace_callback(asked.append)
        read_changes(database, window)
        database.set_trace_callback(None)
        plans = [row["detail"] for query in asked for row in database.execute(f"EXPLAIN QUERY PLAN {query}")]
    finally:
        database.close()
    assert len(asked) == 8 + (window.run is None)
    scans = {step for step in plans if step.startswith("SCAN") and "json_each" not in step}
    few = {"SCAN conflicts", "SCAN reviews", "SCAN events USING INDEX events_waiting"}  # these are read whole
    assert scans == few, plans


# One document


def test_a_document_with_everything(store: Store, crawl: Crawl, history: History) -> None:
    crawl.read(notice(), [event()], at=minute(1), rank=1)
    crawl.read(notice(url=BUREAU, text="另一"), [event("另一", "另一", until_on="2027-03-01")], at=minute(2), rank=0)
    empty = Issue(source="mofcom", kind="empty", url=f"{WWW}#top", detail="no body", seen_at=minute(3))
    store.record_issue(crawl.run, empty)
    found = history.document("MOFCOM-2026-11")
    assert found is not None
    assert found == history.document(WWW) == history.document(BUREAU.replace("https", "http"))
    assert (found.title, found.text) == (notice().title, "另一")
    assert found.document == notice(url=BUREAU, text="另一")
    assert found.first_seen_at == minute(1)
    assert [(copy.url, copy.rank, copy.preferred) for copy in found.copies] == [(BUREAU, 0, True), (WWW, 1, False)]
    assert [(version.url, version.current) for version in found.versions] == [(WWW, False), (BUREAU, True)]
    assert [version.capture.fetched_at for version in found.versions] == [minute(1), minute(2)]
    assert [(stated.event.until_on, stated.retracted_at) for stated in found.events] == [
        (None, minute(2)),
        ("2027-03-01", None),
    ]
    assert [issue.kind for issue in found.issues] == ["conflict", "empty"]
    assert found.issues[1] == empty


@pytest.mark.parametrize("key", ["MOFCOM-2026-99", "https://a.cn/", "", "%", "http://[", "'; --"])
def test_what_is_not_known_is_none(week: Crawl, history: History, key: str) -> None:
    assert history.document(key) is None


# Search


DEAL = '100% of "rare\nearth" OR tin'
TEXTS = {"MOFCOM-2026-11": TEXT, "scmp:3345678": article().text, "scmp:2": DEAL}


@pytest.fixture
def library(crawl: Crawl) -> Crawl:
    crawl.read(notice(), [], at=minute(1))
    crawl.read(article(), [], at=minute(2))
    deal = article(key="scmp:2", url="https://www.scmp.com/2", title='The "NEAR" deal', text=DEAL)
    crawl.read(deal, at=minute(3))
    return crawl


def hits(history: History, words: str, **more: int) -> list[str]:
    return [hit.document.key for hit in history.search(words, **more)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("出口管制管控名单", ["MOFCOM-2026-11"]),
        ("管制", ["MOFCOM-2026-11"]),  # shorter than a piece of the index
        ("甲", ["MOFCOM-2026-11"]),
        ("管制 甲精密公司", ["MOFCOM-2026-11"]),
        ("管制 丁精密公司", []),
        ("公告2026年第11号", ["MOFCOM-2026-11"]),  # in the title
        ("alpha PRECISION", ["MOFCOM-2026-11"]),
        ("export control", ["scmp:3345678"]),
        ("firms export", ["scmp:3345678"]),
        ("US", ["scmp:3345678"]),
        ("rare earth", ["scmp:2"]),
        ('"NEAR"', ["scmp:2"]),
        ('deal" OR "x', []),
        ("tin OR", ["scmp:2"]),
        ("NOT", ["scmp:3345678"]),
        ("100%", ["scmp:2"]),
        ("%", ["scmp:2"]),
        ("__", []),
        ("title:deal", []),
        ("rare*", []),
        ("NEAR(rare earth)", []),
        ("", []),
        (" \n\0 ", []),
        ("\ud800abc", []),
        ("\\", []),
        ("'", []),
        ("精密公司（Al", ["MOFCOM-2026-11"]),
    ],
)
def test_search(library: Crawl, history: History, words: str, expected: list[str]) -> None:
    assert hits(history, words) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=30) | st.text(alphabet='"*()^:+-%_\\NEAROTD ', max_size=12))
def test_no_words_are_syntax(library: Crawl, history: History, words: str) -> None:
    for hit in history.search(words):
        found = f"{hit.document.title}\n{TEXTS[hit.document.key]}".casefold()
        assert all(word.casefold() in found for word in words.split())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_stands_in_a_text_is_found(library: Crawl, history: History, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(TEXTS)))
    start = data.draw(st.integers(0, len(TEXTS[key]) - 1))
    words = TEXTS[key][start : start + data.draw(st.integers(1, 40))]
    assume(words.split())
    assert key in hits(history, data.draw(st.sampled_from([words, words.upper(), words.lower()])))


def test_hits_say_where(library: Crawl, history: History) -> None:
    (hit,) = history.search("甲精密公司")
    assert (hit.field, TEXT[hit.start : hit.end]) == ("text", "甲精密公司")
    assert hit.snippet == " ".join(TEXT.split())
    (hit,) = history.search("第11号")
    assert (hit.field, notice().title[hit.start : hit.end]) == ("title", "第11号")


def test_a_snippet_is_cut_on_both_sides() -> None:
    found = around("x" * 500 + "word" + "y\n" * 500, 500, 504)
    assert found.startswith("…x")
    assert found.endswith("y y…")
    assert "word" in found
    assert len(found) <= 2 * AROUND + len("word") + 2


def test_the_last_seen_come_first_up_to_the_limit(crawl: Crawl, history: History) -> None:
    for number in range(30):
        crawl.read(article(key=f"scmp:{number}", url=f"https://www.scmp.com/{number}"), at=minute(number))
    assert hits(history, "export control") == [f"scmp:{number}" for number in range(29, 9, -1)]
    assert hits(history, "export control", limit=2) == ["scmp:29", "scmp:28"]
    assert hits(history, "US", limit=1) == ["scmp:29"]


def test_only_the_current_text_is_searched(crawl: Crawl, history: History) -> None:
    crawl.read(notice(), at=minute(1))
    crawl.read(notice(text="一份新的正文"), at=minute(2))
    assert hits(history, "甲精密公司") == []
    assert hits(history, "新的正文") == ["MOFCOM-2026-11"]


def test_search_walks_the_index_in_order(library: Crawl, path: Path) -> None:
    database = connect_readonly(path)
    try:
        plan = [row["detail"] for row in database.execute(f"EXPLAIN QUERY PLAN {FOUND}", ['"abc"'])]
    finally:
        database.close()
    assert not any("TEMP B-TREE" in step for step in plan), plan


# How it went


def test_source_states(store: Store, crawl: Crawl, history: History) -> None:
    def problem(kind: Any) -> Issue:
        return Issue(source="mofcom", kind=kind, url=WWW, detail="", seen_at=minute(1))

    crawl.read(notice(published="2026-03-02"), at=minute(1), rank=1)
    crawl.read(notice(instrument=OTHER, url=f"{WWW}?2", published="2026-03-05"), at=minute(2))
    crawl.read(notice(url=BUREAU, text="另一"), at=minute(3), rank=0)
    store.record_issue(crawl.run, problem("layout"))
    report = SourceReport(source="mofcom", ok=True, links=4, new=2, seconds=0.5)
    store.finish_run(crawl.run, finished_at=minute(9), reports=[report, SourceReport(source="voa", ok=False)])
    mofcom, voa = history.source_states()
    assert (mofcom.report, mofcom.run) == (report, crawl.run)
    assert (mofcom.started_at, mofcom.finished_at) == (minute(0), minute(9))
    assert mofcom.newest is not None
    assert mofcom.newest.key == OTHER
    assert mofcom.open_issues == 2  # the layout, and the conflict
    assert (voa.newest, voa.open_issues) == (None, 0)

    crawl.start(minute(60))
    crawl.read(notice(text="另一"), at=minute(61), rank=1)  # the copies agree again
    store.finish_run(crawl.run, finished_at=minute(69), reports=[replaced(report)])
    mofcom, voa = history.source_states()
    assert (mofcom.run, mofcom.open_issues, mofcom.report.links) == (crawl.run, 0, 9)
    assert voa.run == crawl.run - 1
    assert (mofcom.reached_at, voa.reached_at) == (minute(69), None)

    earlier, _ = history.source_states(minute(9))
    assert (earlier.run, earlier.reached_at, earlier.report.links) == (crawl.run - 1, minute(9), 4)
    assert history.source_states(minute(8)) == []


def replaced(report: SourceReport) -> SourceReport:
    return SourceReport(source=report.source, ok=True, links=9)


def test_run_states_are_bounded(store: Store, history: History) -> None:
    for number in range(5):
        store.start_run(started_at=minute(number), replay=False)
    states = history.run_states(limit=2)
    assert [(state.run, state.state, state.finished_at) for state in states] == [
        (5, "running", None),
        (4, "aborted", None),
    ]


# What must not happen


def test_history_never_writes(crawl: Crawl, path: Path) -> None:
    database = connect_readonly(path)
    try:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            database.execute("DELETE FROM runs")
    finally:
        database.close()


def test_a_store_that_cannot_be_read_raises_store_error(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), [event()], at=minute(1))
    crawl.store.close()
    damaged = bytearray(path.read_bytes())
    damaged[4096:] = bytes(len(damaged) - 4096)
    path.write_bytes(damaged)
    with pytest.raises(StoreError, match=r"track\.db"), History.open(path) as history:
        history.changes(ChangeWindow())


def test_a_closed_history_raises_store_error(path: Path, store: Store) -> None:
    history = History.open(path)
    history.close()
    with pytest.raises(StoreError):
        history.last_run()


def test_readers_see_one_state(crawl: Crawl, history: History, path: Path) -> None:
    crawl.read(notice(), [event()], at=minute(1))
    with History.open(path) as other:
        assert told(other) == told(history) == [("event", "MOFCOM-2026-11")]
        crawl.read(notice(instrument=OTHER, url=BUREAU), [event(LISTING, instrument=OTHER)], at=minute(2))
        assert len(told(other)) == 2
