"""Between the bytes of HTTP and our records. Pure. Header text is Latin-1, as HTTP has it: one character a byte."""

import io
import re
import zlib
from http import HTTPStatus
from typing import TypedDict
from urllib.parse import quote, urlsplit

from fastwarc.stream_io import BrotliReader, WarcReader, ZstdReader

from storage.errors import UnreadableError
from storage.model import Exchange, Page

MOST_BYTES = 64 * 1024 * 1024  # of one page, its content coding undone
MOST_MEMBERS = 1000  # of one gzip body; each costs a copy of the rest
MOST_CODINGS = 3

GZIP_MAGIC = b"\x1f\x8b"
GZIP, ZLIB, RAW = 31, 15, -15  # what zlib calls `wbits`
CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,12})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
CHUNK_END = re.compile(rb"\r?\n")

READERS = {"br": BrotliReader, "zstd": ZstdReader}

NOT_MODIFIED = 304  # has no body, so no length
PHRASES = {status.value: status.phrase for status in HTTPStatus}

# Headers of a request that are secrets of ours: they are sent, and never written down.
SECRET = ("authorization", "cookie", "proxy-authorization")


class BrokenBodyError(ValueError):
    """The body is not what its headers say."""


class Offered(TypedDict):
    """What makes the next GET of a page conditional."""

    etag: str | None
    last_modified: str | None


def offered(exchange: Exchange) -> Offered:
    """The validators in an answer."""
    headers = {name.lower(): value for name, value in exchange.headers}
    return Offered(etag=headers.get("etag"), last_modified=headers.get("last-modified"))


def page_of(exchange: Exchange, *, most: int = MOST_BYTES) -> Page:
    """The exchange as a reader sees it: header names in lower case, the last of equal ones wins, content coding undone.

    `content-encoding` and `content-length` spoke of the coded body and are left out. Raises `UnreadableError`:
    `too-large` beyond `most` bytes, `layout` when the body is not coded as its header says.
    """
    headers = {name.lower(): value for name, value in exchange.headers}
    codings = headers.pop("content-encoding", "")
    headers.pop("content-length", None)
    return Page(
        url=exchange.url,
        status=exchange.status,
        headers=headers,
        body=undo_codings(exchange.body, codings, exchange.url, most),
        fetched_at=exchange.fetched_at,
    )


def undo_codings(body: bytes, codings: str, url: str, most: int) -> bytes:
    """Undo `Content-Encoding: a, b`, the last first."""
    names = [name for name in (part.strip().lower() for part in codings.split(",")) if name not in ("", "identity")]
    if len(names) > MOST_CODINGS:
        raise UnreadableError("layout", url, f"the body is coded {len(names)} times over")
    for name in reversed(names):
        try:
            body = undo_coding(body, name, most + 1) if body else b""
        except (BrokenBodyError, OSError, zlib.error) as error:
            raise UnreadableError("layout", url, f"the body is not {name}, as its header says: {error}") from error
        refuse_size(body, url, most)
    refuse_size(body, url, most)
    return body


def refuse_size(body: bytes, url: str, most: int) -> None:
    """Raise for a body over the bound."""
    if len(body) > most:
        raise UnreadableError("too-large", url, f"more than {most:,} bytes, its content coding undone")


def undo_coding(body: bytes, name: str, most: int) -> bytes:
    """The first `most` bytes of the decoded body."""
    if name in ("gzip", "x-gzip"):
        # Other people's archives often keep the header over a body that was decoded before it was written.
        return inflate(body, GZIP, most) if body.startswith(GZIP_MAGIC) else body
    if name == "deflate":
        return inflate(body, ZLIB if is_zlib(body) else RAW, most)
    if name in READERS:
        return drained(READERS[name](io.BytesIO(body)), most)
    raise BrokenBodyError("a coding that nobody here knows")


def drained(reader: WarcReader, most: int) -> bytes:
    """The first `most` bytes; one call may give fewer than it was asked for."""
    found = bytearray()
    while len(found) < most and (piece := reader.read(most - len(found))):
        found += piece
    return bytes(found)


def is_zlib(body: bytes) -> bool:
    """True for the two bytes of RFC 1950; servers send `deflate` with and without them."""
    return len(body) >= 2 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0


def inflate(body: bytes, wbits: int, most: int) -> bytes:
    """All members of the body, one behind the other, up to `most` bytes; what follows the last one is padding."""
    found = bytearray()
    for _ in range(MOST_MEMBERS):
        member = zlib.decompressobj(wbits)
        found += member.decompress(body, most - len(found))
        if len(found) >= most:
            return bytes(found)
        if not member.eof:
            raise BrokenBodyError("it ends in the middle")
        body = member.unused_data
        if not body.startswith(GZIP_MAGIC):
            return bytes(found)
    raise BrokenBodyError(f"more than {MOST_MEMBERS} gzip members")


def dechunk(body: bytes) -> bytes:
    """Undo `Transfer-Encoding: chunked`; a body that was never chunked, or was undone before, stays as it is.

    Raises `BrokenBodyError` when it begins in chunks and then breaks off.
    """
    pieces: list[bytes] = []
    at = 0
    while size := CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[size.end() : size.end() + length])
        line_end = CHUNK_END.match(body, size.end() + length)
        if line_end is None:
            break
        at = line_end.end()
    if not pieces:
        return body
    raise BrokenBodyError(f"its chunks break off after {at} bytes")


def response_head(exchange: Exchange) -> bytes:
    """Status line and headers, with the length of the body as it is kept: no longer in chunks."""
    kept = [pair for pair in exchange.headers if pair[0].lower() not in ("transfer-encoding", "content-length")]
    if exchange.status != NOT_MODIFIED:
        kept.append(("Content-Length", str(len(exchange.body))))
    return head(f"HTTP/1.1 {exchange.status} {PHRASES.get(exchange.status, '')}", kept)


def request_block(exchange: Exchange) -> bytes:
    """The request as sent, without our secrets."""
    parts = urlsplit(ascii_url(exchange.url))
    path = parts.path or "/"
    line = f"{exchange.method} {path}{'?' + parts.query if parts.query else ''} HTTP/1.1"
    kept = [pair for pair in exchange.request_headers if pair[0].lower() not in (*SECRET, "host", "content-length")]
    host = parts.netloc.rpartition("@")[2]
    length = [("Content-Length", str(len(exchange.request_body)))] if exchange.request_body else []
    return head(line, [("Host", host), *kept, *length]) + exchange.request_body


def head(line: str, headers: list[tuple[str, str]]) -> bytes:
    """One line each. A line break inside would be a header that nobody sent."""
    lines = [line, *(f"{name}: {value}" for name, value in headers)]
    return "".join(re.sub(r"[\r\n\0]+", " ", text) + "\r\n" for text in [*lines, ""]).encode("latin-1", "replace")


def ascii_url(url: str) -> str:
    """The URL as it is sent: what HTTP does not allow is percent-encoded, what is encoded stays."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~", errors="surrogatepass")
