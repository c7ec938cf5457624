"""One way to open the database, to write instants, and to say what went wrong. Light: `track diff` starts with it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from storage.errors import StoreError

APPLICATION = 0x43757262  # "Curb", `PRAGMA application_id`: tells our file from anybody else's SQLite
VERSION = 13  # migrations that this code knows, `PRAGMA user_version` of a store that has them all
FOR_EVER = "~"  # behind every instant, as text
PATIENCE = 5.0  # seconds to wait for another writer
PAUSE = 0.02  # seconds between two attempts where SQLite itself does not wait


def connect(path: Path, *, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open for writing, made when missing. WAL; a commit that returned survives a power cut, but see `unsynced`."""
    make_private(path)
    database = sqlite3.connect(path, timeout=patience, isolation_level=None)
    with closed_on_error(database):
        database.row_factory = sqlite3.Row
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA synchronous = FULL")
        refuse_foreign(database)
        write_ahead(database, patience)
    return database


def make_private(path: Path) -> None:
    """Make a missing file readable by its owner alone: it will hold mail. SQLite gives its WAL the same permissions."""
    with suppress(OSError):  # SQLite says in its own words what is wrong
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))


def write_ahead(database: sqlite3.Connection, patience: float) -> None:
    """Switch to WAL. Processes that make a store at once collide here, where SQLite's own time-out does not wait."""
    deadline = monotonic() + patience
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if monotonic() > deadline:
                raise
            sleep(PAUSE)
        else:
            return


def connect_readonly(path: Path, *, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open for reading only. Raises `StoreError` when the store is missing, foreign, or of another version."""
    if not path.is_file():
        raise StoreError("there is no store yet; `track crawl` makes one")
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=patience, isolation_level=None)
    with closed_on_error(database):
        database.row_factory = sqlite3.Row
        refuse_foreign(database)
        if version_of(database) < VERSION:
            raise StoreError("the store is older than this program; the next `track crawl` brings it up to date")
    return database


def refuse_foreign(database: sqlite3.Connection) -> None:
    """Raise unless the file is empty or a store of ours, no newer than this code."""
    if pragma(database, "application_id") != APPLICATION and pragma(database, "schema_version"):
        raise StoreError("this is a database, but not one of Curbwatch")
    if version_of(database) > VERSION:
        raise StoreError("the store was written by a newer Curbwatch; update this one")


def version_of(database: sqlite3.Connection) -> int:
    """How many migrations the store has had."""
    return pragma(database, "user_version")


def pragma(database: sqlite3.Connection, name: str) -> int:
    """The value of a numeric pragma; `name` is always a word of ours."""
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Everything or nothing. The write lock is taken first, so that what is read stays true until the commit."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


@contextmanager
def unsynced(database: sqlite3.Connection) -> Iterator[None]:
    """Commits in here reach the disk with the next one outside: a power cut, but no kill, may take the last of them."""
    database.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        database.execute("PRAGMA synchronous = FULL")


@contextmanager
def declared(what: object) -> Iterator[None]:
    """Turn what the database raises into `StoreError` that says what it is about."""
    try:
        yield
    except StoreError as error:
        raise type(error)(f"{what}: {error}") from error
    except (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError, OverflowError) as error:
        raise StoreError(f"{what}: {error}") from error


@contextmanager
def closed_on_error(database: sqlite3.Connection) -> Iterator[None]:
    """Close a connection that cannot be used."""
    try:
        yield
    except BaseException:
        database.close()
        raise


def stamp(at: datetime) -> str:
    """An instant as the store writes it: UTC, one width, so that the order of text is the order of time.

    >>> stamp(datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC))
    '2026-03-02T01:02:03.000000Z'
    """
    if at.tzinfo is None:
        raise ValueError(f"an instant without a zone: {at}")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant(text: str) -> datetime:
    """What `stamp` wrote."""
    return datetime.fromisoformat(text)


def insert(database: sqlite3.Connection, table: str, **values: object) -> int:
    """Insert a row and return its number. Table and columns are always words of ours."""
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - see above
    return database.execute(statement, tuple(values.values())).lastrowid or 0
