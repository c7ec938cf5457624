"""A news site on a local port: `python -m benchmarks.data.site COUNT` prints its address and serves until it is ended.

A feed names every page; pages have validators and are gzipped, as real ones are. `/sent` is how many bytes went out.
"""

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from subprocess import PIPE, Popen
from threading import Lock

from benchmarks.data.articles import article
from benchmarks.measure import PYTHON, ROOT

SIZE = 60_000  # bytes of a page
KIND = 3  # of the layouts: one that any reader of news knows
ITEM = "<item><title>Export controls, piece {0}</title><link>{1}/a/{0}.html</link><guid>{1}/a/{0}.html</guid></item>"


class Site(ThreadingHTTPServer):
    """The pages, gzipped, by path."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, count: int) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.origin = f"http://127.0.0.1:{self.server_port}"
        items = "".join(ITEM.format(number, self.origin) for number in range(count))
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Site</title>{items}</channel></rss>'
        self.pages = {"/feed.rss": gzip.compress(feed.encode(), mtime=0)}
        for number in range(count):
            page = article(4 * number + KIND, SIZE).page.encode()
            self.pages[f"/a/{number}.html"] = gzip.compress(page, mtime=0)
        self.sent, self.lock = 0, Lock()

    def count(self, sent: int) -> None:
        """Add to the bytes that went out."""
        with self.lock:
            self.sent += sent


class Answers(BaseHTTPRequestHandler):
    """GET, with 304 for who has the page."""

    server: Site
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """A page, 304, 404, or how much was sent."""
        tag, body = f'"{self.path}"', self.server.pages.get(self.path)
        if self.path == "/sent":
            self.reply(200, str(self.server.sent).encode(), {})
        elif body is None:
            self.reply(404, b"", {})
        elif self.headers.get("If-None-Match") == tag:
            self.reply(304, b"", {"ETag": tag})
        else:
            packed = "gzip" in self.headers.get("Accept-Encoding", "")
            kind = "application/rss+xml" if self.path.endswith("rss") else "text/html; charset=utf-8"
            headers = {"ETag": tag, "Content-Type": kind} | ({"Content-Encoding": "gzip"} if packed else {})
            self.reply(200, body if packed else gzip.decompress(body), headers)

    def reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        """Send it in one piece."""
        lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in headers.items())]
        answer = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body
        self.wfile.write(answer)
        self.server.count(len(answer))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def serving(count: int) -> Iterator[str]:
    """The address of a site in a process of its own, which ends with the block."""
    command = (PYTHON, "-m", "benchmarks.data.site", str(count))
    with Popen(command, cwd=ROOT, stdout=PIPE, text=True) as site:
        try:
            assert site.stdout
            yield site.stdout.readline().strip()
        finally:
            site.terminate()


if __name__ == "__main__":
    with Site(int(sys.argv[1])) as served:
        print(served.origin, flush=True)
        served.serve_forever()
