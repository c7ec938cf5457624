"""Archives in which a notice was tampered with: replayed, they end as a conflict, as held, or as an issue."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.history import ChangeWindow, History
from tests.fetching import Reply, Site, configure, crawl_once, serving
from tests.test_crawler_fetch_run import MINISTRY, ministry

BUREAU = "aqygzj.mofcom.gov.cn/flzc/gzjgfxwj/art/2026/art_a.html"
WWW = "www.mofcom.gov.cn/zcfb/blgg/gg/2026/art/2026/art_2026.html"
NAMES = ("利立浦特公司（Lilliput Inc.）", "布莱夫斯库公司（Blefuscu LLC）", "莱昂内斯公司（Lyonesse）")


def listing(*annex: str) -> Reply:
    """A notice that declares three entities and names those of its annex."""
    title = "商务部公告2026年第1号 公布将3家美国实体列入出口管制管控名单"
    lines = (
        "决定将利立浦特公司等3家美国实体列入出口管制管控名单（见附件）。",
        "本公告自公布之日起实施。",
        "商务部",
        "2026年5月9日",
        "附件",
        "出口管制管控名单",
        *annex,
    )
    head = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2026-05-09 10:00">'
    body = "".join(f"<p>{line}</p>" for line in lines)
    return Reply(body=f'<html><head>{head}</head><body><div ergodic="article">{body}</div></body></html>'.encode())


def numbered(*names: str) -> tuple[str, ...]:
    return tuple(f"{number}. {name}" for number, name in enumerate(names, 1))


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        ministry(site)
        yield site


def replayed(site: Site, folder: Path) -> tuple[Path, set[tuple[str, str]]]:
    """The site crawled into an archive, and that replayed into another store: its database, and its issues by page."""
    crawl_once(configure(folder, dict.fromkeys(MINISTRY, site.origin), {}), "mofcom")
    (archive,) = map(str, (folder / "t.archive").iterdir())
    database = folder / "copy.db"
    assert not crawl_once(configure(folder, {}, {}), db=str(database), replay=[archive], offline=True).error
    with History.open(database) as history:
        return database, {(issue.kind, issue.url.removeprefix("https://")) for issue in history.issues(1)}


def held(database: Path) -> list[str | None]:
    """What is told of the events of the doctored notice: why each waits, None when it does not."""
    with History.open(database) as history:
        told = [change for change in history.changes(ChangeWindow()) if change.document.key == "MOFCOM-2026-1"]
    return [change.event.held for change in told if change.event and change.kind == "event"]


@pytest.mark.parametrize("doctored", [BUREAU, WWW])
def test_copies_that_differ_are_a_conflict(site: Site, tmp_path: Path, doctored: str) -> None:
    site.replies |= dict.fromkeys((BUREAU, WWW), listing(*numbered(*NAMES)))
    site.replies[doctored] = listing(*numbered(*NAMES[:2], "格勒大锥公司（Glubbdubdrib）"))
    database, issues = replayed(site, tmp_path)
    assert {kind for kind, _ in issues} == {"conflict"}
    (reason,) = held(database)
    assert reason is not None
    assert reason.startswith("conflict: ")


@pytest.mark.parametrize(
    ("annex", "reason"),
    [
        (numbered(*NAMES[:2]), "3 are declared, 2 are named"),
        (numbered(*NAMES)[:1] + numbered(*NAMES)[2:], "3 are declared, 2 are named"),
        ((*numbered(*NAMES[:2]), "4. 莱昂内斯公司（Lyonesse）"), "the annex is numbered 1, 2, 4"),
        (numbered(*NAMES), None),
    ],
)
def test_an_annex_that_lost_a_row_is_held(
    site: Site, tmp_path: Path, annex: tuple[str, ...], reason: str | None
) -> None:
    site.replies |= dict.fromkeys((BUREAU, WWW), listing(*annex))
    database, issues = replayed(site, tmp_path)
    assert not issues
    assert held(database) == [reason]


def test_a_page_too_long_to_be_read_is_an_issue_with_its_bytes(site: Site, tmp_path: Path) -> None:
    page = '<meta name="ArticleTitle" content="商务部公告2026年第1号"><div ergodic="article">{}</div>'
    site.replies |= dict.fromkeys((BUREAU, WWW), Reply(body=page.format("甲。" * 4001).encode()))
    database, issues = replayed(site, tmp_path)
    assert issues == {("too-large", BUREAU), ("too-large", WWW)}
    with History.open(database) as history:
        assert history.document("MOFCOM-2026-1") is None
