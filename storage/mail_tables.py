"""The tables of mail, as a commented SQL text; landed, it is never edited: see `storage.tables`."""

import sqlite3

OUTBOX = """
-- A digest as it was rendered, kept before anything is sent: the same bytes go to every recipient, however often tried.
CREATE TABLE mails (
  id         INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE, -- made of window and recipients: the same digest is kept once
  since      TEXT NOT NULL,        -- it tells what was seen from here on
  until      TEXT NOT NULL,        -- and before this
  subject    TEXT NOT NULL,
  body       BLOB NOT NULL,        -- RFC 5322
  created_at TEXT NOT NULL
) STRICT;

-- To whom: a mail address, or `channel:` and the name of an environment variable.
CREATE TABLE recipients (
  mail    INTEGER NOT NULL REFERENCES mails (id),
  address TEXT NOT NULL,
  PRIMARY KEY (mail, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipients_by_address ON recipients (address);

-- What became of a mail on its way to one recipient: the last row counts, and without any it waits.
CREATE TABLE attempts (
  id      INTEGER PRIMARY KEY,
  mail    INTEGER NOT NULL,
  address TEXT NOT NULL,
  state   TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'deferred', 'refused', 'uncertain')),
  detail  TEXT NOT NULL,
  at      TEXT NOT NULL,
  FOREIGN KEY (mail, address) REFERENCES recipients (mail, address)
) STRICT;
CREATE INDEX attempts_by_recipient ON attempts (mail, address);
CREATE UNIQUE INDEX sent_once ON attempts (mail, address) WHERE state = 'sent';
"""

MAIL_HISTORY = ("mails", "recipients", "attempts")


def hide_mail(database: sqlite3.Connection) -> None:
    """Let a connection read nothing but blanks in these tables: what was written to whom is no page for visitors."""
    database.set_authorizer(blank_mail)


def blank_mail(action: int, table: str | None, *_: str | None) -> int:
    """What SQLite is to do when a statement reads a column."""
    return sqlite3.SQLITE_IGNORE if action == sqlite3.SQLITE_READ and table in MAIL_HISTORY else sqlite3.SQLITE_OK
