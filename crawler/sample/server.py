"""The sample's sites on one local port, told apart by the Host header, with the manners of the real servers."""

import gzip
import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from crawler.sample import Answer, Answers

LONGEST_FORM = 10_000  # bytes
SMALLEST_GZIP = 500  # bytes; less is sent as it is, as most servers do
IDLE = 30  # seconds without a request after which a connection is closed


class SampleServer(ThreadingHTTPServer):
    """Serves one day at a time on 127.0.0.1 and a port of the system's choice."""

    daemon_threads = True

    def __init__(self, day: int = 1) -> None:
        super().__init__(("127.0.0.1", 0), SampleHandler)
        self.show(day)

    @property
    def origin(self) -> str:
        """`http://127.0.0.1:port`."""
        return f"http://127.0.0.1:{self.server_port}"

    def show(self, day: int) -> None:
        """From now on serve this day, counted from 1."""
        self.answers = Answers(day)


@contextmanager
def serving() -> Iterator[SampleServer]:
    """A server that runs until the block ends, at its first day."""
    with SampleServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class SampleHandler(BaseHTTPRequestHandler):
    """Answers GET, HEAD and POST from memory."""

    server: SampleServer
    protocol_version = "HTTP/1.1"
    timeout = IDLE

    def do_GET(self) -> None:
        """A page, or 304 when the client has it."""
        self.reply(self.found(urlsplit(self.path).query))

    def do_HEAD(self) -> None:
        """The same without its body."""
        self.do_GET()

    def do_POST(self) -> None:
        """The portal's list API. Asked by anything but a script, it answers 200 with every Chinese character lost."""
        length = min(int(self.headers.get("Content-Length", "0")), LONGEST_FORM)
        answer = self.found(self.rfile.read(length).decode("utf-8", "replace"))
        if answer and self.headers.get("X-Requested-With") != "XMLHttpRequest":
            lost = re.sub(r"[^\x00-\x7f]", "?", answer.body.decode())
            self.send(200, lost.encode(), {"Content-Type": answer.content_type})
        else:
            self.reply(answer)

    def found(self, form: str) -> Answer | None:
        """The answer for this host, path and form."""
        host = self.headers.get("Host", "").partition(":")[0].lower()
        return self.server.answers.find(host, urlsplit(self.path).path, parse_qsl(form))

    def reply(self, answer: Answer | None) -> None:
        """Send a page with its validators, only these when they are what the client has, or 404."""
        if answer is None:
            self.send(404, b"<html><body><h1>404 Not Found</h1></body></html>", {"Content-Type": "text/html"})
            return
        headers = {
            "Content-Type": answer.content_type,
            "ETag": f'W/"{hashlib.sha256(answer.body).hexdigest()[:16]}"',
            "Last-Modified": format_datetime(answer.since, usegmt=True),
            "Vary": "Accept-Encoding",
        }
        if self.has(headers["ETag"], answer):
            self.send(304, b"", headers)
        else:
            self.send(200, answer.body, headers)

    def has(self, etag: str, answer: Answer) -> bool:
        """Whether the client holds this answer: by its ETag where it sends one, else by date (RFC 9110, 13.2.2)."""
        if known := self.headers.get("If-None-Match"):
            return etag in [tag.strip() for tag in known.split(",")]
        if date := self.headers.get("If-Modified-Since"):
            return answer.since <= parsedate_to_datetime(date).replace(tzinfo=UTC)
        return False

    def send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        """Send one response, gzipped when that is asked for and pays."""
        if "gzip" in self.headers.get("Accept-Encoding", "") and len(body) >= SMALLEST_GZIP:
            body, headers = gzip.compress(body, mtime=0), headers | {"Content-Encoding": "gzip"}
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the crawl tells what it sees."""
