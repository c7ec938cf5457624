"""What a store has come to, without times and numbers of our own: who saw the same has the same."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from storage.history import ChangeWindow, History
from storage.model import Change
from tests.fakes import START

DOCUMENTS = """
SELECT documents.key, copies.url, copies.rank, copies.gone_at IS NOT NULL, versions.content_hash, texts.text,
  copies.version = versions.id, documents.version = versions.id,
  (SELECT group_concat(fingerprint || (retracted_at IS NULL), ' ') FROM (
    SELECT * FROM events WHERE events.document = documents.id ORDER BY fingerprint))
FROM documents JOIN copies ON copies.document = documents.id JOIN versions ON versions.copy = copies.id
  JOIN texts ON texts.id = versions.text
"""


def state(store: Path) -> tuple[list[str], list[str]]:
    """Every version of every copy with what stands in its document, and every change, in an order of their own."""
    database = sqlite3.connect(store)
    try:
        documents = sorted(map(repr, database.execute(DOCUMENTS).fetchall()))
    finally:
        database.close()
    with History.open(store) as history:
        return documents, sorted(repr(timeless(change)) for change in history.changes(ChangeWindow()))


def timeless(change: Change) -> tuple[object, ...]:
    """A change without when and where it was seen."""
    said = replace(change, seen_at=START, capture=None, corroboration=None)
    return said.kind, said.document.key, said.event, said.revision, said.cause


def assert_sound(store: Path) -> None:
    """The store, the chain of captures, the bytes and the quotes are whole."""
    with History.open(store) as history:
        checks = history.verify(store.with_suffix(".archive"), lambda *_: None)
    assert [problem for check in checks for problem in check.problems] == []
