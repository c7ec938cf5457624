"""What is copied out of the archive is a WARC that others read, with the same bytes and nothing left out."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from storage.archive import ArchiveWriter
from storage.excerpt import RESOLVED_FROM, excerpt
from tests.fakes import PORTAL, WWW, exchange, minute

BODY = "列入出口管制管控名单".encode()


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[ArchiveWriter]:
    with ArchiveWriter(tmp_path, "20260302T010203Z-1") as found:
        yield found


def records(data: bytes) -> list[tuple[Any, bytes]]:
    """Every record with its body, as warcio reads them; it raises for a digest that is wrong."""
    return [
        (record, record.content_stream().read()) for record in ArchiveIterator(BytesIO(data), check_digests="raise")
    ]


def test_response_request_and_warcinfo_are_copied_and_nothing_else(writer: ArchiveWriter, tmp_path: Path) -> None:
    writer.append(exchange(PORTAL, b"another page"))
    wanted = writer.append(exchange(WWW, BODY))
    found = records(excerpt(tmp_path, [wanted, wanted]).pages)
    assert [record.rec_type for record, _ in found] == ["warcinfo", "response", "request"]
    (about, _), (answer, body), (request, _) = found
    assert body == BODY
    assert answer.rec_headers.get_header("WARC-Target-URI") == WWW
    assert answer.rec_headers.get_header("WARC-Date") == "2026-03-02T01:02:03Z"
    assert answer.rec_headers.get_header("WARC-Payload-Digest") == wanted.digest
    assert answer.rec_headers.get_header("WARC-Warcinfo-ID") == about.rec_headers.get_header("WARC-Record-ID")
    assert request.rec_headers.get_header("WARC-Concurrent-To") == answer.rec_headers.get_header("WARC-Record-ID")


def test_a_body_that_was_left_out_is_put_back(writer: ArchiveWriter, tmp_path: Path) -> None:
    first = writer.append(exchange(WWW, BODY))
    again = writer.append(exchange(PORTAL, BODY, fetched_at=minute(5), headers=(("X-Copy", "portal"),)), same_as=first)
    (_, (answer, body), (request, _)) = records(excerpt(tmp_path, [again]).pages)
    assert (answer.rec_type, body) == ("response", BODY)
    assert answer.rec_headers.get_header("WARC-Target-URI") == PORTAL
    assert answer.rec_headers.get_header("WARC-Date") == "2026-03-02T01:07:03Z"
    assert answer.http_headers.get_header("X-Copy") == "portal"
    assert answer.http_headers.get_header("Content-Length") == str(len(BODY))
    assert answer.rec_headers.get_header(RESOLVED_FROM).startswith("<urn:uuid:")
    assert not answer.rec_headers.get_header("WARC-Profile")
    assert request.rec_headers.get_header("WARC-Concurrent-To") == answer.rec_headers.get_header("WARC-Record-ID")


def test_unchanged_since_is_kept_apart_from_the_page_it_speaks_of(writer: ArchiveWriter, tmp_path: Path) -> None:
    first = writer.append(exchange(WWW, BODY))
    writer.append(exchange(PORTAL, b"between"))
    still = writer.append(exchange(WWW, b"", status=304, fetched_at=minute(60)), same_as=first, not_modified=True)
    found = excerpt(tmp_path, [still])
    _, (answer, body), _ = records(found.pages)
    (about, _), (revisit, _), (request, _) = records(found.unchanged)
    assert (answer.rec_type, body) == ("response", BODY)
    assert [record.rec_type for record in (about, revisit, request)] == ["warcinfo", "revisit", "request"]
    assert revisit.http_headers.get_statuscode() == "304"
    assert revisit.rec_headers.get_header("WARC-Refers-To") == answer.rec_headers.get_header("WARC-Record-ID")
    assert "Curbwatch-Refers-To-Filename" not in dict(revisit.rec_headers.headers)


def test_the_same_captures_give_the_same_bytes(writer: ArchiveWriter, tmp_path: Path) -> None:
    first = writer.append(exchange(WWW, BODY))
    again = writer.append(exchange(PORTAL, BODY), same_as=first)
    assert excerpt(tmp_path, [first, again]) == excerpt(tmp_path, [first, again])


def test_what_is_lost_is_named_and_the_rest_is_there(writer: ArchiveWriter, tmp_path: Path) -> None:
    kept = writer.append(exchange(WWW, BODY))
    gone = replace(kept, file="20250101T000000Z-1.warc.gz")
    other = replace(kept, digest="sha256:00")
    found = excerpt(tmp_path, [gone, other, kept])
    assert [one.capture for one in found.lost] == [gone, other]
    assert "20250101T000000Z-1.warc.gz at" in found.lost[0].detail
    assert "not the one that was captured" in found.lost[1].detail
    assert len(records(found.pages)) == 3
