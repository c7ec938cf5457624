"""The tables, as commented SQL texts. One that has landed is never edited: `storage.schema` adds to it."""

TABLES = """
-- Instants (…_at) are what we saw: UTC, text of one width, `2026-03-02T01:02:03.000000Z`.
-- Legal dates (…_on) are what the law says: ISO dates, or date-times with their zone, Beijing.
-- History is append-only: triggers at the end refuse to delete or rewrite it. What may change in place is where we
-- stand: the pointers of `documents` and `copies` to their latest version, when a copy was last seen, the end of a run.

-- One process that went out to look, or that read archives.
CREATE TABLE runs (
  id          INTEGER PRIMARY KEY,
  started_at  TEXT NOT NULL,
  finished_at TEXT,
  state       TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'finished', 'aborted')),
  replay      INTEGER NOT NULL CHECK (replay IN (0, 1))
) STRICT;

-- How one source went in one run: `SourceReport`.
CREATE TABLE source_runs (
  run       INTEGER NOT NULL REFERENCES runs (id),
  source    TEXT NOT NULL,
  ok        INTEGER NOT NULL CHECK (ok IN (0, 1)),
  links     INTEGER NOT NULL,
  skipped   INTEGER NOT NULL,
  new       INTEGER NOT NULL,
  changed   INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  failed    INTEGER NOT NULL,
  missing   INTEGER NOT NULL,
  bytes     INTEGER NOT NULL,
  seconds   REAL NOT NULL,
  note      TEXT NOT NULL,
  PRIMARY KEY (source, run)
) STRICT, WITHOUT ROWID;

-- Where the bytes of one exchange lie: `Capture`. Written after the archive has them on disk.
CREATE TABLE captures (
  id         INTEGER PRIMARY KEY,
  url        TEXT NOT NULL,       -- as asked for; pages and copies have the canonical one
  method     TEXT NOT NULL,
  status     INTEGER NOT NULL,
  file       TEXT NOT NULL,       -- bare name in the archive folder
  offset     INTEGER NOT NULL,
  digest     TEXT NOT NULL,       -- sha256:<hex> of the body as received
  fetched_at TEXT NOT NULL,
  source     TEXT,                -- null for a page of no source we know
  run        INTEGER NOT NULL REFERENCES runs (id),
  UNIQUE (file, offset)
) STRICT;
CREATE INDEX captures_by_digest ON captures (digest, id);

-- What makes the next GET of a page conditional, and which bytes stand when the answer is 304.
CREATE TABLE pages (
  url           TEXT PRIMARY KEY, -- canonical
  capture       INTEGER NOT NULL REFERENCES captures (id),
  etag          TEXT,
  last_modified TEXT,
  checked_at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One notice or article, whatever its copies. `version` is its current text: the latest of its preferred copy.
CREATE TABLE documents (
  id            INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE, -- MOFCOM-2025-70, scmp:3331234, or a canonical URL
  source        TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('notice', 'article')),
  published     TEXT,                 -- of the current version, as the site says
  version       INTEGER REFERENCES versions (id),
  first_seen_at TEXT NOT NULL,
  run           INTEGER NOT NULL REFERENCES runs (id)
) STRICT;
CREATE INDEX documents_by_source ON documents (source, published);

-- One page on which a document stands. The preferred copy has the lowest rank, then was seen first.
CREATE TABLE copies (
  id             INTEGER PRIMARY KEY,
  url            TEXT NOT NULL UNIQUE, -- canonical
  document       INTEGER NOT NULL REFERENCES documents (id),
  rank           INTEGER NOT NULL,
  version        INTEGER REFERENCES versions (id),         -- its latest
  capture        INTEGER NOT NULL REFERENCES captures (id), -- the bytes last read, by whom, under which rules
  reader_version INTEGER NOT NULL,
  rules_version  INTEGER NOT NULL,
  first_seen_at  TEXT NOT NULL,
  last_seen_at   TEXT NOT NULL,
  gone_at        TEXT
) STRICT;
CREATE INDEX copies_by_document ON copies (document);

-- Every text once, however many copies and versions have it.
CREATE TABLE texts (
  id     INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE, -- SHA-256 of the text in UTF-8
  text   TEXT NOT NULL
) STRICT;

-- What one copy said, from `seen_at` until its next version.
CREATE TABLE versions (
  id             INTEGER PRIMARY KEY,
  copy           INTEGER NOT NULL REFERENCES copies (id),
  url            TEXT NOT NULL,  -- as the reader has it: what a person may open
  content_hash   TEXT NOT NULL,  -- storage.hashing
  title          TEXT NOT NULL,
  text           INTEGER NOT NULL REFERENCES texts (id),
  record         TEXT NOT NULL CHECK (json_valid(record)), -- the document without title and text
  capture        INTEGER NOT NULL REFERENCES captures (id),
  reader_version INTEGER NOT NULL,
  seen_at        TEXT NOT NULL,
  run            INTEGER NOT NULL REFERENCES runs (id)
) STRICT;
CREATE INDEX versions_by_copy ON versions (copy, content_hash);

-- A document's current text became another. First texts are no edits.
CREATE TABLE edits (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  before   INTEGER NOT NULL REFERENCES versions (id),
  after    INTEGER NOT NULL REFERENCES versions (id),
  cause    TEXT NOT NULL CHECK (cause IN ('world', 'correction')),
  seen_at  TEXT NOT NULL,
  run      INTEGER NOT NULL REFERENCES runs (id)
) STRICT;
CREATE INDEX edits_by_time ON edits (seen_at);
CREATE INDEX edits_by_run ON edits (run);

-- What a document states, from `first_seen_at` until `retracted_at`.
CREATE TABLE events (
  id                INTEGER PRIMARY KEY,
  document          INTEGER NOT NULL REFERENCES documents (id),
  version           INTEGER NOT NULL REFERENCES versions (id), -- the first to state it
  fingerprint       TEXT NOT NULL, -- of the event without its evidence
  action            TEXT NOT NULL,
  regime            TEXT NOT NULL,
  basis             TEXT NOT NULL,
  instrument        TEXT,
  announced_on      TEXT,
  effective_on      TEXT,
  until_on          TEXT,
  body              TEXT NOT NULL CHECK (json_valid(body)), -- the event without its evidence
  held              TEXT,          -- why it waits for review
  rules_version     INTEGER NOT NULL,
  cause             TEXT NOT NULL CHECK (cause IN ('world', 'correction')),
  first_seen_at     TEXT NOT NULL,
  run               INTEGER NOT NULL REFERENCES runs (id),
  retracted_at      TEXT,
  retracted_run     INTEGER REFERENCES runs (id),
  retracted_cause   TEXT CHECK (retracted_cause IN ('world', 'correction')),
  retracted_capture INTEGER REFERENCES captures (id) -- the bytes that no longer state it
) STRICT;
CREATE UNIQUE INDEX events_standing ON events (document, fingerprint) WHERE retracted_at IS NULL;
CREATE INDEX events_by_document ON events (document);
CREATE INDEX events_by_time ON events (first_seen_at);
CREATE INDEX events_by_run ON events (run);
CREATE INDEX events_by_retraction ON events (retracted_at) WHERE retracted_at IS NOT NULL;
CREATE INDEX events_by_retracting_run ON events (retracted_run) WHERE retracted_run IS NOT NULL;
CREATE INDEX events_by_instrument ON events (instrument) WHERE instrument IS NOT NULL;

-- The sentence that says so, in each version that does. Offsets are code points of that version's text.
CREATE TABLE proofs (
  event   INTEGER NOT NULL REFERENCES events (id),
  version INTEGER NOT NULL REFERENCES versions (id),
  quote   TEXT NOT NULL,
  start   INTEGER NOT NULL,
  "end"   INTEGER NOT NULL,
  PRIMARY KEY (event, version)
) STRICT, WITHOUT ROWID;

-- Whom and what an event hits; the whole target is in the event's body.
CREATE TABLE targets (
  event   INTEGER NOT NULL REFERENCES events (id),
  place   INTEGER NOT NULL, -- in the event's list, from 0
  kind    TEXT NOT NULL,
  name_zh TEXT,
  name_en TEXT,
  country TEXT,
  PRIMARY KEY (event, place)
) STRICT, WITHOUT ROWID;

-- A page that we knew vanished, or returned.
CREATE TABLE sightings (
  id      INTEGER PRIMARY KEY,
  copy    INTEGER NOT NULL REFERENCES copies (id),
  what    TEXT NOT NULL CHECK (what IN ('gone', 'back')),
  at      TEXT NOT NULL,
  capture INTEGER NOT NULL REFERENCES captures (id),
  detail  TEXT NOT NULL,
  run     INTEGER NOT NULL REFERENCES runs (id)
) STRICT;
CREATE INDEX sightings_by_time ON sightings (at);
CREATE INDEX sightings_by_run ON sightings (run);

-- What was not understood or not reached.
CREATE TABLE issues (
  id      INTEGER PRIMARY KEY,
  run     INTEGER NOT NULL REFERENCES runs (id),
  source  TEXT NOT NULL,
  kind    TEXT NOT NULL,
  url     TEXT NOT NULL, -- as met
  page    TEXT NOT NULL, -- canonical
  detail  TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  capture INTEGER REFERENCES captures (id)
) STRICT;
CREATE INDEX issues_by_run ON issues (run, source);
CREATE INDEX issues_by_page ON issues (page);

-- Two copies that say different things: recorded once for each pair of texts.
CREATE TABLE conflicts (
  issue      INTEGER PRIMARY KEY REFERENCES issues (id),
  document   INTEGER NOT NULL REFERENCES documents (id),
  copy       INTEGER NOT NULL REFERENCES copies (id),
  copy_hash  TEXT NOT NULL,
  taken      INTEGER NOT NULL REFERENCES copies (id), -- the copy whose text is taken instead
  taken_hash TEXT NOT NULL,
  UNIQUE (copy, copy_hash, taken, taken_hash)
) STRICT;
CREATE INDEX conflicts_by_document ON conflicts (document);

-- Title and text of every document that still stands on a page.
CREATE VIEW current_texts (id, title, text) AS
  SELECT documents.id, versions.title, texts.text
  FROM documents JOIN versions ON versions.id = documents.version JOIN texts ON texts.id = versions.text
  WHERE EXISTS (SELECT 1 FROM copies WHERE copies.document = documents.id);

-- Any three characters -> documents, Chinese included. Without positions the index is as large as the text (with them
-- three to four times); whether the three-character pieces stand together is seen in the text itself.
CREATE VIRTUAL TABLE words USING fts5 (
  title, text, content = 'current_texts', content_rowid = 'id', tokenize = 'trigram', detail = 'none'
);
"""

APPEND_ONLY = ("captures", "texts", "versions", "edits", "proofs", "targets", "sightings", "issues", "conflicts")

NEVER_REWRITTEN = """
CREATE TRIGGER {table}_are_kept BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'history is append-only: {table}'); END;
CREATE TRIGGER {table}_stay BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'history is append-only: {table}'); END;
"""

# An event is written once and retracted once.
EVENTS_STAY = """
CREATE TRIGGER events_are_kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'history is append-only: events'); END;
CREATE TRIGGER events_stay BEFORE UPDATE ON events
WHEN OLD.retracted_at IS NOT NULL
  OR (OLD.document, OLD.version, OLD.fingerprint, OLD.body, OLD.cause, OLD.first_seen_at, OLD.run)
  IS NOT (NEW.document, NEW.version, NEW.fingerprint, NEW.body, NEW.cause, NEW.first_seen_at, NEW.run)
BEGIN SELECT RAISE(ABORT, 'history is append-only: events'); END;
"""
