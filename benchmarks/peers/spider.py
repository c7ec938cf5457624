"""A bare Scrapy spider that saves the bodies of what a feed names: `python spider.py FEED FOLDER`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Request, Response

FEED, FOLDER = sys.argv[1], Path(sys.argv[2])
AT_ONCE = 8


class Saver(scrapy.Spider):
    """Feed to files."""

    name = "saver"
    start_urls: list[str] = [FEED]  # noqa: RUF012 - as Scrapy has it

    def parse(self, response: Response) -> Iterator[Request]:
        """The pages that the feed names."""
        for link in response.xpath("//item/link/text()").getall():
            yield Request(link, callback=self.save)

    def save(self, response: Response) -> None:
        """One page."""
        (FOLDER / response.url.rpartition("/")[2]).write_bytes(response.body)


FOLDER.mkdir(parents=True, exist_ok=True)
process = CrawlerProcess(
    {"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE}
)
process.crawl(Saver)
process.start()
