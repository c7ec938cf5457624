"""english.mofcom.gov.cn: a minority of the ministry's notices and of its spokesperson's remarks, in English.

They appear days or weeks after the act; outages are to be expected. The template is that of the Chinese sites
(`[ergodic=article]`, `.art-con`, meta `ArticleTitle` and `PubDate` in Beijing time); where a page has none of it, it is
read as any news page.
"""

import re

from spiders.articles import Element, meta, read_html
from spiders.generic import BODIES, first_stamp, read_article
from spiders.pages import beijing_iso
from storage.model import Notice, Page
from storage.urls import canonical

OWN_BODIES = ('[ergodic="article"]', ".art-con", ".TRS_Editor", "#zoom")

# "Announcement No. 61 of 2025", "MOFCOM Announcement No.70 of 2025": the own number heads the title.
NUMBER = r"(?:Announcement|Notice)\s(?:No\.?\s?)?(\d{1,3}) of (20\d\d)\b"
OWN_NUMBER = re.compile(rf"(?:(?:MOFCOM|Ministry of Commerce|Public|Joint)\W{{0,3}}){{0,2}}{NUMBER}", re.IGNORECASE)
UEL_NUMBER = re.compile(rf"Unreliable Entity List.{{0,40}}?{NUMBER}", re.IGNORECASE)


def read_english(page: Page) -> Notice:
    """Read a page of the ministry's English site; raises `UnreadableError` when it holds no text."""
    root = read_html(page)
    article = read_article(page, "mofcom", (*OWN_BODIES, *BODIES), root)
    title = meta(root, "ArticleTitle", "articletitle") or article.title
    return Notice(
        source="mofcom",
        url=canonical(page.url),
        title=title,
        text=article.text,
        published=published(root) or article.published,
        language="en",
        instrument=own_number(title),
        issuer=meta(root, "ContentSource", "contentsource"),
    )


def published(root: Element) -> str | None:
    """The portal's date, which is Beijing time."""
    return beijing_iso(meta(root, "PubDate", "pubdate")) or first_stamp(root)


def own_number(title: str) -> str | None:
    """The key of the notice that this page translates, when its title begins with a number and a year."""
    if found := UEL_NUMBER.match(title):
        return f"UEL-{found[2]}-{int(found[1])}"
    if found := OWN_NUMBER.match(title):
        return f"MOFCOM-{found[2]}-{int(found[1])}"
    return None
