"""What news pages share: their elements, their linked data, their paragraphs, their times.

Pages come in bulk, so they are read with lexbor alone. Every function is pure and bounded by the page it is given.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.pages import fold, fold_lines, read_text
from storage.errors import GoneError, UnreadableError
from storage.model import Page

Element = LexborNode
Drop = Callable[[Element], bool]

MAX_CHARACTERS = 8_000_000  # the largest real page seen has 0.5 million
MOST_TAGS = 40_000  # the largest real page has 25 thousand; HTML's rules take quadratic time where all are nested
MOST_OUTER = 20  # elements in which others are looked for; real pages have one or two
MAX_LINKED_ITEMS = 200

# glibc gives the memory of every page back to the system, at a third of a millisecond, unless it has once seen a block
# as large freed (mallopt(3), M_TRIM_THRESHOLD).
KEPT = 8 * 1024 * 1024
bytearray(KEPT)

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Elements that end a line of text. `td` is none: the cells of a row are one line.
BLOCKS = HEADINGS | frozenset(
    (  # noqa: SIM905 - words are read as words
        "address article aside blockquote br center dd div dl dt figcaption figure footer form header hr li main nav "
        "ol p pre section table tr ul"
    ).split()
)
# Elements that never hold the text of an article, on any site.
NEVER_TEXT = frozenset(
    (  # noqa: SIM905 - words are read as words
        "aside button figure footer form iframe nav noscript object script select style svg template video"
    ).split()
)
# The whole headline of a page that says, with status 200, that there is none; in part of a headline it means nothing.
WHAT = r"(?:(?:the|this|that) )?(?:requested )?(?:page|article|story|file)?(?: you [\w' ]{3,40}?)? ?"
IS_NOT = r"(?:was |is |could |can |has )?(?:not|no longer)(?: be| been)?|can't be|couldn't be|isn't|doesn't|does not"
NOT_FOUND = re.compile(
    rf"(?=.*(?:404|found|available|exist|不存在|已删除|未找到))(?:(?:oops|sorry|error|404)\b\W*)*"
    rf"(?:{WHAT}(?:{IS_NOT}) (?:found|available|exists?)"
    r"|您?(?:访问|查找)?的?(?:页面|网页|文章)(?:不存在|已删除|未找到))?\W*",
    re.IGNORECASE,
)


def read_html(page: Page) -> Element:
    """The page's root element. Raises `UnreadableError` or `GoneError` when there is no such page."""
    text = read_text(page)
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError("too-large", page.url, f"a page of {len(text)} characters")
    if text.count("<") > MOST_TAGS:
        raise UnreadableError("too-large", page.url, f"a page of more than {MOST_TAGS} tags")
    root = LexborHTMLParser(text.encode("utf-8", "replace")).root
    if root is None or (first(root, "head > *, body > *") is None and not whole(root)):
        raise UnreadableError("layout", page.url, "no HTML document: it has neither elements nor text")
    refuse_not_found(root, page.url)
    return root


def refuse_not_found(root: Element, url: str) -> None:
    """Raise `GoneError` for a soft 404: title or heading say so, the title perhaps with the site's name behind it."""
    for headline in (said(root, "title")[:200], said(root, "h1")[:200]):
        if NOT_FOUND.fullmatch(re.split(r" [|–—-] |_", headline)[0]):
            raise GoneError(url, f"a page that says {headline!r}")


def first(root: Element, *selectors: str) -> Element | None:
    """The first element that any of the CSS selectors finds, the selectors in their order."""
    return next((element for selector in selectors if (element := root.css_first(selector))), None)


def inside(root: Element, outer: str, inner: str) -> Element | None:
    """The first element that one selector finds inside what another finds.

    As one selector they would ask every ancestor of every element: quadratic where a hostile page nests them.
    """
    return next((found for part in root.css(outer)[:MOST_OUTER] if (found := part.css_first(inner))), None)


def attribute(element: Element, name: str) -> str:
    """An attribute's value, empty when there is none."""
    return element.attributes.get(name) or ""


def texts(root: Element, selector: str) -> list[str]:
    """The text nodes that are children of what a selector finds."""
    found = (child for element in root.css(selector) for child in element.iter(include_text=True))
    return [child.text_content or "" for child in found if child.is_text_node]


def whole(element: Element) -> str:
    """All text under an element on one line."""
    return fold(element.text())


def said(root: Element, *selectors: str) -> str:
    """All text of the first element with any that the selectors find, in their order; empty without one."""
    return next((text for selector in selectors for element in root.css(selector) if (text := whole(element))), "")


def meta(root: Element, *names: str) -> str:
    """The content of the first such `<meta name>` or `<meta property>`."""
    listed = [element.attributes for element in root.css("meta")]
    named = (one for name in names for one in listed if name in (one.get("name"), one.get("property")))
    return next((text for one in named if (text := fold(one.get("content") or ""))), "")


def text_of(element: Element, dropped: Drop = lambda _: False) -> str:
    """The element's text, one line for each paragraph or part between `<br>`, without what `dropped` refuses."""
    parts: list[str] = []
    waiting: list[Element | str] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.is_text_node:
            parts.append(flat(node.text_content))
        elif node is element or not (node.tag in NEVER_TEXT or dropped(node)):
            blank = "\n" if node.tag in BLOCKS else ""
            waiting += (blank, *reversed(list(node.iter(include_text=True))), blank)
    return fold_lines("".join(parts).split("\n"))


def flat(text: str | None) -> str:
    """A text node's characters with its own line feeds, which mean nothing in HTML, as spaces."""
    return (text or "").replace("\r", " ").replace("\n", " ")


def linked_items(root: Element) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, lists and `@graph` opened; what is no JSON is passed over."""
    waiting = [json_or_none(source) for source in texts(root, 'script[type="application/ld+json"]')]
    for _ in range(MAX_LINKED_ITEMS):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item
        elif isinstance(item, dict):
            graph = item.get("@graph")
            waiting[:0] = graph if isinstance(graph, list) else [graph]
            yield item


def json_or_none(source: str) -> Any:
    """Parse JSON as sites write it (control characters in strings are common); None when it is none."""
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None


def linked_article(root: Element) -> dict[str, Any]:
    """The first JSON-LD object that is an article, `{}` when the page has none."""
    for item in linked_items(root):
        kinds = item.get("@type")
        if any(str(kind).endswith("Article") for kind in (kinds if isinstance(kinds, list) else [kinds])):
            return item
    return {}


def names_of(value: Any) -> tuple[str, ...]:
    """The `name`s of what JSON-LD or Next.js gives as authors: one object, a list, or plain text."""
    found = value if isinstance(value, list) else [value]
    texts = (item.get("name") if isinstance(item, dict) else item for item in found)
    return tuple(dict.fromkeys(name for text in texts if isinstance(text, str) and (name := fold(text))))


def worded(value: Any) -> str:
    """A JSON value as folded text; the first one of a list; empty when it is no text."""
    found = value[0] if isinstance(value, list) and value else value
    return fold(found) if isinstance(found, str) else ""


def stamp(value: Any, zone: tzinfo | None = None) -> str | None:
    """An ISO or `YYYY-MM-DD HH:MM:SSZ` time as ISO; `zone` is taken where none is printed. None: not understood."""
    text = worded(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo or zone is None else moment.replace(tzinfo=zone)
    return moment.isoformat(timespec="seconds")


def from_milliseconds(value: Any, zone: tzinfo) -> str | None:
    """Milliseconds since 1970 as ISO in `zone`; None when it is no such number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)
    except (OverflowError, ValueError):
        return None
    return moment.astimezone(zone).isoformat(timespec="seconds")


def refusal(root: Element, url: str, kinds: Mapping[str, str], unknown: str) -> UnreadableError:
    """The error for a page without an article: `other-page` where a selector finds what it is, or `layout`."""
    for selector, what in kinds.items():
        if first(root, selector) is not None:
            return UnreadableError("other-page", url, f"{what}, not an article")
    return UnreadableError("layout", url, unknown)
