"""What happens to every response between the network and the spider, nearest to the network last.

FailureMiddleware · RobotsMiddleware · RetryMiddleware · RedirectMiddleware · ConditionalMiddleware · ArchiveMiddleware
"""

import zlib
from datetime import date
from typing import Self

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware as ScrapyRedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.fetch.desk import EXCHANGE, MADE_UP, ROBOTS, UNCONDITIONAL, VALIDATORS, LostPageError, SourceCrawler
from crawler.fetch.failures import as_unreadable
from spiders.spider import CAPTURE, PAGE, STANDS
from storage import archive
from storage.errors import StoreError, UnreadableError
from storage.model import Exchange

TRUST = 28  # days: some servers answer 304 to a page that has changed, so now and then we ask for the whole of it


class FailureMiddleware:
    """Puts what the network raised into our own words."""

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Nobody behind this knows an exception of Scrapy's or Twisted's."""
        if (named := as_unreadable(exception, request.url)) is not exception:
            raise named from exception


class RedirectMiddleware(ScrapyRedirectMiddleware):
    """Scrapy's own, but a chain without end is a failure that is named."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Follow a redirect while the bound allows."""
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            first = [*request.meta.get("redirect_urls", []), request.url][0]
            detail = f"more than {self.max_redirect_times} redirects, the last to {request.url}"
            raise UnreadableError("unreachable", first, detail) from error


class ConditionalMiddleware:
    """Asks only for what has changed, and answers 304 with the archived page, so that its path is that of a 200."""

    def __init__(self, crawler: SourceCrawler) -> None:
        self.desk = crawler.desk

    @classmethod
    def from_crawler(cls, crawler: SourceCrawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add what the last answer offered; a retried or redirected request still carries that of another one."""
        request.headers.pop("If-None-Match", None)
        request.headers.pop("If-Modified-Since", None)
        plain = request.method == "GET" and not {ROBOTS, UNCONDITIONAL} & request.meta.keys()
        plain = plain and not is_turn(request.url, self.desk.clock().date())
        validators = self.desk.store.validators(request.url) if plain else None
        request.meta[VALIDATORS] = validators
        if validators and validators.etag:
            request.headers["If-None-Match"] = validators.etag
        if validators and validators.last_modified:
            request.headers["If-Modified-Since"] = validators.last_modified

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Hand the archived page upward in place of a 304, if it has to be read; lost bytes are asked for again."""
        if response.status != 304 or STANDS in request.meta:
            return response
        if request.meta[VALIDATORS] is None:
            raise UnreadableError("http-error", request.url, "HTTP 304, though nothing was asked under a condition")
        try:
            page = archive.read(self.desk.folder, request.meta[CAPTURE], most=self.desk.fetch.max_bytes)
        except StoreError:
            return unconditional(request)
        request.meta[PAGE] = page
        return response.replace(status=page.status, headers=page.headers, body=page.body)


class ArchiveMiddleware:
    """Has every response on disk before anybody reads it."""

    def __init__(self, crawler: SourceCrawler) -> None:
        self.desk = crawler.desk

    @classmethod
    def from_crawler(cls, crawler: SourceCrawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Append the exchange, then undo its content coding for those who read."""
        if MADE_UP in response.flags:
            return response
        exchange = request.meta.pop(EXCHANGE, None) or self.exchange(request, response)
        try:
            self.keep(exchange, request)
        except LostPageError:
            return unconditional(request)
        request.meta[PAGE] = page = archive.page_of(exchange, most=self.desk.fetch.max_bytes)
        return response if page.body == response.body else response.replace(body=page.body)

    def keep(self, exchange: Exchange, request: Request) -> None:
        """Have the exchange on disk; an answer 304 may say all that there is to know of its page."""
        validators = request.meta.get(VALIDATORS)
        if exchange.status != 304 or validators is None:
            request.meta[CAPTURE] = self.desk.keep(exchange)
            return
        request.meta[CAPTURE], stands = self.desk.keep_unmodified(exchange, validators.capture)
        if stands:
            request.meta[STANDS] = True

    def exchange(self, request: Request, response: Response) -> Exchange:
        """What went over the wire."""
        return Exchange(
            url=request.url,
            method=request.method,
            request_headers=pairs(request),
            request_body=request.body,
            status=response.status,
            headers=pairs(response),
            body=response.body,
            fetched_at=self.desk.clock(),
        )


def is_turn(url: str, day: date) -> bool:
    """Whether the page is asked for without a condition: one day in `TRUST`, each page on its own."""
    return (day.toordinal() + zlib.crc32(url.encode())) % TRUST == 0


def unconditional(request: Request) -> Request:
    """The same request for the whole page."""
    return request.replace(meta=request.meta | {UNCONDITIONAL: True})


def pairs(message: Request | Response) -> tuple[tuple[str, str], ...]:
    """The headers of a request or response, repeated ones included."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in message.headers.items()
        for value in values
    )
