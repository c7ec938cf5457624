"""Atom: what became known, as a feed. Entries keep their ids, so that a reader shows each once."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid5

from feedgen.feed import FeedGenerator
from markupsafe import Markup

from crawler.report.changes import lines
from crawler.report.words import plain, shortened
from storage.codec import fingerprint
from storage.database import stamp
from storage.model import Change

OURS = UUID("0b8f0f5c-36a2-5c0b-8f39-6e7c5f1a2d44")  # never changed: every id is made from it
EMPTY = datetime(2000, 1, 1, tzinfo=UTC)  # the `updated` that Atom asks for, of a feed in which nothing has happened
LONGEST = 200  # characters of a title


def as_feed(changes: Sequence[Change], regimes: tuple[str, ...]) -> str:
    """The changes as Atom, the last first."""
    feed = FeedGenerator()
    feed.id(uuid5(OURS, " ".join(sorted(regimes))).urn)
    feed.title("China's export controls: what became known" + (f" ({', '.join(sorted(regimes))})" if regimes else ""))
    feed.author(name="Curbwatch")
    feed.updated(max((change.seen_at for change in changes), default=EMPTY))
    for change in changes:  # feedgen puts each in front of those before it
        add_entry(feed, change)
    return str(feed.atom_str(pretty=True), "utf-8")


def add_entry(feed: FeedGenerator, change: Change) -> None:
    """One change; its link is the official page or the article itself."""
    entry = feed.add_entry()
    entry.id(entry_id(change))
    entry.title(title(change))
    entry.updated(change.seen_at)
    entry.published(change.seen_at)
    entry.link(href=plain(change.document.url), rel="alternate")
    entry.content("".join(paragraphs(change)), type="html")
    if change.event:
        entry.category(term=change.event.regime)


def entry_id(change: Change) -> str:
    """The same for the same change, whenever and with whatever else it is exported."""
    event = fingerprint(change.event) if change.event else ""
    return uuid5(OURS, f"{change.kind} {change.document.key} {stamp(change.seen_at)} {event}").urn


def title(change: Change) -> str:
    """What happened, on one line, with what keeps it from being law or news."""
    event = change.event
    over = "No longer stated: " if change.kind == "retracted" else ""
    held = "Held for review: " if event and event.held else ""
    press = "Press: " if event and event.basis == "report" else ""
    return shortened(over + held + press + next(lines(change)), LONGEST)


def paragraphs(change: Change) -> Iterator[str]:
    """The lines of `track diff`, each a paragraph of HTML in which nothing scraped is markup."""
    return (Markup("<p>{}</p>").format(line) for line in lines(change))
