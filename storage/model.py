"""The records that pass between the stages, and nothing else.

Instants end in `_at`: aware datetimes in UTC, what we saw. Legal dates end in `_on`: ISO text in Beijing time, a date
(`2025-04-10`) or, where a clock time is printed, a date-time (`2025-04-10T12:01:00+08:00`), what the law says.
The vocabulary of events is that of the event model: its words are the same in JSON, SQLite, on the command line, in
e-mail and on the web.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Literal

from storage.counterparts import Corroboration
from storage.errors import IssueKind

BEIJING = timezone(timedelta(hours=8), "Beijing")

Action = Literal[
    "list", "delist", "suspend", "extend", "lift", "resume", "amend", "investigate", "propose", "control", "restrict"
]
Regime = Literal[
    "export-control-list",
    "watch-list",
    "unreliable-entity-list",
    "countermeasures",
    "dual-use-items",
    "technology-catalogue",
    "licence-catalogue",
]
Basis = Literal["notice", "statement", "report"]
TargetKind = Literal["company", "organization", "person", "item", "technology", "country"]
Measure = Literal[
    "asset-freeze",
    "data-transfer-ban",
    "dual-use-export-ban",
    "enhanced-review",
    "entry-ban",
    "export-licence",
    "fine",
    "investment-ban",
    "permit-revocation",
    "third-country-transfer-ban",
    "trade-ban",
    "transaction-ban",
]


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
class Attachment:
    """A file that a notice links to. Once read, its text is the notice's from `start` on; `digest` is of its bytes."""

    url: str
    label: str = ""
    start: int | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An official page: announcement, order, spokesperson's answer, law, guide.

    `text` is the normalised body without page furniture and label block, then the text of each attachment that was
    read; `instrument` is the page's own number; `published` is the site's date, `signed_on` the label block's 发文日期.
    """

    source: str
    url: str
    title: str
    text: str
    published: str | None
    language: str = "zh"
    instrument: str | None = None
    issuer: str = ""
    signed_on: str | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def page_text(self) -> str:
        """What the page itself prints: the text up to the line feed before the first attachment."""
        start = next((one.start for one in self.attachments if one.start is not None), None)
        return self.text if start is None else self.text[: start - 1]

    @property
    def kind(self) -> Literal["notice"]:
        """What sort of document this is, as printed by `track extract`."""
        return "notice"

    @property
    def key(self) -> str:
        """Its identity: the number where one is printed, else the canonical URL; a translation is no copy."""
        return self.instrument if self.instrument and self.language == "zh" else self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A piece of the press. `key` is `source:id`; paragraphs of `text` are divided by one line feed.

    `published` and `modified` are ISO with the printed zone; `access` is `paywalled` when the body was cut.
    """

    source: str
    key: str
    url: str
    title: str
    text: str
    published: str | None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    section: str = ""
    language: str = "en"
    access: Literal["free", "paywalled"] = "free"

    @property
    def kind(self) -> Literal["article"]:
        """What sort of document this is, as printed by `track extract`."""
        return "article"

    @property
    def instrument(self) -> None:
        """The press has no numbers of its own."""
        return


Document = Notice | Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whom or what an event hits, as printed. Which fields a kind carries stands in the event model."""

    kind: TargetKind
    name_zh: str | None = None
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    address: str | None = None
    postcode: str | None = None
    country: str | None = None
    parent: str | None = None
    role: str | None = None
    employer: str | None = None
    control_codes: tuple[str, ...] = ()
    hs_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence that says so: `document.text[start:end] == quote`, in Unicode code points."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A notice spoken of without its number: its day, how many it hits, of which country; each may be unsaid."""

    on: str | None = None
    count: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The notice that a `Referral` means, by what the store knows, and why it can be no other."""

    instrument: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEvent:
    """One act of policy as one document states it. `held` says why it waits for review, None when it adds up.

    `affects` are numbers that the document prints. `refers_to` are notices it means without printing one, and
    `resolved_affects` what the store makes of them: that is derived whenever it is asked for, and never kept.
    """

    action: Action
    regime: Regime
    basis: Basis
    instrument: str | None = None
    affects: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    declared_count: int | None = None
    announced_on: str | None = None
    effective_on: str | None = None
    until_on: str | None = None
    measures: tuple[Measure, ...] = ()
    evidence: Evidence
    refers_to: tuple[Referral, ...] = ()
    resolved_affects: tuple[Resolution, ...] = ()
    held: str | None = None

    @property
    def affected(self) -> tuple[str, ...]:
        """Keys of the instruments that this event changes, by number or by what its words were resolved to."""
        return (*self.affects, *(found.instrument for found in self.resolved_affects))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that was not understood or not reached, with its evidence where a capture exists."""

    source: str
    kind: IssueKind
    url: str
    detail: str
    seen_at: datetime
    capture_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What makes the next GET of a URL conditional, and the capture to read again when nothing has changed."""

    etag: str | None
    last_modified: str | None
    capture: Capture


class Outcome(StrEnum):
    """What `Store.remember` found."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """A remembered document in one line."""

    key: str
    source: str
    kind: Literal["notice", "article"]
    title: str
    url: str
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that became known.

    `event`: an event appeared (`event` set); `retracted`: an event no longer stands in its document; `edited`: title or
    text changed (`before` and `after` are title, line feed, text); `gone` and `back`: the page vanished or returned;
    `lapsed`: the last day of a suspension (`event`) is past, and no notice has said what follows; `corroborated`: what
    the authority says of a report (`event`) told before is another than it was (`corroboration`).
    `cause` is `correction` when our own newer rules or readers, not the publisher, made the difference.
    """

    kind: Literal["event", "retracted", "edited", "gone", "back", "lapsed", "corroborated"]
    seen_at: datetime
    document: DocumentRef
    capture: Capture | None
    event: PolicyEvent | None = None
    corroboration: Corroboration | None = None
    before: str | None = None
    after: str | None = None
    cause: Literal["world", "correction"] = "world"
