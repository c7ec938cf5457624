"""Attachments from the site to the store, on real sockets: read, replaced, found later, lost; and read again."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from crawler.config import load_config
from crawler.reread import reread
from storage.documents import DocumentRecord
from storage.history import ChangeWindow, History
from storage.model import Notice
from tests.fetching import Reply, Site, configure, crawl_once, serving
from tests.files import archive, excel, pdf

WWW = "www.mofcom.gov.cn"
FILES = "images.mofcom.gov.cn"
INDEX = f"{WWW}/zcfb/blgg/gg/2026/index.html"
RAW = (("Content-Type", "application/octet-stream"),)
ALPHA, BETA, GAMMA = "甲精密公司（Alpha Precision, Inc.）", "乙航天公司（Beta Aerospace）", "丙重工公司（Gamma LLC）"
ITEMS = [
    ["序号", "管制编码", "物项名称", "海关商品编号"],
    [1, "1C117.d", "钨粉", 2804690000],
    [2, "1C117.e", "碳化钨", "28499020"],
]


def path(number: int) -> str:
    return f"/zcfb/blgg/gg/2026/art/2026/art_{number}.html"


def page(number: int, title: str, text: str, *links: tuple[str, str]) -> Reply:
    """A notice with its attachments named under the signature."""
    named = "".join(f'<p><a href="{href}">{label}</a></p>' for href, label in links)
    body = f"<p>{text}</p><p>本公告自公布之日起实施。</p><p>商务部</p><p>2026年5月{number}日</p>{named}"
    head = f'<meta name="ArticleTitle" content="商务部公告2026年第{number}号 {title}">'
    return Reply(body=f'<html>{head}<div ergodic="article">{body}</div></html>'.encode())


def listing(number: int, count: str, *links: tuple[str, str]) -> Reply:
    text = f"决定将甲精密公司等{count}美国实体列入出口管制管控名单（见附件），禁止向其出口两用物项。"
    return page(number, "公布列入出口管制管控名单的实体", text, *links)


def names(*entries: str) -> bytes:
    """A list as a PDF."""
    return pdf(["附件", "出口管制管控名单", *(f"{number}. {entry}" for number, entry in enumerate(entries, 1))])


def raw(body: bytes) -> Reply:
    return Reply(body=body, headers=RAW)


BOTH = archive({"附件1：出口管制管控名单.pdf": names(ALPHA, BETA), "附件2：说明.rar": b"Rar!\x1a\x07"})
NOTICES = {
    1: listing(1, "2家", ("/a/1.pdf?fileName=1.pdf", "附件：出口管制管控名单.pdf")),
    2: page(2, "公布对钨实施出口管制的决定", "决定对附件所列物项实施出口管制。", ("/a/2.xlsx", "附件：物项清单.xlsx")),
    3: listing(3, "2家", (f"http://{FILES}/3.zip", "附件.zip")),
    4: listing(4, "多家", ("/a/4.pdf", "附件：名单.pdf")),
    5: listing(5, "2家", ("/a/5.zip", "附件：名单.zip")),
    6: listing(6, "2家", ("https://elsewhere.example/6.pdf", "附件：名单.pdf")),
    7: listing(7, "2家", ("/a/7.pdf", "附件：名单.pdf")),
    8: listing(8, "2家", ("/a/8.pdf", "附件：名单.pdf")),
}  # fmt: skip
SORRY = Reply(body=b"<html>sorry</html>")
MOVED = Reply(status=302, headers=(("Location", "/b/8.pdf"),))
FIRST_DAY = {
    f"{WWW}/a/1.pdf?fileName=1.pdf": raw(names(ALPHA, BETA)),
    f"{WWW}/a/2.xlsx": raw(excel(*ITEMS)),
    f"{FILES}/3.zip": raw(BOTH),
    f"{WWW}/a/5.zip": raw(archive({"a": bytes(20_000_000)})),
    f"{WWW}/a/7.pdf": raw(names(ALPHA, BETA)),
    f"{WWW}/a/8.pdf": MOVED,
    f"{WWW}/b/8.pdf": raw(names(ALPHA, BETA)),
}
# One was replaced, one vanished, one appeared, one is hidden behind a page that says sorry.
SECOND_DAY = {
    f"{WWW}/a/1.pdf?fileName=1.pdf": raw(names(ALPHA, GAMMA)),
    f"{WWW}/a/2.xlsx": Reply(status=404),
    f"{WWW}/a/4.pdf": raw(names(ALPHA, BETA, GAMMA)),
    f"{WWW}/a/7.pdf": SORRY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What two days brought, and where the store lies."""

    config: Path
    runs: tuple[SimpleNamespace, ...]
    asked: tuple[tuple[str, ...], ...]

    def issues(self, day: int) -> set[tuple[str, str, str]]:
        """Those about attachments."""
        found = self.runs[day].issues.get("mofcom", [])
        return {
            (kind, url.rpartition("/")[2], detail) for kind, url, detail in found if "/a/" in url or "art_" not in url
        }

    def document(self, number: int) -> DocumentRecord:
        with History.open(self.config.parent / "t.db") as history:
            found = history.document(f"MOFCOM-2026-{number}")
        assert found
        return found

    def stated(self, number: int) -> list[str]:
        """What the notice states now: targets, and why it is held."""
        standing = (one.event for one in self.document(number).events if not one.retracted_at)
        return [", ".join(target.name_zh or "" for target in event.targets) + (event.held or "") for event in standing]

    def changes(self, run: int) -> set[tuple[str, str, str]]:
        with History.open(self.config.parent / "t.db") as history:
            found = history.changes(ChangeWindow(run=run))
        return {(change.kind, change.cause, change.document.key.rpartition("-")[2]) for change in found}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    with serving() as site:
        hosts = dict.fromkeys((WWW, FILES, "aqygzj.mofcom.gov.cn", "exportcontrol.mofcom.gov.cn"), site.origin)
        config = configure(tmp_path_factory.mktemp("attached"), hosts, {}, fetch="timeout = 20.0")
        links = "".join(f'<a href="{path(number)}">x</a>' for number in NOTICES)
        site.replies[INDEX] = Reply(body=links.encode())
        site.replies |= {f"{WWW}{path(number)}": reply for number, reply in NOTICES.items()}
        runs, asked = zip(*live(site, config), strict=True)
    return Told(config=config, runs=runs, asked=asked)


def live(site: Site, config: Path) -> Iterator[tuple[SimpleNamespace, tuple[str, ...]]]:
    for day, replies in (("2026-06-01", FIRST_DAY), ("2026-06-02", SECOND_DAY)):
        site.replies |= replies
        site.asked.clear()
        yield crawl_once(config, "mofcom", now=f"{day}T03:00:00+00:00"), tuple(site.urls())


def test_what_each_day_brings(told: Told) -> None:
    found = [(run.reports["mofcom"].new, run.reports["mofcom"].changed) for run in told.runs]
    assert found == [(8, 0), (0, 2)]
    assert "3 attachments not read" in told.runs[0].reports["mofcom"].note


def test_every_attachment_that_is_not_read_is_named(told: Told) -> None:
    kinds = {(kind, name) for kind, name, _ in told.issues(0)}
    expected = {("attachment", "3.zip"), ("attachment", "4.pdf"), ("too-large", "5.zip"), ("attachment", "6.pdf")}
    assert expected <= kinds
    assert not kinds & {("attachment", "1.pdf?fileName=1.pdf"), ("attachment", "7.pdf"), ("attachment", "8.pdf")}
    details = {name: detail for _, name, detail in told.issues(0)}
    assert details["3.zip"] == "read without 附件2：说明.rar: a RAR archive"
    assert details["4.pdf"] == "gone: HTTP 404"


def test_nobody_else_is_asked(told: Told) -> None:
    assert not [url for urls in told.asked for url in urls if "elsewhere" in url]


@pytest.mark.parametrize(
    ("number", "stated"),
    [
        (1, ["甲精密公司, 丙重工公司"]),
        (2, ["钨粉, 碳化钨"]),
        (3, ["甲精密公司, 乙航天公司"]),
        (4, ["甲精密公司, 乙航天公司, 丙重工公司"]),
        (5, ["甲精密公司2 are declared, 1 are named"]),
        (6, ["甲精密公司2 are declared, 1 are named"]),
        (7, ["甲精密公司, 乙航天公司"]),
        (8, ["甲精密公司, 乙航天公司"]),
    ],
)
def test_what_is_attached_is_read_like_an_annex(told: Told, number: int, stated: list[str]) -> None:
    assert told.stated(number) == stated


def test_a_listing_without_its_names_is_held_until_they_are_read(told: Told) -> None:
    first, second = (one for one in told.document(4).events)
    assert first.event.held == "the names may stand in what was not read: 附件：名单.pdf"
    assert (first.retracted_cause, second.cause, second.event.held) == ("correction", "correction", None)


def test_control_codes_and_customs_numbers_of_an_attached_list(told: Told) -> None:
    (event,) = (one.event for one in told.document(2).events)
    assert [(one.control_codes, one.hs_codes) for one in event.targets] == [
        (("1C117.d",), ("2804690000",)),
        (("1C117.e",), ("28499020",)),
    ]


def test_a_replaced_attachment_is_an_edit_and_one_found_later_our_correction(told: Told) -> None:
    assert told.changes(2) == {
        *((kind, "world", "1") for kind in ("edited", "event", "retracted")),
        *((kind, "correction", "4") for kind in ("event", "retracted")),
    }


def test_what_vanished_is_read_from_the_archive_and_named(told: Told) -> None:
    found = {(kind, name) for kind, name, _ in told.issues(1)}
    assert {("attachment", "2.xlsx"), ("attachment", "7.pdf")} <= found


def test_the_text_says_where_each_attachment_stands(told: Told) -> None:
    document = told.document(1).document
    assert isinstance(document, Notice)
    (attachment,) = document.attachments
    assert attachment.start is not None
    assert document.text[attachment.start :].startswith("附件：出口管制管控名单\n出口管制管控名单\n1. 甲精密公司")
    assert document.page_text.endswith("附件：出口管制管控名单.pdf")


def test_read_again_nothing_changes(told: Told) -> None:
    before = told.config.parent / "t.db"
    found = reread(load_config(told.config, db=before, environ={}), tell=lambda _: None)
    assert (found.failures, found.outcomes) == ((), {"unchanged": 8})
    with sqlite3.connect(before) as database:
        (run,) = database.execute("SELECT max(id) FROM runs").fetchone()
    assert told.changes(run) == set()
    assert told.stated(7) == ["甲精密公司, 乙航天公司"]
