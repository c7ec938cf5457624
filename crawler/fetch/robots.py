"""robots.txt, obeyed as RFC 9309 has it, and never failing in silence.

4xx but 429: everything is allowed. 429, 5xx, time-out, endless redirects: nothing on that host is asked for in this
run, and one Issue of kind `robots` names it. A host that refuses the connection is `unreachable`, once.
"""

import asyncio
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from crawler.fetch.desk import ROBOTS, SourceCrawler
from crawler.fetch.failures import NOBODY_THERE
from storage.errors import UnreadableError

TOKEN = "Curbwatch"  # noqa: S105 - the product name that rules address
LONGEST_DELAY = 60.0  # seconds; a Crawl-delay beyond it would stall the run


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one host allows: `refusal` when it could not say, `delay` the pause it asks for, seconds."""

    parser: RobotParser | None = None
    delay: float = 0.0
    refusal: UnreadableError | None = None

    def refuse(self, url: str) -> None:
        """Raise `UnreadableError` when `url` must not be asked for."""
        if self.refusal:
            raise self.refusal
        if self.parser and not self.parser.allowed(url, TOKEN):
            raise UnreadableError("robots", url, "robots.txt forbids it")


class RobotsMiddleware:
    """Asks each host for its rules once, before anything else, and keeps the pauses it asks for."""

    def __init__(self, crawler: SourceCrawler) -> None:
        self.crawler = crawler
        self.rules: dict[str, asyncio.Task[Rules]] = {}
        self.free_at: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: SourceCrawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Hold a request back, or refuse it."""
        if ROBOTS in request.meta:
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.rules:
            self.rules[origin] = asyncio.ensure_future(self.ask(f"{origin}/robots.txt"))
        rules = await asyncio.shield(self.rules[origin])
        rules.refuse(request.url)
        await self.keep_pace(origin, rules.delay)

    async def ask(self, url: str) -> Rules:
        """The rules of one host. What fails on the network is a refusal."""
        request = Request(url, callback=NO_CALLBACK, meta={ROBOTS: True})
        try:
            response = await self.crawler.engine.download_async(request)
        except UnreadableError as error:
            return Rules(refusal=refusal(error, url))
        return self.read(response, url)

    def read(self, response: Response, url: str) -> Rules:
        """The rules that a response holds."""
        if response.status == 429 or response.status >= 500:
            return Rules(refusal=UnreadableError("robots", url, f"could not be read: HTTP {response.status}"))
        if response.status >= 400:
            return Rules()
        parser = ProtegoRobotParser.from_crawler(self.crawler, response.body)
        asked = parser.crawl_delay(TOKEN) or 0.0
        return Rules(parser=parser, delay=min(asked, LONGEST_DELAY) if asked > self.crawler.desk.delay else 0.0)

    async def keep_pace(self, origin: str, delay: float) -> None:
        """Wait for the host's own pause to be over; a run that is stopped does not wait, and does not ask."""
        now = asyncio.get_running_loop().time()
        start = max(now, self.free_at.get(origin, now))
        self.free_at[origin] = start + delay
        if not await self.crawler.rest(start - now):
            raise IgnoreRequest("the run is being stopped")


def refusal(error: UnreadableError, url: str) -> UnreadableError:
    """Why robots.txt could not be read: the host's fault when nobody answered at all."""
    if error.kind == "private":
        return error
    if isinstance(error.__cause__, NOBODY_THERE):
        return UnreadableError("unreachable", url, error.detail)
    return UnreadableError("robots", url, f"could not be read: {error.detail}")
