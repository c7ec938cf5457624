"""Feeds (RSS, Atom) and sitemaps (plain, Google News, index, gzip) as links. Nothing is fetched from here."""

import re
import zlib
from calendar import timegm
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree, html

from spiders.articles import Element, attribute, whole
from spiders.base import Found, Listing
from spiders.pages import fold, refuse_status
from storage.errors import UnreadableError
from storage.model import Link, Page

Key = Callable[[str], str | None]

MAX_BYTES = 50 * 1024 * 1024  # of a sitemap, unpacked: the protocol's own limit
MAX_FEED_BYTES = 4 * 1024 * 1024
MAX_LOOSE_BYTES = 256 * 1024  # of a feed that is no XML: feedparser reads it, at some 7 seconds a megabyte
MAX_LINKS = 50_000  # the sitemap protocol's own limit too
SUMMARY = 2_000  # characters kept of a description: some feeds put the whole article there

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # characters that lxml takes from nobody
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def read_feed(page: Page, key: Key) -> Found:
    """The feed's entries that `key` knows, each once. A feed may be empty; what is no feed at all raises `layout`."""
    refuse_status(page)
    if len(page.body) > MAX_FEED_BYTES:
        raise UnreadableError("too-large", page.url, f"a feed of {len(page.body)} bytes")
    if len(page.body) > MAX_LOOSE_BYTES and not is_xml(page.body):
        raise UnreadableError("layout", page.url, f"a feed of {len(page.body)} bytes that is no XML")
    headers = {"content-type": page.headers.get("content-type", ""), "content-location": page.url}
    feed = parsed(page, headers)
    if not feed.get("version"):
        raise UnreadableError("layout", page.url, f"neither RSS nor Atom: {feed.get('bozo_exception', 'no such root')}")
    return Found(links=unique(entry_link(entry, key) for entry in feed.entries[:MAX_LINKS]))


def parsed(page: Page, headers: dict[str, str]) -> Any:
    """What feedparser makes of the bytes. It takes them as a stream: text it would take for a URL or a path."""
    try:
        return feedparser.parse(BytesIO(page.body), response_headers=headers)
    except Exception as error:  # a parser may fail in any way, and is not ours: `&#x110000;` is enough
        raise UnreadableError("layout", page.url, f"a broken feed: {type(error).__name__}: {error}"[:300]) from error


def is_xml(body: bytes) -> bool:
    """True when the bytes are well-formed."""
    try:
        etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def entry_link(entry: Any, key: Key) -> Link | None:
    """One entry as a link, None when it leads to no document of the source."""
    url = str(entry.get("link") or "").strip()
    if not (found := key_of(url, key)):
        return None
    return Link(
        url=url,
        key=found,
        title=plain(entry.get("title")),
        summary=plain(entry.get("summary"))[:SUMMARY],
        published=published(entry),
    )


def published(entry: Any) -> str | None:
    """The entry's time as ISO with its printed zone; in UTC where feedparser alone could read it."""
    text = str(entry.get("published") or dict.get(entry, "updated") or "")
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return parse(text).isoformat()
        except (ValueError, OverflowError):
            continue
    parts = entry.get("published_parsed") or dict.get(entry, "updated_parsed")  # its own `get` warns and guesses
    return datetime.fromtimestamp(timegm(parts), UTC).isoformat() if parts else None


def plain(markup: Any) -> str:
    """One folded line of text out of a title or description, which may hold HTML."""
    text = NOT_XML.sub("", str(markup or ""))
    if "<" in text or "&" in text:
        return fold("".join(html.fragment_fromstring(text, create_parent="div").itertext()))
    return fold(text)


def read_sitemap(page: Page, key: Key, follow: Callable[[str], bool] = lambda _: False, at_least: int = 0) -> Found:
    """The sitemap's rows that `key` knows; of an index, further listings for the sitemaps that `follow` picks.

    A document type, entities or anything that is no sitemap raise `layout`; more than `MAX_BYTES` raise `too-large`.
    """
    refuse_status(page)
    root = sitemap_root(page)
    kind = etree.QName(root).localname
    if kind == "sitemapindex":
        return Found(more=tuple(child(url, key, at_least) for url in locations(root) if follow(url)))
    if kind != "urlset":
        raise UnreadableError("layout", page.url, f"<{kind}> is no sitemap")
    return Found(links=unique(row_link(row, key) for row in islice(root, MAX_LINKS)))


def child(url: str, key: Key, at_least: int) -> Listing:
    """The listing of one sitemap that an index names. An index inside an index is not followed."""
    return Listing(url=url, read=lambda page: read_sitemap(page, key), at_least=at_least)


def sitemap_root(page: Page) -> etree._Element:
    """Parse without network, document type or entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(unpacked(page), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("layout", page.url, f"no XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("layout", page.url, "a sitemap with a document type")
    return root


def unpacked(page: Page) -> bytes:
    """The body, gunzipped when the file itself is gzip; never more than `MAX_BYTES`."""
    body = page.body
    if body.startswith(b"\x1f\x8b"):
        unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            body = unpack.decompress(body, MAX_BYTES + 1)
        except zlib.error as error:
            raise UnreadableError("layout", page.url, f"broken gzip: {error}") from error
    if len(body) > MAX_BYTES:
        raise UnreadableError("too-large", page.url, f"a sitemap of more than {MAX_BYTES} bytes")
    return body


def locations(index: etree._Element) -> Iterator[str]:
    """The addresses that an index names."""
    for row in islice(index, MAX_LINKS):
        if url := child_text(row, "loc"):
            yield url


def row_link(row: etree._Element, key: Key) -> Link | None:
    """One `<url>` as a link, with the title and time of its `news:news` where it has one."""
    url = child_text(row, "loc")
    if not (found := key_of(url, key)):
        return None
    news = row.find(f"{NEWS}news")
    published_at = news_text(news, "publication_date") or child_text(row, "lastmod") or None
    return Link(url=url, key=found, title=news_text(news, "title"), published=published_at)


def child_text(row: etree._Element, name: str) -> str:
    """The text of a child by its local name: the sitemap namespace has two spellings on the web."""
    for node in row:
        if isinstance(node.tag, str) and etree.QName(node).localname == name:
            return fold(node.text or "")
    return ""


def news_text(news: etree._Element | None, name: str) -> str:
    """The text of a child of `news:news`, empty when there is none."""
    return fold(news.findtext(f"{NEWS}{name}") or "") if news is not None else ""


def key_of(url: str, key: Key) -> str | None:
    """The document's key; None for what is no web address, or one that cannot be taken apart."""
    if not re.match(r"https?://", url, re.IGNORECASE):
        return None
    try:
        return key(url)
    except ValueError:
        return None


def unique(links: Iterator[Link | None]) -> tuple[Link, ...]:
    """The links in their order, each key once: the first one wins."""
    found: dict[str, Link] = {}
    for link in links:
        if link:
            found.setdefault(link.key, link)
    return tuple(found.values())


def absolute(base: str, href: str) -> str:
    """The address that a link on the page `base` leads to, empty when it is none."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def read_anchors(root: Element, key: Key, base: str) -> tuple[Link, ...]:
    """The links of a section page that `key` knows, each with the longest text that links to it."""
    found: dict[str, Link] = {}
    for anchor in root.css("a[href]"):
        url, title = absolute(base, attribute(anchor, "href")), whole(anchor)
        if (name := key_of(url, key)) and len(title) >= len(found[name].title if name in found else ""):
            found[name] = Link(url=found[name].url if name in found else url, key=name, title=title)
    return tuple(found.values())
