"""Official pages of every system that the ministry has used, each with its complete record, and pages that are none."""

from dataclasses import asdict

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from spiders.mofcom.lines import lines_of
from spiders.mofcom.notice import read_notice
from spiders.pages import fold
from storage.errors import GoneError
from tests.reading import expected, page, recorded, refusal

SITE = "https://www.mofcom.gov.cn/zwgk/zcfb/art/2026/art_1.html"
PORTAL = "https://exportcontrol.mofcom.gov.cn/article/gndt/202601/1.html"
TITLE = '<meta name="ArticleTitle" content="商务部公告2026年第1号">'


@pytest.mark.parametrize("name", ["bureau", "portal", "old", "layout"])
def test_recorded(name: str) -> None:
    record = expected(f"mofcom/{name}.html")
    notice = read_notice(recorded(f"mofcom/{name}.html", record["url"]))
    assert asdict(notice) | {"attachments": list(map(asdict, notice.attachments))} == record


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f'{TITLE}<div ergodic="article"> \u200b </div>', "empty"),
        (f"{TITLE}<div class='main'>正文</div>", "layout"),
        ("<h2>二级</h2><div class='art-con'>正文</div>", "layout"),
        ("<script>window.location.href='/article/1.shtml'</script>", "layout"),
        (TITLE + "<p>" * 100_001, "too-large"),
        (f'<meta name="ArticleTitle" content="{"公告" * 2000}"><div ergodic="article">正文</div>', "layout"),
        ("", "empty"),
        (f'{TITLE}<div ergodic="article">{"?" * 60}</div>', "mojibake"),
        ("<title>安全验证</title>请输入验证码", "blocked"),
    ],
)
def test_refused(body: str, kind: str) -> None:
    assert refusal(read_notice, page(SITE, body)).kind == kind


def test_a_script_that_leads_elsewhere_says_where() -> None:
    assert (
        "/article/1.shtml"
        in refusal(read_notice, page(SITE, "<script>window.location.href='/article/1.shtml'</script>")).detail
    )


@pytest.mark.parametrize("status", [200, 404, 410])
def test_gone(status: int) -> None:
    with pytest.raises(GoneError):
        read_notice(page(PORTAL, "<div class='bd'>中国出口管制信息网</div>", status=status))


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ("<p>中华人民共和国商务部</p><p>公 告</p><p>2026年 第3号</p><p>决定…</p>", "MOFCOM-2026-3"),
        ("<p>中华人民共和国商务部令</p><p>二〇二六年 第2号</p><p>现公布…</p>", "MOFCOM-ORDER-2026-2"),
        ("<p>不 可 靠 实 体 清 单 工 作 机 制</p><p>公 告</p><p>2026年 第4号</p>", "UEL-2026-4"),
        ("<p>现将商务部公告2025年第61号的有关事项通知如下，请遵照执行，并将执行情况及时报告，不得延误。</p>", None),
        ("<p>公安部 商务部</p><p>公 告</p><p>2026年 第9号</p>", None),
    ],
)
def test_own_number_under_the_letterhead(lines: str, key: str | None) -> None:
    body = f'<meta name="ArticleTitle" content="关于有关事项的公告"><div ergodic="article">{lines}</div>'
    assert read_notice(page(SITE, body)).instrument == key


def test_the_longest_body_wins_and_labels_are_no_text() -> None:
    blocks = "<div class='art-con art-con-gonggao'><p>【发布文号】商务部公告2026年第7号</p></div>"
    text = "<p>【发文日期】2026-01-06</p><p>长的正文</p>"
    body = f"{TITLE}{blocks}<div class='art-con'>短</div><div class='art-con'>{text}</div>"
    notice = read_notice(page(SITE, body))
    assert (notice.text, notice.instrument, notice.signed_on) == ("长的正文", "MOFCOM-2026-7", "2026-01-06")


WORDS = st.text(alphabet="甲乙丙A1（）。 ", min_size=1, max_size=12)


@given(st.lists(WORDS, max_size=8))
def test_paragraphs_keep_every_word_in_order(words: list[str]) -> None:
    soup = BeautifulSoup("<div>" + "".join(f"<p>{word}</p>" for word in words) + "</div>", "lxml")
    lines = lines_of(soup.div) if soup.div else []
    assert [line for line in map(fold, lines) if line] == [line for line in map(fold, words) if line]


@given(st.lists(st.lists(WORDS.filter(str.strip), min_size=2, max_size=4), max_size=5))
def test_rows_of_a_table_stand_on_a_line_each(rows: list[list[str]]) -> None:
    cells = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows)
    soup = BeautifulSoup(f"<div><table>{cells}</table></div>", "lxml")
    lines = lines_of(soup.div) if soup.div else []
    assert [fold(line) for line in lines if line.strip()] == [" | ".join(map(fold, row)) for row in rows]


SAID = "决定将钅卢（𬬻）镥公司（Lu Inc.）列入关注名单。"  # 𬬻 stands in GB18030, not in GB2312


@pytest.mark.parametrize(
    ("declared", "encoding", "content_type"),
    [
        ("utf-8", "utf-8", "text/html"),
        ("gb2312", "gb18030", "text/html"),
        ("", "gb18030", "text/html"),
        ("", "gb18030", "text/html; charset=gb2312"),
        ("", "utf-8", ""),
    ],
)
@pytest.mark.parametrize("gap", ["", "\n\t ", "\u200b", "\u3000&nbsp;"])
def test_the_same_notice_in_any_encoding_and_spacing(declared: str, encoding: str, content_type: str, gap: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    body = f'{meta}{TITLE}<div ergodic="article">{gap}<p>{gap}{SAID}{gap}</p></div>'.encode(encoding)
    notice = read_notice(page(SITE, body, content_type=content_type))
    assert (notice.title, notice.text) == ("商务部公告2026年第1号", SAID)


def test_a_link_that_is_no_address_is_passed_over() -> None:
    links = '<a href="http://[1.pdf">甲</a><a href="/1.pdf">乙</a>'
    notice = read_notice(page(SITE, f'{TITLE}<div ergodic="article">正文{links}</div>'))
    assert [one.url for one in notice.attachments] == ["https://www.mofcom.gov.cn/1.pdf"]


@pytest.mark.parametrize("element", ["<div>", "<div class=art-con>", "<p class=art-con>", "<h1>"])
def test_deep_nesting_ends(element: str) -> None:
    body = f'{TITLE}<div ergodic="article">{element * 40_000}正文</div>'
    assert read_notice(page(SITE, body)).text == "正文"


def test_what_stands_around_a_text_may_be_nested() -> None:
    body = f'{TITLE}<div ergodic="article">正文{"<div class=ft>页脚" * 40_000}</div>'
    assert read_notice(page(SITE, body)).text == "正文"
