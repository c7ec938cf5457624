"""What was received can be read again, byte by byte, years later, and nothing else can pass for it."""

import gzip
import os
import resource
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastwarc import ArchiveIterator, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.archive import ArchiveWriter, digest_of, page_of, read
from storage.errors import StoreError, UnreadableError
from storage.model import Capture, Exchange
from tests.fakes import WWW, exchange, minute

GZIPPED = exchange(
    body=gzip.compress("列入出口管制管控名单".encode()),
    headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")),
)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[ArchiveWriter]:
    with ArchiveWriter(tmp_path, "20260302T010203Z-1", software="Curbwatch/0.1", user_agent="Mozilla/5.0") as found:
        yield found


def records(path: Path) -> list[tuple[str, dict[str, str], bytes]]:
    with path.open("rb") as file:
        return [
            (str(record.record_type), record.headers.to_dict(), record.reader.read())
            for record in ArchiveIterator(file, parse_http=False)
        ]


def test_what_was_appended_is_read_as_it_came(writer: ArchiveWriter, tmp_path: Path) -> None:
    captures = [writer.append(one) for one in (exchange(), GZIPPED, exchange(status=404, body=b""))]
    assert read(tmp_path, captures[0]) == page_of(exchange())
    assert read(tmp_path, captures[1]).body.decode() == "列入出口管制管控名单"
    assert read(tmp_path, captures[2]).status == 404
    assert captures[0].digest == digest_of(exchange().body)
    assert captures[0].file == "20260302T010203Z-1.warc.gz"


@settings(max_examples=50)
@given(body=st.binary(max_size=2000), value=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=50))
def test_any_body_and_header_survive(tmp_path_factory: pytest.TempPathFactory, body: bytes, value: str) -> None:
    folder = tmp_path_factory.mktemp("archive")
    sent = exchange(body=body, headers=(("X-Any", value.strip()),))
    with ArchiveWriter(folder, "one") as one:
        assert read(folder, one.append(sent)) == page_of(sent)


def test_the_file_is_a_warc_that_others_read(writer: ArchiveWriter, tmp_path: Path) -> None:
    writer.append(replace(GZIPPED, method="POST", request_body=b"a=1"))
    about, response, request = records(tmp_path / "20260302T010203Z-1.warc.gz")
    assert about[0] == "warcinfo"
    assert b"software: Curbwatch/0.1\r\n" in about[2]
    assert b"http-header-user-agent: Mozilla/5.0\r\n" in about[2]
    assert response[1]["WARC-Target-URI"] == WWW
    assert response[1]["WARC-Date"] == "2026-03-02T01:02:03Z"
    assert response[1]["WARC-Payload-Digest"] == digest_of(GZIPPED.body)
    assert response[1]["WARC-Warcinfo-ID"] == about[1]["WARC-Record-ID"]
    assert b"Transfer-Encoding" not in response[2]
    assert response[2].endswith(GZIPPED.body)
    assert request[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]
    assert request[2].startswith(b"POST /zcfb/")
    assert request[2].endswith(b"\r\n\r\na=1")


def test_digests_are_right_by_the_library_s_own_check(writer: ArchiveWriter, tmp_path: Path) -> None:
    writer.append(GZIPPED)
    with (tmp_path / "20260302T010203Z-1.warc.gz").open("rb") as file:
        assert all(record.verify_block_digest() for record in ArchiveIterator(file, parse_http=False))
    with (tmp_path / "20260302T010203Z-1.warc.gz").open("rb") as file:
        response = next(iter(ArchiveIterator(file, record_types=WarcRecordType.response)))
        assert response.verify_payload_digest()


def test_the_same_body_is_written_once(writer: ArchiveWriter, tmp_path: Path) -> None:
    noise = os.urandom(50_000)
    first = writer.append(exchange(body=noise))
    size = (tmp_path / first.file).stat().st_size
    again = writer.append(
        exchange("https://a.cn/copy", noise, headers=(("Content-Type", "text/plain"),), fetched_at=minute(1)),
        same_as=first,
    )
    assert (tmp_path / first.file).stat().st_size - size < 2000
    page = read(tmp_path, again)
    assert (page.url, page.body, page.fetched_at) == ("https://a.cn/copy", noise, minute(1))
    assert page.headers["content-type"] == "text/plain"
    assert again.digest == first.digest


def test_revisits_refer_to_the_first_record_across_runs(writer: ArchiveWriter, tmp_path: Path) -> None:
    last = first = writer.append(exchange())
    for run in range(5):
        with ArchiveWriter(tmp_path, f"run-{run}") as later:
            last = later.append(exchange(fetched_at=minute(run)), same_as=last)
    assert read(tmp_path, last).body == exchange().body
    headers = records(tmp_path / "run-4.warc.gz")[1][1]
    assert headers["Curbwatch-Refers-To-Filename"] == first.file
    assert headers["Curbwatch-Refers-To-Offset"] == str(first.offset)
    assert headers["WARC-Refers-To-Target-URI"] == WWW
    assert headers["WARC-Refers-To-Date"] == "2026-03-02T01:02:03Z"


def test_not_modified_gives_the_page_that_stands(writer: ArchiveWriter, tmp_path: Path) -> None:
    first = writer.append(GZIPPED)
    answer = exchange(status=304, body=b"", headers=(("ETag", '"2"'),), fetched_at=minute(7))
    still = writer.append(answer, same_as=first, not_modified=True)
    assert (still.status, still.digest) == (304, first.digest)
    assert read(tmp_path, still) == replace(read(tmp_path, first), fetched_at=minute(7))
    assert records(tmp_path / first.file)[3][1]["WARC-Profile"].endswith("/server-not-modified")


def test_another_body_is_no_revisit(writer: ArchiveWriter) -> None:
    first = writer.append(exchange())
    with pytest.raises(ValueError, match="not the body"):
        writer.append(exchange(body=b"another"), same_as=first)


def test_a_body_whose_first_record_is_lost_is_written_again(writer: ArchiveWriter, tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "lost") as other:
        first = other.append(exchange())
    (tmp_path / first.file).unlink()
    again = writer.append(exchange(fetched_at=minute(1)), same_as=first)
    assert read(tmp_path, again).body == exchange().body
    with pytest.raises(StoreError, match=r"lost\.warc\.gz at"):
        writer.append(exchange(status=304, body=b""), same_as=first, not_modified=True)
    assert read(tmp_path, writer.append(exchange(body=b"next"))).body == b"next"


@pytest.mark.parametrize("name", ["../out.warc.gz", "/etc/passwd", "a/b.warc.gz", "a\\b", "..", "", "a\0b"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="bare file name"):
        read(tmp_path, Capture(url=WWW, status=200, file=name, offset=0, digest="", fetched_at=minute(0)))


@pytest.mark.parametrize("label", ["../out", "a/b"])
def test_a_label_that_leads_out_of_the_folder_is_refused(tmp_path: Path, label: str) -> None:
    with pytest.raises(StoreError, match="bare file name"):
        ArchiveWriter(tmp_path / "in", label)


def test_a_file_is_never_written_twice(writer: ArchiveWriter, tmp_path: Path) -> None:
    capture = writer.append(exchange())
    with pytest.raises(StoreError, match="exists"):
        ArchiveWriter(tmp_path, "20260302T010203Z-1")
    assert read(tmp_path, capture) == page_of(exchange())


def refused(folder: Path, capture: Capture) -> str:
    with pytest.raises(StoreError) as caught:
        read(folder, capture)
    return str(caught.value)


def test_what_is_missing_or_changed_is_named(writer: ArchiveWriter, tmp_path: Path) -> None:
    first, second = writer.append(exchange()), writer.append(exchange(body=b"second"))
    place = f"{second.file} at {second.offset}"
    assert place in refused(tmp_path, replace(second, digest=first.digest))
    assert f"{second.file} at {second.offset + 1}" in refused(tmp_path, replace(second, offset=second.offset + 1))
    assert "at 0: no response is there" in refused(tmp_path, replace(second, offset=0))
    assert "at 999999999" in refused(tmp_path, replace(second, offset=999_999_999))
    assert "gone.warc.gz at" in refused(tmp_path, replace(second, file="gone.warc.gz"))


def test_a_torn_last_record_harms_no_other(writer: ArchiveWriter, tmp_path: Path) -> None:
    first, last = writer.append(exchange()), writer.append(exchange(body=os.urandom(5000)))
    path = tmp_path / first.file
    whole = path.read_bytes()
    for length in range(last.offset, last.offset + 5000, 50):
        path.write_bytes(whole[:length])
        assert read(tmp_path, first) == page_of(exchange())
        assert f"{last.file} at {last.offset}" in refused(tmp_path, last)


def test_every_flipped_bit_is_noticed(writer: ArchiveWriter, tmp_path: Path) -> None:
    capture = writer.append(exchange(body=b"The list holds 28 names."))
    path = tmp_path / capture.file
    whole = path.read_bytes()
    harmless = page_of(exchange(body=b"The list holds 28 names."))
    for at in range(capture.offset, len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            assert read(tmp_path, capture).body == harmless.body
        except StoreError as error:
            assert f"{capture.file} at {capture.offset}" in str(error)


def test_too_large_to_unpack(writer: ArchiveWriter, tmp_path: Path) -> None:
    bomb = exchange(body=gzip.compress(bytes(5_000_000)), headers=(("Content-Encoding", "gzip"),))
    capture = writer.append(bomb)
    with pytest.raises(UnreadableError, match="too-large"):
        read(tmp_path, capture, most=1_000_000)


def test_a_full_disk_leaves_no_half_record(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "full") as writer:
        first = writer.append(exchange())
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (writer.path.stat().st_size + 1000, hard))
        try:
            with pytest.raises(StoreError, match=r"full\.warc\.gz"):
                writer.append(exchange(body=os.urandom(100_000)))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        second = writer.append(exchange(body=b"there is room again"))
    assert [kind for kind, *_ in records(writer.path)] == ["warcinfo", "response", "request", "response", "request"]
    assert read(tmp_path, first).body == exchange().body
    assert read(tmp_path, second).body == b"there is room again"


def hostile() -> list[Exchange]:
    return [
        exchange("https://a.cn/\r\nWARC-Type: warcinfo"),
        exchange("https://a.cn/\ud800"),
        exchange(headers=(("X\r\n\r\nbody", "y\0z"),)),
        exchange(request_headers=(("X", "中"),)),
        exchange(status=799),
    ]


@pytest.mark.parametrize("number", range(len(hostile())))
def test_hostile_text_stays_in_its_place(writer: ArchiveWriter, tmp_path: Path, number: int) -> None:
    sent = hostile()[number]
    page = read(tmp_path, writer.append(sent))
    assert (page.url, page.status, page.body) == (sent.url, sent.status, sent.body)
    assert [kind for kind, *_ in records(writer.path)] == ["warcinfo", "response", "request"]
