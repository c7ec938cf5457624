"""Which pieces of the press are worth fetching, judged by what a listing says of them."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from spiders.pages import fold
from storage.model import Link

SLUG_WORDS = 3  # fewer words in an address (`/page/202501/1326175.shtml`) say nothing of the piece


def matcher(terms: tuple[str, ...]) -> Callable[[Link], bool]:
    """A test of links: does a term begin a word of title or summary? Case and hyphens do not count.

    A link without either is judged by the words of its address, and wanted when those say nothing.

    >>> matcher(("dual use", "curb"))(Link(url="https://a.cn/1", key="1", title="China curbs Dual-Use goods"))
    True
    """
    # Chinese has no word starts: there a term may stand anywhere. To ask once for the start of a word is seven times as
    # fast as to ask for that of every term.
    words = "|".join(re.escape(plain(term)) for term in terms if term and term[0].isascii())
    parts = [f"(?<!\\w)(?:{words})"] if words else []
    parts += [re.escape(plain(term)) for term in terms if term and not term[0].isascii()]
    pattern = re.compile("|".join(parts), re.IGNORECASE)

    def wanted(link: Link) -> bool:
        text = plain(f"{link.title} {link.summary}") or slug(link.url)
        return not text or bool(pattern.search(text))

    return wanted


def plain(text: str) -> str:
    """One line, hyphens as spaces."""
    return fold(text.replace("-", " ").replace("\u2010", " ").replace("\u2011", " "))


def slug(url: str) -> str:
    """The words of the longest part of the address; empty when they are too few to judge by."""
    longest = max(urlsplit(url).path.split("/"), key=len)
    words = re.findall(r"[A-Za-z]{2,}", longest.partition(".")[0])
    return " ".join(words) if len(words) >= SLUG_WORDS else ""
