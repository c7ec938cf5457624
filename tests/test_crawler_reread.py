"""Today's readers and rules over archived bytes: differences are ours, and reading twice changes nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.reread import reread
from crawler.sections import Config, StoreConfig
from storage.archive import ArchiveWriter
from storage.history import ChangeWindow, History
from storage.model import Exchange, Notice, PolicyEvent
from storage.store import Store
from tests.test_crawler_cli import NOTICE, URL

FETCHED_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A store whose only page was read by an older reader and older rules, which saw no event in it."""
    config = Config(store=StoreConfig(path=tmp_path / "t.db"))
    exchange = Exchange(url=URL, status=200, headers=(), body=NOTICE.encode(), fetched_at=FETCHED_AT)
    with Store.open(config.database) as store, ArchiveWriter(config.archive, "1") as writer:
        run = store.start_run(started_at=FETCHED_AT, replay=False)
        events: list[PolicyEvent] = []
        page = Notice(source="mofcom", url=URL, title="t", text="read badly", published=None)
        store.remember(page, writer.append(exchange), events, run=run, reader_version=0, rules_version=0)
        store.finish_run(run, finished_at=FETCHED_AT, reports=[])
    return config


def told(config: Config) -> list[tuple[str, str]]:
    with History.open(config.database) as history:
        return [(change.kind, change.cause) for change in history.changes(ChangeWindow(since=FETCHED_AT))]


def quiet(_: str) -> None:
    """Nobody listens."""


def test_a_better_reading_is_our_correction(config: Config) -> None:
    found = reread(config, tell=quiet)
    assert found.failures == ()
    assert told(config) == [("event", "correction")]
    with History.open(config.database) as history:
        record = history.document("MOFCOM-2026-101")
        assert record is not None
        assert [target.name_en for target in record.events[0].event.targets] == ["Laputa, Inc.", "Brobdingnag LLC"]


def test_twice_is_once(config: Config) -> None:
    reread(config, tell=quiet)
    first = told(config)
    again = reread(config, tell=quiet)
    assert again.outcomes == {"unchanged": 1}
    assert told(config) == first


def test_other_sources_and_older_pages_are_left_alone(config: Config) -> None:
    assert reread(config, sources=["scmp"], tell=quiet).outcomes.total() == 0
    assert reread(config, since=date(2026, 3, 3), tell=quiet).outcomes.total() == 0
    assert told(config) == []


def test_lost_bytes_are_named_and_change_nothing(config: Config) -> None:
    (file,) = config.archive.iterdir()
    file.write_bytes(b"")
    found = reread(config, tell=quiet)
    assert file.name in found.failures[0]
    assert told(config) == []
