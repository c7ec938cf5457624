"""Attached lists and items through the rules: like an annex of the page, once, and held where one was not read."""

import pytest

from crawler.extract import extract_events
from spiders.attachments.joining import Joinable, annexed, join
from spiders.mofcom.notice import read_notice
from storage.model import Notice, PolicyEvent
from tests.reading import page

URL = "https://www.mofcom.gov.cn/zcfb/blgg/gg/2026/art/2026/art_0a1b.html"
TITLE = "商务部公告2026年第101号 公布将2家美国实体列入出口管制管控名单"
DECIDED = "决定将甲精密公司等2家美国实体列入出口管制管控名单（见附件1），禁止向其出口两用物项。"
SIGNED = "<p>本公告自公布之日起实施。</p><p>商务部</p><p>2026年3月2日</p>"
LIST = "出口管制管控名单\n（2026年3月2日）\n1. 甲精密公司（Alpha Precision, Inc.）\n2. 乙航天公司（Beta Aerospace）"
NAMES = ["甲精密公司", "乙航天公司"]
LINK = '<a href="/a/1.pdf">{}</a>'


def notice(body: str, *read: str, title: str = TITLE) -> Notice:
    """A page, and as many of its attachments as are given, read."""
    html = f'<meta name="ArticleTitle" content="{title}"><div ergodic="article">{body}</div>'
    found = read_notice(page(URL, html))
    texts = zip(found.attachments, read, strict=False)
    return join(found, {one.url: Joinable(text=text, digest=f"sha256:{one.url}") for one, text in texts})


def only(document: Notice) -> PolicyEvent:
    (event,) = extract_events(document)
    assert document.text[event.evidence.start : event.evidence.end] == event.evidence.quote
    return event


def names(event: PolicyEvent) -> list[str | None]:
    return [target.name_zh for target in event.targets]


@pytest.mark.parametrize(
    "links",
    [
        f"<p>附件：{LINK}</p>".format("出口管制管控名单.pdf"),
        f"<p>附件：</p><p>1.{LINK}</p><p>2.<a href='/b.doc'>申请表.doc</a></p>".format("出口管制管控名单.pdf"),
        f"<p>附件：1.{LINK}</p><p>2.<a href='/b.doc'>填报指南</a></p>".format("管控名单"),
        f"<p>{LINK}</p>".format("附件1：管控名单.pdf"),
        f"<p>附件1：{LINK}</p>".format("点击下载"),
    ],
)
@pytest.mark.parametrize("under", [True, False])
@pytest.mark.parametrize("heading", ["", "附件\n", "附件1\n"])
def test_a_list_that_is_only_attached(links: str, under: bool, heading: str) -> None:
    body = f"<p>{DECIDED}</p>" + (SIGNED + links if under else links + SIGNED)
    assert only(notice(body)).held == "2 are declared, 1 are named"
    event = only(notice(body, heading + LIST))
    assert (names(event), event.held, event.announced_on) == (NAMES, None, "2026-03-02")


def test_two_attached_lists_by_the_numbers_of_their_links() -> None:
    decided = "决定将附件1所列2家美国实体列入出口管制管控名单，将附件2所列1家美国实体列入关注名单。"
    links = "<p><a href='/1.pdf'>附件1：名单.pdf</a></p><p><a href='/2.pdf'>附件2：名单.pdf</a></p>"
    body = f"<p>{decided}</p>{SIGNED}{links}"
    found = extract_events(notice(body, LIST.removeprefix("出口管制管控名单\n"), "1. 丙公司（Gamma LLC）"))
    assert [(event.regime, names(event), event.held) for event in found] == [
        ("export-control-list", NAMES, None),
        ("watch-list", ["丙公司"], None),
    ]


def test_a_list_that_is_printed_and_attached_counts_once() -> None:
    printed = "".join(f"<p>{line}</p>" for line in ["附件", *LIST.split("\n")])
    body = f"<p>{DECIDED}</p>{SIGNED}{printed}<p>{LINK.format('名单.pdf')}</p>"
    alone, both = only(notice(body)), only(notice(body, LIST))
    assert both.targets == alone.targets
    assert (names(both), both.held) == (NAMES, None)


def test_names_that_may_stand_in_an_attachment_that_was_not_read_are_awaited() -> None:
    vague = DECIDED.replace("2家美国实体", "实体")
    body = f"<p>{vague}</p>{SIGNED}<p>{LINK.format('附件1：名单.pdf')}</p>"
    title = "商务部公告2026年第101号 公布列入出口管制管控名单的实体"
    assert only(notice(body, title=title)).held == "the names may stand in what was not read: 附件1：名单.pdf"
    assert only(notice(body, LIST, title=title)).held is None


CONTROL = f"<p>决定对附件所列物项实施出口管制。</p>{SIGNED}<p>{LINK.format('附件：清单.xlsx')}</p>"
CONTROL_TITLE = "商务部 海关总署公告2026年第102号 公布对钨相关物项实施出口管制的决定"


@pytest.mark.parametrize(
    "table",
    [
        "序号 | 管制编码 | 物项名称 | 海关商品编号\n1 | 1C117.d | 钨粉 | 2804690000\n2 | 1C117.e | 碳化钨 | 28499020",
        "管制编码 | 物项名称 | 海关商品编号\n1C117.d | 钨粉 | 2804690000\n1C117.e | 碳化钨 | 28499020",
    ],
)
def test_items_that_are_only_attached(table: str) -> None:
    assert (
        only(notice(CONTROL, title=CONTROL_TITLE)).held == "the items may stand in what was not read: 附件：清单.xlsx"
    )
    event = only(notice(CONTROL, table, title=CONTROL_TITLE))
    assert [(one.name_zh, one.control_codes, one.hs_codes) for one in event.targets] == [
        ("钨粉", ("1C117.d",), ("2804690000",)),
        ("碳化钨", ("1C117.e",), ("28499020",)),
    ]


def test_what_an_attachment_says_is_no_act_of_the_page() -> None:
    body = f"<p>现将有关说明印发。</p>{SIGNED}<p>{LINK.format('说明.pdf')}</p>"
    spoken = notice(body, f"说明\n{DECIDED}\n商务部\n2026年3月2日", title="商务部新闻发言人答记者问")
    assert extract_events(spoken) == ()


@pytest.mark.parametrize(
    ("label", "text", "place", "heading"),
    [
        ("附件1：出口管制管控名单.pdf", "x", None, "附件1：出口管制管控名单"),
        ("附 件 二 名单.DOCX", "x", 1, "附件二：名单"),
        ("2.关注名单", "x", 1, "附件2：关注名单"),
        ("2家美国实体名单.pdf", "x", None, "附件：2家美国实体名单"),
        ("附件2025年名单.pdf", "x", 3, "附件3：2025年名单"),
        ("点击下载", "附件4\nx", 1, "附件4：点击下载"),
        ("", "x", 2, "附件2："),
        ("长" * 200, "x", None, "附件：" + "长" * 80),
    ],
)
def test_the_line_that_introduces_an_attachment(label: str, text: str, place: int | None, heading: str) -> None:
    assert annexed(label, text, place) == f"{heading}\nx"
