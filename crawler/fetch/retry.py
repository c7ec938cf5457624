"""Another attempt after a pause, for failures that pass: 429, 5xx, time-outs, lost connections."""

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.http import Response

from crawler.fetch.desk import SourceCrawler
from crawler.fetch.failures import TRANSIENT, TRANSIENT_STATUS
from crawler.sections import FetchConfig

ATTEMPTS = "attempts"  # in `Request.meta`: how many were made before


def pause(fetch: FetchConfig, attempts: int, retry_after: float | None, spread: float) -> float | None:
    """Seconds until the next attempt: doubled each time, or what the server asks for; None to give up.

    `spread` in [0, 1) is the jitter. A server that asks for more than `backoff_max` is not asked again in this run.

    >>> pause(FetchConfig(backoff=2.0), attempts=2, retry_after=None, spread=0.0)
    8.0
    """
    if attempts >= fetch.retries or (retry_after or 0) > fetch.backoff_max:
        return None
    backoff = min(fetch.backoff * float(2**attempts) * (1 + spread), fetch.backoff_max)
    return max(backoff, retry_after or 0)


def asked_for(retry_after: bytes | None, now: datetime) -> float | None:
    """Seconds that a `Retry-After` header asks for, as number or date; None when it says neither."""
    text = (retry_after or b"").decode("latin-1").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text).replace(tzinfo=UTC) - now).total_seconds())
    except ValueError:
        return None


class RetryMiddleware:
    """Sleeps, then sends the request on its way again. The pause ends early when the run is stopped."""

    def __init__(self, crawler: SourceCrawler) -> None:
        self.crawler = crawler
        self.fetch = crawler.desk.fetch

    @classmethod
    def from_crawler(cls, crawler: SourceCrawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Answers that ask to come again."""
        if response.status not in TRANSIENT_STATUS:
            return response
        wait = asked_for(response.headers.get("Retry-After"), datetime.now(UTC))
        return await self.again(request, wait) or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Connections that failed."""
        return await self.again(request, None) if isinstance(exception, TRANSIENT) else None

    async def again(self, request: Request, retry_after: float | None) -> Request | None:
        """The same request, one pause later; None when enough attempts were made."""
        attempts = request.meta.get(ATTEMPTS, 0)
        seconds = pause(self.fetch, attempts, retry_after, random.random())  # noqa: S311 - jitter, no secret
        if seconds is None or not await self.crawler.rest(seconds):
            return None
        return request.replace(meta=request.meta | {ATTEMPTS: attempts + 1})
