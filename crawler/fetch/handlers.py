"""Where answers come from: the network, another address in its place, or archives."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Headers, Response

from crawler.fetch.desk import EXCHANGE, MADE_UP, ROBOTS, SourceCrawler
from storage.errors import UnreadableError


class ConnectHandler(HTTP11DownloadHandler):
    """The network; hosts named in `fetch.connect_to` are reached elsewhere, under their own name."""

    lazy = True

    def __init__(self, crawler: SourceCrawler) -> None:
        super().__init__(crawler)
        self.connect_to = crawler.desk.fetch.connect_to

    async def download_request(self, request: Request) -> Response:
        """Ask the network."""
        parts = urlsplit(request.url)
        origin = self.connect_to.get(parts.hostname or "")
        if origin is None:
            return await super().download_request(request)
        detour = request.replace(url=f"{origin}{parts.path or '/'}{'?' + parts.query if parts.query else ''}")
        detour.headers["Host"] = parts.netloc
        detour.meta.pop("proxy", None)
        response = await super().download_request(detour)
        request.meta["download_latency"] = detour.meta["download_latency"]
        return response.replace(url=request.url)


class ReplayHandler:
    """The archives. No socket is opened. What they do not hold is `not-in-archive`; a robots.txt is 404 then."""

    lazy = True

    def __init__(self, crawler: SourceCrawler) -> None:
        self.replay = crawler.desk.replay

    @classmethod
    def from_crawler(cls, crawler: SourceCrawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """Ask the archives."""
        exchange = self.replay.find(request.method, request.url, request.body) if self.replay else None
        if exchange:
            request.meta[EXCHANGE] = exchange
            return Response(request.url, exchange.status, Headers(exchange.headers), exchange.body)
        if ROBOTS in request.meta:
            return Response(request.url, 404, flags=[MADE_UP])
        raise UnreadableError("not-in-archive", request.url, "the archives do not hold this request")

    async def close(self) -> None:
        """Nothing is open."""
