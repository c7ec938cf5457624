"""Global Times, www.globaltimes.cn: UTF-8, no paywall, no crawl delay.

Discovery: `/sitemap.xml` is the real feed (Google News, 51 to 60 rows, about one day, some without `news:news`);
section pages fill in for days that were missed. `rss/outbrain.xml` answers and is weeks old, so it is not asked.
Identity: `/page/YYYYMM/<id>.shtml`, ascending; `?id=11`, the bare host and http are the same page.
Text: between `<br>`, not in paragraphs, inside `div.article_content > div.article_right`; captions in `p.picture`.
Times: Beijing, never printed. Articles are rewritten in silence under the same address and the same time.
"""

import re
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from spiders.articles import Element, attribute, first, inside, read_html, refusal, said, text_of, texts, whole
from spiders.base import Found, Listing, Source, Window
from spiders.feeds import read_anchors, read_sitemap
from spiders.pages import fold
from storage.model import BEIJING, Article, Page
from storage.urls import canonical

HOME = "https://www.globaltimes.cn"
SECTIONS = ("/china/index.html", "/source/index.html", "/world/index.html")
PATH = re.compile(r"/page/\d{6}/(\d{1,12})\.shtml")
OTHER_KINDS = {
    "div.level01_list, div.level02_list, div.list_info": "a section page",
    ".gallery, .swiper-container": "a gallery",
    "video": "a video page",
}
NOT_TEXT = frozenset(("picture", "author_card", "related_section", "related_title", "share"))


def listings(_: Window) -> tuple[Listing, ...]:
    """The sitemap and the sections that carry trade and security."""
    sections = (Listing(url=HOME + path, read=read_section) for path in SECTIONS)
    return (Listing(url=f"{HOME}/sitemap.xml", read=partial(read_sitemap, key=key)), *sections)


def read_section(page: Page) -> Found:
    """The articles that a section page links to."""
    return Found(links=read_anchors(read_html(page), key, page.url))


def key(url: str) -> str | None:
    """`global-times:<id>`; None when the address is none of an article."""
    parts = urlsplit(url)
    found = PATH.fullmatch(parts.path)
    known = (parts.hostname or "").removeprefix("www.") == "globaltimes.cn"
    return f"global-times:{found[1]}" if found and known else None


def read(page: Page) -> Article:
    """Read an article; raises `UnreadableError` for a section page, a gallery, a video, an unknown layout."""
    root = read_html(page)
    title = said(root, "div.article_title") or heading_before(root)
    body = inside(root, "div.article_content", "div.article_right")
    text = text_of(body, is_furniture) if body is not None else ""
    if not text or not title:
        raise refusal(root, page.url, OTHER_KINDS, "neither div.article_title nor text in div.article_right")
    times = said(root, "span.pub_time")
    return Article(
        source=SOURCE.name,
        key=key(page.url) or page.url,
        url=canonical(page.url),
        title=title,
        text=text,
        published=time_after("Published", times),
        modified=time_after("Updated", times),
        authors=authors(root),
        section=" / ".join(map(fold, texts(root, "div.article_column a"))),
    )


def heading_before(root: Element) -> str:
    """The last heading before the article, on pages that have no title of their own."""
    heading = ""
    for element in root.css("h3, div.article_content"):
        if element.tag == "h3":
            heading = whole(element)
        elif heading:
            break
    return heading


def is_furniture(node: Element) -> bool:
    """True for captions, pictures in `<center>`, author cards and related links."""
    if node.tag == "center" and first(node, "img") is not None:
        return True
    return not NOT_TEXT.isdisjoint(attribute(node, "class").split())


def time_after(label: str, times: str) -> str | None:
    """`Published: Sep 25, 2025 05:21 PM` as ISO in Beijing time; None when the label is not there."""
    found = re.search(rf"{label}:\s?(\w{{3}}) (\d\d?), (\d{{4}}) (\d\d?):(\d\d) ([AP]M)", times)
    if not found:
        return None
    try:
        moment = datetime.strptime(" ".join(found.groups()), "%b %d %Y %I %M %p")
    except ValueError:
        return None
    return moment.replace(tzinfo=BEIJING).isoformat()


def authors(root: Element) -> tuple[str, ...]:
    """The byline's names without `By`."""
    line = said(root, "span.byline").removeprefix("By ")
    return tuple(name for part in re.split(r", | and ", line) if (name := part.strip()))


SOURCE = Source(
    name="global-times",
    title="Global Times",
    authority="press",
    hosts=("www.globaltimes.cn", "globaltimes.cn"),
    listings=listings,
    key=key,
    read=read,
)
