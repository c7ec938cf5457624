"""Walks any WARC file, and survives it: what is broken is named, and the walk goes on behind it."""

import mmap
import os
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from fastwarc import ArchiveIterator, GzipReader, WarcRecord, WarcRecordType
from fastwarc.warc import HeaderMap

from storage.errors import StoreError
from storage.warc import REFERS_TO_FILE, REFERS_TO_OFFSET, Place

GZIP_MAGIC = b"\x1f\x8b\x08"
GZIP = 31  # what zlib calls `wbits`
PIECE = 1 << 16
MOST_FORM = 1 << 16  # bytes of a request that are read for its form

STRICT_START = re.compile(rb"WARC/\d\.\d+\r\n")
RECORD_START = re.compile(rb"^WARC/\d", re.MULTILINE)
HEADER_END = re.compile(rb"\r?\n\r?\n")
REQUEST_LINE = re.compile(rb"([A-Za-z]{1,20}) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where a revisit says its body lies, in the several ways of saying so; what is not said is empty."""

    file: str
    offset: str
    id: str
    url: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a record says about itself, without its body. `together` are the records that WARC-Concurrent-To names."""

    place: Place
    length: int  # of its block
    kind: str
    id: str
    url: str
    date: str
    digest: str  # of the payload, as written
    together: tuple[str, ...]
    refers_to: Reference
    method: str = "GET"  # of a request
    form: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A place from which no record could be read, and why."""

    place: Place
    reason: str


class Lying(Protocol):
    """A record that was read to its end, whatever was made of it: `length` is of its block."""

    @property
    def place(self) -> Place:
        """Where it begins."""

    @property
    def length(self) -> int:
        """In bytes."""


Found = TypeVar("Found", bound=Lying)
Read = Callable[[BinaryIO, Place, bool], Iterator[Found | Broken]]


class ManyInOneError(Exception):
    """Several records lie in one gzip member: none but the first can be read by its offset."""


def scan(path: Path) -> Iterator[Entry | Broken]:
    """Every record of an archive, gzipped or plain, in order; one `Broken` for each stretch that cannot be read.

    Raises `StoreError` when the file cannot be opened, `ManyInOneError` when it was gzipped as a whole.
    """
    return walk_file(path, records)


def walk_file(path: Path, read: Read[Found], start: int = 0) -> Iterator[Found | Broken]:
    """What `read` makes of the records of an archive, from the one that begins at `start` on; raises as `scan` does."""
    try:
        with path.open("rb") as file:
            packed, quirks = starts_like(file)
            yield from walk(file, Place(path=path, offset=start, quirks=quirks), packed, read)
    except OSError as error:
        raise StoreError(f"{path}: {error}") from error


def walk(file: BinaryIO, place: Place, packed: bool, read: Read[Found]) -> Iterator[Found | Broken]:
    """The records from a place on; behind a broken one, from the next place where a record seems to begin."""
    start: int | None = place.offset
    named = False  # the stretch that cannot be read
    while start is not None:
        last: Found | None = None
        broken: OSError | None = None
        try:
            for found in read(file, replace(place, offset=start), packed):
                named = isinstance(found, Broken)
                last = last if isinstance(found, Broken) else found
                yield found
        except OSError as error:
            broken = error
        end = end_of(file, last, packed) if last else start
        if not named and (broken or (packed and end < os.fstat(file.fileno()).st_size)):
            yield Broken(place=replace(place, offset=end), reason=str(broken or "the file ends where a record began"))
        named = True
        start = next_start(file, end if last else start + 1, packed) if broken else None


def starts_like(file: BinaryIO) -> tuple[bool, bool]:
    """Whether the file is gzipped, and whether its lines end otherwise than the standard says (some writers': LF)."""
    start = file.read(PIECE)
    packed = start.startswith(GZIP_MAGIC)
    if packed:
        try:
            start = zlib.decompressobj(GZIP).decompress(start, 64)
        except zlib.error:
            return True, False
    return packed, start.startswith(b"WARC/") and not STRICT_START.match(start)


def records(file: BinaryIO, place: Place, packed: bool) -> Iterator[Entry | Broken]:
    """The records from a place on, until the end or until `OSError`."""
    for record, at in placed(file, place, packed):
        yield whole_entry(record, at)


def placed(file: BinaryIO, place: Place, packed: bool) -> Iterator[tuple[WarcRecord, Place]]:
    """The records from a place on, each to be read before the next, and where they begin."""
    file.seek(place.offset)
    reader = GzipReader(file) if packed else None
    before = -1
    for record in ArchiveIterator(reader or file, parse_http=False, quirks_mode=place.quirks, stream_detect=False):
        # In a gzipped file the member's start is the one place to read from; the record's own is behind its buffer.
        offset = record.stream_pos if reader is None else reader.frame_start_position()
        if offset is None or offset == before:
            raise ManyInOneError
        before = offset
        yield record, replace(place, offset=offset)


def whole_entry(record: WarcRecord, place: Place) -> Entry | Broken:
    """What the record says of itself, once its last byte was reached."""
    if record.record_type == WarcRecordType.unknown or not (record.headers.get("Content-Length") or "").isdecimal():
        return Broken(place=place, reason="a record without type or length")
    asks = record.record_type == WarcRecordType.request
    block = record.reader.read(min(record.content_length, MOST_FORM)) if asks else b""
    missing = record.content_length - len(block) - record.reader.consume()
    if missing:
        return Broken(place=place, reason=f"the file ends {missing:,} bytes before the record does")
    method, form = request_of(block) if asks else ("GET", b"")
    headers = record.headers
    return Entry(
        place=place,
        length=record.content_length,
        kind=str(record.record_type),
        id=headers.get("WARC-Record-ID") or "",
        url=(headers.get("WARC-Target-URI") or "").strip("<>"),  # some writers put it in brackets
        date=headers.get("WARC-Date") or "",
        digest=headers.get("WARC-Payload-Digest") or "",
        together=headers.get_multiple("WARC-Concurrent-To"),
        refers_to=reference_of(headers),
        method=method,
        form=form,
    )


def reference_of(headers: HeaderMap) -> Reference:
    """What a revisit says of where its body lies."""
    return Reference(
        file=headers.get(REFERS_TO_FILE) or "",
        offset=headers.get(REFERS_TO_OFFSET) or "",
        id=headers.get("WARC-Refers-To") or "",
        url=headers.get("WARC-Refers-To-Target-URI") or "",
        date=headers.get("WARC-Refers-To-Date") or "",
    )


def request_of(block: bytes) -> tuple[str, bytes]:
    """Method and form of a request."""
    line = REQUEST_LINE.match(block)
    method = line[1].decode().upper() if line else "GET"
    head = HEADER_END.search(block)
    return method, block[head.end() :] if head and method != "GET" else b""


def end_of(file: BinaryIO, last: Lying, packed: bool) -> int:
    """The first byte behind a record."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if packed:
            return end_of_member(data, last.place.offset)
        head = HEADER_END.search(data, last.place.offset)
        return head.end() + last.length if head else last.place.offset + 1


def end_of_member(data: mmap.mmap, at: int) -> int:
    """The first byte behind a gzip member; a little behind its start where its checksum is wrong."""
    start, member = at, zlib.decompressobj(GZIP)
    try:
        while not member.eof and at < len(data):
            member.decompress(data[at : at + PIECE])
            at += PIECE
    except zlib.error:
        return start + 1
    return min(at, len(data)) - len(member.unused_data)


def next_start(file: BinaryIO, at: int, packed: bool) -> int | None:
    """Where a record may begin, from a place on."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if packed:
            found = data.find(GZIP_MAGIC, at)
            return None if found < 0 else found
        start = RECORD_START.search(data, at)
        return start.start() if start else None
