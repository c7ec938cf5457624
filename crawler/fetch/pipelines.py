"""The whole of one item's work: what a document announces is extracted and remembered, what failed is recorded."""

from typing import Self

from crawler.extract import RULES_VERSION, extract_events
from crawler.fetch.desk import SourceCrawler
from spiders.spider import CAPTURE, PAGE, Item, Reading, SourceSpider, Standing, Vanished
from storage.errors import IssueKind, UnreadableError
from storage.model import Outcome

# Outcomes of issues that are no failures of a document.
NOT_COUNTED: dict[IssueKind, str] = {
    "attachment": "passed over",
    "not-in-archive": "missing",
    "other-page": "passed over",
}


class RememberPipeline:
    """Takes what the spider yields: a reading, a page that vanished or stands as it was, or an issue."""

    def __init__(self, crawler: SourceCrawler) -> None:
        self.crawler = crawler
        self.desk = crawler.desk

    @classmethod
    def from_crawler(cls, crawler: SourceCrawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def process_item(self, item: Item) -> Item:
        """Remember, and count how it went."""
        if isinstance(item, Reading):
            outcome = self.remember(item)
        elif isinstance(item, Vanished):
            outcome = self.let_go(item)
        elif isinstance(item, Standing):
            outcome = Outcome.UNCHANGED.value
        else:
            self.desk.note(item)
            outcome = NOT_COUNTED.get(item.kind, "failed")
        self.count(outcome)
        return item

    def remember(self, reading: Reading) -> str:
        """Extract and store. A rule that fails is an issue, and nothing is stored."""
        document, page, capture = reading.document, reading.page, reading.capture
        try:
            events = extract_events(document)
        except UnreadableError as error:
            return self.refuse(error, reading)
        except Exception as error:  # a rule may fail in any way: it is named, and the run goes on
            failure = UnreadableError("layout", page.url, f"extraction failed: {type(error).__name__}: {error}")
            return self.refuse(failure, reading)
        with self.desk.storing():
            return self.desk.store.remember(
                document,
                capture,
                events,
                run=self.desk.run,
                rank=self.desk.source.rank(page.url),
                reader_version=self.desk.source.reader_version,
                rules_version=RULES_VERSION,
                etag=page.headers.get("etag"),
                last_modified=page.headers.get("last-modified"),
            ).value

    def refuse(self, failure: UnreadableError, reading: Reading) -> str:
        """Record why a document cannot be remembered, with the bytes that prove it."""
        evidence = {PAGE: reading.page, CAPTURE: reading.capture}
        self.desk.note(self.spider.issue(failure, reading.page.url, evidence))
        return "failed"

    def let_go(self, vanished: Vanished) -> str:
        """Record that a page is gone; nothing else follows from it."""
        with self.desk.storing():
            self.desk.store.record_gone(vanished.url, self.desk.run, vanished.capture, vanished.detail)
        return "gone"

    def count(self, outcome: str) -> None:
        """Keep the tally, and show how far it is."""
        outcomes = self.desk.tally.outcomes
        outcomes[outcome] += 1
        links = len(self.spider.links) - len(self.spider.skipped)
        self.desk.progress.advance(self.desk.source.name, links=links, done=outcomes.total(), outcome=outcome)

    @property
    def spider(self) -> SourceSpider:
        """The spider that yields here."""
        spider = self.crawler.spider
        assert isinstance(spider, SourceSpider)  # noqa: S101 - for the type checker: SourceCrawler runs no other
        return spider
