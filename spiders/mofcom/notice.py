"""Reads one official page, whichever of the ministry's systems built it.

Facts (design: mofcom-sites): the ministry and its Bureau of Security and Control print `<meta name="ArticleTitle">`,
a label block `.art-con-gonggao` and the body in another `.art-con`; the export control portal prints the body in
`div.bd` behind a script that holds `var title='…'`, and answers for deleted articles with its shell, without one;
the system of before 2024-09 has `#artitle` and `.artCon` or `.TRS_Editor`.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, SoupStrainer, Tag

from spiders.mofcom.lines import lines_of
from spiders.mofcom.markup import soup_of
from spiders.pages import beijing_iso, fold, fold_lines, read_text
from storage.errors import GoneError, UnreadableError
from storage.instruments import own_number
from storage.model import Attachment, Notice, Page
from storage.urls import canonical, host_of

READER_VERSION = 3
SOURCE_NAME = "mofcom"
PORTAL = "exportcontrol.mofcom.gov.cn"

# Elements by what marks them, the likeliest first.
HEADINGS = (".art-title", "#artitle", "h1")
HEADERS = (".at-left", ".artTime", ".source")
LABELS = ".art-con-gonggao"
BODIES = (("[ergodic]",), (".art-con", ".artCon"), (".TRS_Editor", "#zoom"))
PORTAL_BODIES = ((".bd",), (".art-con",))
# What the sites put around a text, and some of them into its element.
AROUND = (".article-tool", ".u-disclaimer-box", ".u-art-box-footer", ".ft", LABELS)
MARKS = frozenset((*HEADINGS, *HEADERS, *AROUND, *(mark for marks in (*BODIES, *PORTAL_BODIES) for mark in marks)))
LABEL = re.compile(r"^【\s?(发布单位|发布文号|发文日期|发布日期)\s?】\s?(.*)$")
FURNITURE = re.compile(
    r"^(?:来源：.{0,200}(?:类型：|\d{4}-\d\d-\d\d)|【?(?:打印|关闭)(?:本页|窗口)?】?(?:\s?【?关闭(?:窗口)?】?)?$|扫一扫|分享到|"
    r"字体：|本站转载、编译或摘编|(?:上|下)一篇：)"
)
SCRIPT_VARIABLE = re.compile(r"var\s{1,4}(title|source|publishTime)\s{0,4}=\s{0,4}'((?:[^'\\\n]|\\.){0,2000})'")
SCRIPT_REDIRECT = re.compile(r"window\.location(?:\.href)?\s{0,4}=\s{0,4}['\"]([^'\"\n]{1,500})")
DAY = re.compile(r"(\d{4})[年.-]?\s?(\d{1,2})[月.-]?\s?(\d{1,2})日?")
PRINTED_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?")
ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|zip|rar|7z)(?:$|\?)", re.IGNORECASE)
MOST_TAGS = 100_000  # twenty times the largest page; the parser takes some 15 µs for each
LONGEST_TITLE = 2000  # characters
LETTERHEAD_LINES = 8  # a number of its own stands in the first lines of the body, under the issuers' names


Marked = dict[str, list[Tag]]  # elements by mark, in document order


def read_notice(page: Page) -> Notice:
    """Read an official page. Raises `GoneError` for a deleted article, `UnreadableError` for another kind of page."""
    html = read_text(page)
    if html.count("<") > MOST_TAGS:
        raise UnreadableError("too-large", page.url, f"a page of more than {MOST_TAGS} tags")
    soup = soup_of(html, only=_MarkedOnly())
    marked = _marked(soup)
    facts = _facts(page, html, soup, marked)
    beside = _label_block(marked)
    body = _body(page, marked)
    within, lines = _split_labels(lines_of(body))
    labels = beside | within
    text = fold_lines(_without_furniture(lines, facts["title"]))
    if not text:
        raise UnreadableError("empty", page.url, "the body of the notice has no text")
    return Notice(
        source=SOURCE_NAME,
        url=canonical(page.url),
        title=facts["title"],
        text=text,
        published=beijing_iso(facts["published"]),
        instrument=_own_instrument(labels, facts["title"], text),
        issuer=facts["issuer"] or labels.get("发布单位", ""),
        signed_on=_iso_day(labels.get("发文日期", "")),
        attachments=_attachments(page, body),
    )


class _MarkedOnly(SoupStrainer):
    """Lets elements with a mark, and what they hold, and `<meta>` into the tree: most of a page is menus."""

    def allow_tag_creation(self, nsprefix: str | None, name: str, attrs: Any) -> bool:
        return name == "meta" or not MARKS.isdisjoint(_marks(name, attrs))

    def allow_string_creation(self, string: str) -> bool:
        return False


def _marked(soup: BeautifulSoup) -> Marked:
    """The elements that a reader looks for, found in one walk: hostile pages have a hundred thousand."""
    found: Marked = {}
    for tag in soup.find_all(True):
        for mark in MARKS.intersection(_marks(tag.name, tag.attrs)):
            found.setdefault(mark, []).append(tag)
    return found


def _marks(name: str, attributes: Mapping[str, Any]) -> list[str]:
    """`h1`, `.art-con`, `#zoom`, `[ergodic]`: what a selector could name an element by."""
    if not attributes:
        return [name]
    ergodic = ["[ergodic]"] if attributes.get("ergodic") == "article" else []
    classes = attributes.get("class") or []
    listed = classes.split() if isinstance(classes, str) else classes  # BeautifulSoup splits them when it makes a tag
    return [name, f"#{attributes.get('id')}", *ergodic, *(f".{name}" for name in listed)]


def _facts(page: Page, html: str, soup: BeautifulSoup, marked: Marked) -> dict[str, str]:
    """Title, issuer and the site's date."""
    facts = _portal_facts(html) if host_of(page.url) == PORTAL else _site_facts(soup, marked)
    if len(facts["title"]) > LONGEST_TITLE:
        raise UnreadableError("layout", page.url, f"a title of {len(facts['title'])} characters")
    if facts["title"]:
        return facts
    if redirect := SCRIPT_REDIRECT.search(html):
        raise UnreadableError("layout", page.url, f"not a notice, a script that leads to {redirect[1]}")
    if host_of(page.url) == PORTAL:
        raise GoneError(page.url, "the portal's shell without an article")
    raise UnreadableError("layout", page.url, "no title: not one of the ministry's article pages")


def _portal_facts(html: str) -> dict[str, str]:
    found = {name: fold(_unescape(value)) for name, value in SCRIPT_VARIABLE.findall(html)}
    return {
        "title": found.get("title", ""),
        "issuer": found.get("source", ""),
        "published": found.get("publishTime", ""),
    }


def _unescape(script: str) -> str:
    return soup_of(re.sub(r"\\(.)", r"\1", script)).get_text()


def _site_facts(soup: BeautifulSoup, marked: Marked) -> dict[str, str]:
    meta = {
        str(tag["name"]).lower(): fold(str(tag.get("content", "")))
        for tag in soup.find_all("meta", attrs={"name": True})
    }
    header = PRINTED_DATE.search(_text_of(marked, HEADERS))
    return {
        "title": meta.get("articletitle", "") or _text_of(marked, HEADINGS),
        "issuer": meta.get("contentsource", ""),
        "published": meta.get("pubdate", "") or (header[0] if header else ""),
    }


def _text_of(marked: Marked, marks: tuple[str, ...]) -> str:
    """The text of the first element that has the likeliest of some marks."""
    return next((fold(tag.get_text(" ")) for mark in marks for tag in marked.get(mark, [])), "")


def _body(page: Page, marked: Marked) -> Tag:
    """The element that holds the text, the longest of those with the likeliest mark, without what stands around it."""
    for mark in AROUND:
        for block in _outermost(marked.get(mark, [])):
            block.extract()
    for marks in PORTAL_BODIES if host_of(page.url) == PORTAL else BODIES:
        found = [tag for mark in marks for tag in marked.get(mark, []) if LABELS[1:] not in (tag.get("class") or [])]
        if found:
            return max(_outermost(found), key=lambda tag: len(tag.get_text()))
    raise UnreadableError("layout", page.url, "no element of the page is known to hold the text")


def _outermost(tags: list[Tag]) -> list[Tag]:
    """The elements that lie in none of the others, none of which is longer: a hostile page nests all of them."""
    inner: set[int] = set()
    found = []
    for tag in tags:
        if id(tag) not in inner:
            found.append(tag)
            inner.update(map(id, tag.descendants))
    return found


def _label_block(marked: Marked) -> dict[str, str]:
    blocks = marked.get(LABELS, [])
    return _split_labels(lines_of(blocks[0]))[0] if blocks else {}


def _split_labels(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The label lines (【发布文号】…) and the others; labels are furniture, on some hosts outside the body."""
    labels: dict[str, str] = {}
    others = []
    for line in map(fold, lines):
        if match := LABEL.match(line):
            labels.setdefault(match[1], match[2])
        else:
            others.append(line)
    return labels, others


def _without_furniture(lines: list[str], title: str) -> list[str]:
    """Drop lines of furniture and the repeated title: one host prints them inside the body, another does not."""
    bare_title = _bare(title)
    return [line for line in lines if not FURNITURE.match(line) and _bare(line) != bare_title]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _own_instrument(labels: dict[str, str], title: str, text: str) -> str | None:
    """The label says it, else the head of the title, else the letterhead (issuers, 公告, number on three lines)."""
    letterhead = _bare("".join(_letterhead(text)))
    return own_number(labels.get("发布文号", "")) or own_number(title) or own_number(letterhead)


def _letterhead(text: str) -> list[str]:
    """The short first lines up to the one that closes with 号: names of issuers, 公告, 2023年 第66号."""
    lines: list[str] = []
    for line in text.split("\n")[:LETTERHEAD_LINES]:
        if len(line) > 40:
            return []
        lines.append(line)
        if line.endswith("号"):
            return lines
    return []


def _iso_day(printed: str) -> str | None:
    day = DAY.search(printed)
    return f"{int(day[1]):04}-{int(day[2]):02}-{int(day[3]):02}" if day else None


def _attachments(page: Page, body: Tag) -> tuple[Attachment, ...]:
    """The files that the body links to, each once, under the words of its first link that has any."""
    labels: dict[str, str] = {}
    for tag in body.find_all("a", href=True):
        url = _absolute(page.url, str(tag["href"]))
        if url.startswith("http") and ATTACHMENT.search(url):
            labels[url] = labels.get(url) or fold(tag.get_text())
    return tuple(Attachment(url=url, label=label) for url, label in labels.items())


def _absolute(base: str, href: str) -> str:
    """The address of a link; empty when it is none, as in href="http://[…"."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""
