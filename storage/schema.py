"""The migrations that make the tables. A migration once landed is never edited."""

import sqlite3

from sqlite_utils import Database, Migrations

from storage.database import APPLICATION, VERSION, transaction, version_of
from storage.tables import APPEND_ONLY, EVENTS_STAY, MUTES, NEVER_REWRITTEN, REVIEWS, TABLES

migrations = Migrations("track")


@migrations()
def first_tables(database: Database) -> None:
    """Everything `track crawl` and `track diff` need."""
    database.executescript(TABLES)
    for table in APPEND_ONLY:
        database.executescript(NEVER_REWRITTEN.format(table=table))
    database.executescript(EVENTS_STAY)
    database.execute(f"PRAGMA application_id = {APPLICATION}")


@migrations()
def reviews(database: Database) -> None:
    """Decisions on what is held."""
    database.executescript(REVIEWS + NEVER_REWRITTEN.format(table="reviews"))


@migrations()
def mutes(database: Database) -> None:
    """Names that are like listed ones and are not theirs."""
    database.executescript(MUTES + NEVER_REWRITTEN.format(table="mutes"))


def migrate(database: sqlite3.Connection) -> None:
    """Bring a store up to date, in one transaction: two processes that open a new store make it once."""
    with transaction(database):
        migrations.apply(Database(database, recursive_triggers=False, execute_plugins=False))
        if version_of(database) != VERSION:
            database.execute(f"PRAGMA user_version = {VERSION}")
