"""What is wanted of an archive, and the sieve that drops everything else before its body is read."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from crawler.extract import RULES_VERSION
from crawler.version import own_version
from spiders.base import Source
from spiders.mofcom.notice import ATTACHMENT
from storage.model import BEIJING
from storage.urls import host_of
from storage.warc import date_of

PAGES = ("", "text/html", "application/xhtml+xml")  # the types of documents; the empty one is none said
PROGRAM = f"{own_version()}, rules {RULES_VERSION}"  # which Curbwatch reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of every archive: pages of these sources, observed from `since` to `until` (days in Beijing, both
    included), with one of the terms, of up to `most` bytes. `program` is who asks, and who has to answer.
    """

    sources: tuple[Source, ...]
    terms: tuple[str, ...]
    since: date | None
    until: date | None
    most: int
    program: str = PROGRAM

    @property
    def asked(self) -> str:
        """The order as the ledger has it: whatever else is asked, or read otherwise, is another text."""
        readers = {source.name: source.reader_version for source in self.sources}
        words = sha256("\n".join(self.terms).encode()).hexdigest()
        days = [day and day.isoformat() for day in (self.since, self.until)]
        fields = {"readers": readers, "rules": RULES_VERSION, "days": days, "words": words, "most": self.most}
        return json.dumps(fields, sort_keys=True)


class Wanted:
    """The `Sieve` of an order. `source_of` tells whose a page is; what it drops is never asked about."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.hosts = {host: source for source in order.sources for host in (*source.hosts, *source.file_hosts)}

    def address(self, url: str, date: str) -> str:
        """By host first: it decides of nearly every record."""
        try:
            source = self.source_of(url)
        except ValueError:
            return "no address"
        if source is None:
            return "other host"
        if not (is_attachment(source, url) or (host_of(url) in source.hosts and source.key(url))):
            return "other address"
        return "" if self.in_time(date_of(date)) else "other day"

    def answer(self, url: str, status: int, content_type: str) -> str:
        """Documents are HTML, attachments anything else."""
        if status != 200:
            return "other status"
        source = self.source_of(url)
        attached = source is not None and is_attachment(source, url)
        return "" if attached or content_type in PAGES else "other type"

    def source_of(self, url: str) -> Source | None:
        """Whose host it is."""
        return self.hosts.get(host_of(url))

    def in_time(self, at: datetime | None) -> bool:
        """Whether the days that are wanted hold an instant; a record without one is left to be named as broken."""
        if at is None:
            return True
        day = at.astimezone(BEIJING).date()
        return (self.order.since or day) <= day <= (self.order.until or day)


def is_attachment(source: Source, url: str) -> bool:
    """Whether the address is that of a file which a notice may link to."""
    return source.authority == "official" and bool(ATTACHMENT.search(url))
