"""News pages in the layouts of the four sources, with the scripts, menus and related pieces that make up their size."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.data.words import company, paragraph, sentence

SIZE = 170_000  # bytes of a page as the sources serve them
TOPICS = ("China adds {} to export control list", "Rare earth curbs hit {}", "Beijing bars {} from trade with China")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An address, the page there, and the paragraphs that a reader should find in it."""

    url: str
    page: str
    paragraphs: tuple[str, ...]


def article(number: int, size: int = SIZE, topics: Sequence[str] = TOPICS) -> Piece:
    """One page; the four sources take turns."""
    draw = Random(number)  # noqa: S311 - data, no secret
    title = draw.choice(topics).format(company(draw)[1])
    paragraphs = tuple(paragraph(draw) for _ in range(draw.randrange(8, 25)))
    url, head, body = LAYOUTS[number % len(LAYOUTS)](number, title, paragraphs)
    around = size - len(head) - len(body)
    page = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"<script>{script(draw, around // 2)}</script></head><body><nav>{links(draw, around // 4)}</nav>"
        f'{body}<aside class="related">{links(draw, around // 4)}</aside></body></html>'
    )
    return Piece(url=url, page=page, paragraphs=paragraphs)


def script(draw: Random, size: int) -> str:
    """Settings as sites carry them: half of it is random, so that a page packs no better than real ones do."""
    entries = (json.dumps({"id": f"{draw.getrandbits(400):x}", "slot": sentence(draw)}) for _ in range(size // 220))
    return f"window.settings = [{','.join(entries)}];"


def links(draw: Random, size: int) -> str:
    """A list of other pages of the site."""
    entry = '<li class="item"><a href="/a/{}"><span>{}</span></a></li>'
    return f"<ul>{''.join(entry.format(draw.randrange(10**9), sentence(draw)) for _ in range(size // 160))}</ul>"


def global_times(number: int, title: str, paragraphs: tuple[str, ...]) -> tuple[str, str, str]:
    """Address, head and body: text between line breaks."""
    text = "<br /><br />\n".join(paragraphs)
    return (
        f"https://www.globaltimes.cn/page/202603/{number}.shtml",
        "",
        (
            '<div class="article_page"><div class="article_column"><a href="/source/index.html">SOURCE</a></div>'
            f'<div class="article_title">{title}</div><div class="author_share">'
            '<span class="byline">By Global Times</span>'
            '<span class="pub_time">Published: Mar 02, 2026 08:41 AM</span></div>'
            f'<div class="article_content"><div class="article_right">{text}</div></div></div>'
        ),
    )


def scmp(number: int, title: str, paragraphs: tuple[str, ...]) -> tuple[str, str, str]:
    """Address, head and body: the text lies in embedded JSON, and is drawn by scripts."""
    nodes = [{"type": "p", "attribs": {}, "children": [{"type": "text", "data": text}]} for text in paragraphs]
    path = f"/news/china/article/{number}/invented-piece"
    found = {
        "entityId": str(number),
        "headline": title,
        "subHeadline": {"json": []},
        "body": {"json": nodes},
        "authors": [{"name": "Mary Gulliver"}],
        "publishedDate": 1772409000000,
        "updatedDate": 1772409000000,
        "urlAlias": path,
        "sections": [{"value": [{"name": "China"}]}],
        "topics": [],
        "corrections": None,
        "tmpLiveArticle": None,
        "paywallTypes": [],
    }
    data = json.dumps({"props": {"pageProps": {"payload": {"data": {"article": found}}}}, "page": "/article"})
    shown = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"https://www.scmp.com{path}",
        "",
        (
            f'<div id="__next"><h1>{title}</h1><section>{shown}</section></div>'
            f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
        ),
    )


def voa(number: int, title: str, paragraphs: tuple[str, ...]) -> tuple[str, str, str]:
    """Address, head and body: paragraphs in one element."""
    about = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "author": {"name": "P. Mendez"},
    }
    dates = {"datePublished": "2026-03-02 21:05:00Z", "dateModified": "2026-03-02 21:05:00Z"}
    head = f'<script type="application/ld+json">{json.dumps(about | dates)}</script>'
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"https://www.voanews.com/a/invented-piece/{number}.html",
        head,
        (
            '<div class="category"><a href="/z/600">East Asia</a></div>'
            f'<h1 class="title pg-title">{title}</h1><div id="article-content"><div class="wsw">{text}</div></div>'
        ),
    )


def bloomberg_law(number: int, title: str, paragraphs: tuple[str, ...]) -> tuple[str, str, str]:
    """Address, head and body: an article element with linked data."""
    about = {"@context": "http://schema.org", "@type": "NewsArticle", "headline": title}
    head = (
        f'<script type="application/ld+json">{json.dumps(about | {"datePublished": "2026-03-02T21:05:00Z"})}</script>'
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"https://news.bloomberglaw.com/international-trade/invented-piece-number-{number}",
        head,
        (f'<article><h1>{title}</h1><div class="RichTextArticleBody">{text}</div></article>'),
    )


LAYOUTS = (global_times, scmp, voa, bloomberg_law)
