"""The tables of health, as a commented SQL text; landed, it is never edited: see `storage.tables`."""

HEALTH = """
-- What a run read of a source: which hosts answered it.
CREATE INDEX captures_by_run ON captures (run, source);

-- A child process of `track schedule` that has ended, or could not begin.
CREATE TABLE launches (
  id         INTEGER PRIMARY KEY,
  job        TEXT NOT NULL, -- `crawl:` and a source, or `digest`
  started_at TEXT NOT NULL,
  ended_at   TEXT NOT NULL,
  ending     TEXT NOT NULL CHECK (ending IN ('exited', 'killed', 'timed-out', 'stopped', 'failed')),
  status     INTEGER        -- exit status, or the signal as a negative number; null when it never began
) STRICT;
CREATE INDEX launches_by_job ON launches (job, id);

-- Something is wrong with a source, from the first run that saw it. `capture` is what proves it, where a page does.
CREATE TABLE incidents (
  id        INTEGER PRIMARY KEY,
  source    TEXT NOT NULL,
  cause     TEXT NOT NULL, -- `storage.incidents.Cause`
  detail    TEXT NOT NULL,
  capture   INTEGER REFERENCES captures (id),
  opened_at TEXT NOT NULL,
  run       INTEGER NOT NULL REFERENCES runs (id)
) STRICT;
CREATE INDEX incidents_by_source ON incidents (source);

-- A run that saw it, the first one included, and how many issues say so.
CREATE TABLE incident_runs (
  incident INTEGER NOT NULL REFERENCES incidents (id),
  run      INTEGER NOT NULL REFERENCES runs (id),
  issues   INTEGER NOT NULL,
  PRIMARY KEY (incident, run)
) STRICT, WITHOUT ROWID;

-- The run in which the source was well again.
CREATE TABLE incident_ends (
  incident  INTEGER PRIMARY KEY REFERENCES incidents (id),
  closed_at TEXT NOT NULL,
  run       INTEGER NOT NULL REFERENCES runs (id)
) STRICT;
"""

HEALTH_HISTORY = ("launches", "incidents", "incident_runs", "incident_ends")
