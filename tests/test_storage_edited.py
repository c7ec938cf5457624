"""What is changed and changed back within a day is one note, however the window is cut."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from storage.database import connect
from storage.errors import StoreError
from storage.history import ChangeWindow, History
from storage.store import Store
from tests.fakes import Crawl, article, minute

DAY = 24 * 60
A, B, C = (f"China listed {number} firms." for number in (15, 16, 17))


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    with Store.open(tmp_path / "t.db") as store:
        yield Crawl(store, at=minute(0))


def read(crawl: Crawl, *texts: tuple[int, str]) -> None:
    """A run at each minute that finds the article with that text."""
    for at, text in texts:
        crawl.start(minute(at))
        crawl.read(article(text=text), at=minute(at))


def told(crawl: Crawl, since: datetime | None = None, until: datetime | None = None) -> list[tuple[str, str]]:
    with History.open(crawl.store.path) as history:
        found = history.changes(ChangeWindow(since=since, until=until))
    return [(change.kind, change.revision.after.partition("\n")[2]) for change in found if change.revision]


def test_there_and_back_is_one_note(crawl: Crawl) -> None:
    read(crawl, (0, A), (60, B), (120, A))
    assert told(crawl) == [("flicker", A)]


def test_many_times_is_still_one(crawl: Crawl) -> None:
    read(crawl, (0, A), (60, B), (120, A), (180, B), (240, A))
    assert told(crawl) == [("flicker", A)]


def test_a_change_that_stays_is_told_beside_it(crawl: Crawl) -> None:
    read(crawl, (0, A), (60, B), (120, A), (180, C))
    assert told(crawl) == [("flicker", A), ("edited", C)]


def test_back_after_more_than_a_day_is_an_edit(crawl: Crawl) -> None:
    read(crawl, (0, A), (60, B), (61 + DAY, A))
    assert told(crawl) == [("edited", B), ("edited", A)]


def test_a_window_that_told_of_the_change_is_followed_by_the_note(crawl: Crawl) -> None:
    read(crawl, (0, A), (60, B), (120, A))
    assert told(crawl, until=minute(90)) == [("edited", B)]
    assert told(crawl, since=minute(90)) == [("flicker", A)]


def test_a_run_tells_what_it_found(crawl: Crawl) -> None:
    read(crawl, (0, A), (60, B), (120, A))
    with History.open(crawl.store.path) as history:
        assert [change.kind for change in history.changes(ChangeWindow(run=crawl.run))] == ["flicker"]


def test_edits_of_an_older_store_are_compared_when_it_is_brought_up_to_date(crawl: Crawl) -> None:
    read(crawl, (0, A), (60, B), (120, C))
    path, found = crawl.store.path, told(crawl)
    database = connect(path)
    for name in ("kinds", "script"):
        database.execute(f"ALTER TABLE edits DROP COLUMN {name}")
    database.execute("DELETE FROM _sqlite_migrations WHERE name = 'compared'")
    database.execute("PRAGMA user_version = 11")
    database.close()
    Store.open(path).close()
    assert told(crawl) == found
    with pytest.raises(StoreError, match="append-only"), Store.open(path) as store, store._writing() as again:
        again.execute("UPDATE edits SET script = ''")
