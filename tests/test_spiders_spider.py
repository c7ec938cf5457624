"""The one spider, driven by hand: what it asks for, in which order, and what it makes of the answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.base import Found, Listing, Source, Window
from spiders.spider import CAPTURE, PAGE, STANDS, Errand, Reading, SourceSpider, Standing, Vanished
from storage.errors import GoneError, UnreadableError
from storage.model import Article, Capture, Issue, Link, Page

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FEED = "https://a.cn/feed"


def link(name: str, title: str = "Export curbs") -> Link:
    return Link(url=f"https://a.cn/{name}", key=name, title=title)


def listing(url: str, *links: Link, more: Iterable[Listing] = (), at_least: int = 1, **other: Any) -> Listing:
    return Listing(url=url, read=lambda _: Found(links=links, more=tuple(more)), at_least=at_least, **other)


def article(page: Page) -> Article:
    return Article(source="a", key=page.url, url=page.url, title="t", text="x", published=None)


def raising(error: Exception) -> Callable[[Page], Any]:
    def read(_: Page) -> Any:
        raise error

    return read


@dataclass
class Driver:
    """A spider, and the engine that it asks for documents."""

    listings: tuple[Listing, ...] = ()
    read: Callable[[Page], Any] = article
    errand: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        source = Source(
            name="a",
            title="A",
            authority="press",
            hosts=("a.cn",),
            listings=lambda _: self.listings,
            key=lambda url: url,
            read=self.read,
            headers=(("Referer", "https://a.cn/"),),
        )
        errand = Errand(window=Window(today=date(2026, 6, 1)), clock=lambda: NOW, terms=("export",), **self.errand)
        self.spider = SourceSpider(source=source, errand=errand)
        self.spider.crawler = SimpleNamespace(engine=SimpleNamespace(crawl=self.crawl))
        self.requests: list[Request] = []

    def crawl(self, request: Request) -> None:
        self.requests.append(request)
        self.asked.append(request.url)

    def read_listings(self) -> list[Any]:
        """Ask for every listing, answer each, and keep what is neither request nor answer."""
        found: list[Any] = []
        queue = [item for one in self.listings for item in self.spider.ask_listing(one)]
        while queue:
            item = queue.pop(0)
            if isinstance(item, Request):
                self.asked.append(item.url)
                queue += self.spider.parse_listing(answer(item), **item.cb_kwargs)
            else:
                found.append(item)
        return found

    def idle(self) -> bool:
        """True when the spider had more to ask for."""
        try:
            self.spider.ask_documents()
        except DontCloseSpider:
            return True
        return False


def answer(request: Request, url: str | None = None) -> Response:
    page = Page(url=url or request.url, body=b"x", fetched_at=NOW)
    capture = Capture(id=7, url=page.url, status=200, file="f", offset=0, digest="d", fetched_at=NOW)
    request.meta.update({PAGE: page, CAPTURE: capture})
    return Response(page.url, request=request)


def document(driver: Driver, url: str | None = None) -> Any:
    """What comes of the answer to the first document."""
    driver.read_listings()
    driver.idle()
    (item,) = driver.spider.read_document(answer(driver.requests[0], url), **driver.requests[0].cb_kwargs)
    return item


def test_listings_first_then_new_documents_then_known_ones_then_those_nobody_names() -> None:
    known = frozenset({"https://a.cn/old", "https://a.cn/lost"})
    driver = Driver(
        (listing(FEED, link("old"), link("new")), listing(f"{FEED}2", link("newer"))),
        errand={"known": known, "recheck": ("https://a.cn/old", "https://a.cn/lost")},
    )
    assert driver.read_listings() == []
    assert driver.idle()
    assert driver.asked == [FEED, f"{FEED}2", "https://a.cn/new", "https://a.cn/newer", "https://a.cn/old"]
    assert driver.idle()
    assert driver.asked[-1] == "https://a.cn/lost"
    assert not driver.idle()


def test_a_document_is_asked_for_once_whoever_names_it() -> None:
    driver = Driver((listing(FEED, link("x"), link("x")), listing(f"{FEED}2", link("x"))))
    driver.read_listings()
    driver.idle()
    assert driver.asked.count("https://a.cn/x") == 1
    assert len(driver.spider.links) == 1


def test_what_the_terms_leave_out_may_be_named_better_later() -> None:
    driver = Driver((listing(FEED, link("x", "Markets"), link("y", "Pandas")), listing(f"{FEED}2", link("x"))))
    driver.read_listings()
    driver.idle()
    assert driver.asked[2:] == ["https://a.cn/x"]
    assert (set(driver.spider.links), driver.spider.skipped) == ({"x", "y"}, {"y"})


def test_further_listings_are_followed_and_a_circle_ends() -> None:
    circle = listing(f"{FEED}2", link("y"), more=[listing(FEED)])
    driver = Driver((listing(FEED, link("x"), more=[circle, circle]),))
    assert driver.read_listings() == []
    assert driver.asked == [FEED, f"{FEED}2"]


def test_a_form_is_posted_with_the_listings_own_headers() -> None:
    one = listing(FEED, form=(("page", "1"), ("title", "")), headers=(("Referer", "https://a.cn/list"),))
    (request,) = Driver((one,)).spider.ask_listing(one)
    assert (request.method, request.body) == ("POST", b"page=1&title=")
    assert request.headers["Referer"] == b"https://a.cn/list"


@pytest.mark.parametrize(
    ("own", "override", "links", "empty"),
    [(1, None, 0, True), (1, None, 1, False), (0, None, 0, False), (1, 0, 0, False), (1, 3, 2, True), (0, 3, 0, False)],
)
def test_too_few_links_are_an_issue(own: int, override: int | None, links: int, empty: bool) -> None:
    driver = Driver(
        (listing(FEED, *(link(str(n)) for n in range(links)), at_least=own),), errand={"at_least": override}
    )
    issues = driver.read_listings()
    assert [(issue.kind, issue.url) for issue in issues] == ([("empty", FEED)] if empty else [])


@pytest.mark.parametrize(
    ("error", "kind", "detail"),
    [
        (UnreadableError("mojibake", FEED, "lost"), "mojibake", "lost"),
        (GoneError(FEED, "HTTP 404"), "http-error", "HTTP 404"),
        (KeyError("rows"), "layout", "KeyError: 'rows'"),
        (RecursionError("deep " * 500), "layout", ("RecursionError: " + "deep " * 500)[:500]),
    ],
)
def test_a_listing_that_cannot_be_read_is_an_issue_with_its_capture(error: Exception, kind: str, detail: str) -> None:
    driver = Driver((Listing(url=FEED, read=raising(error)), listing(f"{FEED}2", link("x"))))
    (issue,) = driver.read_listings()
    assert issue == Issue(source="a", kind=kind, url=FEED, detail=detail, seen_at=NOW, capture_id=7)  # type: ignore[arg-type]
    assert list(driver.spider.links) == ["x"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://", "http://[", "/relative", ""])
def test_what_is_no_web_address_is_never_asked_for(url: str) -> None:
    bad = Link(url=url, key="bad", title="Export")
    driver = Driver((listing(FEED, bad, link("x"), more=[listing(url)]),))
    issues = driver.read_listings()
    assert [issue.kind for issue in issues] == ["layout", "layout"]
    driver.idle()
    assert driver.asked == [FEED, "https://a.cn/x"]


def test_a_document_is_read() -> None:
    item = document(Driver((listing(FEED, link("x")),)))
    assert isinstance(item, Reading)
    assert (item.document.url, item.capture.id) == ("https://a.cn/x", 7)


def test_a_document_that_was_seen_again_is_not_read_again() -> None:
    driver = Driver((listing(FEED, link("x")),), raising(AssertionError("read again")))
    driver.read_listings()
    driver.idle()
    request = driver.requests[0].replace(meta={STANDS: True})
    assert list(driver.spider.read_document(answer(request), link("x"))) == [Standing(url="https://a.cn/x")]


@pytest.mark.parametrize(
    ("read", "url"),
    [
        (raising(GoneError("https://a.cn/x", "a shell")), None),
        (article, "https://a.cn/"),
        (article, "https://a.cn/index.html"),
    ],
)
def test_a_document_that_is_gone_is_no_issue(read: Callable[[Page], Any], url: str | None) -> None:
    item = document(Driver((listing(FEED, link("x")),), read), url)
    assert isinstance(item, Vanished)
    assert item.url == "https://a.cn/x"


def test_a_home_page_that_was_asked_for_is_read() -> None:
    assert isinstance(document(Driver((listing(FEED, Link(url="https://a.cn/", key="x", title="Export")),))), Reading)


def test_a_reader_that_breaks_is_an_issue() -> None:
    item = document(Driver((listing(FEED, link("x")),), raising(ZeroDivisionError("by zero"))))
    assert (item.kind, item.url, item.detail) == ("layout", "https://a.cn/x", "ZeroDivisionError: by zero")


def failure(request: Request, error: Exception) -> Failure:
    failed = Failure(error)
    failed.request = request  # type: ignore[attr-defined]
    return failed


def test_a_request_without_an_answer_is_an_issue() -> None:
    driver = Driver((listing(FEED, link("x")),), errand={"recheck": ("https://a.cn/y",)})
    driver.read_listings()
    while driver.idle():
        pass
    named, unbidden = driver.requests
    missing = UnreadableError("not-in-archive", "https://a.cn/x", "not held")
    (issue,) = driver.spider.failed(failure(named, missing))
    assert (issue.kind, issue.url, issue.seen_at) == ("not-in-archive", "https://a.cn/x", NOW)
    assert list(driver.spider.failed(failure(unbidden, missing))) == []
    assert len(list(driver.spider.failed(failure(unbidden, UnreadableError("unreachable", "u", "x"))))) == 1
    assert list(driver.spider.failed(failure(named, IgnoreRequest("stopped")))) == []


def test_the_bound_on_requests_is_kept_and_what_is_left_is_counted() -> None:
    driver = Driver((listing(FEED, *(link(str(n)) for n in range(9))),), errand={"max_pages": 4})
    driver.read_listings()
    driver.idle()
    assert (len(driver.asked), driver.spider.left) == (4, 6)


def test_what_rests_is_not_asked_for_whoever_names_it() -> None:
    driver = Driver(
        (listing(FEED, link("old"), link("new")),),
        errand={"known": frozenset({"https://a.cn/old"}), "resting": frozenset({"https://a.cn/old"})},
    )
    driver.read_listings()
    driver.idle()
    assert driver.asked == [FEED, "https://a.cn/new"]
    assert driver.spider.rested == {"https://a.cn/old"}
