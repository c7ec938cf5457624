"""A crawl whose pages really lie in an archive, with everything hostile that a page can say."""

from datetime import datetime
from typing import Any

from storage.archive import ArchiveWriter, digest_of
from storage.model import Capture, Notice, PolicyEvent, Target
from storage.store import Store
from tests.fakes import LISTING, START, Crawl, event, exchange, notice

SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
BROKEN_LINE = "商务部公告\r\nBEGIN:VEVENT\u2028ATTACH:http://evil.example\x1b[31m"


class ArchivedCrawl(Crawl):
    """Writes each page to the archive before it is remembered; a body that is there is referred to."""

    def __init__(self, store: Store, writer: ArchiveWriter, *, at: datetime = START) -> None:
        super().__init__(store, at=at)
        self.writer = writer

    def capture(self, url: str, body: str, at: datetime, **fields: Any) -> Capture:
        """Where the page lies. `fields` are those of the exchange, and `not_modified`."""
        unchanged = fields.pop("not_modified", False)
        same_as = self.store.seen(digest_of(body.encode()))
        sent = exchange(url, b"" if unchanged else body.encode(), fetched_at=at, **fields)
        kept = self.writer.append(sent, same_as=same_as, not_modified=unchanged)
        return self.store.record_capture(self.run, "mofcom", kept, etag=None, last_modified=None)


def hostile_notice(**fields: Any) -> Notice:
    """A notice whose title would break lines and run scripts."""
    return notice(title=f"{SCRIPT}{BROKEN_LINE}", **fields)


def hostile_event(**fields: Any) -> PolicyEvent:
    """A listing of a firm named like a formula and one named like markup."""
    targets = (
        Target(kind="company", name_zh="甲公司", name_en=FORMULA, country="US"),
        Target(kind="company", name_zh=f"{SCRIPT}乙公司", name_en="-2+3"),
    )
    return event(quote=LISTING, **({"targets": targets} | fields))
