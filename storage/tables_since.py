"""What was added to the tables since, as commented SQL texts. One that has landed is never edited."""

REVIEWS = """
-- What a person decided of an event that was held for `reason`. The last decision counts.
CREATE TABLE reviews (
  id         INTEGER PRIMARY KEY,
  event      INTEGER NOT NULL REFERENCES events (id),
  decision   TEXT NOT NULL CHECK (decision IN ('accept', 'reject')),
  reason     TEXT NOT NULL,
  note       TEXT NOT NULL,
  decided_at TEXT NOT NULL
) STRICT;
CREATE INDEX reviews_by_event ON reviews (event);
CREATE INDEX reviews_by_time ON reviews (decided_at);
"""

WORDS = """
-- Pages of the same words: official texts without a number are known by them.
CREATE INDEX versions_by_content ON versions (content_hash);
"""

CHAIN = """
-- Every capture carries the hash of its own record and of the one before: a changed or missing one breaks the chain.
ALTER TABLE captures ADD COLUMN chain TEXT NOT NULL DEFAULT '';
"""

WAITING = """
-- What waits for a person, or for a notice that it means without its number; it is little.
CREATE INDEX events_waiting ON events (id) WHERE held IS NOT NULL AND retracted_at IS NULL;
"""

CORROBORATION = """
-- The reports and acts of some days, which are held against each other: by the day they print, else by publication.
CREATE INDEX events_by_announcement ON events (announced_on) WHERE announced_on IS NOT NULL;
CREATE INDEX documents_by_publication ON documents (published) WHERE published IS NOT NULL;
"""

MUTES = """
-- A customer's name is like that of a designation and is not meant by it. The last decision on the two counts.
CREATE TABLE mutes (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL, -- of the customer, as given
  designation TEXT NOT NULL, -- `storage.mutes.designation_key`: of its regime, instrument and whole target
  listed      TEXT NOT NULL, -- the target's name, as printed
  instrument  TEXT NOT NULL,
  muted       INTEGER NOT NULL CHECK (muted IN (0, 1)),
  note        TEXT NOT NULL,
  decided_at  TEXT NOT NULL
) STRICT;
"""

OFFICIAL = """
-- What the authority says: little beside what the press says of it, and asked for by every list.
CREATE INDEX events_official ON events (id) WHERE basis != 'report';
-- The last days that it prints: suspensions run out by the clock.
CREATE INDEX events_ending ON events (until_on) WHERE until_on IS NOT NULL AND basis != 'report';
"""

COMPARED = """
-- How the text before an edit became the one after it, found when it was remembered: `Revision`.
ALTER TABLE edits ADD COLUMN kinds TEXT NOT NULL DEFAULT '';  -- divided by blanks
ALTER TABLE edits ADD COLUMN script TEXT NOT NULL DEFAULT '';
"""

REFERRING = """
-- What is official and changes other notices or refers to some: beside a notice's own text, all that can bear on it.
CREATE INDEX events_referring ON events (id) WHERE basis != 'report' AND (
  action NOT IN ('list', 'control') OR NOT instr(body, '"affects":[]') OR instr(body, '"refers_to":')
);
"""
