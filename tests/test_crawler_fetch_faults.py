"""Every way in which a site fails ends as one named issue of its own source, and nobody else's.

One crawl of many small sources, each with its own fault, on real sockets.
"""

import gzip
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.fetching import Reply, Site, closed_port, configure, crawl_once, html, rss, serving

XML = (("Content-Type", "application/rss+xml"),)
ROBOTS = (("Content-Type", "text/plain"),)


def feed_of(name: str, *paths: str) -> Reply:
    return Reply(body=rss(*((f"https://{name}.example{path}", f"Export curbs {path}") for path in paths)), headers=XML)


def moved(location: str) -> Reply:
    return Reply(status=302, headers=(("Location", location),))


PAGE = Reply(body=html("Export curbs"))
BOMB = gzip.compress(b"a" * 3_000_000)

# Source -> what its host serves besides a feed that names /a and a page there; which issue follows from it.
FAULTS: dict[str, tuple[dict[str, Reply], tuple[str, str, str]]] = {
    "mojibake": ({"/a": Reply(body=html("?????????? ?????", "???????? " * 40))}, ("mojibake", "/a", "characters")),
    "empty": ({"/feed": feed_of("empty")}, ("empty", "/feed", "0 links, at least 1 expected")),
    "challenge": (
        {"/a": Reply(body=html("Just a moment...", "Verify you are human"))},
        ("blocked", "/a", "challenge page"),
    ),
    "no-index": ({"/feed": Reply(status=404, body=b"no")}, ("http-error", "/feed", "HTTP 404")),
    "forbidden": ({"/feed": Reply(status=403, body=b"no")}, ("blocked", "/feed", "HTTP 403")),
    "no-feed": ({"/feed": Reply(body=b"<html>maintenance</html>")}, ("layout", "/feed", "neither RSS nor Atom")),
    "refused": ({}, ("unreachable", "/robots.txt", "connection refused")),
    "no-such-host": ({}, ("unreachable", "/robots.txt", "no such host")),
    "tls": ({}, ("unreachable", "/robots.txt", "connection failed")),
    "too-large": ({"/a": Reply(body=b"x" * 2_000_001)}, ("too-large", "/a", "more bytes than fetch.max_bytes")),
    "bomb": (
        {"/a": Reply(body=BOMB, headers=(("Content-Encoding", "gzip"),))},
        ("too-large", "/a", "its content coding undone"),
    ),
    "not-gzip": (
        {"/a": Reply(body=gzip.compress(b"cut" * 99)[:-9], headers=(("Content-Encoding", "gzip"),))},
        ("layout", "/a", "the body is not gzip"),
    ),
    "loop": ({"/a": moved("/b"), "/b": moved("/a")}, ("unreachable", "/a", "more than 5 redirects")),
    "hangs": ({"/a": Reply(hang=1.6)}, ("unreachable", "/a", "no answer in time")),
    "breaks-off": ({"/a": Reply(body=b"<html>", length=900)}, ("unreachable", "/a", "broke off")),
    "unasked": ({"/a": Reply(status=304)}, ("http-error", "/a", "HTTP 304, though nothing")),
    "always-500": ({"/a": Reply(status=500, body=b"oops")}, ("http-error", "/a", "HTTP 500")),
    "later": ({"/a": Reply(status=429, headers=(("Retry-After", "3600"),))}, ("blocked", "/a", "HTTP 429")),
    "disallowed": (
        {"/robots.txt": Reply(body=b"User-agent: *\nDisallow: /a", headers=ROBOTS)},
        ("robots", "/a", "robots.txt forbids it"),
    ),
    "named-in-robots": (
        {
            "/robots.txt": Reply(
                body=b"User-agent: curbwatch\nDisallow: /feed\n\nUser-agent: *\nAllow: /", headers=ROBOTS
            )
        },
        ("robots", "/feed", "robots.txt forbids it"),
    ),
    "robots-500": ({"/robots.txt": Reply(status=503)}, ("robots", "/robots.txt", "could not be read: HTTP 503")),
    "robots-hangs": ({"/robots.txt": Reply(hang=1.6)}, ("robots", "/robots.txt", "no answer in time")),
    "robots-loops": ({"/robots.txt": moved("/robots.txt")}, ("robots", "/robots.txt", "more than 5 redirects")),
    "into-us": ({"/a": moved("http://127.0.0.1:9/secret")}, ("private", "", "127.0.0.1 is not a public address")),
    "into-the-cloud": ({"/a": moved("http://169.254.169.254/latest")}, ("private", "", "169.254.169.254 is not")),
    "into-our-name": ({"/a": moved("http://localhost:9/")}, ("private", "", "localhost leads to 127.0.0.1")),
    "into-our-number": ({"/a": moved("http://2130706433/")}, ("private", "", "2130706433 leads to 127.0.0.1")),
    "no-address": (
        {"/feed": Reply(body=rss(("https://no-address.example/" + "a" * 3000, "Export curbs")), headers=XML)},
        ("layout", "/aaa", "a link of 3"),
    ),
}
SOUND = ("sound", "robots-404", "robots-401")


def lay_out(site: Site) -> None:
    for name in (*FAULTS, *SOUND):
        replies = {"/feed": feed_of(name, "/a", "/ok"), "/a": PAGE, "/ok": PAGE} | FAULTS.get(name, ({}, ()))[0]
        site.replies |= {f"{name}.example{path}": reply for path, reply in replies.items()}
    site.replies["robots-401.example/robots.txt"] = Reply(status=401)
    site.replies["sound.example/robots.txt"] = Reply(body=b"", headers=ROBOTS)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as site:
        lay_out(site)
        yield site


@pytest.fixture(scope="module")
def run(site: Site, tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    hosts = {f"{name}.example": site.origin for name in (*FAULTS, *SOUND)}
    hosts["refused.example"] = f"http://127.0.0.1:{closed_port()}"
    hosts["tls.example"] = site.origin.replace("http:", "https:")  # where nobody speaks TLS
    del hosts["no-such-host.example"]
    feeds = {name: f"https://{name}.example/feed" for name in (*FAULTS, *SOUND)}
    feeds["no-such-host"] = "https://no-such-host.invalid/feed"
    file = configure(tmp_path_factory.mktemp("faults"), hosts, feeds, fetch="max_bytes = 2000000")
    return crawl_once(file, *feeds)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_named_issue(run: SimpleNamespace, name: str) -> None:
    kind, path, detail = FAULTS[name][1]
    (issue,) = run.issues[name]
    assert (issue[0], detail in issue[2]) == (kind, True), issue
    assert issue[1].partition(name)[2].partition("/")[2].startswith(path[1:]), issue
    assert not run.reports[name].ok
    assert run.reports[name].failed == 1


@pytest.mark.parametrize("name", SOUND)
def test_the_others_are_unharmed(run: SimpleNamespace, name: str) -> None:
    assert run.reports[name].ok
    assert (run.reports[name].links, run.reports[name].new) == (2, 2)
    assert name not in run.issues


@pytest.mark.parametrize("name", [name for name in FAULTS if FAULTS[name][1][1] == "/a"])
def test_a_bad_page_spoils_no_good_one(run: SimpleNamespace, name: str) -> None:
    assert run.reports[name].new == 1


@pytest.mark.parametrize(
    ("url", "times"),
    [
        ("always-500.example/a", 2),  # one retry
        ("hangs.example/a", 2),
        ("later.example/a", 1),  # told to come back in an hour: not in this run
        ("loop.example/a", 3),  # a b a b a b, then no more
        ("disallowed.example/a", 0),
        ("robots-500.example/feed", 0),  # RFC 9309: unreadable rules forbid everything
        ("robots-hangs.example/feed", 0),
        ("robots-401.example/feed", 1),
    ],
)
def test_how_often_a_site_is_asked(run: SimpleNamespace, site: Site, url: str, times: int) -> None:
    assert site.urls().count(url) == times


def test_robots_txt_is_asked_for_once_a_host(run: SimpleNamespace, site: Site) -> None:
    assert [asked.url for asked in site.asked].count("sound.example/robots.txt") == 1


def test_nothing_is_printed(run: SimpleNamespace) -> None:
    assert run.stderr == ""


def test_every_step_is_shown(run: SimpleNamespace) -> None:
    """Progress counts what is done with, and never says more is done than is wanted."""
    steps = [(links, done, outcome) for source, links, done, outcome in run.progress if source == "sound"]
    assert steps == [(2, 1, "new"), (2, 2, "new")]
