"""Some captures of the archive as a WARC that stands alone: what is proven by it needs nothing of ours to be read.

Records are copied as they were written, with the request that led to them and the `warcinfo` of their file. Where the
body was left out because we had it (`identical-payload-digest`), the response is put together again. An answer 304 had
no body: the response that it confirmed is copied, and the answer itself kept apart, for a replay tool would show an
empty page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType

from storage.archive import bare, digest_of, member, referred
from storage.errors import StoreError
from storage.model import Capture
from storage.warc import REFERS_TO_FILE, REFERS_TO_OFFSET, Place, Record, read_record, record_at

OURS = (REFERS_TO_FILE.lower(), REFERS_TO_OFFSET.lower())  # they speak of files that are not here
OF_REVISITS = (*OURS, "warc-profile", "warc-refers-to", "warc-refers-to-target-uri", "warc-refers-to-date")
OF_ITSELF = ("warc-type", "warc-record-id", "warc-block-digest", "content-length")
RESOLVED_FROM = "Curbwatch-Resolved-From"  # the record whose left-out body was put back


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A capture whose bytes the archive no longer has, and what was found instead."""

    capture: Capture
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Two whole `.warc.gz`, the same for the same captures: pages, and answers 304 (empty without any); and what could
    not be copied."""

    pages: bytes
    unchanged: bytes
    lost: tuple[Lost, ...]


def excerpt(folder: Path, captures: Sequence[Capture]) -> Excerpt:
    """Copy the captures out of the archive in `folder`, in their order, each record once."""
    pages: dict[Place, bytes] = {}
    unchanged: dict[Place, bytes] = {}
    lost = []
    for capture in captures:
        try:
            found, original = verified(folder, capture)
            if original and found.status == 304:
                pages |= exchange_at(original.place)
                unchanged |= exchange_at(found.place)
            else:
                pages |= exchange_at(found.place, original.body if original else None)
        except StoreError as error:
            lost.append(Lost(capture=capture, detail=str(error)))
    return Excerpt(pages=b"".join(pages.values()), unchanged=b"".join(unchanged.values()), lost=tuple(lost))


def verified(folder: Path, capture: Capture) -> tuple[Record, Record | None]:
    """The record of a capture, and the one with its body if that lies elsewhere.

    Raises `StoreError` when the bytes are not those captured.
    """
    place = Place(path=folder / bare(capture.file), offset=capture.offset)
    found = read_record(place)
    original = read_record(referred(folder, found.warc, place)) if found.is_revisit else None
    if digest_of((original or found).body) != capture.digest:
        raise StoreError(f"{place}: the body is not the one that was captured: its digest is not {capture.digest}")
    return found, original


def exchange_at(place: Place, body: bytes | None = None) -> dict[Place, bytes]:
    """Who wrote the file, by its place; the record at a place, with `body` put back where it was left out; its request.

    The record and its request stand under one place.
    """
    start = Place(path=place.path, offset=0)
    with record_at(start) as first:
        about = member(first) if first.record_type == WarcRecordType.warcinfo else b""
    answer, request = records_at(place)
    if answer.record_type == WarcRecordType.revisit:
        answer = without_our_headers(answer) if body is None else resolved(answer, body)
    return {start: about, place: member(answer) + (member(asked(request, answer)) if request else b"")}


def records_at(place: Place) -> tuple[WarcRecord, WarcRecord | None]:
    """The record at a place, and the request behind it where it is that of the same exchange."""
    try:
        with place.path.open("rb") as file:
            file.seek(place.offset)
            found = iter(ArchiveIterator(file, parse_http=False))
            answer = next(found)
            answer.freeze()
            request = next(found, None)
            if request is None or request.headers.get("WARC-Concurrent-To") != answer.headers["WARC-Record-ID"]:
                return answer, None
            request.freeze()
    except OSError as error:
        raise StoreError(f"{place}: {error}") from error
    return answer, request


def resolved(revisit: WarcRecord, body: bytes) -> WarcRecord:
    """The response that a revisit left the body out of, under a name that is always the same."""
    name = revisit.headers["WARC-Record-ID"]
    response = written_anew(revisit, WarcRecordType.response, f"uuid:{uuid5(NAMESPACE_URL, name)}", OF_REVISITS, body)
    response.headers[RESOLVED_FROM] = name
    return response


def without_our_headers(revisit: WarcRecord) -> WarcRecord:
    """The revisit without what it says of files that are not here."""
    name = revisit.headers["WARC-Record-ID"].removeprefix("<urn:").removesuffix(">")
    return written_anew(revisit, WarcRecordType.revisit, name, OURS)


def written_anew(
    record: WarcRecord, kind: WarcRecordType, name: str, without: tuple[str, ...], body: bytes = b""
) -> WarcRecord:
    """A record of that kind and name, with headers left out and `body` behind its block."""
    made = WarcRecord()
    made.init_headers(kind, name.encode())
    for header, value in record.headers.items():
        if header.lower() not in (*without, *OF_ITSELF):
            made.headers[header] = value
    made.set_bytes_content(record.reader.read() + body)
    return made


def asked(request: WarcRecord, answer: WarcRecord) -> WarcRecord:
    """The request, led to the answer by its name."""
    request.headers["WARC-Concurrent-To"] = answer.headers["WARC-Record-ID"]
    return request
