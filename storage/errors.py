"""Every error this project raises on purpose. Each carries what it is about and chains its cause."""

from typing import Literal

IssueKind = Literal[
    "attachment",  # a file of a notice that is gone, or of a kind that is not read; the notice stands without it
    "blocked",  # 401, 403, 429 or a challenge page with status 200
    "conflict",  # two copies of one notice differ beyond page furniture
    "count-mismatch",  # declared count, numbered groups and names do not add up
    "empty",  # a listing with too few links, a page without a body
    "http-error",  # any other status of 400 and above
    "layout",  # the page is not built as its reader expects
    "mojibake",  # a reply full of question marks or replacement characters
    "not-in-archive",  # a replayed request that the archives do not hold
    "other-page",  # a page of another kind than asked for: a video, a live blog, a section; no failure
    "paywall",  # the body is cut; recorded, not worked around
    "private",  # an address of our own network, where no page may lead us
    "robots",  # robots.txt forbids it, or could not be read
    "too-large",  # over the bound on bytes, before or after decompression
    "unreachable",  # no connection, no name, time-out, TLS failure
]

NO_FAILURE: tuple[IssueKind, ...] = (
    "attachment",
    "not-in-archive",
    "other-page",
    "paywall",
)  # recorded, and the source is well


class TrackError(Exception):
    """Base of all declared errors; its text is fit for a person."""


class ConfigError(TrackError):
    """The configuration, or an argument, is wrong. `problems` lists every mistake by its dotted path."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class StoreError(TrackError):
    """The store or the archive cannot be opened, read or written."""


class LockedError(StoreError):
    """Another crawl run holds the lock."""


class UnreadableError(TrackError):
    """A page that its reader refuses: `kind` says what was found instead of a document."""

    def __init__(self, kind: IssueKind, url: str, detail: str) -> None:
        super().__init__(f"{kind}: {detail} ({url})")
        self.kind: IssueKind = kind
        self.url = url
        self.detail = detail


class GoneError(TrackError):
    """The page says that the document is no longer there: 404, 410, a soft 404, a redirect to the home page."""

    def __init__(self, url: str, detail: str) -> None:
        super().__init__(f"gone: {detail} ({url})")
        self.url = url
        self.detail = detail
