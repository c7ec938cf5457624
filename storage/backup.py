"""A copy of store and archive that is whole, taken while a crawl runs.

First the database, by SQLite's own backup: one state of it, whatever is written meanwhile. Then the archive: what that
state refers to was on disk before it, and archive files only grow, so a copy of them that is taken later holds it.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from storage.archive import saying, sync
from storage.database import connect_readonly, declared, make_private
from storage.errors import StoreError

STORE, ARCHIVE = "track.db", "archive"  # what a backup folder holds
PAGES = 1_000  # of the database, copied between two looks at who else wants it


def backup(store: Path, archive: Path, folder: Path, tell: Callable[[str], None]) -> None:
    """Copy store and archive into `folder`, made when missing; archive files that are there whole are not copied again.

    Raises `StoreError` naming what could not be read or written; an earlier backup in the folder stays until then.
    """
    with saying(folder):
        (folder / ARCHIVE).mkdir(parents=True, exist_ok=True)
        copy_database(store, folder / STORE)
        tell(f"{folder / STORE}: copied")
        for source in sorted(archive.glob("*.warc.gz")):
            if grow(source, folder / ARCHIVE / source.name):
                tell(f"{folder / ARCHIVE / source.name}: copied")


def restore(folder: Path, store: Path, archive: Path, tell: Callable[[str], None]) -> None:
    """Put a backup where a store should lie. Raises `StoreError` when there is one, or an archive, already."""
    if not (folder / STORE).is_file():
        raise StoreError(f"{folder}: no backup, it holds no {STORE}")
    if store.exists():
        raise StoreError(f"{store}: there is a store; a backup is restored where there is none")
    if archive.exists() and any(archive.iterdir()):
        raise StoreError(f"{archive}: there is an archive; a backup is restored where there is none")
    with saying(store):
        archive.mkdir(parents=True, exist_ok=True)
        for source in sorted((folder / ARCHIVE).glob("*.warc.gz")):
            grow(source, archive / source.name)
            tell(f"{archive / source.name}: restored")
        copy_database(folder / STORE, store)
        tell(f"{store}: restored")


def copy_database(source: Path, target: Path) -> None:
    """One state of a database in a new file, which takes the target's place when it is whole."""
    beside = target.with_name(f"{target.name}.new")
    beside.unlink(missing_ok=True)
    make_private(beside)
    with declared(source):
        database = connect_readonly(source)
        try:
            copy = sqlite3.connect(beside)
            try:
                database.backup(copy, pages=PAGES)
            finally:
                copy.close()
        finally:
            database.close()
    sync(beside)
    beside.replace(target)


def grow(source: Path, target: Path) -> bool:
    """Bring a copy of an archive file up to its source, which only grows; False when it was already."""
    have = target.stat().st_size if target.exists() else 0
    if have == source.stat().st_size:
        return False
    with source.open("rb") as reading, target.open("ab") as writing:
        reading.seek(have)
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())
    return True
