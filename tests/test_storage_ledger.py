"""The ledger lists an archive only as it was, and only for what was asked of it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from storage.errors import StoreError
from storage.ledger import Archive, Passed
from storage.store import Store
from tests.fakes import minute

ARCHIVE = Archive(name="https://data.example/a.warc.gz", size=None, mark='"1"')
PASSED = Passed(records=3, broken=1, dropped={"other host": 2}, outcomes={"new": 1})
ASKED = '{"rules": 1}'


def test_other_bytes_and_other_questions_are_not_listed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        run = store.start_run(started_at=minute(0), replay=True)
        assert not store.ledger.lists(ARCHIVE, ASKED)
        store.ledger.enter(ARCHIVE, ASKED, PASSED, run=run, finished_at=minute(1))
        assert store.ledger.lists(ARCHIVE, ASKED)
        assert not store.ledger.lists(ARCHIVE, '{"rules": 2}')
        for other in (replace(ARCHIVE, size=1), replace(ARCHIVE, mark='"2"'), replace(ARCHIVE, name="b.warc.gz")):
            assert not store.ledger.lists(other, ASKED)


def test_it_is_history_and_a_locked_database_is_said(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db", patience=0.05) as store:
        run = store.start_run(started_at=minute(0), replay=True)
        store.ledger.enter(ARCHIVE, ASKED, PASSED, run=run, finished_at=minute(1))
        other = sqlite3.connect(tmp_path / "t.db", isolation_level=None)
        try:
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                other.execute("DELETE FROM backfills")
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="database is locked"):
                store.ledger.enter(ARCHIVE, ASKED, PASSED, run=run, finished_at=minute(2))
        finally:
            other.close()
