"""Any other news page, and sources that are configured as a feed alone.

The text is that of the element marked as the article's body, else what trafilatura finds; JSON-LD's `articleBody` where
it says much more than the page shows.
"""

import re
from functools import partial
from itertools import islice

from spiders.articles import (
    NEVER_TEXT,
    Element,
    attribute,
    first,
    linked_article,
    meta,
    names_of,
    read_html,
    refusal,
    said,
    stamp,
    text_of,
    whole,
    worded,
)
from spiders.base import Listing, Source, Window
from spiders.feeds import read_feed
from spiders.pages import fold_lines
from storage.model import Article, Page
from storage.urls import canonical, host_of

BODIES = ('[itemprop="articleBody"]', ".article-body, .article__body, .articleBody, .entry-content")
# Whole words of class and id names. `aside`, `nav`, `footer` … are never text by their element name.
FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:related|share|sharing|social|caption|newsletter|subscribe|advert|advertisement|ad|ads|promo|"
    r"promotion|paywall|comments|breadcrumbs?|infobox|read-more|more-on|byline|dateline|tags|copyright|disclaimer)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
FURNITURE_TAGS = NEVER_TEXT | {"header", "h1", "time"}
FRAME = frozenset(("html", "head", "body"))  # their class names describe the site
OTHER_KINDS = {
    'meta[property="og:type"][content^="video"]': "a video page",
    'meta[property="og:type"][content="profile"]': "a page about a person",
}
SITE = re.compile(r"(?: [|–-] |[-_|])[^-_|–]{2,40}$")  # the site's name behind a `<title>`
HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"\w\w")  # of a page that breaks off in a tag, a lone `<` is found
ENOUGH = 200  # characters; fewer beside a video are its blurb
MAX_BODIES = 20  # elements that could hold the text: where they are nested, each is walked again
MAX_ELEMENTS = 20_000  # the largest recorded page has some 3 thousand


def feed_source(name: str, title: str, urls: tuple[str, ...]) -> Source:
    """A press source that is known by its feeds alone; the key of a document is its canonical URL."""
    return Source(
        name=name,
        title=title,
        authority="press",
        hosts=tuple(dict.fromkeys(map(host_of, urls))),
        listings=partial(feed_listings, urls=urls),
        key=canonical,
        read=partial(read_article, source=name),
        reader_version=2,
    )


def feed_listings(_: Window, urls: tuple[str, ...]) -> tuple[Listing, ...]:
    """One listing for each configured feed."""
    return tuple(Listing(url=url, read=partial(read_feed, key=canonical)) for url in urls)


def read_article(page: Page, source: str, bodies: tuple[str, ...] = BODIES, root: Element | None = None) -> Article:
    """Read a news page of any site; raises `UnreadableError` when no text or no title is found on it."""
    root = read_html(page) if root is None else root
    linked = linked_article(root)
    title, text = title_of(root, linked), body_text(root, linked, bodies)
    if not title or not WORD.search(text) or (len(text) < ENOUGH and first(root, *OTHER_KINDS) is not None):
        raise refusal(root, page.url, OTHER_KINDS, "a page without headline or paragraphs")
    return Article(
        source=source,
        key=canonical(page.url),
        url=page.url,
        title=title,
        text=text.removeprefix(f"{title}\n"),  # some pages print the headline twice
        published=stamp(linked.get("datePublished")) or first_stamp(root, "article:published_time"),
        modified=stamp(linked.get("dateModified")) or first_stamp(root, "article:modified_time"),
        authors=names_of(linked.get("author")) or names_of(meta(root, "author")),
        section=worded(linked.get("articleSection")) or meta(root, "article:section"),
        language="zh" if is_chinese(text) else "en",
    )


def title_of(root: Element, linked: dict[str, object]) -> str:
    """The headline: the one `<h1>`, else what the page calls itself elsewhere."""
    headings = list(islice(filter(None, map(whole, root.css("h1"))), 2))
    if len(headings) == 1:
        return headings[0]
    named = worded(linked.get("headline")) or meta(root, "og:title") or said(root, "h1")
    return named or SITE.sub("", said(root, "title"))


def first_stamp(root: Element, *names: str) -> str | None:
    """The first time that a `<meta>` or `<time datetime>` prints as ISO."""
    found = [meta(root, name) for name in names] + [attribute(time, "datetime") for time in root.css("time[datetime]")]
    return next((moment for text in found if (moment := stamp(text))), None)


def body_text(root: Element, linked: dict[str, object], bodies: tuple[str, ...]) -> str:
    """The article's paragraphs, one a line; empty when there are none."""
    marked = (text_of(element, is_furniture) for selector in bodies for element in root.css(selector)[:MAX_BODIES])
    shown = next(filter(None, marked), "") or extracted(root)
    spoken = worded(linked.get("articleBody"))
    return spoken if len(spoken) > 2 * len(shown) else shown


def extracted(root: Element) -> str:
    """The text of a page that marks no body, as trafilatura finds it; a page of too many elements has none."""
    from trafilatura import extract

    bare = root.parser.clone().root
    if bare is None or len(bare.css("*")) > MAX_ELEMENTS:
        return ""
    leave_alone(bare.css("article:not(article article)"))
    waiting = [bare]
    while waiting:
        node = waiting.pop()
        if node.tag not in FRAME and is_furniture(node):
            node.decompose()
        else:
            waiting += node.iter()
    found = extract(bare.html or "", fast=True, include_comments=False) or ""
    return fold_lines([line.removeprefix("- ") for line in found.split("\n")])


def leave_alone(articles: list[Element]) -> None:
    """Drop what follows the one article of a page: counters there are no part of it."""
    if len(articles) == 1 and WORD.search(whole(articles[0])):
        node = articles[0].next
        while node is not None:
            following = node.next
            if node.is_element_node:
                node.decompose()
            node = following


def is_furniture(node: Element) -> bool:
    """True for what stands on a page beside its article."""
    if node.tag in FURNITURE_TAGS:
        return True
    attributes = node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return len(named) > 1 and bool(FURNITURE.search(named))


def is_chinese(text: str) -> bool:
    """True when a fifth of the characters are Chinese."""
    return len(HAN.findall(text)) * 5 > len(text)
