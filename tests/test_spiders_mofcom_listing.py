"""MOFCOM's listings, on pages written in the form of the real ones (design: mofcom-sites)."""

import json
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spiders.base import Found, Listing, Window
from spiders.mofcom import listing
from spiders.mofcom.listing import COLUMN, HOSTS, PORTAL_LIST, SPOKESPERSON, UNITS, key
from spiders.sources import SOURCES, source_for
from storage.errors import GoneError, UnreadableError
from storage.model import Page
from storage.urls import request_key

INDEX = "https://www.mofcom.gov.cn/zcfb/blgg/gg/2025/index.html"
ART = "art_0123456789abcdef0123456789abcdef.html"


def page(url: str, body: str, status: int = 200, **headers: str) -> Page:
    return Page(
        url=url, status=status, headers=headers, body=body.encode(), fetched_at=datetime(2026, 1, 10, tzinfo=UTC)
    )


def at(day: str, since: str | None = None) -> dict[str, Listing]:
    """The listings of a day by what they ask for."""
    window = Window(today=date.fromisoformat(day), since=date.fromisoformat(since) if since else None)
    asked = listing.listings(window)
    return {f"{one.url} {dict(one.form).get('columnID', '')}".strip(): one for one in asked}


def named(found: Found) -> list[tuple[str, str, str | None]]:
    return [(link.url, link.title, link.published) for link in found.links]


class TestWhichListings:
    def test_this_year_last_year_and_the_lists_without_years(self) -> None:
        assert list(at("2026-06-01")) == [
            "https://www.mofcom.gov.cn/zcfb/blgg/gg/2026/index.html",
            "https://www.mofcom.gov.cn/zcfb/blgg/gg/2025/index.html",
            COLUMN,
            f"{PORTAL_LIST} 1",
            f"{PORTAL_LIST} 9",
            f"{PORTAL_LIST} 10",
            SPOKESPERSON,
        ]

    def test_since_reaches_back_and_never_takes_last_year_away(self) -> None:
        years = [url.split("/")[6] for url in at("2026-06-01", "2023-05-01") if "/gg/" in url]
        assert years == ["2026", "2025", "2024", "2023"]
        assert [url for url in at("2026-06-01", "2026-05-01") if "/gg/2025/" in url]

    def test_the_portal_is_asked_as_its_own_page_asks(self) -> None:
        portal = at("2026-06-01")[f"{PORTAL_LIST} 9"]
        assert portal.form == (("pageNumber", "1"), ("columnID", "9"), ("title", ""))
        headers = dict(portal.headers)
        assert headers["X-Requested-With"] == "XMLHttpRequest"
        assert headers["Accept"] == "application/json, text/javascript, */*; q=0.01"
        assert headers["Content-Type"].startswith("application/x-www-form-urlencoded")


class TestYearlyIndex:
    def test_links_relative_and_absolute_date_before_or_behind(self) -> None:
        body = f"""<ul class="nav"><li><a href="/">首页</a></li><li><a href="mailto:x@mofcom.gov.cn">邮箱</a></li></ul>
        <ul class="txtList_01">
        <li><a href="/zcfb/blgg/gg/2025nswbgg/art/2025/{ART}" title="商务部公告2025年第70号 公布暂停…的决定">商…</a>
          <span>2025-11-10</span></li>
        <li><span>[2025-10-09]</span> <a href="art/2025/art_b.html">商务部公告
          2025第61号</a></li>
        <li><a href="https://www.mofcom.gov.cn/zwgk/zcfb/art/2025/art_c.html">无日期</a></li>
        <li><a href="https://www.gov.cn/zhengce/art/2025/art_d.html">国务院</a><span>2025-01-01</span></li>
        <li><a href="http://[broken/art/2025/art_e.html">坏</a></li>
        <li><a href="/zwgk/zcfb/art/2025/art_c.html?utm_source=x#top">又一次</a></li></ul>"""
        assert named(at("2026-06-01")[INDEX].read(page(INDEX, body))) == [
            (
                f"https://www.mofcom.gov.cn/zcfb/blgg/gg/2025nswbgg/art/2025/{ART}",
                "商务部公告2025年第70号 公布暂停…的决定",
                "2025-11-10",
            ),
            ("https://www.mofcom.gov.cn/zcfb/blgg/gg/2025/art/2025/art_b.html", "商务部公告 2025第61号", "2025-10-09"),
            ("https://www.mofcom.gov.cn/zwgk/zcfb/art/2025/art_c.html", "无日期", None),
        ]

    def test_a_date_in_the_title_is_not_the_rows(self) -> None:
        body = '<li><a href="/zcfb/art/2025/art_a.html">自2025-12-01起实施</a><span>2025-11-10</span></li>'
        (link,) = at("2026-06-01")[INDEX].read(page(INDEX, body)).links
        assert link.published == "2025-11-10"

    def test_a_missing_index_is_an_issue(self) -> None:
        with pytest.raises(GoneError):
            at("2026-06-01")[INDEX].read(page(INDEX, "404", status=404))

    def test_this_years_may_be_missing_or_empty_in_january_only(self) -> None:
        url = "https://www.mofcom.gov.cn/zcfb/blgg/gg/2026/index.html"
        january, february = at("2026-01-31"), at("2026-02-01")
        assert january[url].read(page(url, "404", status=404)) == Found()
        assert (january[url].at_least, january[INDEX].at_least, february[url].at_least) == (0, 1, 1)
        with pytest.raises(GoneError):
            january[INDEX].read(page(INDEX, "404", status=404))
        with pytest.raises(GoneError):
            february[url].read(page(url, "404", status=404))

    def test_an_index_in_question_marks_is_refused(self) -> None:
        body = f'<li><a href="/zcfb/art/2025/{ART}">{"?" * 40}</a></li>'
        with pytest.raises(UnreadableError) as raised:
            at("2026-06-01")[INDEX].read(page(INDEX, body))
        assert raised.value.kind == "mojibake"


QUERY = {
    "webId": "b28941ad4e064442856787562c9a4961",
    "tplSetId": "DDBav9QvwJVbs9iznQVmO",
    "tagId": "信息列表",
    "parseType": "bulidstatic",
    "pageType": "column",
    "pageId": "79d6d2c4e44d458180d37dd4f0996645",
}


def column_page(query: dict[str, str], meta: str = "") -> Page:
    data = ",".join(f"'{name}':'{value}'" for name, value in query.items())
    menu = "{'webId':'b2','tagId':'导航','tplSetId':'x','pageId':'y'}"
    body = (
        f'{meta}<script parseType="x" queryData="{menu}"></script><script url="/unit" queryData="{{{data}}}"></script>'
    )
    return page(COLUMN, body)


class TestBureau:
    def test_the_ids_are_read_from_the_page(self) -> None:
        found = at("2026-06-01")[COLUMN].read(column_page(QUERY))
        (units,) = found.more
        assert found.links == ()
        assert units.url.startswith(UNITS)
        asked = dict(parse_qsl(urlsplit(units.url).query))
        assert asked == QUERY | {"paramJson": '{"pageNo":1,"pageSize":99999}'}
        assert units.headers == (("Referer", COLUMN),)
        assert units.at_least == 1

    def test_the_column_id_of_the_head_stands_in(self) -> None:
        query = {name: value for name, value in QUERY.items() if name != "pageId"}
        found = at("2026-06-01")[COLUMN].read(column_page(query, '<meta name="ColId" content="79d6">'))
        assert "pageId=79d6&" in found.more[0].url

    def test_a_page_without_ids_fails_loudly(self) -> None:
        for query in ({}, {name: value for name, value in QUERY.items() if name != "webId"}):
            with pytest.raises(UnreadableError, match="webId") as raised:
                at("2026-06-01")[COLUMN].read(column_page(query))
            assert raised.value.kind == "layout"

    def test_the_reply_is_a_fragment_in_json(self) -> None:
        rows = '<li><a href="/flzc/gzjgfxwj/art/2026/art_a.html">商务部公告2026年第23号</a>2026-06-22</li>'
        rows += '<li><a href="/qdml/art/2023/art_b.html">石墨</a>2023-10-20</li>'
        assert named(self.read(f"<ul>{rows}</ul><div class='pager' count='2'></div>")) == [
            ("https://aqygzj.mofcom.gov.cn/flzc/gzjgfxwj/art/2026/art_a.html", "商务部公告2026年第23号", "2026-06-22"),
            ("https://aqygzj.mofcom.gov.cn/qdml/art/2023/art_b.html", "石墨", "2023-10-20"),
        ]

    def test_fewer_rows_than_counted_is_no_quiet_day(self) -> None:
        with pytest.raises(UnreadableError, match="counts 17 rows, the list has 1") as raised:
            self.read('<ul><li><a href="/a/art/2026/art_a.html">甲</a></li></ul><div class="pager" count="17"></div>')
        assert raised.value.kind == "count-mismatch"

    @pytest.mark.parametrize("reply", ["", "<html>维护中</html>", "[]", '{"success":false}', '{"data":{"html":null}}'])
    def test_anything_else_is_refused(self, reply: str) -> None:
        (units,) = at("2026-06-01")[COLUMN].read(column_page(QUERY)).more
        with pytest.raises(UnreadableError):
            units.read(page(units.url, reply))

    def read(self, markup: str) -> Found:
        (units,) = at("2026-06-01")[COLUMN].read(column_page(QUERY)).more
        return units.read(page(units.url, json.dumps({"success": True, "code": "200", "data": {"html": markup}})))


def row(number: int, **other: object) -> dict[str, object]:
    return {
        "id": str(number),
        "title": f"商务部公告2025年第{number}号",
        "url": f"/article/gndt/202511/{number}.html",
        "publishTimeStr": "2025-11-11 10:00:00",
        "content": "<p>正文</p>",
    } | other


def reply(rows: list[dict[str, object]], pages: object = 1) -> Page:
    info = {"total": len(rows), "maxPageNum": pages, "pageNum": 1, "rows": rows}
    return page(PORTAL_LIST, json.dumps({"pageInfo": info}, ensure_ascii=False))


class TestPortal:
    first = at("2026-06-01")[f"{PORTAL_LIST} 9"]

    def test_rows_are_links(self) -> None:
        found = self.first.read(
            reply([row(1184), row(2, url="https://www.gov.cn/x.html"), row(3, publishTimeStr=None)])
        )
        assert named(found) == [
            (
                "https://exportcontrol.mofcom.gov.cn/article/gndt/202511/1184.html",
                "商务部公告2025年第1184号",
                "2025-11-11T10:00:00+08:00",
            ),
            ("https://exportcontrol.mofcom.gov.cn/article/gndt/202511/3.html", "商务部公告2025年第3号", None),
        ]
        assert found.more == ()

    def test_the_first_page_leads_to_all_others(self) -> None:
        found = self.first.read(reply([row(1)], pages=3))
        assert [dict(one.form) for one in found.more] == [
            {"pageNumber": "2", "columnID": "9", "title": ""},
            {"pageNumber": "3", "columnID": "9", "title": ""},
        ]
        assert all(one.headers == self.first.headers and one.at_least for one in found.more)
        second = found.more[0].read(reply([row(2)], pages=3))
        assert (len(second.links), second.more) == (1, ())

    def test_a_page_that_repeats_the_first_is_refused(self) -> None:
        (second,) = self.first.read(reply([row(1), row(2)], pages=2)).more
        with pytest.raises(UnreadableError, match="page 2 repeats the first"):
            second.read(reply([row(2), row(1)], pages=2))

    def test_question_marks_are_lost_characters(self) -> None:
        with pytest.raises(UnreadableError) as raised:
            self.first.read(reply([row(1), row(2, title="???2025?70?")]))
        assert raised.value.kind == "mojibake"

    @pytest.mark.parametrize("rows", [[row(1, title=None)], [{"id": "1"}], [1], "rows"])
    def test_rows_of_another_make_are_refused(self, rows: list[dict[str, object]]) -> None:
        with pytest.raises(UnreadableError):
            self.first.read(reply(rows))

    def test_pages_without_end_are_refused(self) -> None:
        with pytest.raises(UnreadableError) as raised:
            self.first.read(reply([row(1)], pages=10**9))
        assert raised.value.kind == "too-large"


class TestSpokesperson:
    def test_off_site_links_are_left_out(self) -> None:
        body = """<a href="/zwgk/art/2020/art_menu.html">菜单</a><ul class="txtList_01">
        <li><a href="/xwfb/xwfyrth/art/2025/art_a.html" title="就暂停措施答记者问">就…</a><span>[2025-05-14]</span></li>
        <li><a href="https://mp.weixin.qq.com/s/art/2025/art_b.html">公众号</a><span>[2025-05-13]</span></li></ul>"""
        assert named(at("2026-06-01")[SPOKESPERSON].read(page(SPOKESPERSON, body))) == [
            ("https://www.mofcom.gov.cn/xwfb/xwfyrth/art/2025/art_a.html", "就暂停措施答记者问", "2025-05-14")
        ]

    def test_a_redesign_is_named(self) -> None:
        with pytest.raises(UnreadableError, match="txtList_01"):
            at("2026-06-01")[SPOKESPERSON].read(
                page(SPOKESPERSON, '<li><a href="/xwfb/art/2025/art_a.html">x</a></li>')
            )


class TestKeys:
    @pytest.mark.parametrize(
        "url",
        [
            f"https://www.mofcom.gov.cn/zcfb/blgg/gg/2025nswbgg/art/2025/{ART}",
            f"https://aqygzj.mofcom.gov.cn/flzc/gzjgfxwj/art/2025/{ART}",
            f"https://english.mofcom.gov.cn/News/SpokesmansRemarks/art/2026/{ART}",
            "http://www.mofcom.gov.cn/article/zcfb/zczxzc/202405/20240503510680.shtml",
            "https://exportcontrol.mofcom.gov.cn/article/gndt/202511/1184.html",
        ],
    )
    def test_document_pages(self, url: str) -> None:
        assert key(url) == url.replace("http:", "https:")

    @pytest.mark.parametrize(
        "url",
        [
            "https://www.mofcom.gov.cn/",
            INDEX,
            "https://www.mofcom.gov.cn.evil.example/zcfb/art/2025/art_a.html",
            "https://evil.example/https://www.mofcom.gov.cn/zcfb/art/2025/art_a.html",
            "javascript:location='https://www.mofcom.gov.cn/art/2025/art_a.html'",
            "file:///article/gndt/202511/1184.html",
            "http://[",
        ],
    )
    def test_everything_else_is_none(self, url: str) -> None:
        assert key(url) is None

    def test_the_bureau_comes_first(self) -> None:
        source = SOURCES["mofcom"]
        assert source.hosts == HOSTS
        assert [host.partition(".")[0] for host in HOSTS] == ["aqygzj", "www", "exportcontrol", "english"]
        assert source_for("https://english.mofcom.gov.cn/x") is source
        assert source_for("https://mofcom.gov.cn.evil.example/x") is None


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")))
@example("index.htm")  # BeautifulSoup takes it for the name of a file
def test_no_page_breaks_a_reader(body: str) -> None:
    """Whatever a site serves: links, or a declared error."""
    for one in at("2026-06-01").values():
        try:
            assert isinstance(one.read(page(one.url, body)), Found)
        except (UnreadableError, GoneError) as error:
            assert error.detail


def test_every_request_is_another_one() -> None:
    asked = at("2026-06-01", "2020-01-01").values()
    names = {request_key("POST" if one.form else "GET", one.url, str(one.form).encode()) for one in asked}
    assert len(names) == len(asked)
