"""The task that a worker runs: one archive, or a part of it, to what is worth remembering. It writes nothing.

storage.sift -> Exchange | page_of | words | Source.read | the terms | extract_events -> Harvest

Every error is told in the harvest: none may end a run, and not every exception survives the way from worker to writer.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from crawler.backfill.archives import at_hand
from crawler.backfill.wanted import PROGRAM, Order, Wanted, is_attachment
from crawler.backfill.words import Words
from crawler.extract import extract_events
from spiders.base import Source
from spiders.terms import matcher
from storage.errors import NO_FAILURE, GoneError, TrackError, UnreadableError
from storage.ledger import Archive
from storage.model import Article, Document, Exchange, Link, Page, PolicyEvent
from storage.scan import Broken, ManyInOneError
from storage.sift import Sifted, plain_copy, sift
from storage.wire import page_of

MOST_NAMED = 100  # broken records and unread pages of one part that are named; all are counted
MOST_CARRIED = 16 << 20  # bytes of bodies that one harvest carries: what lies behind them is another part
MOST_PAGE = (
    2 << 20
)  # bytes of a page that is parsed: four times the largest seen; a tree takes up to ninety times as many
LEAD = 3  # paragraphs of a news piece in which the rules look for a measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An archive from the record at `start` on. `unpacked`: it was gzipped as a whole, and `start` is of the inside."""

    archive: Archive
    start: int = 0
    unpacked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page to remember, with what was read from it; `document` is None for a file that a notice may link to."""

    source: str
    exchange: Exchange
    document: Document | None = None
    events: tuple[PolicyEvent, ...] = ()


@dataclass(slots=True, kw_only=True)
class Harvest:
    """What came of a part. `following` is what is left of the archive; `failed` says why nothing came."""

    records: int = 0
    broken: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    named: list[str] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    following: Part | None = None
    failed: str = ""

    def name(self, what: str) -> None:
        """Name what could not be read."""
        if len(self.named) < MOST_NAMED:
            self.named.append(what)


class UnwantedError(Exception):
    """A page that is dropped after all; says why."""


def read_part(order: Order, part: Part) -> Harvest:
    """Read a part of an archive on this machine."""
    if order.program != PROGRAM:
        return Harvest(failed=f"a worker runs Curbwatch {PROGRAM}, and was asked by {order.program}")
    try:
        with at_hand(part.archive) as path:
            try:
                return harvest(order, part, path)
            except ManyInOneError:
                return harvest(order, Part(archive=part.archive, unpacked=True), path)
    except (TrackError, OSError) as error:
        return Harvest(failed=str(error))


def harvest(order: Order, part: Part, path: Path, most_carried: int = MOST_CARRIED) -> Harvest:
    """Go through the records until the end, or until the harvest carries more bytes than it may."""
    done, reader = Harvest(), Reader(order)
    carried = 0
    with plain(path, part.unpacked) as readable:
        for item in sift(readable, reader.sieve, most=order.most, start=part.start):
            if carried > most_carried:
                done.following = replace(part, start=item.place.offset)
                break
            if isinstance(item, Broken):
                done.broken += 1
                done.name(f"{item.place}: {item.reason}")
            else:
                carried += reader.take(item, done)
    return done


@contextmanager
def plain(path: Path, unpacked: bool) -> Iterator[Path]:
    """The file to go through."""
    if unpacked:
        with plain_copy(path) as copy:
            yield copy
    else:
        yield path


class Reader:
    """Reads the pages of one order."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.sieve = Wanted(order)
        self.words = words(order.terms)
        self.wanted = matcher(order.terms)

    def take(self, item: Sifted, done: Harvest) -> int:
        """Count a record, read it where it is still wanted; the bytes that the harvest has grown by."""
        done.records += 1
        if item.exchange is None:
            done.dropped[item.dropped] += 1
            return 0
        try:
            found = self.read(item.exchange)
        except UnwantedError as error:
            done.dropped[str(error)] += 1
        except GoneError:
            done.dropped["gone"] += 1
        except UnreadableError as error:
            done.dropped[error.kind] += 1
            if error.kind not in NO_FAILURE:
                done.name(f"{item.place}: {error}")
        else:
            done.found.append(found)
            return len(item.exchange.body)
        return 0

    def read(self, exchange: Exchange) -> Found:
        """Read a page as a crawl does. Raises `UnwantedError`, or as a reader does."""
        source = self.sieve.source_of(exchange.url)
        assert source is not None  # noqa: S101 - for the type checker: the sieve let it pass
        if is_attachment(source, exchange.url):
            return Found(source=source.name, exchange=exchange)
        page = page_of(exchange, most=min(self.order.most, MOST_PAGE))
        if not self.words.within(page.body):
            raise UnwantedError("no word of it")
        document = read_document(source, page)
        if isinstance(document, Article) and not self.wanted(as_listed(document)):
            raise UnwantedError("no term on top")
        return Found(source=source.name, exchange=exchange, document=document, events=events_of(document, page))


@cache
def words(terms: tuple[str, ...]) -> Words:
    """The matcher, built once in a process."""
    return Words(terms)


def read_document(source: Source, page: Page) -> Document:
    """The document; a reader may fail in any way."""
    try:
        return source.read(page)
    except TrackError:
        raise
    except Exception as error:
        raise UnreadableError("layout", page.url, f"{type(error).__name__}: {error}") from error


def events_of(document: Document, page: Page) -> tuple[PolicyEvent, ...]:
    """What it announces; a rule may fail in any way."""
    try:
        return tuple(extract_events(document))
    except Exception as error:
        raise UnreadableError("layout", page.url, f"extraction failed: {type(error).__name__}: {error}") from error


def as_listed(article: Article) -> Link:
    """A piece as a feed would have named it: a crawl judges it by headline and summary."""
    lead = " ".join(article.text.split("\n")[:LEAD])
    return Link(url=article.url, key=article.key, title=article.title, summary=lead)
