"""The one Scrapy spider: it runs any `Source`.

Source.listings | Listing.read -> Link … | the terms | requests | Source.read -> Reading, Vanished, Standing or Issue

First every listing; once all have answered, the documents: those never seen before, those known, and last the known
ones that no listing names any more, which is how a vanished page is noticed. A notice waits for its attachments. The
fetch layer has put the `Page` and its `Capture` into `response.meta` by then; readers never see a Scrapy response.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.attachments.gathering import Archived, Fetched, Gatherer
from spiders.attachments.joining import join
from spiders.base import Listing, Source, Window
from spiders.refusals import as_unreadable, refuse_address, refuse_home
from spiders.terms import matcher
from storage.errors import GoneError, StoreError, UnreadableError
from storage.model import Capture, Document, Issue, Link, Notice, Page
from storage.urls import canonical, request_key

# Keys of `Request.meta` under which the fetch layer hands over what was fetched.
PAGE = "page"
CAPTURE = "capture"
STANDS = "stands"  # there when the server says that the page is as it was, and its document was seen again with that

LONGEST_DETAIL = 500
UNBIDDEN = ""  # the key of a link that no listing named


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What one run asks of a source.

    `known` are the canonical addresses of the documents we have, `recheck` those to ask for even when no listing names
    them, `resting` those not to ask for now even when one does. `at_least` takes the place of what the listings expect.
    `clock` dates what has no page to date it. `archived` gives the earlier bytes of an attachment.
    """

    window: Window
    clock: Callable[[], datetime]
    terms: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    recheck: tuple[str, ...] = ()
    resting: frozenset[str] = frozenset()
    at_least: int | None = None
    max_pages: int = 5_000
    archived: Archived = lambda _: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document, the page it was read from, and where the page lies."""

    document: Document
    page: Page
    capture: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished:
    """A page that says its document is no longer there."""

    url: str
    capture: Capture
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A page that is as it was when its document was last read."""

    url: str


Item = Reading | Vanished | Standing | Issue


class SourceSpider(scrapy.Spider):
    """Runs one source. `links`, `skipped`, `rested` and `left` (requests over the bound) may be read at any time."""

    def __init__(self, *, source: Source, errand: Errand) -> None:
        super().__init__(name=source.name)
        self.source = source
        self.errand = errand
        self.wanted = matcher(errand.terms) if source.authority == "press" else lambda _: True
        self.links: dict[str, Link] = {}
        self.skipped: set[str] = set()
        self.rested: set[str] = set()
        self.left = 0
        self.asked: set[str] = set()
        self.reached: set[str] = set()
        self.waiting: list[Link] = []
        self.recheck = errand.recheck
        self.gatherer = Gatherer(source=source, fetch=self.fetch_attachment, archived=errand.archived)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Learn when all listings have answered."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.ask_documents, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the listings."""
        for listing in self.source.listings(self.errand.window):
            for item in self.ask_listing(listing):
                yield item

    def ask_listing(self, listing: Listing) -> Iterator[Any]:
        """The request for a listing, or the issue that its address is; nothing when it was asked for before."""
        body = urlencode(listing.form).encode()
        method = "POST" if listing.form else "GET"
        try:
            refuse_address(listing.url)
            if not self.may_ask(request_key(method, listing.url, body)):
                return
        except (UnreadableError, ValueError) as error:
            yield self.issue(error, listing.url)
            return
        headers = dict(self.source.headers) | dict(listing.headers)
        yield scrapy.Request(
            listing.url,
            method=method,
            body=body,
            headers=headers,
            callback=self.parse_listing,
            errback=self.failed,
            cb_kwargs={"listing": listing},
        )

    def parse_listing(self, response: Response, listing: Listing) -> Iterator[Any]:
        """Keep the documents that a listing names, and ask for the listings it leads to."""
        try:
            found = listing.read(response.meta[PAGE])
            self.refuse_too_few(listing, len(found.links))
        except Exception as error:  # a reader may fail in any way: it is named, and the run goes on
            yield self.issue(error, listing.url, response.meta)
            return
        yield from self.keep(found.links, response.meta)
        for further in found.more:
            yield from self.ask_listing(further)

    def refuse_too_few(self, listing: Listing, links: int) -> None:
        """Raise `UnreadableError` of kind `empty` when a listing names fewer documents than it should."""
        override = self.errand.at_least
        at_least = override if override is not None and listing.at_least else listing.at_least
        if links < at_least:
            raise UnreadableError("empty", listing.url, f"{links} links, at least {at_least} expected")

    def keep(self, links: Iterable[Link], meta: dict[str, Any]) -> Iterator[Issue]:
        """Put the wanted documents among those waiting, each once; count those that the terms leave out."""
        for link in links:
            if link.key in self.links and link.key not in self.skipped:
                continue
            self.links.setdefault(link.key, link)
            try:
                refuse_address(link.url)
                if self.wanted(link):
                    self.skipped.discard(link.key)
                    self.waiting.append(link)
                else:
                    self.skipped.add(link.key)
            except (UnreadableError, ValueError) as error:
                yield self.issue(error, link.url, meta)

    def ask_documents(self) -> None:
        """Nothing is under way: ask for the documents that wait, those never seen first; after them for the rest."""
        waiting, self.waiting = self.waiting, []
        fresh_first = sorted(waiting, key=lambda link: canonical(link.url) in self.errand.known)
        requests = self.document_requests(fresh_first) or self.document_requests(self.unbidden())
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def unbidden(self) -> list[Link]:
        """The known documents that neither a listing nor a redirect has led to."""
        reached = self.reached | {canonical(link.url) for link in self.links.values()}
        recheck, self.recheck = self.recheck, ()
        return [Link(url=url, key=UNBIDDEN) for url in recheck if canonical(url) not in reached]

    def document_requests(self, links: Iterable[Link]) -> list[scrapy.Request]:
        """The requests for documents that were not asked for before."""
        return [
            scrapy.Request(
                link.url,
                headers=dict(self.source.headers),
                callback=self.parse_document,
                errback=self.failed,
                cb_kwargs={"link": link},
            )
            for link in links
            if self.may_ask(canonical(link.url))
        ]

    async def parse_document(self, response: Response, link: Link) -> AsyncIterator[Item]:
        """Read a document, and the attachments of a notice."""
        for item in self.read_document(response, link):
            if isinstance(item, Reading) and isinstance(item.document, Notice) and item.document.attachments:
                async for further in self.attach(item, item.document):
                    yield further
            else:
                yield item

    async def attach(self, reading: Reading, notice: Notice) -> AsyncIterator[Item]:
        """The reading with the texts of its attachments, and what went wrong with them."""
        try:
            found = await self.gatherer.gather(notice)
        except IgnoreRequest:  # as in `failed`
            return
        except StoreError as error:  # what was read before is lost: what we know of the notice is left as it is
            yield self.issue(error, notice.url)
            return
        for trouble in found.troubles:
            fetched = trouble.fetched
            meta = {PAGE: fetched.page, CAPTURE: fetched.capture} if fetched else None
            yield self.issue(trouble.error, trouble.url, meta)
        yield replace(reading, document=join(notice, found.read))

    async def fetch_attachment(self, url: str) -> Fetched:
        """Ask for an attachment, which counts as a page of the run."""
        refuse_address(url)
        self.asked.add(canonical(url))
        response = await self.crawler.engine.download_async(scrapy.Request(url, headers=dict(self.source.headers)))
        return Fetched(page=response.meta[PAGE], capture=response.meta[CAPTURE])

    def read_document(self, response: Response, link: Link) -> Iterator[Item]:
        """Read a document; a page that stands as it was, is gone or unreadable says so."""
        page: Page = response.meta[PAGE]
        capture: Capture = response.meta[CAPTURE]
        self.reached.add(canonical(page.url))
        if STANDS in response.meta:
            yield Standing(url=page.url)
            return
        try:
            refuse_home(page, link.url)
            document = self.source.read(page)
        except GoneError as error:
            yield Vanished(url=link.url, capture=capture, detail=error.detail)
        except Exception as error:  # a reader may fail in any way: it is named, and the run goes on
            yield self.issue(error, link.url, response.meta)
        else:
            yield Reading(document=document, page=page, capture=capture)

    def failed(self, failure: Failure) -> Iterator[Issue]:
        """A request without an answer. What an archive does not hold of pages asked for unbidden says nothing."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        error, link = failure.value, request.cb_kwargs.get("link")
        if isinstance(error, IgnoreRequest):  # the fetch layer lets a request go when the run is stopped
            return
        unbidden = link is not None and link.key == UNBIDDEN
        if not (unbidden and isinstance(error, UnreadableError) and error.kind == "not-in-archive"):
            yield self.issue(error, request.url, request.meta)

    def may_ask(self, name: str) -> bool:
        """True for a request not made before and not resting, while the bound on requests allows it."""
        if name in self.errand.resting:
            self.rested.add(name)
            return False
        if name in self.asked:
            return False
        if len(self.asked) >= self.errand.max_pages:
            self.left += 1
            return False
        self.asked.add(name)
        return True

    def issue(self, error: BaseException | None, url: str, meta: dict[str, Any] | None = None) -> Issue:
        """What went wrong, as a record."""
        page: Page | None = (meta or {}).get(PAGE)
        capture: Capture | None = (meta or {}).get(CAPTURE)
        named = as_unreadable(error, url)
        return Issue(
            source=self.name,
            kind=named.kind,
            url=named.url,
            detail=named.detail[:LONGEST_DETAIL],
            seen_at=page.fetched_at if page else self.errand.clock(),
            capture_id=capture.id or None if capture else None,
        )
