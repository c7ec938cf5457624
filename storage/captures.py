"""Writes where bytes lie, and what makes the next GET conditional, inside the caller's transaction."""

import sqlite3
from dataclasses import replace

from storage.database import insert, stamp
from storage.model import Capture
from storage.urls import address

# The page keeps the first capture of the bytes that stand: it is the one that holds them. An answer 304 need not repeat
# the validators; an older answer, from an archive, says nothing of today.
UPSERT_PAGE = """
INSERT INTO pages (url, capture, etag, last_modified, checked_at) VALUES (:url, :capture, :etag, :modified, :at)
ON CONFLICT (url) DO UPDATE SET
  capture = iif((SELECT digest FROM captures WHERE id = pages.capture) = :digest, pages.capture, :capture),
  etag = iif(:repeats OR pages.capture = :capture, coalesce(:etag, pages.etag), :etag),
  last_modified = iif(:repeats OR pages.capture = :capture, coalesce(:modified, pages.last_modified), :modified),
  checked_at = :at
WHERE :at >= pages.checked_at
"""


def write_capture(
    database: sqlite3.Connection,
    run: int,
    source: str | None,
    capture: Capture,
    *,
    etag: str | None,
    last_modified: str | None,
) -> Capture:
    """Capture and, of a page that was there, validators."""
    kept = replace(capture, id=insert_capture(database, run, source, capture))
    if capture.method == "GET" and capture.status in (200, 304):
        page = {"url": address(capture.url), "capture": kept.id, "digest": capture.digest, "etag": etag}
        page |= {"modified": last_modified, "at": stamp(capture.fetched_at), "repeats": capture.status == 304}
        database.execute(UPSERT_PAGE, page)
    return kept


def insert_capture(database: sqlite3.Connection, run: int, source: str | None, capture: Capture) -> int:
    """The number of the capture, which is recorded once."""
    known = database.execute("SELECT id FROM captures WHERE file = ? AND offset = ?", [capture.file, capture.offset])
    if row := known.fetchone():
        return int(row["id"])
    columns = ("url", "method", "status", "file", "offset", "digest")
    return insert(
        database,
        "captures",
        **{column: getattr(capture, column) for column in columns},
        fetched_at=stamp(capture.fetched_at),
        source=source,
        run=run,
    )
