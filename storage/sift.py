"""Walks an archive as fast as it can be unpacked: what nobody wants is dropped before its body is read.

scan.walk | Sieve.address | Sieve.answer | warc.record_of | warc.exchange_of -> Sifted

A body is read only once the record's own headers and then the head of its response have passed. Bodies are bounded,
one lies in memory at a time, and a record that breaks is named and passed over.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from fastwarc import WarcRecord, WarcRecordType

from storage.errors import StoreError
from storage.model import Exchange
from storage.replay import unpacked
from storage.scan import Broken, placed, walk_file
from storage.warc import Place, exchange_of, record_of
from storage.wire import BrokenBodyError

MOST_HEAD = 1 << 16  # bytes of a response's head, on top of its body


class Sieve(Protocol):
    """Says why a record is dropped, in a word or two; an empty answer lets it pass."""

    def address(self, url: str, date: str) -> str:
        """By where it was fetched, and when (WARC-Date as written)."""

    def answer(self, url: str, status: int, content_type: str) -> str:
        """By the head of its response; `content_type` in lower case, empty when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """A record that was passed: why it was dropped, or what it holds. `length` is of its block, bytes."""

    place: Place
    length: int
    dropped: str = ""
    exchange: Exchange | None = None


def sift(path: Path, sieve: Sieve, *, most: int, start: int = 0) -> Iterator[Sifted | Broken]:
    """Every record of an archive from `start` on, where a record begins; bodies of up to `most` bytes.

    Raises `StoreError` when the file cannot be opened, `ManyInOneError` when it was gzipped as a whole.
    """

    def read(file: BinaryIO, place: Place, packed: bool) -> Iterator[Sifted | Broken]:
        for record, at in placed(file, place, packed):
            yield sifted(record, at, sieve, most)

    return walk_file(path, read, start)


@contextmanager
def plain_copy(path: Path) -> Iterator[Path]:
    """An archive that was gzipped as a whole, unpacked for as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="curbwatch-") as folder, path.open("rb") as packed:
        plain = Path(folder) / path.stem
        with plain.open("wb") as file:
            for piece in unpacked(packed):
                file.write(piece)
        yield plain


def sifted(record: WarcRecord, place: Place, sieve: Sieve, most: int) -> Sifted | Broken:
    """One record. Raises `OSError` where the archive cannot be read on from here."""
    length = record.content_length
    try:
        dropped = dropped_by_headers(record, sieve, most) or dropped_by_head(record, sieve)
        if dropped:
            refuse_torn(record)
            return Sifted(place=place, length=length, dropped=dropped)
        whole = record_of(record, place)
        exchange = exchange_of(whole, None, url=address_of(record), method="GET")
    except (StoreError, BrokenBodyError) as error:
        return Broken(place=place, reason=str(error))
    return Sifted(place=place, length=length, exchange=exchange)


def refuse_torn(record: WarcRecord) -> None:
    """Go to the end of a record, which costs no more than to go to the next; raise where the file ends before."""
    if missing := record.content_length - record.reader.consume():
        raise BrokenBodyError(f"the file ends {missing:,} bytes before the record does")


def dropped_by_headers(record: WarcRecord, sieve: Sieve, most: int) -> str:
    """What the record's own headers say against it."""
    if record.record_type != WarcRecordType.response:
        return "no response"
    headers = record.headers
    if dropped := sieve.address(address_of(record), headers.get("WARC-Date") or ""):
        return dropped
    if headers.get("WARC-Truncated"):
        return "cut short"
    return "too large" if record.content_length > most + MOST_HEAD else ""


def dropped_by_head(record: WarcRecord, sieve: Sieve) -> str:
    """What the head of its response says against it."""
    record.parse_http()
    status = record.http_headers.status_code
    if status is None:
        raise BrokenBodyError("it holds no HTTP response")
    content_type = record.http_headers.get("Content-Type") or ""
    return sieve.answer(address_of(record), status, content_type.partition(";")[0].strip().lower())


def address_of(record: WarcRecord) -> str:
    """Where it was fetched; some writers put it in brackets."""
    return (record.headers.get("WARC-Target-URI") or "").strip("<>")
