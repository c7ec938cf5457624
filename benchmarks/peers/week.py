"""What became known between two instants, by bare SQL: `python week.py STORE SINCE UNTIL` prints every row."""

import sqlite3
import sys

EVENTS = """
SELECT events.first_seen_at, events.action, events.regime, events.body, documents.key, versions.title, versions.url,
  proofs.quote, captures.file, captures.offset
FROM events
  JOIN documents ON documents.id = events.document
  JOIN versions ON versions.id = documents.version
  JOIN proofs ON proofs.event = events.id AND proofs.version = events.version
  JOIN captures ON captures.id = versions.capture
WHERE events.first_seen_at >= ? AND events.first_seen_at < ?
"""
EDITS = """
SELECT edits.seen_at, documents.key, new.title, new.url, was.text, became.text, captures.file, captures.offset
FROM edits
  JOIN documents ON documents.id = edits.document
  JOIN versions AS old ON old.id = edits.before
  JOIN versions AS new ON new.id = edits.after
  JOIN texts AS was ON was.id = old.text
  JOIN texts AS became ON became.id = new.text
  JOIN captures ON captures.id = new.capture
WHERE edits.seen_at >= ? AND edits.seen_at < ?
"""

database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
for query in (EVENTS, EDITS):
    for row in database.execute(query, sys.argv[2:4]):
        print(*row)
