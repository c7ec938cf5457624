"""Voice of America, www.voanews.com (Pangea): a frozen archive since 2025-03-15 that may wake.

Nothing new is normal here, no answer is not: listings may be empty, but must be what they claim to be.
Discovery: `/rss/?count=N&zoneid=Z` (600 Asia, 599 USA; a count above 200 silently answers 20); `/sitemap.xml` names
gzip files of which `_latest` (7 days) and `_news` (Google News) are enough. robots.txt forbids `/api/*`.
Identity: `/a/<slug>/<id>.html` or `/a/<id>.html`. 45 % of these pages are audio or video without text.
Times: JSON-LD prints UTC with a space (`2024-04-28 07:00:00Z`), the visible `<time>` is US Eastern.
"""

import re
from functools import partial
from urllib.parse import urlsplit

from spiders.articles import (
    Element,
    attribute,
    inside,
    linked_article,
    names_of,
    read_html,
    refusal,
    said,
    stamp,
    text_of,
    texts,
    worded,
)
from spiders.base import Listing, Source, Window
from spiders.feeds import read_feed, read_sitemap
from spiders.pages import fold_lines
from storage.model import Article, Page
from storage.urls import canonical

HOME = "https://www.voanews.com"
ZONES = (600, 599)
PATH = re.compile(r"/a/(?:[^/]{1,300}/)?(\d{1,12})\.html")
SITEMAPS = re.compile(r"_(?:latest|news)(?![a-z])")  # two of 51
BYLINE = "a.links__item-link"
OTHER_KINDS = {
    "audio, video, .c-mmp, .media-download": "an audio or video page",
    "ul#articleItems, .media-block-wrap": "a section page",
}
PARAGRAPHS = frozenset(("p", "h2", "h3", "blockquote", "ul", "ol"))


def listings(_: Window) -> tuple[Listing, ...]:
    """Two zones' feeds and the sitemap's index."""
    feed, index = partial(read_feed, key=key), partial(read_sitemap, key=key, follow=is_recent)
    feeds = (Listing(url=f"{HOME}/rss/?count=200&zoneid={zone}", read=feed, at_least=0) for zone in ZONES)
    return (*feeds, Listing(url=f"{HOME}/sitemap.xml", read=index, at_least=0))


def is_recent(sitemap: str) -> bool:
    """True for the sitemaps of the last days."""
    return bool(SITEMAPS.search(sitemap))


def key(url: str) -> str | None:
    """`voa:<id>`; None when the address is none of an article."""
    parts = urlsplit(url)
    found = PATH.fullmatch(parts.path)
    known = (parts.hostname or "").removeprefix("www.") == "voanews.com"
    return f"voa:{found[1]}" if found and known else None


def read(page: Page) -> Article:
    """Read an article; raises `UnreadableError` for audio, video and pages of unknown layout."""
    root = read_html(page)
    title, body = said(root, "h1.pg-title"), inside(root, "div#article-content", "div.wsw")
    text = fold_lines(paragraphs(body)) if body is not None else ""
    if not text or not title:
        raise refusal(root, page.url, OTHER_KINDS, "neither h1.pg-title nor text in div.wsw")
    linked = linked_article(root)
    times = [attribute(time, "datetime") for time in root.css(".published time[datetime]")]
    return Article(
        source=SOURCE.name,
        key=key(page.url) or page.url,
        url=canonical(page.url),
        title=title,
        text=text,
        published=stamp(linked.get("datePublished")) or stamp(times),
        modified=stamp(linked.get("dateModified")),
        authors=names_of(linked.get("author")) or names_of(texts(root, BYLINE)),
        section=worded(linked.get("articleSection")) or said(root, ".category a"),
    )


def paragraphs(body: Element) -> list[str]:
    """The body's own paragraphs: the dateline is a span beside them, captions and `See also` stand in `wsw__embed`."""
    parts = (part for part in body.iter() if part.tag in PARAGRAPHS)
    return [line for part in parts for line in text_of(part, is_embed).split("\n")]


def is_embed(node: Element) -> bool:
    """True for media and teasers inside a paragraph."""
    names = attribute(node, "class")
    return "wsw__embed" in names or names == "dateline"


SOURCE = Source(
    name="voa",
    title="Voice of America",
    authority="press",
    hosts=("www.voanews.com", "voanews.com"),
    listings=listings,
    key=key,
    read=read,
)
