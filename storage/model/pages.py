"""What went over the wire, and where it lies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from storage.errors import IssueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its response as they went over the wire, but for the transfer coding, which is undone."""

    url: str
    method: str = "GET"
    request_headers: tuple[tuple[str, str], ...] = ()
    request_body: bytes = b""
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One response as a reader sees it: the body's content coding (gzip …) is undone, its characters are not."""

    url: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    body: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Where an exchange lies: `file` in the archive folder, byte `offset` of its response record, SHA-256 of its body;
    `id` is the number of its row, 0 until the store has recorded it.
    """

    id: int = 0
    url: str
    method: str = "GET"
    status: int
    file: str
    offset: int
    digest: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A document that a listing names. `key` is the source's own identity for it, `url` where it is fetched."""

    url: str
    key: str
    title: str = ""
    summary: str = ""
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What makes the next GET of a URL conditional, and the capture to read again when nothing has changed."""

    etag: str | None
    last_modified: str | None
    capture: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that was not understood or not reached, with its evidence where a capture exists."""

    source: str
    kind: IssueKind
    url: str
    detail: str
    seen_at: datetime
    capture_id: int | None = None
