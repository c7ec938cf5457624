"""A digest as text and as HTML, small enough that mail programs show all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from crawler.report.digest import SOON, Digest, cut
from crawler.report.documents import minute

LARGEST = 72_000  # bytes of both parts in UTF-8: base64 makes 98 KB of them, and mail programs clip at 100
STEPS = (100, 70, 50, 35, 25, 18, 12, 8, 5, 3, 2, 1, 0)  # entries in each section, until it fits


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a mail program shows: one or the other."""

    text: str
    html: str

    @property
    def size(self) -> int:
        """Bytes of both."""
        return len(self.text.encode()) + len(self.html.encode())


def render(digest: Digest) -> Parts:
    """Both parts with as many entries as fit; what is left out is counted and stands in the attachment."""
    for most in STEPS:
        parts = rendered(cut(digest, most))
        if parts.size <= LARGEST:
            break
    return parts


def rendered(digest: Digest) -> Parts:
    """Both parts, however large."""
    words = {"digest": digest, "soon": SOON}
    return Parts(text=filled("digest.txt", words), html=filled("digest.html", words))


def filled(template: str, words: Mapping[str, Any]) -> str:
    """A template with its words."""
    return environment().get_template(template).render(words)


def stylesheet() -> Markup:
    """The style of our pages, to stand inside one."""
    return Markup(files("crawler.web").joinpath("static", "curbwatch.css").read_text("utf-8"))  # noqa: S704 - ours


@cache
def environment() -> Environment:
    """The templates: HTML is escaped, and a word that is missing is an error."""
    loader = PackageLoader("crawler.report")
    found = Environment(
        loader=loader,
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["minute"] = minute
    return found
