"""The tables of backfills, as a commented SQL text; landed, it is never edited: see `storage.tables`."""

LEDGER = """
-- A foreign archive that was read to its end, and all that was wanted of it remembered. `asked` says by which readers
-- and rules, for which sources, days and words: whoever asks the same of the same bytes need not read them again.
CREATE TABLE backfills (
  id          INTEGER PRIMARY KEY,
  archive     TEXT NOT NULL,                            -- its path or URL
  size        INTEGER,                                  -- bytes; NULL where nobody says
  mark        TEXT NOT NULL,                            -- ETag, or time of its last change
  asked       TEXT NOT NULL CHECK (json_valid(asked)),
  records     INTEGER NOT NULL,                         -- of every kind
  broken      INTEGER NOT NULL,                         -- stretches that could not be read
  dropped     TEXT NOT NULL CHECK (json_valid(dropped)), -- why, and how many
  outcomes    TEXT NOT NULL CHECK (json_valid(outcomes)), -- of what was remembered
  finished_at TEXT NOT NULL,
  run         INTEGER NOT NULL REFERENCES runs (id)
) STRICT;
CREATE INDEX backfills_by_archive ON backfills (archive);
"""
