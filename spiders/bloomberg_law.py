"""Bloomberg Law, news.bloomberglaw.com (Brightspot): the least known of the four; its pages are mostly behind a wall.

Discovery: `/rss` and `/rss/<practice>`. Identity: `/<practice>/<slug>` without id or date; one story stands under
several practices, repeats end in `-1`, so the slug alone is the key.
Text: cut with `...` before "Learn more about Bloomberg Law or Log In to keep reading:"; such a page is recorded as
paywalled and never taken for the whole. Links into the terminal leak into the text as `<-bsp-bb-link state="{…}">`.
"""

import re
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from spiders.articles import read_html
from spiders.base import Listing, Source, Window
from spiders.feeds import read_feed
from spiders.generic import read_article
from spiders.pages import fold_lines
from storage.model import Article, Page

HOME = "https://news.bloomberglaw.com"
PRACTICES = ("", "/ip-law", "/international-trade")
PATH = re.compile(r"/[a-z0-9-]{1,100}/([a-z0-9]{1,100}(?:-[a-z0-9]{1,100}){2,60})/?")
WALLS = {"Learn": "more about Bloomberg Law or Log In", "Already": "a subscriber?", "Log": "In to keep reading"}
AFTER = {word: re.compile(rf"\s+{re.escape(rest)}".replace(r"\ ", r"\s+")) for word, rest in WALLS.items()}
LEAK = re.compile(r"</?-?bsp-[a-z-]{1,40}(?: state=\"\{[^>]{0,2000}\}\")?[^<>]{0,200}>")
BODIES = ("div.article-body", "div.RichTextArticleBody, div.rich-text, div.story-body")


def listings(_: Window) -> tuple[Listing, ...]:
    """The feed of everything and those of the practices that carry trade and technology."""
    return tuple(Listing(url=f"{HOME}/rss{practice}", read=partial(read_feed, key=key)) for practice in PRACTICES)


def key(url: str) -> str | None:
    """`bloomberg-law:<slug>` without the `-1` of a repeat; None when the address is none of an article."""
    parts = urlsplit(url)
    found = PATH.fullmatch(parts.path)
    if not found or parts.hostname != "news.bloomberglaw.com":
        return None
    return f"bloomberg-law:{found[1].removesuffix('-1')}"


def read(page: Page) -> Article:
    """Read what is shown of an article; `access` says whether a wall cuts it."""
    root = read_html(page)
    article = read_article(page, SOURCE.name, BODIES, root)
    return replace(
        article,
        key=key(page.url) or article.key,
        text=fold_lines([LEAK.sub("", line) for line in shown(article.text)]),
        access="paywalled" if is_walled(root.text()) else "free",
    )


def shown(text: str) -> list[str]:
    """The lines before the wall."""
    lines = text.split("\n")
    walls = (at for at, line in enumerate(lines) if is_walled(line))
    return lines[: next(walls, None)]


def is_walled(text: str) -> bool:
    """True when it asks to log in. First words are found first: one pattern would take longer than parsing the page."""
    return any(after.match(rest) for word, after in AFTER.items() for rest in text.split(word)[1:])


SOURCE = Source(
    name="bloomberg-law",
    title="Bloomberg Law",
    authority="press",
    hosts=("news.bloomberglaw.com",),
    listings=listings,
    key=key,
    read=read,
    reader_version=2,
)
