"""Where answers come from: the network, another address in its place, or archives."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Headers, Response

from crawler.fetch.desk import EXCHANGE, MADE_UP, ROBOTS, SourceCrawler
from crawler.fetch.resolver import is_private, refused
from storage.errors import UnreadableError


class ConnectHandler(HTTP11DownloadHandler):
    """The network; hosts named in `fetch.connect_to` are reached elsewhere, under their own name."""

    lazy = True

    def __init__(self, crawler: SourceCrawler) -> None:
        super().__init__(crawler)
        self.connect_to = crawler.desk.fetch.connect_to
        self.private_hosts = crawler.desk.fetch.private_hosts

    async def download_request(self, request: Request) -> Response:
        """Ask the network."""
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        origin = self.connect_to.get(host)
        if origin is None:
            return await self.ask_public(request, host)
        detour = request.replace(url=f"{origin}{parts.path or '/'}{'?' + parts.query if parts.query else ''}")
        detour.headers["Host"] = parts.netloc
        detour.meta.pop("proxy", None)
        response = await super().download_request(detour)
        request.meta["download_latency"] = detour.meta["download_latency"]
        return response.replace(url=request.url)

    async def ask_public(self, request: Request, host: str) -> Response:
        """Ask a host of the public internet, or one that the configuration lets lie elsewhere."""
        if is_private(host) and host not in self.private_hosts:
            raise UnreadableError("private", request.url, f"{host} is not a public address")
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            if host not in refused:
                raise
            detail = f"{host} leads to {refused[host]}, which is not a public address"
            raise UnreadableError("private", request.url, detail) from error


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
