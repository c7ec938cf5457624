"""A homonym is muted for one designation; every decision is kept, the last one counts."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from storage.errors import StoreError
from storage.history import History
from storage.lists import Designation, Stated, fold
from storage.mutes import designation_key
from storage.store import Store
from tests.fakes import event, minute

ONE, OTHER = fold([Stated(event=event(), document="MOFCOM-2026-11")], "2026-03-02")


def mute(path: Path, name: str, one: Designation, *, muted: bool = True, note: str = "asked them") -> None:
    with Store.open(path) as store:
        store.mute(name, one, muted=muted, note=note, decided_at=minute(1))


def muted(path: Path) -> list[tuple[str, str]]:
    with History.open(path) as history:
        return [(one.name, one.listed) for one in history.mutes()]


def test_it_is_kept_with_name_designation_note_and_time(tmp_path: Path) -> None:
    mute(tmp_path / "t.db", "Alpha Ltd", ONE)
    with History.open(tmp_path / "t.db") as history:
        (found,) = history.mutes()
    assert (found.name, found.designation, found.listed) == ("Alpha Ltd", designation_key(ONE), "Alpha Precision, Inc.")
    assert (found.instrument, found.note, found.decided_at) == ("MOFCOM-2026-11", "asked them", minute(1))


def test_the_last_decision_counts_for_each_designation(tmp_path: Path) -> None:
    db = tmp_path / "t.db"
    mute(db, "Alpha Ltd", ONE)
    mute(db, "Alpha Ltd", OTHER)
    mute(db, "ALPHA  ltd", ONE, muted=False)
    assert muted(db) == [("Alpha Ltd", "Beta Aerospace")]
    mute(db, "Alpha LTD", ONE)
    assert sorted(muted(db)) == [("Alpha LTD", "Alpha Precision, Inc."), ("Alpha Ltd", "Beta Aerospace")]


def test_no_decision_is_rewritten(tmp_path: Path) -> None:
    mute(tmp_path / "t.db", "Alpha Ltd", ONE)
    with Store.open(tmp_path / "t.db") as store, pytest.raises(Exception, match="append-only: mutes"):
        store._database.execute("DELETE FROM mutes")


def test_a_locked_store_says_so(tmp_path: Path) -> None:
    Store.open(tmp_path / "t.db").close()
    blocker = sqlite3.connect(tmp_path / "t.db", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with Store.open(tmp_path / "t.db", patience=0.05) as store, pytest.raises(StoreError, match="database is locked"):
        store.mute("Alpha Ltd", ONE, note="x", decided_at=minute(1))
    blocker.close()


def test_the_key_stays_while_the_status_moves_and_changes_with_the_target() -> None:
    assert ONE.target is not None
    assert designation_key(replace(ONE, status="suspended", since="2026-04-01")) == designation_key(ONE)
    assert designation_key(replace(ONE, target=replace(ONE.target, aliases=("Alfa",)))) != designation_key(ONE)
    assert designation_key(OTHER) != designation_key(ONE)
