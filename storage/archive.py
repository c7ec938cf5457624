"""Evidence first: every exchange goes to a WARC 1.1 archive, on disk before anybody parses it.

One new file a run, one gzip member a record, so that a record is read by its offset alone. A process killed while it
writes leaves a torn last record, which nothing refers to; earlier records and files are never touched again.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from io import BytesIO, FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from fastwarc import GzipWriter, WarcRecord, WarcRecordType

from storage.errors import StoreError
from storage.model import Capture, Exchange, Page
from storage.warc import REFERS_TO_FILE, REFERS_TO_OFFSET, Place, exchange_of, read_headers, read_record
from storage.wire import MOST_BYTES, ascii_url, page_of, request_block, response_head

__all__ = ["MOST_BYTES", "ArchiveWriter", "digest_of", "page_of", "read"]

SAME_BYTES = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
COMPRESSION = 6  # level 9 takes three times as long for one per cent


class ArchiveWriter:
    """Writes one new archive file, `LABEL.warc.gz`; `label` is `20260302T010203Z-12` or the like, one for each run."""

    def __init__(self, folder: Path, label: str, *, software: str = "Curbwatch", user_agent: str = "") -> None:
        self.folder = folder
        self.path = folder / bare(f"{label}.warc.gz")
        about = warcinfo(self.path.name, software, user_agent)
        self._warcinfo = about.headers["WARC-Record-ID"]
        with saying(self.path):
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("xb", buffering=0)
            with closed_on_error(self._file):
                self._write([about])
                sync(folder)

    def append(self, exchange: Exchange, *, same_as: Capture | None = None, not_modified: bool = False) -> Capture:
        """Write the exchange; when this returns, it is on disk.

        `same_as` is an earlier capture with the same body: instead of the body, a `revisit` record refers to it. With
        `not_modified` the exchange is an answer 304 to a conditional request, and `same_as` the page that still
        stands. The digest of a capture is always that of the body that stands. Raises `StoreError` when it cannot be
        written, or when the page that still stands cannot be found again.
        """
        digest = same_as.digest if same_as and not_modified else digest_of(exchange.body)
        if same_as and same_as.digest != digest:
            raise ValueError(f"{exchange.url}: not the body that lies in {same_as.file} at {same_as.offset}")
        with saying(self.path):
            offset = self._file.tell()
            answer = self._revisit(exchange, same_as, not_modified) if same_as else response(exchange, digest)
            asked = request(exchange, answer)
            for record in (answer, asked):
                record.headers["WARC-Warcinfo-ID"] = self._warcinfo
            self._write([answer, asked])
        return Capture(
            url=exchange.url,
            method=exchange.method,
            status=exchange.status,
            file=self.path.name,
            offset=offset,
            digest=digest,
            fetched_at=exchange.fetched_at,
        )

    def _revisit(self, exchange: Exchange, same_as: Capture, not_modified: bool) -> WarcRecord:
        """A record that refers to the first one with this body; the whole response again where that one is lost."""
        try:
            place, original = first_record(self.folder, same_as)
        except StoreError:
            if not_modified:
                raise  # the bytes are nowhere: the page has to be asked for again, without a condition
            return response(exchange, same_as.digest)
        return revisit(exchange, same_as.digest, place, original, NOT_MODIFIED if not_modified else SAME_BYTES)

    def _write(self, records: Sequence[WarcRecord]) -> None:
        """All records or none: what a full disk tore is cut off again."""
        start = self._file.tell()
        try:
            write_all(self._file, b"".join(map(member, records)))
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(start)
            self._file.seek(start)
            raise

    def close(self) -> None:
        """Close the file; what was appended is on disk already."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read(folder: Path, capture: Capture, *, most: int = MOST_BYTES) -> Page:
    """The archived page, its content coding undone, as `page_of` gives it for a live exchange.

    A capture of an answer 304 gives the page that it said still stands, at the time it said so. Raises `StoreError`,
    which names file and offset, when the record is missing, torn or not the one that was captured, and
    `UnreadableError` as `page_of` does.
    """
    place = Place(path=folder / bare(capture.file), offset=capture.offset)
    record = read_record(place)
    original = read_record(referred(folder, record.warc, place)) if record.is_revisit else None
    exchange = exchange_of(record, original, url=capture.url, method=capture.method)
    if digest_of(exchange.body) != capture.digest:
        raise StoreError(f"{place}: the body is not the one that was captured: its digest is not {capture.digest}")
    return page_of(exchange, most=most)


def digest_of(body: bytes) -> str:
    """`sha256:<hex>`, as `Capture.digest` has it."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def bare(name: str) -> str:
    """The file name, if it is nothing more: names come from records and rows, and must not lead out of the folder."""
    if name in ("", ".", "..") or any(sign in name for sign in "/\\\0"):
        raise StoreError(f"{name!r} is not a bare file name")
    return name


def first_record(folder: Path, capture: Capture) -> tuple[Place, Mapping[str, str]]:
    """The record that holds the body of a capture, and its headers: revisits never refer to revisits."""
    place = Place(path=folder / bare(capture.file), offset=capture.offset)
    headers = read_headers(place)
    if headers.get("warc-type") == "revisit":
        place = referred(folder, headers, place)
        headers = read_headers(place)
    return place, headers


def referred(folder: Path, headers: Mapping[str, str], place: Place) -> Place:
    """Where the body of a revisit lies."""
    file, offset = headers.get(REFERS_TO_FILE.lower(), ""), headers.get(REFERS_TO_OFFSET.lower(), "")
    if not offset.isdecimal():
        raise StoreError(f"{place}: a revisit that does not say where its body lies")
    return Place(path=folder / bare(file), offset=int(offset))


def response(exchange: Exchange, digest: str) -> WarcRecord:
    """The response as received, out of its chunks."""
    block = response_head(exchange) + exchange.body
    return http_record(WarcRecordType.response, exchange, block, [("WARC-Payload-Digest", digest)])


def revisit(exchange: Exchange, digest: str, place: Place, original: Mapping[str, str], profile: str) -> WarcRecord:
    """The head of the response, and where its body lies."""
    refers = [
        ("WARC-Payload-Digest", digest),
        ("WARC-Profile", profile),
        ("WARC-Refers-To", original.get("warc-record-id", "")),
        ("WARC-Refers-To-Target-URI", original.get("warc-target-uri", "")),
        ("WARC-Refers-To-Date", original.get("warc-date", "")),
        (REFERS_TO_FILE, place.path.name),
        (REFERS_TO_OFFSET, str(place.offset)),
    ]
    return http_record(WarcRecordType.revisit, exchange, response_head(exchange), refers)


def request(exchange: Exchange, answer: WarcRecord) -> WarcRecord:
    """The request that led to the answer."""
    together = [("WARC-Concurrent-To", answer.headers["WARC-Record-ID"])]
    return http_record(WarcRecordType.request, exchange, request_block(exchange), together)


def http_record(kind: WarcRecordType, exchange: Exchange, block: bytes, more: list[tuple[str, str]]) -> WarcRecord:
    """A record of one half of an exchange, dated by it."""
    half = "request" if kind == WarcRecordType.request else "response"
    record = WarcRecord()
    record.init_headers(kind)
    record.record_date = exchange.fetched_at.astimezone(UTC)
    for name, value in [("WARC-Target-URI", ascii_url(exchange.url)), *more]:
        record.headers[name] = value
    record.headers["Content-Type"] = f"application/http; msgtype={half}"
    record.set_bytes_content(block)
    return record


def warcinfo(name: str, software: str, user_agent: str) -> WarcRecord:
    """Who wrote this file, and under what name the sites saw us."""
    fields = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "http-header-user-agent": user_agent,
    }
    record = WarcRecord()
    record.init_headers(WarcRecordType.warcinfo)
    record.headers["WARC-Filename"] = name
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content("".join(f"{key}: {' '.join(value.split())}\r\n" for key, value in fields.items()).encode())
    return record


def member(record: WarcRecord) -> bytes:
    """The record as one gzip member."""
    buffer = BytesIO()
    writer = GzipWriter(buffer, compression_level=COMPRESSION)
    record.write(writer, checksum_data=True)
    writer.close()
    return buffer.getvalue()


def write_all(file: FileIO, data: bytes) -> None:
    """Write every byte; one call may write fewer than it was given."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def sync(place: Path) -> None:
    """Make a file, or in a folder the name of a new one, survive a power cut."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def closed_on_error(file: FileIO) -> Iterator[None]:
    """Close a file that cannot be used."""
    try:
        yield
    except BaseException:
        file.close()
        raise


@contextmanager
def saying(path: Path) -> Iterator[None]:
    """Turn what the disk raises into `StoreError` that names the file."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path}: {error}") from error
