"""One WARC record read from its place, ours or anybody's."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastwarc import ArchiveIterator, WarcRecord

from storage.errors import StoreError
from storage.model import Exchange
from storage.wire import MOST_BYTES, BrokenBodyError, dechunk

# Where the bytes of a revisit lie, so that reading it takes two seeks and no index: headers of our own, which others
# pass over.
REFERS_TO_FILE = "Curbwatch-Refers-To-Filename"
REFERS_TO_OFFSET = "Curbwatch-Refers-To-Offset"

COARSE_DATE = re.compile(r"(\d{4})(?:-(\d\d))?Z?")  # WARC 1.1 allows a year or a month for a date

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record begins. `quirks`: its lines do not end as the standard says."""

    path: Path
    offset: int
    quirks: bool = False

    def __str__(self) -> str:
        return f"{self.path.name} at {self.offset}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A response or revisit record in full. `status` is None when a revisit has no HTTP head of its own."""

    place: Place
    warc: Mapping[str, str]  # the record's own headers, names in lower case
    status: int | None
    headers: Headers
    body: bytes  # as received, out of its chunks

    @property
    def is_revisit(self) -> bool:
        """True when the body lies elsewhere."""
        return self.warc["warc-type"] == "revisit"


def read_record(place: Place) -> Record:
    """Read the record at a place. Raises `StoreError`, which names the place, when there is none or it is not whole."""
    with record_at(place) as record:
        return record_of(record, place)


def read_headers(place: Place) -> Mapping[str, str]:
    """The WARC headers of the record at a place, names in lower case; its body stays where it is."""
    with record_at(place) as record:
        return warc_headers(record)


@contextmanager
def record_at(place: Place) -> Iterator[WarcRecord]:
    """The record at a place, to be read before the file is closed. All that can go wrong is a `StoreError`."""
    try:
        with place.path.open("rb") as file:
            file.seek(place.offset)
            record = next(iter(ArchiveIterator(file, parse_http=False, quirks_mode=place.quirks)), None)
            if record is None:
                raise BrokenBodyError("no record begins there")
            yield record
    except (OSError, OverflowError, BrokenBodyError) as error:
        raise StoreError(f"{place}: {error}") from error


def warc_headers(record: WarcRecord) -> dict[str, str]:
    """The record's own headers, names in lower case."""
    return {name.lower(): value for name, value in record.headers.items()}


def record_of(record: WarcRecord, place: Place) -> Record:
    """The record under the reader. Raises `OSError` or `BrokenBodyError` when it is not whole."""
    warc = warc_headers(record)
    if warc.get("warc-type") not in ("response", "revisit"):
        raise BrokenBodyError("no response is there")
    if record.content_length > 2 * MOST_BYTES:
        raise BrokenBodyError(f"a record of {record.content_length:,} bytes")
    if record.content_length and not record.is_http_parsed:
        record.parse_http()
    status = record.http_headers.status_code if record.is_http_parsed else None
    if status is None and warc["warc-type"] == "response":
        raise BrokenBodyError("it holds no HTTP response")
    headers, body = out_of_chunks(http_headers(record), whole_body(record))
    return Record(place=place, warc=warc, status=status, headers=headers, body=body)


def http_headers(record: WarcRecord) -> Headers:
    """The HTTP headers, read as Latin-1."""
    pairs = record.http_headers.items_bytes() if record.is_http_parsed else ()
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs)


def whole_body(record: WarcRecord) -> bytes:
    """What is left of the record."""
    body = record.reader.read()
    if len(body) != record.content_length:
        raise BrokenBodyError(f"the file ends {record.content_length - len(body):,} bytes before the record does")
    return body


def out_of_chunks(headers: Headers, body: bytes) -> tuple[Headers, bytes]:
    """The response as `Exchange` has it: no transfer coding."""
    if not any(name.lower() == "transfer-encoding" and "chunked" in value.lower() for name, value in headers):
        return headers, body
    return tuple(pair for pair in headers if pair[0].lower() != "transfer-encoding"), dechunk(body)


def exchange_of(record: Record, original: Record | None, *, url: str, method: str, form: bytes = b"") -> Exchange:
    """The exchange that a record stands for; `original` is the record whose body a revisit refers to.

    A 304 says that the page stands as it was: then status and headers are the original's too. Raises `StoreError`
    when the record has no readable date.
    """
    fetched_at = date_of(record.warc.get("warc-date", ""))
    if fetched_at is None:
        raise StoreError(f"{record.place}: no readable date: {record.warc.get('warc-date')!r}")
    payload = original or record
    spoken = payload if record.status in (None, 304) else record
    if spoken.status is None:
        raise StoreError(f"{payload.place}: it holds no HTTP response")
    return Exchange(
        url=url,
        method=method,
        request_body=form,
        status=spoken.status,
        headers=spoken.headers,
        body=payload.body,
        fetched_at=fetched_at,
    )


def date_of(text: str) -> datetime | None:
    """A WARC-Date, whatever its precision, in UTC; None when it is none.

    >>> date_of("2014-01")
    datetime.datetime(2014, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    if coarse := COARSE_DATE.fullmatch(text):
        text = f"{coarse[1]}-{coarse[2] or '01'}-01"
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
