"""What a bad server does to those who ask it, and some bodies that nobody should swallow."""

import socket
import struct
from collections.abc import Callable
from itertools import repeat
from time import sleep

from tests.fetching import Asked, Reply, html, rss
from tests.reading import PAGES

XML = (("Content-Type", "application/rss+xml"),)
PLAIN = (("Content-Type", "text/plain"),)
GZIP = (("Content-Encoding", "gzip"),)
MOST = 6_000_000  # bytes of a page, `fetch.max_bytes` of the tests
LATE = 8.0  # seconds: `fetch.timeout` is six

Answer = Reply | Callable[[Asked], Reply]


def feed_of(name: str, *paths: str) -> Reply:
    return Reply(body=rss(*((f"https://{name}.example{path}", f"Export curbs {path}") for path in paths)), headers=XML)


def moved(location: str) -> Reply:
    return Reply(status=302, headers=(("Location", location),))


def robots(text: str) -> Reply:
    return Reply(body=text.encode(), headers=PLAIN)


def in_turn(*replies: Reply) -> Answer:
    """One after the other, the last for ever."""
    rest = iter(replies[:-1])
    return lambda _: next(rest, replies[-1])


def reset(connection: socket.socket) -> None:
    """Hang up without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    socket.close(connection.detach())


def saying(*parts: bytes, pause: float = LATE) -> Reply:
    """The parts, with pauses in between."""

    def play(connection: socket.socket) -> None:
        for part in parts:
            connection.sendall(part)
            sleep(pause)

    return Reply(play=play)


def endless(connection: socket.socket) -> None:
    """A body without end, until the other side has enough of it."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for piece in repeat(b"<p>export</p>" * 5_000):
        connection.sendall(piece)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<html>"
PAGE = Reply(body=html("Export curbs"))
CHINESE = html("中国公布出口管制", "中国商务部周一公布对镓、锗相关物项实施出口管制的决定。" * 20)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "export">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
).encode()
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'


STORY_AT = "/page/202603/1370101.shtml"
SECTION = f'<html><body><a href="{STORY_AT}">Export curbs</a></body></html>'.encode()
STORY = Reply(body=(PAGES / "global_times" / "story.html").read_bytes())


def bomb(name: str, prologue: bytes, entity: str) -> Reply:
    """A feed that blows up, or reads our files, where entities are believed."""
    feed = feed_of(name, "/a", "/ok", "/new").body.partition(b"?>")[2].replace(b"curbs", f"curbs &{entity};".encode())
    return Reply(body=prologue + feed, headers=XML)


ITEMS = b"".join(b"<item><link>https://x.cn/%i</link></item>" % number for number in range(100_000))
MANY = rss().replace(b"</channel>", ITEMS + b"</channel>")
