"""What was read is remembered once, whole, and for ever; what it means does not depend on the order of arrival."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.database import connect
from storage.documents import DocumentRecord
from storage.errors import StoreError
from storage.history import ChangeWindow, History
from storage.launches import Launch
from storage.model import Change, Issue, Notice, Outcome
from storage.review import OPEN_CONFLICTS
from storage.revision import revision
from storage.runs import SourceReport
from storage.schema import migrate, migrations
from storage.store import Store
from tests.fakes import BUREAU, LISTING, PORTAL, TEXT, WWW, Crawl, article, event, exchange, minute, notice

NEW, CHANGED, UNCHANGED = Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED
RANKS = {BUREAU: 0, WWW: 1, PORTAL: 2}


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


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def count(path: Path, table: str) -> int:
    return int(rows(path, f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608


def shown(path: Path, key: str = "MOFCOM-2026-11") -> DocumentRecord:
    with History.open(path) as history:
        found = history.document(key)
    assert found is not None
    return found


def changes(path: Path, **window: Any) -> list[Change]:
    with History.open(path) as history:
        return history.changes(ChangeWindow(**window))


def told(path: Path, **window: Any) -> list[tuple[str, str]]:
    return [(change.kind, change.cause) for change in changes(path, **window)]


def standing(path: Path, key: str = "MOFCOM-2026-11") -> list[str | None]:
    return sorted(str(found.event.until_on) for found in shown(path, key).events if found.retracted_at is None)


def sound(path: Path) -> None:
    """The database is whole, by its own checks and those of the index of words."""
    database = sqlite3.connect(path)
    try:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        database.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    finally:
        database.close()


# Opening


def test_a_store_is_made_with_its_folders_and_pragmas(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "track.db"
    Store.open(path).close()
    assert rows(path, "PRAGMA journal_mode") == [("wal",)]
    strict = dict(rows(path, "SELECT name, strict FROM pragma_table_list WHERE type = 'table'"))
    ours = ("runs", "source_runs", "captures", "pages", "documents", "copies", "texts", "versions", "edits", "events")
    assert all(strict[name] for name in (*ours, "proofs", "targets", "sightings", "issues", "conflicts"))


def test_migrations_run_twice_are_a_no_op(path: Path) -> None:
    Store.open(path).close()
    before = rows(path, "SELECT * FROM sqlite_master")
    database = connect(path)
    try:
        migrate(database)
    finally:
        database.close()
    Store.open(path).close()
    assert rows(path, "SELECT * FROM sqlite_master") == before
    assert rows(path, "PRAGMA user_version") == [(len(list(migrations._migrations)),)]


def test_a_missing_store_is_said_to_be_missing(path: Path) -> None:
    for open_it in (lambda: Store.open(path, create=False), lambda: History.open(path)):
        with pytest.raises(StoreError, match=r"track\.db: there is no store yet; `track crawl` makes one"):
            open_it()
    assert not path.exists()


def test_what_is_not_ours_is_refused_and_left_alone(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"this is a letter" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(path)
    other = tmp_path / "other.db"
    database = sqlite3.connect(other)
    database.execute("CREATE TABLE letters (text)")
    database.close()
    before = other.read_bytes()
    for open_it in (Store.open, History.open):
        with pytest.raises(StoreError, match="not one of Curbwatch"):
            open_it(other)
    assert other.read_bytes() == before
    with pytest.raises(StoreError, match=str(tmp_path)):
        Store.open(tmp_path)


@pytest.mark.parametrize(("version", "text"), [(0, "older"), (99, "newer")])
def test_a_store_of_another_version_is_not_read(path: Path, version: int, text: str) -> None:
    Store.open(path).close()
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {version}")
    database.close()
    with pytest.raises(StoreError, match=text):
        History.open(path)


# Remembering one page


def test_the_same_again_changes_nothing(crawl: Crawl, path: Path) -> None:
    assert crawl.read(notice(), [event()], at=minute(1)) == NEW
    tables = ("documents", "copies", "versions", "texts", "edits", "events", "proofs", "targets", "sightings", "issues")
    before = {table: rows(path, f"SELECT * FROM {table}") for table in tables if table != "copies"}  # noqa: S608
    crawl.start(minute(60))
    assert crawl.read(notice(), [event()], at=minute(61)) == UNCHANGED
    assert {table: rows(path, f"SELECT * FROM {table}") for table in before} == before  # noqa: S608
    (copy,) = shown(path).copies
    assert (copy.first_seen_at, copy.last_seen_at) == (minute(1), minute(61))
    sound(path)


def test_the_same_capture_twice_is_recorded_once(store: Store, crawl: Crawl, path: Path) -> None:
    capture = crawl.capture(WWW, "body", minute(1))
    kept = store.record_capture(crawl.run, "mofcom", capture)
    assert kept.id > 0
    assert store.record_capture(crawl.run, "mofcom", kept) == kept
    for _ in range(2):
        store.remember(notice(), kept, [event()], run=crawl.run, reader_version=1, rules_version=1)
    assert count(path, "captures") == 1


def test_white_space_is_no_change(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), [event()], at=minute(1))
    crawl.start(minute(60))
    spaced = TEXT.replace("，", "，\u3000 ").replace("（", "(").replace("）", ")")
    assert crawl.read(notice(text=spaced), [event()], at=minute(61)) == UNCHANGED
    assert count(path, "versions") == 1
    assert changes(path, since=minute(60)) == []


def test_an_edit_of_the_publisher(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), [event()], at=minute(1))
    crawl.start(minute(60))
    edited = TEXT.replace("2家", "3家")
    stated = event(edited, LISTING.replace("2家", "3家"), declared_count=3)
    assert crawl.read(notice(text=edited), [stated], at=minute(61)) == CHANGED
    found = changes(path, since=minute(60))
    assert [(change.kind, change.cause) for change in found] == [
        ("retracted", "world"),
        ("event", "world"),
        ("edited", "world"),
    ]
    title = notice().title
    assert found[2].revision == revision(f"{title}\n{TEXT}", f"{title}\n{edited}")
    assert {change.seen_at for change in found} == {minute(61)}
    assert shown(path).text == edited
    assert len(shown(path).versions) == 2
    sound(path)


def test_a_moved_sentence_is_the_same_event_proven_anew(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), [event()], at=minute(1))
    crawl.start(minute(60))
    longer = f"（更正：错字）\n{TEXT}"
    assert crawl.read(notice(text=longer), [event(longer)], at=minute(61)) == CHANGED
    assert told(path, since=minute(60)) == [("edited", "world")]
    (found,) = shown(path).events
    evidence = found.event.evidence
    assert shown(path).text[evidence.start : evidence.end] == evidence.quote == LISTING
    assert found.first_seen_at == minute(1)


def test_flicker_keeps_every_version_and_each_text_once(crawl: Crawl, path: Path) -> None:
    other = TEXT.replace("甲", "丙")
    for number, text in enumerate([TEXT, other, TEXT, other]):
        crawl.start(minute(60 * number))
        crawl.read(notice(text=text), at=minute(60 * number + 1))
    assert count(path, "versions") == 4
    assert count(path, "texts") == 2
    told = [(change.kind, change.revision) for change in changes(path)]
    assert told == [("edited", revision(f"{notice().title}\n{TEXT}", f"{notice().title}\n{other}"))]


def test_copies_with_one_text_store_it_once(crawl: Crawl, path: Path) -> None:
    for number, url in enumerate(RANKS):
        crawl.read(notice(url=url), at=minute(number), rank=RANKS[url])
    assert (count(path, "documents"), count(path, "versions"), count(path, "texts")) == (1, 3, 1)


def test_equal_events_of_a_page_count_once(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), [event(), event(), event(until_on="2027-01-01")], at=minute(1))
    assert standing(path) == ["2027-01-01", "None"]


def test_urls_are_compared_canonically(crawl: Crawl, path: Path) -> None:
    page = {"source": "mofcom", "instrument": None}
    assert crawl.read(notice(url="http://WWW.mofcom.gov.cn:80/a?b=2&a=1#top", **page), at=minute(1)) == NEW
    assert crawl.read(notice(url="https://www.mofcom.gov.cn/a?a=1&b=2", **page), at=minute(2)) == UNCHANGED
    found = shown(path, "https://www.mofcom.gov.cn/a?b=2&a=1&utm_source=x")
    assert found.ref.key == "https://www.mofcom.gov.cn/a?a=1&b=2"
    assert found.ref.url == "http://WWW.mofcom.gov.cn:80/a?b=2&a=1#top"
    assert len(found.copies) == 1


def test_an_article_is_known_by_its_key(crawl: Crawl, path: Path) -> None:
    assert crawl.read(article(), at=minute(1)) == NEW
    renamed = article(url="https://www.scmp.com/news/china/article/3345678/another-slug")
    assert crawl.read(renamed, at=minute(2)) == UNCHANGED
    assert len(shown(path, "scmp:3345678").copies) == 2
    assert shown(path, "scmp:3345678").document == article()


# Our own corrections


def test_newer_rules_over_the_same_text_are_our_correction(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), [event()], at=minute(1))
    crawl.start(minute(60))
    assert crawl.read(notice(), [event(until_on="2027-03-01")], at=minute(61), rules=2) == UNCHANGED
    assert told(path, since=minute(60)) == [("retracted", "correction"), ("event", "correction")]
    assert count(path, "versions") == 1


def test_a_newer_reader_over_the_same_bytes_is_our_correction(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), [event()], at=minute(1), body="bytes")
    crawl.start(minute(60))
    better = f"{TEXT}\n附件"
    crawl.read(notice(text=better), [event(better), event(better, "附件")], at=minute(61), body="bytes", reader=2)
    assert told(path, since=minute(60)) == []  # the same event, proven anew
    crawl.start(minute(90))
    crawl.read(notice(text=TEXT), [event(until_on="2027-03-01")], at=minute(91), body="bytes", reader=3)
    assert told(path, since=minute(60)) == [("retracted", "correction"), ("event", "correction")]
    assert [version.reader_version for version in shown(path).versions] == [1, 2, 3]


def test_a_newer_reader_over_other_bytes_is_an_edit(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), at=minute(1), body="bytes")
    crawl.start(minute(60))
    crawl.read(notice(text="另一"), at=minute(61), body="other bytes", reader=2)
    assert told(path, since=minute(60)) == [("edited", "world")]


def test_the_reader_that_counts_is_the_last_one(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), at=minute(1), body="bytes", reader=1)
    crawl.read(notice(), at=minute(2), body="bytes", reader=2)  # reads the same
    crawl.start(minute(60))
    crawl.read(notice(text="附件换了"), at=minute(61), body="bytes", reader=2)  # an attachment was exchanged
    assert told(path, since=minute(60)) == [("edited", "world")]


def test_a_newer_reader_s_record_is_kept_though_the_text_is_the_same(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), at=minute(1), body="bytes")
    crawl.start(minute(60))
    assert crawl.read(notice(issuer="商务部"), at=minute(61), body="bytes", reader=2) == UNCHANGED
    found = shown(path).document
    assert isinstance(found, Notice)
    assert found.issuer == "商务部"
    assert changes(path, since=minute(60)) == []


def test_an_event_new_to_us_has_its_evidence_in_a_stored_text(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), at=minute(1))
    crawl.start(minute(60))
    spaced = TEXT.replace("，", "， ")
    assert crawl.read(notice(text=spaced), [event(spaced)], at=minute(61), rules=2) == UNCHANGED
    (found,) = shown(path).events
    evidence = found.event.evidence
    assert shown(path).text[evidence.start : evidence.end] == evidence.quote
    assert told(path, since=minute(60)) == [("event", "correction")]


def test_corrections_over_archived_bytes_are_dated_by_the_run(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), [event()], at=minute(1), body="bytes")
    crawl.start(minute(600))
    crawl.read(notice(), [], at=minute(1), body="bytes", rules=2)
    (gone,) = changes(path, since=minute(60))
    assert (gone.kind, gone.cause, gone.seen_at) == ("retracted", "correction", minute(600))


def test_a_page_whose_number_is_recognised_later_moves(crawl: Crawl, path: Path) -> None:
    unknown, known = event(instrument=None), event()
    crawl.read(notice(instrument=None), [unknown], at=minute(1), body="bytes")
    crawl.start(minute(60))
    assert crawl.read(notice(), [known], at=minute(61), body="bytes", reader=2) == NEW
    assert told(path, since=minute(60)) == [("event", "correction"), ("retracted", "correction")]
    assert [found.retracted_at for found in shown(path, WWW).events] == [None]  # the URL leads to the notice
    with History.open(path) as history:
        assert [hit.document.key for hit in history.search("甲精密公司")] == ["MOFCOM-2026-11"]
    sound(path)
    crawl.start(minute(90))
    crawl.read(notice(instrument=None), [unknown], at=minute(91), body="bytes", reader=3)
    assert told(path, since=minute(80)) == [("retracted", "correction"), ("event", "correction")]
    assert standing(path, WWW) == ["None"]
    sound(path)


def test_a_copy_that_leaves_makes_way_for_the_next(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(url=BUREAU), [event()], at=minute(1), rank=0, body="one")
    crawl.read(notice(url=WWW, text="副本"), at=minute(2), rank=1)
    crawl.start(minute(60))
    moved = notice(url=BUREAU, instrument="MOFCOM-2026-12")
    crawl.read(moved, [event(instrument="MOFCOM-2026-12")], at=minute(61), rank=0, body="one", reader=2)
    assert shown(path).text == "副本"
    assert [copy.url for copy in shown(path, "MOFCOM-2026-12").copies] == [BUREAU]
    assert ("edited", "world") not in told(path, since=minute(60))
    crawl.read(notice(url=WWW, text="副本"), at=minute(62), rank=1)
    assert standing(path) == []
    sound(path)


# Copies


def observe(path: Path, arrivals: list[tuple[str, str, int]]) -> tuple[Any, ...]:
    """The state after copies came in: (URL, text, minute at which it was seen)."""
    with Store.open(path) as store:
        crawl = Crawl(store)
        for url, text, at in arrivals:
            stated = event(text, text[:2], until_on="2027-03-01" if "改" in text else None)
            crawl.read(notice(url=url, text=text), [stated], at=minute(at), rank=RANKS[url])
        crawl.end(minute(100))
    sound(path)
    found = shown(path)
    problems = sorted((row[2], row[0]) for row in rows(path, OPEN_CONFLICTS))
    kinds = sorted((change.kind, change.cause, str(change.event)) for change in changes(path))
    return found.text, standing(path), problems, kinds, [(copy.url, copy.preferred) for copy in found.copies]


ARRIVALS = [
    [(BUREAU, "正文一", 3), (WWW, "正文一", 2), (PORTAL, "正文改一", 1)],
    [(BUREAU, "正文改一", 3), (WWW, "正文一", 2), (PORTAL, "正文一", 1)],
    [(BUREAU, "正文一", 1), (WWW, "正文二", 1), (PORTAL, "正文三", 1)],
]


@pytest.mark.parametrize("arrivals", ARRIVALS)
def test_copies_may_arrive_in_any_order(tmp_path: Path, arrivals: list[tuple[str, str, int]]) -> None:
    states = [observe(tmp_path / f"{n}.db", list(order)) for n, order in enumerate(permutations(arrivals))]
    assert all(state == states[0] for state in states)
    text, events, problems, kinds, copies = states[0]
    assert text == arrivals[0][1]
    assert len(events) == 1
    assert len(kinds) == 1
    assert copies == [(BUREAU, True), (WWW, False), (PORTAL, False)]
    disputing = [url for url, said, _ in arrivals[1:] if said != text]
    details = [f"{url} does not say what {BUREAU} says, whose text is taken" for url in disputing]
    assert [detail for detail, _ in problems] == sorted(details)


@settings(max_examples=25, deadline=None)
@given(
    arrivals=st.lists(
        st.tuples(st.sampled_from(list(RANKS)), st.sampled_from(["正文", "正文改", "别文"]), st.integers(0, 3)),
        min_size=1,
        max_size=3,
        unique_by=lambda arrival: arrival[0],
    ),
    data=st.data(),
)
def test_any_copies_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, arrivals: list[tuple[str, str, int]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    other = data.draw(st.permutations(arrivals))
    assert observe(folder / "one.db", arrivals) == observe(folder / "other.db", other)


def test_a_better_copy_found_in_a_later_run_is_no_edit(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(url=PORTAL), [event()], at=minute(1), rank=2)
    crawl.start(minute(60))
    assert crawl.read(notice(url=WWW), [event()], at=minute(61), rank=1) == UNCHANGED
    better = TEXT.replace("公司", "有限公司")
    stated = event(better, "甲精密有限公司", until_on="2027-03-01")
    assert crawl.read(notice(url=BUREAU, text=better), [stated], at=minute(62), rank=0) == CHANGED
    assert told(path, since=minute(60)) == [("retracted", "correction"), ("event", "correction")]
    assert shown(path).text == better
    assert count(path, "issues") == 2


def test_a_conflict_is_said_once_while_both_texts_stay(crawl: Crawl, path: Path) -> None:
    def visit(bureau: str, www: str) -> list[str]:
        crawl.start(minute(60 * crawl.run))
        crawl.read(notice(url=BUREAU, text=bureau), [event(bureau, bureau[:2])], at=minute(60 * crawl.run + 1))
        crawl.read(notice(url=WWW, text=www), at=minute(60 * crawl.run + 2), rank=1)
        with History.open(path) as history:
            return [issue.kind for issue in history.issues(crawl.run)]

    assert visit("正文", "正文") == []
    assert visit("正文", "副本") == ["conflict"]
    assert visit("正文", "副本") == []
    assert visit("正文", "副本二") == ["conflict"]
    assert shown(path).text == "正文"
    held = [change.event.held for change in changes(path) if change.event]
    assert held == [f"conflict: {WWW} does not say what {BUREAU} says, whose text is taken"]
    assert visit("正文", "正文") == []
    assert [change.event.held for change in changes(path) if change.event] == [None]


def test_a_second_copy_s_edit_is_kept_and_is_no_change(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(url=BUREAU), at=minute(1))
    crawl.read(notice(url=WWW), at=minute(2), rank=1)
    crawl.start(minute(60))
    assert crawl.read(notice(url=WWW, text="副本"), at=minute(61), rank=1) == UNCHANGED
    assert told(path, since=minute(60)) == []
    assert len(shown(path).versions) == 3


def test_a_rank_that_changes_moves_the_preference(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(url=BUREAU, text="正文"), at=minute(1), rank=0)
    crawl.read(notice(url=WWW, text="副本"), at=minute(2), rank=1)
    crawl.start(minute(60))
    assert crawl.read(notice(url=BUREAU, text="正文"), at=minute(61), rank=5) == CHANGED
    assert shown(path).text == "副本"
    assert told(path, since=minute(60)) == []
    assert crawl.read(notice(url=BUREAU, text="正文"), at=minute(62), rank=0) == CHANGED
    assert shown(path).text == "正文"
    sound(path)


# Out of order in time


def test_an_older_archive_brings_no_news(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(text="今天"), [event("今天", "今天")], at=minute(500))
    crawl.start(minute(600))
    assert crawl.read(notice(text="从前"), [], at=minute(100)) == UNCHANGED
    assert shown(path).text == "今天"
    assert standing(path) == ["None"]
    assert told(path, since=minute(501)) == []
    assert [version.title for version in shown(path).versions] == [notice().title] * 2
    assert crawl.read(notice(text="从前"), [], at=minute(100)) == UNCHANGED
    assert len(shown(path).versions) == 2
    assert shown(path).copies[0].last_seen_at == minute(500)
    sound(path)


# Gone and back


def test_a_page_that_vanishes_and_returns(store: Store, crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), [event()], at=minute(1))
    crawl.start(minute(60))
    missing = crawl.capture(WWW, "not found", minute(61), status=404)
    assert store.record_gone(f"{WWW}#top", crawl.run, missing, "HTTP 404") is True
    assert store.record_gone(WWW, crawl.run, crawl.capture(WWW, "not found", minute(62)), "HTTP 404") is False
    assert shown(path).copies[0].gone_at == minute(61)
    assert standing(path) == ["None"]  # a page gone is not a delisting
    crawl.start(minute(90))
    assert crawl.read(notice(), [event()], at=minute(91)) == UNCHANGED
    found = changes(path, since=minute(60))
    assert [(change.kind, change.seen_at) for change in found] == [("gone", minute(61)), ("back", minute(91))]
    assert found[0].capture is not None
    assert (found[0].capture.status, found[0].document.url) == (404, WWW)
    assert shown(path).copies[0].gone_at is None
    assert told(path, since=minute(60), regimes=("export-control-list",)) == []


def test_what_was_never_there_is_not_gone(store: Store, crawl: Crawl, path: Path) -> None:
    assert store.record_gone(WWW, crawl.run, crawl.capture(WWW, "", minute(1), status=404), "HTTP 404") is False
    assert changes(path) == []
    crawl.read(notice(), at=minute(5))
    older = crawl.capture(WWW, "", minute(4), status=404)
    assert store.record_gone(WWW, crawl.run, older, "HTTP 404") is False


# Pages, captures, runs


def test_validators_belong_to_the_bytes_that_stand(store: Store, crawl: Crawl) -> None:
    first = store.record_capture(crawl.run, "mofcom", crawl.capture(WWW, "one", minute(1)), etag='"1"')
    assert store.validators("https://nobody.cn/") is None
    found = store.validators(f"{WWW}?utm_source=x")
    assert found is not None
    assert (found.etag, found.last_modified, found.capture) == ('"1"', None, first)
    same = crawl.capture(WWW, "one", minute(2), status=304)
    store.record_capture(crawl.run, "mofcom", same, last_modified="Mon")
    found = store.validators(WWW)
    assert found is not None
    assert (found.etag, found.last_modified, found.capture) == ('"1"', "Mon", first)
    second = store.record_capture(crawl.run, "mofcom", crawl.capture(WWW, "two", minute(3)), etag='"2"')
    store.record_capture(crawl.run, "mofcom", crawl.capture(WWW, "one", minute(2)), etag='"old"')
    store.record_capture(crawl.run, "mofcom", crawl.capture(WWW, "error", minute(4), status=500), etag='"bad"')
    found = store.validators(WWW)
    assert found is not None
    assert (found.etag, found.last_modified, found.capture) == ('"2"', None, second)
    store.record_capture(crawl.run, "mofcom", crawl.capture(WWW, "three", minute(5)))
    assert store.validators(WWW) is None


def test_validators_are_recorded_with_the_document(store: Store, crawl: Crawl) -> None:
    capture = crawl.capture(WWW, TEXT, minute(1))
    store.remember(notice(), capture, [], run=crawl.run, reader_version=1, rules_version=1, etag="a", last_modified="b")
    found = store.validators(WWW)
    assert found is not None
    assert (found.etag, found.last_modified) == ("a", "b")
    assert replace(found.capture, id=0) == capture


def test_answers_to_forms_have_no_validators(store: Store, crawl: Crawl) -> None:
    store.record_capture(crawl.run, "mofcom", crawl.capture(WWW, "rows", minute(1), method="POST"), etag="1")
    assert store.validators(WWW) is None


def test_seen_gives_the_first_capture_of_a_body(store: Store, crawl: Crawl) -> None:
    first = store.record_capture(crawl.run, "mofcom", crawl.capture(WWW, "same", minute(1)))
    store.record_capture(crawl.run, "mofcom", crawl.capture(BUREAU, "same", minute(2)))
    assert store.seen(first.digest) == first
    assert store.seen("sha256:none") is None


def test_captured_finds_an_exchange_that_was_replayed_before(store: Store, crawl: Crawl) -> None:
    sent = exchange(body=b"body", fetched_at=minute(1))
    kept = store.record_capture(crawl.run, "mofcom", crawl.capture(WWW, "body", minute(1)))
    assert store.captured(sent) == kept
    assert store.captured(replace(sent, fetched_at=minute(2))) is None
    assert store.captured(replace(sent, body=b"other")) is None


def test_known_copies(store: Store, crawl: Crawl) -> None:
    crawl.read(notice(), at=minute(1))
    crawl.read(article(), at=minute(2))
    crawl.start(minute(60))
    crawl.read(notice(text="另一"), at=minute(61))
    store.record_gone(WWW, crawl.run, crawl.capture(WWW, "", minute(62), status=404), "HTTP 404")
    (known,) = store.known("mofcom")
    assert (known.url, known.key) == (WWW, "MOFCOM-2026-11")
    assert (known.stirred_at, known.checked_at) == (minute(62), minute(62))
    assert [found.key for found in store.known("scmp")] == ["scmp:3345678"]
    assert store.known("voa") == []


def test_what_stirs_a_copy_and_what_only_checks_it(store: Store, crawl: Crawl) -> None:
    def times() -> tuple[datetime, datetime]:
        (known,) = store.known("scmp")
        return known.stirred_at, known.checked_at

    url, body = article().url, article().text
    crawl.read(article(), at=minute(1), body=body)
    assert times() == (minute(1), minute(1))
    crawl.start(minute(60))
    crawl.read(article(text="Read better."), at=minute(61), body=body, reader=2)  # our correction
    store.record_capture(crawl.run, "scmp", crawl.capture(url, "a wall", minute(70)))  # a page that we cannot read
    assert times() == (minute(1), minute(70))
    crawl.read(article(text="Changed."), at=minute(80), reader=2)
    assert times() == (minute(80), minute(80))
    for late in (90, 100):
        store.record_gone(url, crawl.run, crawl.capture(url, "", minute(late), status=404), "HTTP 404")
    assert times() == (minute(90), minute(100))
    store.record_capture(crawl.run, "scmp", crawl.capture(url, "", minute(105), status=503))
    assert times() == (minute(90), minute(100))
    crawl.read(article(text="Changed."), at=minute(110), reader=2)
    crawl.read(article(text="Changed."), at=minute(120), reader=2)
    assert times() == (minute(110), minute(120))


def test_runs_that_never_finished_are_aborted(store: Store, path: Path) -> None:
    first = store.start_run(started_at=minute(0), replay=False)
    second = store.start_run(started_at=minute(1), replay=True)
    report = SourceReport(source="voa", ok=False, links=3, failed=1, seconds=1.5, note="too few links")
    store.finish_run(second, finished_at=minute(2), reports=[report, SourceReport(source="scmp", ok=True)])
    with History.open(path) as history:
        states = history.run_states()
        assert history.last_run() == second
        assert [state.report for state in history.source_states()] == [SourceReport(source="scmp", ok=True), report]
    assert [(state.run, state.state, state.replay) for state in states] == [
        (second, "finished", True),
        (first, "aborted", False),
    ]
    assert states[0].reports[1] == report
    with pytest.raises(StoreError, match="run 1 is not under way"):
        store.finish_run(first, finished_at=minute(3), reports=[])
    with pytest.raises(StoreError, match="there is no run 99"):
        store.remember(
            notice(), Crawl(store).capture(WWW, "", minute(0)), [], run=99, reader_version=1, rules_version=1
        )


# What must not happen


def test_history_cannot_be_rewritten(store: Store, crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), [event()], at=minute(1))
    crawl.read(notice(url=BUREAU, text="副本"), at=minute(2), rank=9)
    store.record_gone(WWW, crawl.run, crawl.capture(WWW, "", minute(3), status=404), "HTTP 404")
    crawl.start(minute(60))
    crawl.read(notice(text="另一"), at=minute(61))
    database = sqlite3.connect(path)
    tables = ("captures", "texts", "versions", "edits", "events", "proofs", "targets", "sightings", "issues")
    try:
        for table in (*tables, "conflicts"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                database.execute(f"DELETE FROM {table}")  # noqa: S608
        for table in (*tables, "conflicts"):
            column = database.execute(f"SELECT * FROM {table}").description[-1][0]  # noqa: S608
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                database.execute(f'UPDATE {table} SET "{column}" = "{column}"')  # noqa: S608
    finally:
        database.close()


@pytest.mark.parametrize(
    "fields",
    [{"title": "lone \ud800 surrogate"}, {"text": "\udfff"}, {"key": "\ud800"}, {"url": "https://a.cn/\ud800"}],
)
def test_text_that_is_none_is_refused_whole(crawl: Crawl, path: Path, fields: dict[str, str]) -> None:
    with pytest.raises(StoreError):
        crawl.read(article(**fields), at=minute(1))
    assert count(path, "documents") == count(path, "captures") == 0


def test_hostile_text_is_data(crawl: Crawl, path: Path) -> None:
    nasty = "'); DROP TABLE events; --\0\u202e<script>\"*"
    crawl.read(article(title=nasty, text=nasty, section=nasty), at=minute(1))
    assert shown(path, "scmp:3345678").document == article(title=nasty, text=nasty, section=nasty)
    with History.open(path) as history:
        assert len(history.search("TABLE events;")) == 1
    sound(path)


def test_an_address_that_is_none_is_kept_as_it_is(store: Store, crawl: Crawl, path: Path) -> None:
    issue = Issue(source="voa", kind="unreachable", url="http://[", detail="no address", seen_at=minute(1))
    store.record_issue(crawl.run, issue)
    with History.open(path) as history:
        assert history.issues(crawl.run) == [issue]
        assert history.document("http://[") is None


Write = Callable[[Store, Crawl], object]
WRITES: dict[str, Write] = {
    "start_run": lambda store, _: store.start_run(started_at=minute(0), replay=False),
    "finish_run": lambda store, crawl: store.finish_run(crawl.run, finished_at=minute(1), reports=[]),
    "record_capture": lambda store, crawl: store.record_capture(crawl.run, "mofcom", crawl.capture(WWW, "", minute(1))),
    "record_unmodified": lambda store, crawl: store.record_unmodified(
        crawl.run, "mofcom", crawl.capture(WWW, "", minute(1)), rank=0, reader_version=1, rules_version=1
    ),
    "remember": lambda _, crawl: crawl.read(notice(), [event()], at=minute(1)),
    "record_gone": lambda store, crawl: store.record_gone(WWW, crawl.run, crawl.capture(WWW, "", minute(1)), ""),
    "record_issue": lambda store, crawl: store.record_issue(
        crawl.run, Issue(source="voa", kind="empty", url=WWW, detail="", seen_at=minute(1))
    ),
    "record_launch": lambda store, _: store.record_launch(
        Launch(job="digest", started_at=minute(0), ended_at=minute(1), ending="exited", status=0)
    ),
}


@pytest.mark.parametrize("name", WRITES)
def test_every_write_on_a_locked_database_raises_store_error(path: Path, name: str) -> None:
    Store.open(path).close()
    blocker = sqlite3.connect(path, isolation_level=None)
    try:
        with Store.open(path, patience=0.05) as store:
            crawl = Crawl(store)
            blocker.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match=r"track\.db: database is locked"):
                WRITES[name](store, crawl)
            blocker.execute("COMMIT")
            WRITES[name](store, crawl)
    finally:
        blocker.close()


def test_every_write_method_is_tried_above() -> None:
    reads = {"open", "close", "validators", "seen", "captured", "known", "readings", "attachment_captures"}
    elsewhere = {"ledger", "mute", "outbox", "review"}  # tests/test_storage_review.py and its like
    assert {name for name in vars(Store) if not name.startswith("_")} - reads - elsewhere == set(WRITES)


@pytest.mark.parametrize("name", WRITES)
def test_every_method_on_a_closed_store_raises_store_error(store: Store, crawl: Crawl, name: str) -> None:
    store.close()
    with pytest.raises(StoreError):
        WRITES[name](store, crawl)


def test_readers_do_not_wait_for_a_writer(crawl: Crawl, path: Path) -> None:
    crawl.read(notice(), at=minute(1))
    blocker = sqlite3.connect(path, isolation_level=None)
    try:
        blocker.execute("BEGIN IMMEDIATE")
        blocker.execute("DELETE FROM runs WHERE id = 99")
        assert shown(path).title == notice().title
    finally:
        blocker.close()


def test_an_instant_without_a_zone_is_a_mistake_of_the_program(store: Store) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        store.start_run(started_at=datetime(2026, 3, 2), replay=False)
    assert store.start_run(started_at=minute(0) + timedelta(hours=1), replay=False) == 1
