"""The one writer: a page goes to our own archive, then what was read from it into the store, as in a crawl."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from crawler.attachments import with_archived
from crawler.backfill.reading import Found, Harvest
from crawler.extract import RULES_VERSION, extract_events
from crawler.reread import again
from crawler.sections import Config
from spiders.base import Source
from storage.archive import ArchiveWriter, digest_of
from storage.model import Capture, Exchange, Notice
from storage.store import Store
from storage.wire import offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorder:
    """Writes for one run; `sources` by name."""

    config: Config
    store: Store
    writer: ArchiveWriter
    run: int
    sources: Mapping[str, Source]

    def record(self, harvest: Harvest) -> Counter[str]:
        """Remember what came of a part."""
        return Counter(map(self.remember, sorted(harvest.found, key=self.turn)))

    def turn(self, found: Found) -> tuple[bool, datetime, int, str]:
        """The files of notices first, the pages as they were seen; of those seen at once the better copy first: a
        page without a number is known by the address under which it is first met.
        """
        seen = found.exchange
        return found.document is not None, seen.fetched_at, self.sources[found.source].rank(seen.url), seen.url

    def remember(self, found: Found) -> str:
        """Keep a page, and remember its document; the outcome in a word."""
        capture = self.keep(found.source, found.exchange)
        if found.document is None:
            return "attachment"
        document, events = found.document, found.events
        if isinstance(document, Notice) and document.attachments:
            document = with_archived(self.store, self.config.archive, document)
            events = tuple(extract_events(document))
        source = self.sources[found.source]
        return self.store.remember(
            document,
            capture,
            events,
            run=self.run,
            rank=source.rank(found.exchange.url),
            reader_version=source.reader_version,
            rules_version=RULES_VERSION,
            **offered(found.exchange),
        ).value

    def keep(self, source: str, exchange: Exchange) -> Capture:
        """Where the exchange lies in our archive, to which it is added unless it is there."""
        if had := self.store.captured(exchange):
            return had
        same_as = self.store.seen(digest_of(exchange.body)) if exchange.body else None
        capture = self.writer.append(exchange, same_as=same_as)
        return self.store.record_capture(self.run, source, capture, **offered(exchange))

    def join(self) -> Iterator[str]:
        """Read the notices again whose attachments came after them, in another archive or part; the troubles."""
        for capture in self.store.ledger.unjoined():
            source = next((one for one in self.sources.values() if one.rank(capture.url) < len(one.hosts)), None)
            if source is None:
                continue
            try:
                again(self.config, self.store, source, capture, self.run)
            except Exception as error:  # a reader or a rule may fail in any way: it is named, and the run goes on
                yield f"{capture.url}: {error}"
