"""The sample's pages are read by the real readers, and its server has the manners of the real ones."""

import gzip
import http.client
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from crawler.extract import extract_events
from crawler.sample import DAYS, HERE, Answers, pages
from crawler.sample.server import SampleServer, serving
from spiders.mofcom.notice import read_notice
from spiders.sources import source_for
from storage.hashing import content_hash
from storage.model import Page, PolicyEvent

ROOT = Path(__file__).parents[1]

LISTING = "list export-control-list notice 4 MOFCOM-2026-101"
DECEMBER = "list unreliable-entity-list notice 2 UEL-2025-21"
MARCH = "list unreliable-entity-list notice 2 UEL-2026-21"
CONTROL = "control dual-use-items notice 3 MOFCOM-2025-101"
FLASH = "list export-control-list report 0"
SOURCES_SAY = "list unreliable-entity-list report 2"
DRAFT = "propose technology-catalogue notice 2"
PAYWALLED = "propose technology-catalogue report 1"
UNFOUNDED = "restrict dual-use-items report 1"
SUSPENSION = "suspend unreliable-entity-list statement 0 -> UEL-2025-21"

WWW, BUREAU, PORTAL = "www.mofcom.gov.cn", "aqygzj.mofcom.gov.cn", "exportcontrol.mofcom.gov.cn"
TIMES, POST, VOA, LAW = "www.globaltimes.cn", "www.scmp.com", "www.voanews.com", "news.bloomberglaw.com"
ABROAD = f"{WWW}/xwfb/xwfyrth/art/2026/art_d60b8e2f13974ac5b7e2f49a05c8d127.html"
CALL = f"{WWW}/zcfb/zc/art/2026/art_48c2f0917d5e4ba6930fd6e1a7b85c33.html"
ANSWER = f"{WWW}/xwfb/xwfyrth/art/2026/art_6f27c4a9b80e4d13a59bd1e3f70c2904.html"
LAW_KEY = "china-seeks-comment-on-export-curbs-for-levitation-technology"
EARLY = f"{POST}/news/china/diplomacy/article/3345001/china-puts-lilliput-blefuscu-unreliable-entity-list-sources-say"
AMERICAN = f"{POST}/tech/tech-war/article/3345077/us-adds-12-chinese-firms-entity-list-over-lodestone-imports"

# (day, address) -> key of the document and its event, None where it announces none.
DOCUMENTS = {
    (1, f"{WWW}/zcfb/blgg/gg/2026/art/2026/art_7c1e0a52d94b4f6f8b3d26e15a90c101.html"): ("MOFCOM-2026-101", LISTING),
    (1, f"{BUREAU}/flzc/gzjgfxwj/art/2026/art_0d5b7f3e8c214a69b0e47f128d36c101.html"): ("MOFCOM-2026-101", LISTING),
    (1, f"{PORTAL}/article/zcfg/gnzcfg/zcfggzqd/202603/1213.html"): ("MOFCOM-2026-101", LISTING),
    (1, f"{WWW}/zwgk/zcfb/art/2025/art_b3f5217c6e0a4d18a4c97d02e86f5101.html"): ("MOFCOM-2025-101", CONTROL),
    (1, f"{PORTAL}/article/hgfw/lywxcx/gzqd/202512/1204.html"): ("MOFCOM-2025-101", CONTROL),
    (1, f"{WWW}/zcfb/blgg/gg/2025nswbgg/art/2025/art_2e90d7b54c8f41a3b61ea5c7308df021.html"): ("UEL-2025-21", DECEMBER),
    (1, f"{BUREAU}/flzc/gzjgfxwj/art/2025/art_c7a41e6b90fd42588e3db2f1047a5021.html"): ("UEL-2025-21", DECEMBER),
    (1, ABROAD): (f"https://{ABROAD}", None),
    (1, f"{PORTAL}/article/gndt/202602/1212.html"): (f"https://{PORTAL}/article/gndt/202602/1212.html", None),
    (1, f"{TIMES}/page/202603/1370101.shtml"): ("global-times:1370101", FLASH),
    (1, EARLY): ("scmp:3345001", SOURCES_SAY),
    (1, f"{VOA}/a/export-controls-move-to-center-of-us-china-rivalry/7999101.html"): ("voa:7999101", None),
    (2, f"{WWW}/zcfb/blgg/gg/2026/art/2026/art_91ad36f8e27b4c05a8d0b7425fc1e021.html"): ("UEL-2026-21", MARCH),
    (2, f"{BUREAU}/flzc/gzjgfxwj/art/2026/art_5be8d0c2714f4a9db3f6e8927c10a021.html"): ("UEL-2026-21", MARCH),
    (2, f"{BUREAU}/flzc/gzjgfxwj/art/2026/art_0d5b7f3e8c214a69b0e47f128d36c101.html"): ("MOFCOM-2026-101", LISTING),
    (2, f"{PORTAL}/article/zcfg/gnzcfg/zcfggzqd/202603/1214.html"): ("UEL-2026-21", MARCH),
    (2, CALL): (f"https://{CALL}", DRAFT),
    (2, f"{TIMES}/page/202603/1370101.shtml"): ("global-times:1370101", FLASH),
    (2, f"{TIMES}/page/202603/1370155.shtml"): ("global-times:1370155", UNFOUNDED),
    (2, AMERICAN): ("scmp:3345077", None),
    (2, f"{LAW}/international-trade/{LAW_KEY}"): (f"bloomberg-law:{LAW_KEY}", PAYWALLED),
    (3, ANSWER): (f"https://{ANSWER}", SUSPENSION),
}


def short(event: PolicyEvent) -> str:
    affects = f"-> {' '.join(event.affects)}" if event.affects else ""
    words = (event.action, event.regime, event.basis, str(len(event.targets)), event.instrument or "", affects)
    return " ".join(word for word in words if word)


@pytest.mark.parametrize(("day", "address"), DOCUMENTS, ids=lambda value: str(value)[-40:])
def test_every_page_is_read_into_its_document_and_event(day: int, address: str) -> None:
    host, _, path = address.partition("/")
    answer = Answers(day).find(host, f"/{path}")
    source = source_for(f"https://{address}")
    assert answer and source
    headers = {"content-type": answer.content_type}
    document = source.read(
        Page(url=f"https://{address}", headers=headers, body=answer.body, fetched_at=DAYS[day - 1].crawled_at)
    )
    key, event = DOCUMENTS[day, address]
    assert document.key == key
    assert [short(found) for found in extract_events(document)] == ([event] if event else [])
    assert document.published
    assert datetime.fromisoformat(document.published) < DAYS[day - 1].crawled_at


@pytest.mark.parametrize("day", [1, 2, 3])
def test_no_page_of_the_sample_is_left_out_of_the_table(day: int) -> None:
    files = [name for name, _ in pages(HERE / f"day{day}", DAYS[day - 1].crawled_at)]
    lying = {key_of(address) for name in files for address in (name, name.removesuffix(".html"))}
    assert lying - {None} == {key_of(address) for on, address in DOCUMENTS if on == day}


def key_of(address: str) -> str | None:
    source = source_for(f"https://{address}")
    return source.key(f"https://{address}") if source else None


def test_one_copy_of_a_notice_changes_in_its_furniture_only() -> None:
    path = "/flzc/gzjgfxwj/art/2026/art_0d5b7f3e8c214a69b0e47f128d36c101.html"
    before, after = (Answers(day).find(BUREAU, path) for day in (1, 2))
    assert before and after and before.body != after.body
    old, new = (
        read_notice(Page(url=f"https://{BUREAU}{path}", body=body, fetched_at=DAYS[1].crawled_at))
        for body in (before.body, after.body)
    )
    assert old.text != new.text  # white space, which is furniture too
    assert content_hash(old) == content_hash(new)


def test_the_sample_is_small_and_installed_whole() -> None:
    files = {file for file in HERE.rglob("day*/**/*") if file.is_file()}
    assert sum(file.stat().st_size for file in files) < 150_000
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    installed = {path for pattern in table["crawler.sample"] for path in HERE.glob(pattern)}
    assert {path for path in installed if path.is_file()} == files


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with serving() as running:
        yield running


def ask(
    server: SampleServer, host: str, path: str, *, method: str = "GET", form: str | None = None, **headers: str
) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()} | {"Host": host}
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    try:
        connection.request(method, path, body=form, headers=named)
        response = connection.getresponse()
        return Reply(status=response.status, headers=dict(response.getheaders()), body=response.read())
    finally:
        connection.close()


NOTICE = "/zcfb/blgg/gg/2026/art/2026/art_7c1e0a52d94b4f6f8b3d26e15a90c101.html"
LIST_API = "/edi_ecms_web_front/front/column/getColumnList"


def test_hosts_are_told_apart_and_only_the_press_names_its_charset(server: SampleServer) -> None:
    official, press = ask(server, WWW, NOTICE), ask(server, TIMES, "/page/202603/1370101.shtml")
    assert official.headers["Content-Type"] == "text/html"
    assert press.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "2026年第101号" in official.body.decode()
    assert ask(server, f"{WWW}:443", NOTICE).body == official.body
    assert ask(server, TIMES, NOTICE).status == 404


@pytest.mark.parametrize("path", ["/nothing", "/../gone.txt", "/%2e%2e/__init__.py", "//etc/passwd", "/", "/day2"])
def test_what_is_not_there_is_404(server: SampleServer, path: str) -> None:
    assert ask(server, WWW, path).status == 404


def test_a_known_page_is_answered_304(server: SampleServer) -> None:
    first = ask(server, WWW, NOTICE)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    assert modified == format_datetime(DAYS[0].crawled_at, usegmt=True)
    again = ask(server, WWW, NOTICE, If_None_Match=etag)
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag)
    assert ask(server, WWW, NOTICE, If_None_Match=f'W/"other", {etag}').status == 304
    assert ask(server, WWW, NOTICE, If_None_Match='W/"other"', If_Modified_Since=modified).status == 200
    assert ask(server, WWW, NOTICE, If_Modified_Since=modified).status == 304
    assert ask(server, WWW, NOTICE, If_Modified_Since="Sun, 01 Mar 2026 00:00:00 GMT").status == 200


def test_gzip_when_it_is_asked_for_and_head_without_a_body(server: SampleServer) -> None:
    plain, packed = ask(server, WWW, NOTICE), ask(server, WWW, NOTICE, Accept_Encoding="gzip, deflate")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    head = ask(server, WWW, NOTICE, method="HEAD")
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(plain.body)))


def test_a_form_and_a_query_choose_the_answer(server: SampleServer) -> None:
    ajax = {"X_Requested_With": "XMLHttpRequest"}
    ninth = ask(server, PORTAL, LIST_API, method="POST", form="pageNumber=1&columnID=9&title=", **ajax)
    assert json.loads(ninth.body)["pageInfo"]["rows"][0]["columnName"] == "管制清单"
    assert ask(server, PORTAL, LIST_API, method="POST", form="columnID=8", **ajax).status == 404
    asia, states = (ask(server, VOA, f"/rss/?count=200&zoneid={zone}") for zone in (600, 599))
    assert asia.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert (asia.body.count(b"<item>"), states.body.count(b"<item>")) == (1, 0)


def test_the_portal_loses_chinese_unless_a_script_asks(server: SampleServer) -> None:
    reply = ask(server, PORTAL, LIST_API, method="POST", form="columnID=9")
    assert reply.status == 200
    assert set(json.loads(reply.body)["pageInfo"]["rows"][0]["columnName"]) == {"?"}


def test_a_gzip_sitemap_is_a_gzip_file(server: SampleServer) -> None:
    reply = ask(server, VOA, "/sitemap_410_latest.xml.gz")
    assert reply.headers["Content-Type"] == "application/gzip"
    assert b"<urlset" in gzip.decompress(reply.body)


def test_a_later_day_holds_the_earlier_pages_but_those_that_vanished() -> None:
    with serving() as server:
        seen = []
        for day in (1, 2, 3):
            server.show(day)
            seen.append([ask(server, TIMES, f"/page/202603/{number}.shtml").status for number in (1370101, 1370155)])
    assert seen == [[200, 404], [200, 200], [200, 404]]
