"""What was read from a page: a notice of the authority, an article of the press."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


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
