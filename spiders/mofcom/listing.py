"""Where the Ministry of Commerce names its documents: four kinds of listing on three hosts.

- Yearly announcement indexes on www, static HTML; the date stands in a `<span>` before or behind the link.
- The Bureau of Security and Control's normative documents: a column page whose script names the ids of a JPaaS list
  API. The ids change at a redesign, so they are read from the page; page size 99999 answers everything at once.
- The export control portal's list API (POST, 20 rows a page). Without AJAX headers it answers 200 with every Chinese
  character replaced by `?`.
- The spokesperson's column on www: the suspensions of 2025 were announced only here.

One notice stands under 3 to 8 addresses. All of them are fetched: its number is known only when it is read.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import Tag

from spiders.base import Found, Listing, Window
from spiders.mofcom.markup import soup_of
from spiders.pages import beijing_iso, fold, read_text
from storage.errors import UnreadableError
from storage.model import Link, Page
from storage.urls import canonical

# In the order in which a notice's copies are believed: the portal's has lost characters before.
HOSTS = ("aqygzj.mofcom.gov.cn", "www.mofcom.gov.cn", "exportcontrol.mofcom.gov.cn", "english.mofcom.gov.cn")

YEARLY = "https://www.mofcom.gov.cn/zcfb/blgg/gg/{year}/index.html"
COLUMN = "https://aqygzj.mofcom.gov.cn/flzc/gzjgfxwj/index.html"
UNITS = "https://aqygzj.mofcom.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit"
PORTAL = "https://exportcontrol.mofcom.gov.cn/"
PORTAL_LIST = "https://exportcontrol.mofcom.gov.cn/edi_ecms_web_front/front/column/getColumnList"
SPOKESPERSON = "https://www.mofcom.gov.cn/xwfb/xwfyrth/index.html"

PORTAL_COLUMNS = ("1", "9", "10")  # news and Q&A; control lists and suspensions; regulations with ECL and UEL notices
PORTAL_PAGES = 500  # of 20 rows: ten times what the largest column holds
AJAX = (
    ("X-Requested-With", "XMLHttpRequest"),
    ("Accept", "application/json, text/javascript, */*; q=0.01"),
    ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
    ("Referer", PORTAL),
)

# New system …/art/2025/art_<hex>.html, old system …/202405/20240503510680.shtml, portal …/202511/1184.html
DOCUMENT = re.compile(r"/art/\d{4}/art_\w{1,64}\.html$|^/article/.{1,200}/\d{6}/\d{1,20}\.s?html$")
QUERY = re.compile(r"'(\w{1,40})'\s{0,4}:\s{0,4}'([^']{0,400})'")
LISTS = ("信息列表", "分页列表")  # the JPaaS components that list documents; a page carries others for menus
DATE = re.compile(r"\d{4}-\d\d-\d\d")


def listings(window: Window) -> tuple[Listing, ...]:
    """This year's index and last year's, older ones from `window.since` on, and the three lists that know no years."""
    oldest = min(window.since.year if window.since else window.today.year, window.today.year - 1)
    yearly = (yearly_index(year, window) for year in range(window.today.year, oldest - 1, -1))
    portal = (portal_list(column, 1) for column in PORTAL_COLUMNS)
    return (
        *yearly,
        Listing(url=COLUMN, read=read_column, at_least=0),  # names no document itself, only the API that does
        *portal,
        Listing(url=SPOKESPERSON, read=read_spokesperson),
    )


def key(url: str) -> str | None:
    """A document's canonical address; None for what is no document page on the ministry's hosts."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    ours = parts.scheme in ("http", "https") and parts.hostname in HOSTS
    return canonical(url) if ours and DOCUMENT.search(parts.path) else None


def yearly_index(year: int, window: Window) -> Listing:
    """The index of one year. In January this year's may not be there yet, or be empty."""
    new_year = year == window.today.year and window.today.month == 1
    read = read_new_year if new_year else read_index
    return Listing(url=YEARLY.format(year=year), read=read, at_least=0 if new_year else 1)


def read_index(page: Page) -> Found:
    """Every link to a document, wherever it stands on the page."""
    return Found(links=unique(anchors(soup_of(read_text(page)).select("a[href]"), page.url)))


def read_new_year(page: Page) -> Found:
    """An index that may not exist yet."""
    return Found() if page.status == 404 else read_index(page)


def read_spokesperson(page: Page) -> Found:
    """The column's own list; links to other sites are mixed in and left out."""
    rows = soup_of(read_text(page)).select(".txtList_01 li a[href]")
    if not rows:
        raise UnreadableError("layout", page.url, "no .txtList_01 with links")
    return Found(links=unique(anchors(rows, page.url)))


def read_column(page: Page) -> Found:
    """The bureau's column page: the request for its list, with the ids that its script names."""
    soup = soup_of(read_text(page))
    queries = (dict(QUERY.findall(str(node["querydata"]))) for node in soup.select("[querydata]"))
    query = next((query for query in queries if query.get("tagId") in LISTS), {})
    column = soup.find("meta", attrs={"name": re.compile("^colid$", re.IGNORECASE)})
    if isinstance(column, Tag):
        query.setdefault("pageId", str(column.get("content")))
    if missing := [name for name in ("webId", "tplSetId", "tagId", "pageId") if not query.get(name)]:
        raise UnreadableError("layout", page.url, f"no list component with {', '.join(missing)} in its queryData")
    query["paramJson"] = '{"pageNo":1,"pageSize":99999}'
    return Found(more=(Listing(url=f"{UNITS}?{urlencode(query)}", read=read_units, headers=(("Referer", page.url),)),))


def read_units(page: Page) -> Found:
    """The reply of the JPaaS list API: an HTML fragment in JSON, whose pager prints how many rows there are."""
    reply = read_json(page)
    try:
        markup = reply["data"]["html"]
        soup = soup_of(markup)
    except (KeyError, TypeError) as error:
        raise UnreadableError(
            "layout", page.url, f"no data.html in the reply, success is {reply.get('success')!r}"
        ) from error
    rows = soup.select("li a[href]")
    counted = [int(str(node["count"])) for node in soup.select("[count]") if str(node["count"]).isdecimal()]
    if counted and max(counted) > len(rows):
        raise UnreadableError(
            "count-mismatch", page.url, f"the pager counts {max(counted)} rows, the list has {len(rows)}"
        )
    return Found(links=unique(anchors(rows, page.url)))


def portal_list(column: str, number: int, first: frozenset[str] = frozenset()) -> Listing:
    """The request for one page of a column of the portal."""
    form = (("pageNumber", str(number)), ("columnID", column), ("title", ""))
    read = partial(read_portal, column=column, number=number, first=first)
    return Listing(url=PORTAL_LIST, form=form, headers=AJAX, read=read)


def read_portal(page: Page, column: str, number: int = 1, first: frozenset[str] = frozenset()) -> Found:
    """One page of a column. The first leads to all others; `first` is what it named, which no other may repeat."""
    info: Any = read_json(page).get("pageInfo")
    try:
        links = tuple(row_link(row, page) for row in info["rows"])
        last = int(info["maxPageNum"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableError("layout", page.url, f"no pageInfo with rows and maxPageNum: {error!r}") from error
    named = frozenset(link.url for link in links)
    if number > 1 and named == first:
        raise UnreadableError("layout", page.url, f"column {column}: page {number} repeats the first")
    if last > PORTAL_PAGES:
        raise UnreadableError("too-large", page.url, f"column {column} claims {last} pages")
    pages = range(2, last + 1) if number == 1 else ()
    more = tuple(portal_list(column, following, named) for following in pages)
    return Found(links=unique(link for link in links if link.key), more=more)


def row_link(row: dict[str, Any], page: Page) -> Link:
    """A row as a link, its key empty when it leads off the ministry's hosts."""
    title = fold(row["title"])
    if "???" in title:
        raise UnreadableError("mojibake", page.url, f"a title of question marks: {title[:40]}")
    url = urljoin(PORTAL, row["url"])
    return Link(url=url, key=key(url) or "", title=title, published=beijing_iso(row.get("publishTimeStr") or ""))


def anchors(nodes: Iterable[Tag], base: str) -> Iterator[Link]:
    """Links to documents, with title and the date that stands beside them."""
    for node in nodes:
        try:
            url = urljoin(base, str(node["href"]).strip())
        except ValueError:  # no address at all, as in href="http://[…"
            continue
        if found := key(url):
            title = fold(str(node.get("title") or node.get_text()))
            yield Link(url=url, key=found, title=title, published=date_beside(node))


def date_beside(node: Tag) -> str | None:
    """The date printed in the link's row, outside the link."""
    row = node.find_parent("li") or node.parent
    printed = DATE.search(row.get_text(" ").replace(node.get_text(" "), " ")) if row else None
    return printed[0] if printed else None


def read_json(page: Page) -> dict[str, Any]:
    """The reply as a JSON object."""
    try:
        reply = json.loads(read_text(page))
    except json.JSONDecodeError as error:
        raise UnreadableError("layout", page.url, f"no JSON: {error}") from error
    if not isinstance(reply, dict):
        raise UnreadableError("layout", page.url, "JSON, but no object")
    return reply


def unique(links: Iterable[Link]) -> tuple[Link, ...]:
    """Each document once, as first named."""
    found: dict[str, Link] = {}
    for link in links:
        found.setdefault(link.key, link)
    return tuple(found.values())
