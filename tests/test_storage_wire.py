"""From what lies on the wire to what a reader sees, bounded and without guessing."""

import gzip
import zlib
from io import BytesIO

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from hypothesis import given
from hypothesis import strategies as st

from storage.archive import page_of
from storage.errors import UnreadableError
from storage.wire import BrokenBodyError, dechunk, request_block, response_head
from tests.fakes import exchange

TEXT = "商务部公告2026年第11号".encode() * 50


def coded(coding: str, body: bytes) -> bytes:
    return page_of(exchange(body=body, headers=(("Content-Encoding", coding),))).body


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def with_writer(writer: type[BrotliWriter] | type[ZstdWriter], body: bytes) -> bytes:
    buffer = BytesIO()
    stream = writer(buffer)
    for at in range(0, len(body), 1 << 20):  # ZstdWriter of fastwarc 2.0.1 loses what is over 8 MB in one call
        stream.write(body[at : at + (1 << 20)])
    stream.close()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("GZIP", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:600]) + gzip.compress(TEXT[600:])),
        ("gzip", gzip.compress(TEXT) + b"\0" * 100),
        ("gzip", TEXT),  # decoded before it was written, the header kept
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("br", with_writer(BrotliWriter, TEXT)),
        ("zstd", with_writer(ZstdWriter, TEXT)),
        ("deflate, gzip", gzip.compress(zlib.compress(TEXT))),
        ("identity", TEXT),
        ("", TEXT),
    ],
)
def test_content_codings_are_undone(coding: str, body: bytes) -> None:
    assert coded(coding, body) == TEXT


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(TEXT)[:-30]),
        ("deflate", raw_deflate(TEXT)[:-3]),
        ("br", b"no brotli at all"),
        ("zstd", b"no zstd at all"),
        ("compress", TEXT),
        ("gzip, gzip, gzip, gzip", TEXT),
        ("gzip", gzip.compress(b"") * 2000),
    ],
)
def test_a_body_that_is_not_as_its_header_says_is_refused(coding: str, body: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        coded(coding, body)
    assert caught.value.kind == "layout"


def test_an_empty_body_has_no_coding() -> None:
    assert coded("gzip", b"") == b""


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_stopped_at_the_bound(coding: str) -> None:
    nothing = bytes(20_000_000)
    bomb = {
        "gzip": gzip.compress(nothing),
        "deflate": zlib.compress(nothing),
        "br": with_writer(BrotliWriter, nothing),
        "zstd": with_writer(ZstdWriter, nothing),
    }[coding]
    assert len(bomb) < 50_000
    with pytest.raises(UnreadableError) as caught:
        page_of(exchange(body=bomb, headers=(("Content-Encoding", coding),)), most=1_000_000)
    assert caught.value.kind == "too-large"
    assert len(page_of(exchange(body=bomb, headers=(("Content-Encoding", coding),))).body) == 20_000_000


def test_a_plain_body_is_bounded_too() -> None:
    with pytest.raises(UnreadableError, match="too-large"):
        page_of(exchange(body=b"x" * 11), most=10)
    assert page_of(exchange(body=b"x" * 10), most=10).body == b"x" * 10


def test_header_names_are_lower_case_and_those_of_the_coded_body_are_gone() -> None:
    headers = (("ETag", "a"), ("Etag", "b"), ("Content-Encoding", "gzip"), ("Content-Length", "9"), ("X-Né", "é"))
    page = page_of(exchange(body=gzip.compress(TEXT), headers=headers))
    assert page.headers == {"etag": "b", "x-né": "é"}


def in_chunks(body: bytes, sizes: list[int]) -> bytes:
    found, at = b"", 0
    for size in [*sizes, len(body)]:
        if piece := body[at : at + size]:
            found += b"%x;note\r\n%b\r\n" % (len(piece), piece)
        at += size
    return found + b"0\r\n\r\n"


@given(st.binary(max_size=200), st.lists(st.integers(1, 50), max_size=8))
def test_chunks_are_put_together(body: bytes, sizes: list[int]) -> None:
    assert dechunk(in_chunks(body, sizes)) == body


@pytest.mark.parametrize("body", [b"", b"<html>", b"no chunks\r\n", b"\r\n"])
def test_what_is_not_in_chunks_stays(body: bytes) -> None:
    assert dechunk(body) == body


@pytest.mark.parametrize(
    "body", [b"5\r\nabcde\r\n", b"5\r\nabcde\r\n9\r\nabc", b"5\r\nabc", b"3\r\nabcde\r\n0\r\n\r\n"]
)
def test_chunks_that_break_off_are_refused(body: bytes) -> None:
    with pytest.raises(BrokenBodyError):
        dechunk(body)


def test_the_head_says_how_long_the_body_is_as_it_is_kept() -> None:
    headers = (("Transfer-Encoding", "chunked"), ("Content-Length", "7"), ("Content-Encoding", "gzip"))
    assert response_head(exchange(body=b"12345", headers=headers)) == (
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n"
    )
    assert response_head(exchange(status=304, body=b"", headers=(("ETag", '"1"'),))) == (
        b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
    )


def test_a_line_break_in_a_header_makes_no_second_header() -> None:
    assert b"\r\nX-Forged" not in response_head(exchange(headers=(("X", "a\r\nX-Forged: b"),)))


def test_our_secrets_are_not_written_down() -> None:
    asked = exchange(
        "https://user:secret@a.cn/列表?q=中#top",
        method="POST",
        request_headers=(("Authorization", "secret"), ("cookie", "secret"), ("Accept", "*/*"), ("Host", "forged")),
        request_body=b"pageNumber=1",
    )
    assert request_block(asked) == (
        b"POST /%E5%88%97%E8%A1%A8?q=%E4%B8%AD HTTP/1.1\r\n"
        b"Host: a.cn\r\nAccept: */*\r\nContent-Length: 12\r\n\r\npageNumber=1"
    )
