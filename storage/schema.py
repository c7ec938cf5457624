"""The migrations that make the tables. A migration once landed is never edited."""

import sqlite3

from sqlite_utils import Database, Migrations

from storage.backfill_tables import LEDGER
from storage.captures import chain_all
from storage.comparison import compare_all
from storage.database import APPLICATION, VERSION, transaction, version_of
from storage.health_tables import HEALTH, HEALTH_HISTORY
from storage.mail_tables import MAIL_HISTORY, OUTBOX
from storage.tables import APPEND_ONLY, EVENTS_STAY, NEVER_REWRITTEN, TABLES
from storage.tables_since import CHAIN, COMPARED, CORROBORATION, MUTES, OFFICIAL, REFERRING, REVIEWS, WAITING, WORDS

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
def waiting(database: Database) -> None:
    """Finds what is held at once."""
    database.executescript(WAITING)


@migrations()
def words(database: Database) -> None:
    """Finds a text by its words."""
    database.executescript(WORDS)


@migrations()
def chain(database: Database) -> None:
    """Links the captures, old ones too: for this once they may be rewritten."""
    database.executescript(f"{CHAIN} DROP TRIGGER captures_are_kept; DROP TRIGGER captures_stay;")
    chain_all(database.conn)
    database.executescript(NEVER_REWRITTEN.format(table="captures"))


@migrations()
def outbox(database: Database) -> None:
    """Mail: kept before it is sent, and what became of it."""
    database.executescript(OUTBOX)
    for table in MAIL_HISTORY:
        database.executescript(NEVER_REWRITTEN.format(table=table))


@migrations()
def corroboration(database: Database) -> None:
    """Reports beside what is official, found by their days."""
    database.executescript(CORROBORATION)


@migrations()
def mutes(database: Database) -> None:
    """Names that are like listed ones and are not theirs."""
    database.executescript(MUTES + NEVER_REWRITTEN.format(table="mutes"))


@migrations()
def backfills(database: Database) -> None:
    """Which foreign archives were read."""
    database.executescript(LEDGER + NEVER_REWRITTEN.format(table="backfills"))


@migrations()
def official(database: Database) -> None:
    """Finds what is official, and what ends, without reading the press."""
    database.executescript(OFFICIAL)


@migrations()
def health(database: Database) -> None:
    """Incidents, and the children of the schedule."""
    database.executescript(HEALTH)
    for table in HEALTH_HISTORY:
        database.executescript(NEVER_REWRITTEN.format(table=table))


@migrations()
def compared(database: Database) -> None:
    """Compares the texts of every edit, once and for all: for this once old ones may be rewritten."""
    database.executescript(f"{COMPARED} DROP TRIGGER edits_are_kept; DROP TRIGGER edits_stay;")
    compare_all(database.conn)
    database.executescript(NEVER_REWRITTEN.format(table="edits"))


@migrations()
def referring(database: Database) -> None:
    """Finds what bears on a notice."""
    database.executescript(REFERRING)


def migrate(database: sqlite3.Connection) -> None:
    """Bring a store up to date, in one transaction: two processes that open a new store make it once."""
    with transaction(database):
        migrations.apply(Database(database, recursive_triggers=False, execute_plugins=False))
        if version_of(database) != VERSION:
            database.execute(f"PRAGMA user_version = {VERSION}")
