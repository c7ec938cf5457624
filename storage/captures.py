"""Where bytes lie, and what makes the next GET conditional. What writes does so inside the caller's transaction."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace

from storage.archive import digest_of
from storage.database import insert, stamp
from storage.model import Capture, Exchange, Validators
from storage.rows import CAPTURE, capture_of
from storage.urls import address

# What a link of the chain of captures is made of.
CHAINED = ("url", "method", "status", "file", "offset", "digest", "fetched_at")

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

STANDING = f"SELECT {CAPTURE} FROM pages JOIN captures ON captures.id = pages.capture WHERE pages.url = ?"  # noqa: S608

# By what a notice says of its attachments. In older records an attachment is its address alone.
LAST_READ = f"""
SELECT {CAPTURE} FROM captures WHERE status != 304 AND digest = (
  SELECT json_extract(one.value, '$.digest') FROM versions, json_each(versions.record, '$.attachments') AS one
  WHERE iif(one.type = 'object', json_extract(one.value, '$.url'), NULL) = ?
    AND iif(one.type = 'object', json_extract(one.value, '$.digest'), NULL) IS NOT NULL
  ORDER BY versions.id DESC LIMIT 1
) ORDER BY id LIMIT 1
"""  # noqa: S608 - ours


VALIDATORS = f"""
SELECT pages.etag, pages.last_modified, {CAPTURE} FROM pages
  JOIN captures ON captures.id = pages.capture WHERE pages.url = ?
"""  # noqa: S608 - ours

FIRST = f"SELECT {CAPTURE} FROM captures WHERE digest = ? AND status != 304 ORDER BY id LIMIT 1"  # noqa: S608 - ours
SAME = f"SELECT {CAPTURE} FROM captures WHERE digest = ? AND fetched_at = ? AND url = ? AND method = ?"  # noqa: S608


def read_validators(database: sqlite3.Connection, url: str) -> Validators | None:
    """What makes the next GET of a page conditional; None when its last answer offered nothing."""
    found = database.execute(VALIDATORS, [address(url)]).fetchone()
    if found is None or not (found["etag"] or found["last_modified"]):
        return None
    return Validators(etag=found["etag"], last_modified=found["last_modified"], capture=capture_of(found))


def first_capture(database: sqlite3.Connection, digest: str) -> Capture | None:
    """The first capture of a body, which holds its bytes."""
    found = database.execute(FIRST, [digest]).fetchone()
    return capture_of(found) if found else None


def same_exchange(database: sqlite3.Connection, exchange: Exchange) -> Capture | None:
    """Where this very exchange lies."""
    values = [digest_of(exchange.body), stamp(exchange.fetched_at), exchange.url, exchange.method]
    found = database.execute(SAME, values).fetchone()
    return capture_of(found) if found else None


def attachment_captures(database: sqlite3.Connection, url: str) -> Iterator[Capture]:
    """The capture that stands at the attachment's address, then the one from which it was last read.

    The first may hold a page that says sorry; an address that is redirected has none of its own.
    """
    standing = database.execute(STANDING, [address(url)]).fetchone()
    if standing:
        yield capture_of(standing)
    read = database.execute(LAST_READ, [url]).fetchone()
    if read and not (standing and standing["digest"] == read["digest"]):
        yield capture_of(read)


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
    values = {column: getattr(capture, column) for column in columns} | {"fetched_at": stamp(capture.fetched_at)}
    return insert(database, "captures", **values, source=source, run=run, chain=link(last_link(database), values))


def link(before: str, values: Mapping[str, object]) -> str:
    """SHA-256 of a capture's record and of the link before it: whoever changes or drops one has to change all later."""
    said = [before, *(values[name] for name in CHAINED)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def last_link(database: sqlite3.Connection) -> str:
    """The link of the newest capture; empty where there is none."""
    row = database.execute("SELECT chain FROM captures ORDER BY id DESC LIMIT 1").fetchone()
    return str(row["chain"]) if row else ""


def chain_all(database: sqlite3.Connection) -> None:
    """Give every capture its link: those of a store that had none yet."""
    before = ""
    for row in database.execute("SELECT * FROM captures ORDER BY id").fetchall():
        before = link(before, row)
        database.execute("UPDATE captures SET chain = ? WHERE id = ?", [before, row["id"]])
