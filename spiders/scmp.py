"""South China Morning Post, www.scmp.com: Hong Kong time, `Crawl-delay: 10`.

Discovery: RSS 2.0 `/rss/<id>/feed`, about 50 items; the description is one sentence or 500 characters, never the text.
Identity: `/<section>/…/article/<numeric id>/<slug>`; headline and slug drift, a slug can hold a slash.
Text, by the age of the page (a redesign adds a reader, none is taken away):
- `__NEXT_DATA__` (since about 2021): `props.pageProps.payload.data.article`, the body a tree of nodes;
- `__APOLLO_STATE__` (2019 to 2021): the same tree under a key that begins with `body(`;
- JSON-LD alone: `articleBody` in one piece, into which related titles are glued.
CSS classes are hashed and mean nothing. `isAccessibleForFree: "False"` stands on readable pages too.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta, timezone
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from spiders.articles import (
    HEADINGS,
    NEVER_TEXT,
    Element,
    from_milliseconds,
    json_or_none,
    linked_article,
    meta,
    names_of,
    read_html,
    refusal,
    said,
    stamp,
    texts,
    worded,
)
from spiders.base import Listing, Source, Window
from spiders.feeds import read_feed
from spiders.pages import fold, fold_lines
from storage.errors import UnreadableError
from storage.model import Article, Page
from storage.urls import canonical

HOME = "https://www.scmp.com"
FEEDS = (4, 91, 92, 36, 5)  # China, News, Business, Tech, World
HONG_KONG = timezone(timedelta(hours=8))
PATH = re.compile(r"/(?:[^?#]{1,300}/)?article/(\d{5,12})(?:/.*)?")

OTHER_KINDS = {'meta[property="og:type"][content^="video"]': "a video page"}
PARAGRAPHS = HEADINGS | {"p", "li", "blockquote"}
NOT_TEXT = NEVER_TEXT | {"img", "inline-ad-slot", "inline-widget", "article-inline-widget"}
MAX_NODES = 50_000

Tree = Mapping[str, Any]


def listings(_: Window) -> tuple[Listing, ...]:
    """The feeds that carry China, trade and technology."""
    return tuple(Listing(url=f"{HOME}/rss/{feed}/feed", read=partial(read_feed, key=key)) for feed in FEEDS)


def key(url: str) -> str | None:
    """`scmp:<id>`; None when the address is none of an article."""
    parts = urlsplit(url)
    found = PATH.fullmatch(parts.path)
    known = (parts.hostname or "").removeprefix("www.") == "scmp.com"
    return f"scmp:{found[1]}" if found and known else None


def read(page: Page) -> Article:
    """Read an article of any age; raises `UnreadableError` for a live blog, a video or a page of unknown layout."""
    root = read_html(page)
    for reader in (read_next, read_apollo, read_linked):
        if article := reader(root, page):
            return article
    raise refusal(root, page.url, OTHER_KINDS, "no article in __NEXT_DATA__, __APOLLO_STATE__ or JSON-LD")


def read_next(root: Element, page: Page) -> Article | None:
    """The page as Next.js serves it since about 2021."""
    data = json_or_none("".join(texts(root, "script#__NEXT_DATA__")[:1]))
    found = inside(data, "props", "pageProps", "payload", "data", "article")
    return from_tree(found, inside(found, "body", "json"), page) if found else None


def read_apollo(root: Element, page: Page) -> Article | None:
    """The page as Apollo served it from 2019 to 2021: one flat object whose keys are queries."""
    number = (key(page.url) or "").rpartition(":")[2]
    states = (source.partition("__APOLLO_STATE__=")[2] for source in texts(root, "script"))
    for state in map(first_object, islice(filter(None, states), 1)):
        for item in filter(is_tree, inside(state, "contentService").values()):
            body = next((value for name, value in item.items() if name.startswith("body(")), None)
            if body and str(item.get("entityId")) == number:
                return with_linked(from_tree(item, inside(body, "json"), page), root)
    return None


def with_linked(article: Article, root: Element) -> Article:
    """Apollo keeps authors and sections under keys of their own; JSON-LD says both plainly."""
    linked = linked_article(root)
    return replace(article, authors=names_of(linked.get("author")), section=worded(linked.get("articleSection")))


def read_linked(root: Element, page: Page) -> Article | None:
    """JSON-LD alone: one paragraph, and the headline from the page where JSON-LD cuts it with `...`."""
    linked = linked_article(root)
    text = worded(linked.get("articleBody"))
    if not text:
        return None
    title = said(root, "h1") or meta(root, "cse_headline") or worded(linked.get("headline"))
    return Article(
        source=SOURCE.name,
        key=key(page.url) or page.url,
        url=canonical(page.url),
        title=title,
        text=text,
        published=stamp(linked.get("datePublished"), HONG_KONG),
        modified=stamp(linked.get("dateModified"), HONG_KONG),
        authors=names_of(linked.get("author")),
        section=worded(linked.get("articleSection")),
    )


def from_tree(found: Tree, body: Any, page: Page) -> Article:
    """An article out of the object that both generations share."""
    if inside(found, "tmpLiveArticle").get("status"):
        raise UnreadableError("other-page", page.url, "a live blog, not an article")
    text = fold_lines(list(paragraphs(body)))
    if not text:
        raise UnreadableError("other-page", page.url, "an article without a body, as of a video or gallery")
    return Article(
        source=SOURCE.name,
        key=key(page.url) or f"{SOURCE.name}:{found.get('entityId')}",
        url=canonical(page.url),
        title=worded(found.get("headline")),
        text=text,
        published=from_milliseconds(found.get("publishedDate"), HONG_KONG),
        modified=from_milliseconds(found.get("updatedDate"), HONG_KONG),
        authors=names_of(found.get("authors")),
        section=" / ".join(sections(found.get("sections"))),
    )


def sections(found: Any) -> list[str]:
    """The names in `[{"value": [{"name": …}]}]`."""
    lists = (item.get("value") for item in found if is_tree(item)) if isinstance(found, list) else ()
    return [name for values in lists for name in names_of(values)]


def paragraphs(body: Any) -> Iterator[str]:
    """The texts of the body's paragraphs, in order; what stands between them is advertisement and media."""
    waiting, seen = list(reversed(body)) if isinstance(body, list) else [], 0
    while waiting and seen < MAX_NODES:
        node, seen = waiting.pop(), seen + 1
        if not is_tree(node) or is_furniture(node):
            continue
        if node.get("type") in PARAGRAPHS:
            yield "".join(spoken(node))
        else:
            waiting += reversed(children(node))


def is_furniture(node: Tree) -> bool:
    """True for advertisements, media and a heading that is only a link: a related title glued into the text."""
    kind = node.get("type")
    if kind in NOT_TEXT or "video-wrapper" in str(inside(node, "attribs").get("class")):
        return True
    shown = [child for child in children(node) if fold("".join(spoken(child)))] if kind in HEADINGS else []
    return bool(shown) and all(is_tree(child) and child.get("type") == "a" for child in shown)


def spoken(node: Any) -> Iterator[str]:
    """The text nodes under a node, in order."""
    waiting, seen = [node], 0
    while waiting and seen < MAX_NODES:
        item, seen = waiting.pop(), seen + 1
        if not is_tree(item) or item.get("type") in NOT_TEXT:
            continue
        if item.get("type") == "text":
            yield str(item.get("data") or "")
        elif item.get("type") == "br":
            yield " "
        waiting += reversed(children(item))


def children(node: Any) -> list[Any]:
    """A node's children, empty when it has none."""
    found = node.get("children") if is_tree(node) else None
    return found if isinstance(found, list) else []


def inside(data: Any, *names: str) -> Any:
    """What stands under the names, one inside the other; `{}` when it is not there."""
    for name in names:
        data = data.get(name) if is_tree(data) else None
    return data or {}


def is_tree(value: Any) -> bool:
    """True for a JSON object."""
    return isinstance(value, dict)


def first_object(source: str) -> Any:
    """The JSON value at the start of a script, None when there is none."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(source.lstrip())[0]
    except (ValueError, RecursionError):
        return None


SOURCE = Source(
    name="scmp",
    title="South China Morning Post",
    authority="press",
    hosts=("www.scmp.com", "scmp.com"),
    listings=listings,
    key=key,
    read=read,
    delay=10.0,
)
