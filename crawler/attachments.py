"""The archived bytes of attachments, for whoever cannot or need not fetch them."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from spiders.attachments import read_attachment
from spiders.attachments.gathering import Fetched
from spiders.attachments.joining import Joinable, join
from storage.archive import read
from storage.errors import GoneError, UnreadableError
from storage.model import Document, Notice
from storage.store import Store


def archived(store: Store, folder: Path, url: str) -> Iterator[Fetched]:
    """The bytes of an attachment, the likeliest to be read first. Raises `StoreError` for bytes that are lost."""
    for capture in store.attachment_captures(url):
        yield Fetched(page=read(folder, capture), capture=capture)


def with_archived(store: Store, folder: Path, document: Document) -> Document:
    """The document with the attachments of a notice as they are archived, where they can be read."""
    if not isinstance(document, Notice):
        return document
    found = {one.url: read for one in document.attachments if (read := readable(store, folder, one.url))}
    return join(document, found)


def readable(store: Store, folder: Path, url: str) -> Joinable | None:
    """The text of an attachment, from the first of its archived bytes that can be read."""
    for fetched in archived(store, folder, url):
        with suppress(UnreadableError, GoneError):
            return Joinable(text=read_attachment(fetched.page).text, digest=fetched.capture.digest)
    return None
