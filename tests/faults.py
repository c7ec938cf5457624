"""The ways in which a site fails, and what must come of each: the table of the tests and of `docs/faults.md`, which
`python -m tests.faults` writes.
"""

import gzip
from dataclasses import dataclass, field
from pathlib import Path

from storage.errors import IssueKind
from tests.fetching import Reply, html, rss
from tests.misbehaving import (
    CHINESE,
    GZIP,
    HEAD,
    LATE,
    LAUGHS,
    MANY,
    MOST,
    OUTSIDE,
    PAGE,
    SECTION,
    STORY,
    STORY_AT,
    XML,
    Answer,
    bomb,
    endless,
    feed_of,
    in_turn,
    moved,
    reset,
    robots,
    saying,
)

DOCUMENT = Path(__file__).parents[1] / "docs" / "faults.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a site does, and the one issue of it: `kind`, where (`at`), and part of the `detail`.

    Without a kind it is no failure, and `detail` says what comes of it instead. `replies` are served besides a feed
    that names /a and /ok, known since the day before, and /new.
    """

    does: str
    replies: dict[str, Answer] = field(default_factory=dict)
    kind: IssueKind | None = None
    at: str = "/a"
    detail: str = ""


FAULTS: dict[str, Fault] = {
    # No connection
    "refused": Fault(
        does="refuses the connection", kind="unreachable", at="/robots.txt", detail="connection refused"
    ),
    "no-such-host": Fault(does="has no address", kind="unreachable", at="/robots.txt", detail="no such host"),
    "no-connect": Fault(does="never takes the connection", kind="robots", at="/robots.txt", detail="no answer in time"),
    "no-tls": Fault(does="speaks no TLS", kind="unreachable", at="/robots.txt", detail="connection failed"),
    "stranger": Fault(
        does="shows a certificate of nobody we trust", kind="unreachable", at="/robots.txt", detail="connection failed"
    ),
    "reset": Fault(
        does="resets the connection", replies={"/a": Reply(play=reset)}, kind="unreachable", detail="connection failed"
    ),
    # No answer, half an answer
    "hangs": Fault(
        does="hangs before it answers",
        replies={"/a": Reply(hang=LATE)}, kind="unreachable", detail="no answer in time",
    ),
    "hangs-in-headers": Fault(
        does="hangs in its headers",
        replies={"/a": saying(HEAD[:40])}, kind="unreachable", detail="no answer in time",
    ),
    "hangs-in-body": Fault(
        does="hangs in the body",
        replies={"/a": saying(HEAD)}, kind="unreachable", detail="no answer in time",
    ),
    "drips": Fault(
        does="sends a byte at a time",
        replies={"/a": saying(HEAD, *[b"x"] * 20, pause=0.5)}, kind="unreachable", detail="no answer in time",
    ),
    "breaks-off": Fault(
        does="says it sends more than it does",
        replies={"/a": Reply(body=b"<html>", length=900)}, kind="unreachable", detail="broke off",
    ),
    "too-short": Fault(
        does="says it sends less than it does",
        replies={"/a": Reply(body=html("Export curbs"), length=40)}, kind="layout", detail="headline or paragraphs",
    ),
    # Too much
    "too-large": Fault(
        does="sends more than `fetch.max_bytes`",
        replies={"/a": Reply(body=b"x" * (MOST + 1))}, kind="too-large", detail="more bytes than fetch.max_bytes",
    ),
    "endless": Fault(
        does="never stops sending",
        replies={"/a": Reply(play=endless)}, kind="too-large", detail="more bytes than fetch.max_bytes",
    ),
    "bomb": Fault(
        does="sends a gzip bomb",
        replies={"/a": Reply(body=gzip.compress(b"a" * (MOST + 1)), headers=GZIP)},
        kind="too-large", detail="its content coding undone",
    ),
    "not-gzip": Fault(
        does="sends broken gzip",
        replies={"/a": Reply(body=gzip.compress(b"cut" * 99)[:-9], headers=GZIP)},
        kind="layout", detail="the body is not gzip",
    ),
    "many-items": Fault(
        does="has a feed of 100,000 items",
        replies={"/feed": Reply(body=MANY, headers=XML)}, kind="too-large", at="/feed",
        detail=f"a feed of {len(MANY)} bytes",
    ),
    "laughs": Fault(
        does="has an XML bomb for a feed",
        replies={"/feed": bomb("laughs", LAUGHS, "a9")}, detail="reads it without its entities",
    ),
    "reads-files": Fault(
        does="has a feed with an external entity",
        replies={"/feed": bomb("reads-files", OUTSIDE, "out")}, detail="reads it without its entities",
    ),
    "global-times": Fault(
        does="has an XML bomb for a sitemap",
        replies={"/sitemap.xml": Reply(body=LAUGHS + b"<urlset><url><loc>&a9;</loc></url></urlset>", headers=XML)}
        | {f"/{name}/index.html": Reply(body=SECTION) for name in ("china", "source", "world")} | {STORY_AT: STORY},
        kind="layout", at="/sitemap.xml", detail="no XML",
    ),
    # Somewhere else
    "loop": Fault(
        does="redirects in a circle",
        replies={"/a": moved("/b"), "/b": moved("/a")}, kind="unreachable", detail="more than 5 redirects",
    ),
    "into-us": Fault(
        does="redirects to 127.0.0.1",
        replies={"/a": moved("http://127.0.0.1:9/secret")},
        kind="private", at="", detail="127.0.0.1 is not a public address",
    ),
    "into-the-cloud": Fault(
        does="redirects to 169.254.169.254",
        replies={"/a": moved("http://169.254.169.254/latest")}, kind="private", at="", detail="169.254.169.254 is not",
    ),
    "into-our-name": Fault(
        does="redirects to localhost",
        replies={"/a": moved("http://localhost:9/")}, kind="private", at="", detail="localhost leads to 127.0.0.1",
    ),
    "into-our-number": Fault(
        does="redirects to 127.0.0.1, written as one number",
        replies={"/a": moved("http://2130706433/")}, kind="private", at="", detail="2130706433 leads to 127.0.0.1",
    ),
    "no-address": Fault(
        does="names an address of 3,000 characters",
        replies={"/feed": Reply(body=rss(("https://no-address.example/" + "a" * 3000, "Export curbs")), headers=XML)},
        kind="layout", at="/aaa", detail="a link of 3",
    ),
    # A status that says so
    "no-index": Fault(
        does="has no feed any more",
        replies={"/feed": Reply(status=404, body=b"no")}, kind="http-error", at="/feed", detail="HTTP 404",
    ),
    "forbidden": Fault(
        does="answers 403",
        replies={"/feed": Reply(status=403, body=b"no")}, kind="blocked", at="/feed", detail="HTTP 403",
    ),
    "later": Fault(
        does="answers 429, and Retry-After names an hour",
        replies={"/a": Reply(status=429, headers=(("Retry-After", "3600"),))}, kind="blocked", detail="HTTP 429",
    ),
    "soon": Fault(
        does="answers 429, and Retry-After names a second",
        replies={"/a": in_turn(Reply(status=429, headers=(("Retry-After", "1"),)), PAGE)},
        detail="waits, asks again, and reads it",
    ),
    "always-500": Fault(
        does="answers 500",
        replies={"/a": Reply(status=500, body=b"oops")}, kind="http-error", detail="HTTP 500",
    ),
    "bursts": Fault(
        does="answers 500 in bursts",
        replies={path: in_turn(Reply(status=500), PAGE) for path in ("/a", "/ok", "/new")},
        detail="asks again, and reads it",
    ),
    "unasked": Fault(
        does="answers 304 to a page never seen",
        replies={"/feed": feed_of("unasked", "/never", "/ok", "/new"), "/never": Reply(status=304)},
        kind="http-error", at="/never", detail="HTTP 304, though nothing",
    ),
    "stale": Fault(
        does="answers 304 to a page that has changed",
        replies={"/a": lambda asked: Reply(status=304) if "if-none-match" in asked.headers
                 else Reply(body=html("Export bans"))},
        detail="keeps the version it has, and asks for the whole page within 28 days",
    ),
    # 200, and not what was asked for
    "challenge": Fault(
        does="answers 200 with a challenge page",
        replies={"/a": Reply(body=html("Just a moment...", "Verify you are human"))},
        kind="blocked", detail="challenge page",
    ),
    "soft-404": Fault(
        does="answers 200 with “page not found”",
        replies={"/a": Reply(body=html("404 - Page not found", "You may like our newsletter. " * 20))},
        detail="notes that the page is gone",
    ),
    "no-feed": Fault(
        does="answers 200 with a page in the place of a feed",
        replies={"/feed": Reply(body=b"<html>maintenance</html>")},
        kind="layout", at="/feed", detail="neither RSS nor Atom",
    ),
    "empty": Fault(
        does="has a feed without items",
        replies={"/feed": feed_of("empty")}, kind="empty", at="/feed", detail="0 links, at least 1 expected",
    ),
    "mojibake": Fault(
        does="answers with question marks",
        replies={"/a": Reply(body=html("?????????? ?????", "???????? " * 40))}, kind="mojibake", detail="characters",
    ),
    "not-utf-8": Fault(
        does="sends GB18030 and says UTF-8",
        replies={"/a": Reply(body=CHINESE.decode().encode("gb18030"))}, kind="mojibake", detail="characters",
    ),
    "not-latin": Fault(
        does="sends UTF-8 and says Latin-1",
        replies={"/a": Reply(body=CHINESE, headers=(("Content-Type", "text/html; charset=iso-8859-1"),))},
        detail="reads it as UTF-8",
    ),
    # robots.txt
    "disallowed": Fault(
        does="forbids the page in robots.txt",
        replies={"/robots.txt": robots("User-agent: *\nDisallow: /a")}, kind="robots", detail="robots.txt forbids it",
    ),
    "named-in-robots": Fault(
        does="forbids the feed to us by name",
        replies={"/robots.txt": robots("User-agent: curbwatch\nDisallow: /feed\n\nUser-agent: *\nAllow: /")},
        kind="robots", at="/feed", detail="robots.txt forbids it",
    ),
    "robots-503": Fault(
        does="answers 503 to robots.txt",
        replies={"/robots.txt": Reply(status=503)},
        kind="robots", at="/robots.txt", detail="could not be read: HTTP 503",
    ),
    "robots-hangs": Fault(
        does="hangs at robots.txt",
        replies={"/robots.txt": Reply(hang=LATE)}, kind="robots", at="/robots.txt", detail="no answer in time",
    ),
    "robots-loops": Fault(
        does="redirects robots.txt in a circle",
        replies={"/robots.txt": moved("/robots.txt")},
        kind="robots", at="/robots.txt", detail="more than 5 redirects",
    ),
    "robots-resets": Fault(
        does="resets the connection at robots.txt",
        replies={"/robots.txt": Reply(play=reset)}, kind="unreachable", at="/robots.txt", detail="connection failed",
    ),
    "robots-endless": Fault(
        does="never stops sending robots.txt",
        replies={"/robots.txt": Reply(play=endless)}, kind="robots", at="/robots.txt", detail="more bytes than",
    ),
    "robots-into-us": Fault(
        does="redirects robots.txt to 127.0.0.1",
        replies={"/robots.txt": moved("http://127.0.0.1:9/")},
        kind="private", at="", detail="127.0.0.1 is not a public address",
    ),
    "robots-401": Fault(
        does="answers 401 to robots.txt",
        replies={"/robots.txt": Reply(status=401)}, detail="takes it for no rules, as RFC 9309 has it",
    ),
    "robots-404": Fault(
        does="has no robots.txt",
        replies={"/robots.txt": Reply(status=404)}, detail="takes it for no rules, as RFC 9309 has it",
    ),
    "robots-is-a-page": Fault(
        does="has a page in the place of robots.txt",
        replies={"/robots.txt": Reply(body=html("Welcome"))}, detail="finds no rules in it",
    ),
}  # fmt: skip

INTRODUCTION = """# What a site may do, and what comes of it

Written by `python -m tests.faults` from the table that the tests go by: each of these is served on real sockets, to one
crawl. A fault is one issue of its own source, which fails; what was known before stays as it was, the other pages of
the source are read, and so are all other sources, in bounded time and memory.

| a site … | issue | what is said, or done |
|---|---|---|
"""


def as_markdown() -> str:
    """The document."""
    rows = (f"| {one.does} | {f'`{one.kind}`' if one.kind else '–'} | {one.detail} |" for one in FAULTS.values())
    return INTRODUCTION + "\n".join(rows) + "\n"


if __name__ == "__main__":
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(as_markdown(), "utf-8")
