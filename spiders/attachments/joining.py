"""A notice with the texts of its attachments behind its own, each under a heading as an annex on the page has one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from spiders.pages import fold
from storage.model import Attachment, Notice

# 附件1：出口管制管控名单.pdf · 附件 名单 · 1.名单.docx
LABEL = re.compile(
    r"^(?:附\s?件\s?(?P<number>(?:\d{1,2}|[一二三四五六七八九])(?!\d))?\s?[:：.．、-]?\s?|(?P<place>\d{1,2})\s?[.．、](?!\d)\s?)?"
    r"(?P<title>.*)$"
)
SUFFIX = re.compile(r"\s?\.(?:pdf|docx?|xlsx?|wps|et|zip|rar|7z)\s?$", re.IGNORECASE)
OWN_HEADING = re.compile(r"^附\s?件\s?(?P<number>\d{1,2}|[一二三四五六七八九])?\s?[:：]?$")
LONGEST = 80  # characters of a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Joinable:
    """What is put behind a notice: the text of an attachment, and the digest of the bytes it was read from."""

    text: str
    digest: str


def join(notice: Notice, read: Mapping[str, Joinable]) -> Notice:
    """The notice with the texts of the attachments that were read, by address, in the order of the page."""
    text = notice.page_text
    attachments: list[Attachment] = []
    for place, attachment in enumerate(notice.attachments, 1):
        found = read.get(attachment.url)
        if found is None:
            attachments.append(replace(attachment, start=None, digest=""))
            continue
        attachments.append(replace(attachment, start=len(text) + 1, digest=found.digest))
        text = f"{text}\n{annexed(attachment.label, found.text, place if len(notice.attachments) > 1 else None)}"
    return replace(notice, text=text, attachments=tuple(attachments))


def annexed(label: str, text: str, place: int | None) -> str:
    """The text under `附件N：title`. The number is that of the link, else the text's own, else its place on the page.

    >>> annexed("附件2：关注名单.pdf", "附件2\\n关注名单", 1)
    '附件2：关注名单\\n关注名单'
    >>> annexed("名单.pdf", "1. 甲公司", None)
    '附件：名单\\n1. 甲公司'
    """
    first, _, rest = text.partition("\n")
    own = OWN_HEADING.match(first) if rest else None
    link = LABEL.match(SUFFIX.sub("", fold(label)))
    printed = (link["number"] or link["place"]) if link else None
    number = printed or (own and own["number"]) or place or ""
    title = link["title"][:LONGEST] if link else ""
    return f"附件{number}：{title}\n{rest if own else text}"
