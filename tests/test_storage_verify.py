"""Whatever is changed or lost behind our back is named, and a backup is whole."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.archive import ArchiveWriter
from storage.backup import backup, restore
from storage.errors import StoreError
from storage.history import History
from storage.store import Store
from storage.verify import Check
from tests.fakes import BUREAU, WWW, event, exchange, minute, notice

KINDS = ("captures in the chain", "pages in the archive", "quotes at their place")


def quiet(*_: object) -> None:
    """Tell nobody."""


def fill(store_path: Path, archive: Path) -> None:
    """Two pages, archived and read."""
    with Store.open(store_path) as store, ArchiveWriter(archive, "20260302T010203Z-1") as writer:
        run = store.start_run(started_at=minute(0), replay=False)
        for place, (url, key) in enumerate(((WWW, "MOFCOM-2026-11"), (BUREAU, "MOFCOM-2026-12"))):
            kept = writer.append(exchange(url, f"<p>{key}</p>".encode(), fetched_at=minute(place)))
            page = notice(url=url, instrument=key)
            store.remember(page, kept, [event(instrument=key)], run=run, reader_version=1, rules_version=1)
        store.finish_run(run, finished_at=minute(5), reports=[])


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    store, archive = tmp_path / "t.db", tmp_path / "t.archive"
    fill(store, archive)
    return store, archive


def checks(store: Path, archive: Path) -> dict[str, Check]:
    with History.open(store) as history:
        return {check.what: check for check in history.verify(archive, quiet)}


def doctor(store: Path, *statements: str) -> None:
    """Change the database as somebody would who has no use for our triggers."""
    with sqlite3.connect(store) as database:
        triggers = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for statement in (*(f"DROP TRIGGER {name}" for name in triggers), *statements):
            database.execute(statement)
    database.close()


def test_what_is_whole_is_said_to_be(places: tuple[Path, Path]) -> None:
    found = checks(*places)
    assert [check.wrong for check in found.values()] == [0, 0, 0, 0]
    assert [found[kind].looked_at for kind in KINDS] == [2, 2, 2]


def cut(archive: Path) -> None:
    (file,) = archive.iterdir()
    file.write_bytes(file.read_bytes()[:-700])


def lose(archive: Path) -> None:
    (file,) = archive.iterdir()
    file.unlink()


@pytest.mark.parametrize("damage", [cut, lose])
def test_a_damaged_archive_is_named(places: tuple[Path, Path], damage: Callable[[Path], None]) -> None:
    damage(places[1])
    found = checks(*places)
    assert found["pages in the archive"].wrong >= 1
    assert all("20260302T010203Z-1.warc.gz at " in problem for problem in found["pages in the archive"].problems)
    assert found["captures in the chain"].wrong == 0


@pytest.mark.parametrize(
    ("statement", "kind", "said"),
    [
        ("UPDATE captures SET fetched_at = '2026-03-02T00:00:00.000000Z' WHERE id = 1", KINDS[0], "capture 1 "),
        ("UPDATE captures SET digest = 'sha256:0' WHERE id = 2", KINDS[0], "capture 2 "),
        ("UPDATE texts SET text = '另' || text", KINDS[2], "its quote does not stand"),
        ("UPDATE proofs SET quote = '甲' WHERE event = 1", KINDS[2], "event 1"),
        ("UPDATE events SET version = 99 WHERE id = 2", "database", "events 2 refers to a row of versions"),
    ],
)
def test_a_doctored_row_is_named(places: tuple[Path, Path], statement: str, kind: str, said: str) -> None:
    doctor(places[0], statement)
    found = checks(*places)[kind]
    assert found.wrong >= 1
    assert said in found.problems[0]


def test_a_missing_capture_breaks_the_chain(places: tuple[Path, Path]) -> None:
    doctor(places[0], "DELETE FROM captures WHERE id = 1")
    assert checks(*places)["captures in the chain"].problems[0].startswith("capture 2 ")


def test_a_backup_is_restored_whole(places: tuple[Path, Path], tmp_path: Path) -> None:
    backup(*places, tmp_path / "kept", quiet)
    backup(*places, tmp_path / "kept", quiet)  # again, into the same folder
    restore(tmp_path / "kept", tmp_path / "new" / "t.db", tmp_path / "new" / "t.archive", quiet)
    assert checks(tmp_path / "new" / "t.db", tmp_path / "new" / "t.archive") == checks(*places)
    assert (tmp_path / "kept" / "track.db").stat().st_mode & 0o077 == 0


def test_a_backup_follows_what_was_added(places: tuple[Path, Path], tmp_path: Path) -> None:
    backup(*places, tmp_path / "kept", quiet)
    store_path, archive = places
    with Store.open(store_path) as store, ArchiveWriter(archive, "20260303T010203Z-2") as writer:
        run = store.start_run(started_at=minute(90), replay=False)
        kept = writer.append(exchange(f"{WWW}?more", b"<p>more</p>", fetched_at=minute(91)))
        page = notice(url=f"{WWW}?more", instrument="MOFCOM-2026-14")
        store.remember(page, kept, [], run=run, reader_version=1, rules_version=1)
        backup(store_path, archive, tmp_path / "kept", quiet)  # while the writer is open
    restore(tmp_path / "kept", tmp_path / "new" / "t.db", tmp_path / "new" / "t.archive", quiet)
    found = checks(tmp_path / "new" / "t.db", tmp_path / "new" / "t.archive")
    assert (found["pages in the archive"].looked_at, found["pages in the archive"].wrong) == (3, 0)


def test_nothing_is_overwritten(places: tuple[Path, Path], tmp_path: Path) -> None:
    backup(*places, tmp_path / "kept", quiet)
    before = places[0].read_bytes()
    with pytest.raises(StoreError, match="there is a store"):
        restore(tmp_path / "kept", *places, quiet)
    with pytest.raises(StoreError, match="there is an archive"):
        restore(tmp_path / "kept", tmp_path / "new.db", places[1], quiet)
    with pytest.raises(StoreError, match="no backup"):
        restore(tmp_path, tmp_path / "new.db", tmp_path / "new.archive", quiet)
    assert places[0].read_bytes() == before
    assert not (tmp_path / "new.db").exists()
