"""The shape of a source: where to look, how to read. Sources are declarations; one spider runs them all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from storage.model import Document, Link, Page
from storage.urls import host_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """For which days listings are wanted: from `since` (None: the source's usual look back) to `today`, Beijing."""

    today: date
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a listing page holds: links to documents, and further listings to ask for (next pages, APIs)."""

    links: tuple[Link, ...] = ()
    more: tuple["Listing", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One request that leads to documents, and how to read its answer.

    `read` is pure; it raises `UnreadableError` when the answer is not what the site serves. Fewer than `at_least`
    links is an Issue of kind `empty` and fails the source. `form` makes it a POST of those fields.
    """

    url: str
    read: Callable[[Page], Found]
    at_least: int = 1
    form: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A site we watch.

    `key(url)` is the document's identity in the source's own numbering (None: not a document page of this source);
    `read(page)` is pure and returns the document, or raises `UnreadableError` or `GoneError`, saying what it found.
    `file_hosts` hold attachments and nothing else.
    `reader_version` goes up when the reader changes what it returns, so that our correction never looks like the
    publisher's edit.
    """

    name: str
    title: str
    authority: Literal["official", "press"]
    hosts: tuple[str, ...]
    listings: Callable[[Window], tuple[Listing, ...]]
    key: Callable[[str], str | None]
    read: Callable[[Page], Document]
    reader_version: int = 1
    delay: float = 1.0  # least pause between two requests to one host, seconds
    headers: tuple[tuple[str, str], ...] = field(default=())
    file_hosts: tuple[str, ...] = ()

    def rank(self, url: str) -> int:
        """Which copy of a document is taken: the one on the host that stands first in `hosts` has rank 0."""
        host = host_of(url)
        return self.hosts.index(host) if host in self.hosts else len(self.hosts)
