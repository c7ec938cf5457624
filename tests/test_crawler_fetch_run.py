"""Whole runs: the ministry on a server of our own, replays without a socket, and what ends a run early."""

import json
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from crawler.fetch.run import load_archives
from storage.errors import ConfigError
from tests.fetching import Asked, Reply, Site, configure, crawl_once, html, rss, serving, start

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
XML = (("Content-Type", "application/rss+xml"),)
JSON = (("Content-Type", "application/json;charset=UTF-8"),)
MINISTRY = ("aqygzj.mofcom.gov.cn", "www.mofcom.gov.cn", "exportcontrol.mofcom.gov.cn")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def rows(folder: Path, query: str, name: str = "t.db") -> list[tuple[object, ...]]:
    database = sqlite3.connect(folder / name)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def notice(number: int, day: str = "2026-05-09") -> Reply:
    title = f"商务部公告2026年第{number}号 公布将1家美国实体列入出口管制管控名单的决定"
    text = f"<p>决定将甲{number}公司（A{number} Corp.）列入出口管制管控名单。本公告自公布之日起实施。</p>"
    head = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 10:00">'
    return Reply(body=f'<html><head>{head}</head><body><div class="art-con" ergodic="article">{text}</div>'.encode())


def portal(asked: Asked) -> Reply:
    """As the real one: without AJAX headers every Chinese character is a question mark."""
    form = parse_qs(asked.body.decode())
    number = int(form["pageNumber"][0])
    ids = {"1": [[11], [12]], "9": [[13]], "10": [[14]]}[form["columnID"][0]]
    title = "商务部公告" if asked.headers.get("x-requested-with") == "XMLHttpRequest" else "?????"
    listed = [
        {"title": title, "url": f"/article/gndt/202605/{n}.html", "publishTimeStr": "2026-05-09 10:00:00"}
        for n in ids[number - 1]
    ]
    return Reply(body=json.dumps({"pageInfo": {"maxPageNum": len(ids), "rows": listed}}).encode(), headers=JSON)


def units(asked: Asked) -> Reply:
    """The list API wants the column as Referer."""
    if asked.headers.get("referer") != "https://aqygzj.mofcom.gov.cn/flzc/gzjgfxwj/index.html":
        return Reply(status=403)
    markup = '<ul><li><a href="/flzc/gzjgfxwj/art/2026/art_a.html">商务部公告</a>2026-05-09</li></ul><i count="1"></i>'
    return Reply(body=json.dumps({"success": True, "data": {"html": markup}}).encode(), headers=JSON)


def ministry(site: Site) -> None:
    """Eight listings on three hosts, and what they name."""
    index = '<li><a href="/zcfb/blgg/gg/{0}/art/{0}/art_{0}.html">商务部公告</a><span>{0}-05-09</span></li>'
    query = "{'webId':'w','tplSetId':'t','tagId':'信息列表','pageId':'p'}"
    api = "api-gateway/jpaas-publish-server/front/page/build/unit"
    site.replies |= {
        "www.mofcom.gov.cn/zcfb/blgg/gg/2026/index.html": Reply(body=index.format(2026).encode()),
        "www.mofcom.gov.cn/zcfb/blgg/gg/2025/index.html": Reply(body=index.format(2025).encode()),
        "www.mofcom.gov.cn/xwfb/xwfyrth/index.html": Reply(
            body='<ul class="txtList_01"><li><a href="/xwfb/art/2026/art_q.html">答记者问</a></li></ul>'.encode()
        ),
        "aqygzj.mofcom.gov.cn/flzc/gzjgfxwj/index.html": Reply(body=f'<i queryData="{query}"></i>'.encode()),
        f"aqygzj.mofcom.gov.cn/{api}?webId=w&tplSetId=t&tagId=%E4%BF%A1%E6%81%AF%E5%88%97%E8%A1%A8&pageId=p"
        "&paramJson=%7B%22pageNo%22%3A1%2C%22pageSize%22%3A99999%7D": units,
        "exportcontrol.mofcom.gov.cn/edi_ecms_web_front/front/column/getColumnList": portal,
        "www.mofcom.gov.cn/zcfb/blgg/gg/2026/art/2026/art_2026.html": notice(1),
        "www.mofcom.gov.cn/zcfb/blgg/gg/2025/art/2025/art_2025.html": notice(2),
        "www.mofcom.gov.cn/xwfb/art/2026/art_q.html": notice(3),
        "aqygzj.mofcom.gov.cn/flzc/gzjgfxwj/art/2026/art_a.html": notice(1),
    }
    for n in (11, 12, 13, 14):
        script = (
            f"<script>var title='商务部公告2026年第{n}号';var source='商务部';var publishTime='2026-05-09';</script>"
        )
        body = f'{script}<div class="bd"><p>决定将乙{n}公司（B{n} Inc.）列入关注名单。</p></div><div class="ft"></div>'
        site.replies[f"exportcontrol.mofcom.gov.cn/article/gndt/202605/{n}.html"] = Reply(body=body.encode())


def test_the_ministry_is_read_listing_by_listing_and_our_archive_replays_it(site: Site, tmp_path: Path) -> None:
    ministry(site)
    config = configure(tmp_path, dict.fromkeys(MINISTRY, site.origin), {})
    run = crawl_once(config, "mofcom")
    assert run.ok, run.issues
    assert (run.reports["mofcom"].links, run.reports["mofcom"].new, run.reports["mofcom"].unchanged) == (8, 7, 1)
    assert [asked.method for asked in site.asked].count("POST") == 4
    documents = [asked for asked in site.asked if "/art/" in asked.url or "/article/" in asked.url]
    listings = [asked for asked in site.asked if asked not in documents and "robots" not in asked.url]
    assert site.asked.index(documents[0]) > site.asked.index(listings[-1])
    assert {asked.headers["referer"] for asked in documents} == {"https://www.mofcom.gov.cn/"}
    copies = "SELECT url, key, copies.first_seen_at FROM copies JOIN documents ON document = documents.id ORDER BY url"
    assert [key for _, key, _ in rows(tmp_path, copies)].count("MOFCOM-2026-1") == 2

    site.asked.clear()
    (archive,) = map(str, (tmp_path / "t.archive").iterdir())
    job = {"replay": [archive], "offline": True, "now": "2030-01-01T00:00:00+00:00"}
    again = crawl_once(configure(tmp_path, {}, {}), db=str(tmp_path / "copy.db"), **job)
    assert again.ok, again.issues
    assert rows(tmp_path, copies, "copy.db") == rows(tmp_path, copies)
    captures = "SELECT url, digest, fetched_at FROM captures WHERE status = 200 ORDER BY url, digest"
    assert rows(tmp_path, captures, "copy.db") == rows(tmp_path, captures)
    assert not site.asked


def test_a_broken_listing_fails_the_source_and_the_others_are_read(site: Site, tmp_path: Path) -> None:
    ministry(site)
    del site.replies["www.mofcom.gov.cn/zcfb/blgg/gg/2026/index.html"]
    site.replies["exportcontrol.mofcom.gov.cn/edi_ecms_web_front/front/column/getColumnList"] = lambda asked: portal(
        Asked(method=asked.method, url=asked.url, headers={}, body=asked.body)
    )
    run = crawl_once(configure(tmp_path, dict.fromkeys(MINISTRY, site.origin), {}), "mofcom")
    assert not run.ok
    assert sorted((kind, url.rpartition("/")[2]) for kind, url, _ in run.issues["mofcom"]) == [
        ("http-error", "index.html"),
        ("mojibake", "getColumnList"),
    ]
    assert run.reports["mofcom"].new == 3
    assert len(rows(tmp_path, "SELECT * FROM issues")) == 2


@pytest.mark.parametrize("name", ["mofcom", "press"])
def test_a_replay_opens_no_socket_and_twice_is_once(tmp_path: Path, name: str) -> None:
    archive = CORPUS / f"{name}-dev.warc.gz"
    if not archive.is_file():
        pytest.skip("the shared corpus is not here")
    job = {"replay": [str(archive)], "since": "2023-01-01", "offline": True, "now": "2026-11-23T00:00:00+00:00"}
    first, second = (crawl_once(configure(tmp_path, {}, {}), **job) for _ in range(2))
    assert first.ok, first.issues
    assert {kind for issues in first.issues.values() for kind, _, _ in issues} <= {"not-in-archive"}
    reached = {name for name, report in first.reports.items() if report.links}
    assert reached == ({"mofcom"} if name == "mofcom" else {"global-times", "scmp", "voa", "bloomberg-law"})
    for source, report in first.reports.items():
        again = second.reports[source]
        assert report.new + report.unchanged == report.links - report.skipped
        assert (again.new, again.changed, again.failed) == (0, 0, 0)
        assert again.unchanged == report.new + report.unchanged
        assert report.missing == len(first.issues.get(source, ()))
        assert (report.note == "the archives hold nothing of it") == (source not in reached)
    pages = rows(tmp_path, "SELECT count(*), count(DISTINCT url || digest || method) FROM captures WHERE run = 1")
    assert rows(tmp_path, "SELECT count(*) FROM captures WHERE run = 2") == [(0,)], "nothing is archived twice"
    assert pages[0][0] == pages[0][1]
    assert rows(tmp_path, "SELECT DISTINCT substr(fetched_at, 1, 10) FROM captures") == [("2026-01-10",)]


def test_what_the_archive_lacks_is_counted_and_named(site: Site, tmp_path: Path) -> None:
    site.replies["news.example/feed"] = Reply(body=rss(("https://news.example/a", "Export curbs")), headers=XML)
    site.replies["news.example/a"] = Reply(status=500, body=b"oops")
    feeds = {"news": "https://news.example/feed"}
    crawl_once(configure(tmp_path, {"news.example": site.origin}, feeds, fetch="retries = 0\nmax_pages = 1"), "news")
    archive = str(next((tmp_path / "t.archive").iterdir()))
    run = crawl_once(configure(tmp_path, {}, feeds), db=str(tmp_path / "copy.db"), replay=[archive], offline=True)
    assert run.ok
    assert (run.reports["news"].missing, run.reports["news"].failed) == (1, 0)
    assert run.issues["news"] == [("not-in-archive", "https://news.example/a", "the archives do not hold this request")]


def test_an_archive_without_answers_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "empty.warc.gz").write_bytes(b"")
    with pytest.raises(ConfigError, match=r"--replay .*empty\.warc\.gz: no answers to replay"):
        load_archives([tmp_path / "empty.warc.gz"])


def slow_news(site: Site, folder: Path, pages: int = 8) -> Path:
    """A source whose pages take their time, one after the other."""
    links = [f"https://news.example/{n}" for n in range(pages)]
    site.replies["news.example/feed"] = Reply(body=rss(*((link, "Export curbs") for link in links)), headers=XML)
    for n in range(pages):
        site.replies[f"news.example/{n}"] = Reply(body=html(f"Export curbs {n}"), hang=0.15)
    feeds = {"news": "https://news.example/feed"}
    return configure(folder, {"news.example": site.origin}, feeds, fetch="concurrency = 1")


def wait_for(site: Site, requests: int) -> None:
    end = time.monotonic() + 20
    while len(site.urls()) < requests and time.monotonic() < end:
        time.sleep(0.01)
    assert len(site.urls()) >= requests


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_cleanly_and_what_is_remembered_stays(
    site: Site, tmp_path: Path, number: signal.Signals
) -> None:
    child = start(slow_news(site, tmp_path), "news")
    wait_for(site, 3)
    child.send_signal(number)
    out, err = child.communicate(timeout=20)
    (report,) = json.loads(out)["reports"]
    assert (report["ok"], report["note"], err) == (False, "stopped: shutdown", "")
    assert 0 < report["new"] < 8
    assert rows(tmp_path, "SELECT count(*) FROM documents") == [(report["new"],)]
    assert rows(tmp_path, "SELECT state FROM runs") == [("finished",)]


def test_a_run_turns_others_away_and_killed_it_loses_nothing(site: Site, tmp_path: Path) -> None:
    config = slow_news(site, tmp_path, pages=14)
    child = start(config, "news")
    wait_for(site, 1)
    assert crawl_once(config, "news").error.startswith("LockedError: ")
    wait_for(site, 4)
    child.kill()
    assert not child.communicate()[0], "it had come to its end"
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    had = rows(tmp_path, "SELECT count(*) FROM documents")[0][0]
    run = crawl_once(config, "news", now="2026-06-02T03:00:00+00:00")
    assert run.ok, run.issues
    assert run.reports["news"].new + had == 14
    assert rows(tmp_path, "SELECT count(*), count(DISTINCT key) FROM documents") == [(14, 14)]
    assert rows(tmp_path, "SELECT state FROM runs ORDER BY id") == [("aborted",), ("finished",)]


def test_a_full_disk_ends_the_run_and_harms_nothing(site: Site, tmp_path: Path) -> None:
    config = slow_news(site, tmp_path)
    noise = random.Random(1)  # noqa: S311 - bytes that do not compress
    for n in range(8):
        site.replies[f"news.example/{n}"] = Reply(body=html(f"Export {n}", noise.randbytes(150_000).hex()))
    run = crawl_once(config, "news", largest_file=500_000)
    assert run.error.startswith("StoreError: ")
    assert len(site.urls()) < 8, "no page is fetched that cannot be kept"
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    again = crawl_once(config, "news", now="2026-06-02T03:00:00+00:00")
    assert again.ok, again.issues
    assert rows(tmp_path, "SELECT count(*) FROM documents") == [(8,)]


def test_a_known_page_rests_until_its_turn(tmp_path: Path) -> None:
    with serving() as site:
        site.replies["a.example/feed"] = Reply(
            body=rss(("https://a.example/a", "Export curbs")), headers=(("Content-Type", "application/rss+xml"),)
        )
        site.replies["a.example/a"] = Reply(body=html("Export curbs"))
        hosts, feeds = {"a.example": site.origin}, {"a": "https://a.example/feed"}
        file = configure(tmp_path, hosts, feeds, fetch='recheck = [{ until = "6h", every = "15m" }]')
        runs = [crawl_once(file, "a", now=f"2026-06-01T{clock}:00+00:00") for clock in ("03:00", "03:10", "03:20")]
    assert site.urls() == ["a.example/feed", "a.example/a", "a.example/feed", "a.example/feed", "a.example/a"]
    assert [run.reports["a"].note for run in runs] == ["", "1 not due yet", ""]
