"""Fetches and reads the attachments of notices, each once in a run, while the reactor goes on.

Notice.attachments | fetch | read_attachment in a thread -> Joinable, or Trouble

What cannot be fetched or read now, and could be before, is read from its archived bytes: that a file vanished says
nothing of the law. The trouble is told all the same.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from scrapy.exceptions import IgnoreRequest

from spiders.attachments import AttachedText, read_attachment
from spiders.attachments.joining import Joinable
from spiders.base import Source
from storage.errors import GoneError, UnreadableError
from storage.model import Attachment, Capture, Notice, Page
from storage.urls import address, host_of

READERS = 2  # child processes at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one notice may attach: so many files, so many characters of text."""

    files: int = 20
    characters: int = 2_000_000


BOUNDS = Bounds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The bytes of an attachment, and where they lie."""

    page: Page
    capture: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why an attachment was not read as it is served now."""

    url: str
    error: Exception
    fetched: Fetched | None = None


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What came of attachments: those to join, by address, and the troubles."""

    read: dict[str, Joinable] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


Fetch = Callable[[str], Awaitable[Fetched]]
Archived = Callable[[str], Iterable[Fetched]]


class Gatherer:
    """Reads attachments from the hosts of one source. `fetch` asks the site, `archived` gives earlier bytes."""

    def __init__(self, *, source: Source, fetch: Fetch, archived: Archived, bounds: Bounds = BOUNDS) -> None:
        self.hosts = source.hosts + source.file_hosts
        self.fetch = fetch
        self.archived = archived
        self.bounds = bounds
        self.tasks: dict[str, asyncio.Task[Gathered]] = {}  # by address: copies of a notice link to the same files
        self.readers = asyncio.Semaphore(READERS)

    async def gather(self, notice: Notice) -> Gathered:
        """Read the attachments of a notice, one after the other."""
        found = Gathered()
        for attachment in notice.attachments[: self.bounds.files]:
            one = await self.once(attachment)
            found.troubles.extend(one.troubles)
            for url, joinable in one.read.items():
                self.add(found, url, joinable)
        if (number := len(notice.attachments)) > self.bounds.files:
            found.troubles.append(too_much(notice.url, f"{number} attachments, {self.bounds.files} of them are read"))
        return found

    def add(self, found: Gathered, url: str, joinable: Joinable) -> None:
        """Add an attachment while there is room for its text."""
        most = self.bounds.characters
        if sum(len(one.text) for one in found.read.values()) + len(joinable.text) <= most:
            found.read[url] = joinable
        else:
            found.troubles.append(too_much(url, f"the attachments of a notice have more than {most:,} characters"))

    async def once(self, attachment: Attachment) -> Gathered:
        """Read an attachment, or wait for whoever reads it."""
        url = attachment.url
        if url not in self.tasks:
            self.tasks[url] = asyncio.ensure_future(self.read(url))
        return await asyncio.shield(self.tasks[url])

    async def read(self, url: str) -> Gathered:
        """Read an attachment as it is served now, else as it was archived when it could last be read."""
        fetched = None
        try:
            refuse_foreign(url, self.hosts)
            fetched = await self.fetch(url)
            refuse_foreign(fetched.page.url, self.hosts)
            text = await self.text(fetched)
        except IgnoreRequest:  # the run is being stopped
            raise
        except GoneError as error:
            gone = UnreadableError("attachment", url, f"gone: {error.detail}")
            return await self.reread(Trouble(url=url, error=gone, fetched=fetched))
        except Exception as error:  # a parser may fail in any way: it is named, and the run goes on
            return await self.reread(Trouble(url=url, error=error, fetched=fetched))
        return gathered(url, text, fetched)

    async def reread(self, trouble: Trouble) -> Gathered:
        """Read an attachment from bytes that were archived before."""
        tried = trouble.fetched.capture.digest if trouble.fetched else None
        for fetched in self.archived(trouble.url):
            if fetched.capture.digest != tried:
                with suppress(UnreadableError, GoneError):
                    found = gathered(trouble.url, await self.text(fetched), fetched)
                    return Gathered(read=found.read, troubles=[trouble])
        return Gathered(troubles=[trouble])

    async def text(self, fetched: Fetched) -> AttachedText:
        """Read bytes in a thread, which waits for a process."""
        async with self.readers:
            return await asyncio.to_thread(read_attachment, fetched.page)


def gathered(url: str, text: AttachedText, fetched: Fetched) -> Gathered:
    """An attachment that was read; the files of an archive that were not are its trouble."""
    read = {url: Joinable(text=text.text, digest=fetched.capture.digest)}
    if not text.unread:
        return Gathered(read=read)
    error = UnreadableError("attachment", url, f"read without {'; '.join(text.unread)}")
    return Gathered(read=read, troubles=[Trouble(url=url, error=error, fetched=fetched)])


def too_much(url: str, detail: str) -> Trouble:
    """What is over a bound of ours."""
    return Trouble(url=url, error=UnreadableError("too-large", url, detail))


def refuse_foreign(url: str, hosts: tuple[str, ...]) -> None:
    """Raise for an attachment on a host that is not the source's."""
    if host_of(address(url)) not in hosts:
        raise UnreadableError("attachment", url, "on a host that is not the source's, not asked for")
