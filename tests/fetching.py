"""A web server of one's own under any host name, and crawls of it: each in a process of its own, for a Twisted reactor
starts once. Run as a script, this is that process."""

import json
import resource
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any, cast

ROOT = Path(__file__).parents[1]
TODAY = "2026-06-01T03:00:00+00:00"

STORY = "China announced new export controls on gallium, the commerce ministry said on Monday. " * 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server answers. `hang` is a pause before it does, seconds; `length` a Content-Length of one's own;
    `play` does with the connection what it likes instead.
    """

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    hang: float = 0.0
    length: int | None = None
    play: Callable[[socket.socket], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request that the server saw. Header names are in lower case."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Site:
    """Replies by URL without scheme (`a.example/feed`); what is not there is 404."""

    origin: str
    replies: dict[str, Reply | Callable[[Asked], Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def urls(self) -> list[str]:
        """What was asked for, robots.txt apart."""
        return [asked.url for asked in self.asked if not asked.url.endswith("/robots.txt")]

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        reply = self.replies.get(asked.url, Reply(status=404, body=b"not here"))
        return reply(asked) if callable(reply) else reply


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A server on 127.0.0.1 with sockets of its own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = site.answer(
                Asked(method=self.command, url=f"{headers['host']}{self.path}", headers=headers, body=body)
            )
            sleep(reply.hang)
            if reply.play:
                reply.play(self.connection)
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
            self.end_headers()
            self.wfile.write(b"" if reply.status == 304 else reply.body)
            self.close_connection = reply.length is not None

        do_POST = do_GET  # noqa: N815 - the name that http.server looks for

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 128  # with the usual 5 a burst of connections waits a second

        def handle_error(self, *_: object) -> None:
            """Clients that hang up are part of the play."""

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = tls.wrap_socket(server.socket, server_side=True) if tls else server.socket
    site = Site(f"http{'s' if tls else ''}://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def html(title: str, text: str = STORY) -> bytes:
    """A news page."""
    return f"<html><title>{title}</title><body><article><h1>{title}</h1><p>{text}</p></article></body></html>".encode()


def rss(*items: tuple[str, str]) -> bytes:
    """A feed of (link, title)."""
    rows = "".join(f"<item><link>{link}</link><title>{title}</title></item>" for link, title in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{rows}</channel></rss>'.encode()


@contextmanager
def full_port() -> Iterator[int]:
    """A port at which nobody is let in: its queue is full, so a connection hangs."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server, ExitStack() as stack:
        for _ in range(4):
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(server.getsockname())
        yield cast("int", server.getsockname()[1])


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return cast("int", probe.getsockname()[1])


def configure(folder: Path, hosts: dict[str, str], feeds: dict[str, str], fetch: str = "", more: str = "") -> Path:
    """A configuration in a hurry; `hosts` are connected to elsewhere, `feeds` are sources by name."""
    sources = "".join(
        f'[sources.{name}]\nkind = "feed"\ndelay = 0.0\nurls = ["{url}"]\n' for name, url in feeds.items()
    )
    builtin = "".join(
        f"[sources.{name}]\ndelay = 0.0\n" for name in ("mofcom", "global-times", "scmp", "voa", "bloomberg-law")
    )
    connect = "".join(f'"{host}" = "{origin}"\n' for host, origin in hosts.items())
    manners = "delay = 0.0\nretries = 1\nbackoff = 0.01\nbackoff_max = 1.0\ntimeout = 1.0\nconcurrency = 4\n"
    manners += 'recheck = [{ until = "90d", every = "0m" }]\n'  # known pages are due on every run
    asked = {line.split(" =")[0] for line in fetch.splitlines()}
    kept = "\n".join(line for line in manners.splitlines() if line.split(" =")[0] not in asked)
    file = folder / "config.toml"
    file.write_text(f"[fetch]\n{kept}\n{fetch}\n[fetch.connect_to]\n{connect}{builtin}{sources}{more}", "utf-8")
    return file


def start(config: Path, *sources: str, **job: Any) -> subprocess.Popen[str]:
    """Begin a crawl in a process of its own."""
    task = {"config": str(config), "db": str(config.parent / "t.db"), "sources": sources, "now": TODAY} | job
    return subprocess.Popen(
        [sys.executable, "-W", "error::ResourceWarning", __file__, json.dumps(task)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def crawl_once(config: Path, *sources: str, **job: Any) -> SimpleNamespace:
    """Crawl to the end: `ok`, `reports` by source, `issues` by source as (kind, url, detail), `progress`, `error`."""
    out, err = start(config, *sources, **job).communicate(timeout=90)
    assert out, err
    found = json.loads(out)
    issues: dict[str, list[tuple[str, str, str]]] = {}
    for issue in found.get("issues", ()):
        issues.setdefault(issue["source"], []).append((issue["kind"], issue["url"], issue["detail"]))
    reports = {report["source"]: SimpleNamespace(**report) for report in found.get("reports", ())}
    return SimpleNamespace(**found | {"issues": issues, "reports": reports, "stderr": err})


class Watched:
    """Progress, written down."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int, str]] = []

    def advance(self, source: str, *, links: int, done: int, outcome: str) -> None:
        self.steps.append((source, links, done, outcome))


def peak_megabytes() -> int:
    """The most memory that this process has had. `ru_maxrss` would count what its parent had when it forked."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) // 1024


def main(job: dict[str, Any]) -> dict[str, Any]:
    """One crawl, told and reported in JSON."""
    from crawler.config import load_config
    from crawler.fetch.run import crawl
    from storage.errors import TrackError

    if job.get("offline"):

        def refuse(*_: object) -> None:
            raise AssertionError("a socket was opened")

        socket.socket.connect = socket.socket.connect_ex = refuse  # type: ignore[method-assign, assignment]
    if "largest_file" in job:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["largest_file"], job["largest_file"]))
    base, begun, progress = datetime.fromisoformat(job["now"]), monotonic(), Watched()
    try:
        report = crawl(
            load_config(Path(job["config"]), db=Path(job["db"]), environ={}),
            sources=job["sources"],
            since=date.fromisoformat(job["since"]) if job.get("since") else None,
            replay=[Path(name) for name in job.get("replay", ())],
            now=lambda: base.astimezone(UTC) + timedelta(seconds=monotonic() - begun),
            progress=progress,
        )
    except TrackError as error:
        return {"ok": False, "error": f"{type(error).__name__}: {error}"}
    taken = peak_megabytes()
    return asdict(report) | {"ok": report.ok, "progress": progress.steps, "error": None, "memory": taken}


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1])), default=str))
