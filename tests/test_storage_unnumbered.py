"""An official text without a number stands on several hosts: it is one document, told once."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from storage.history import ChangeWindow, History
from storage.model import Evidence, PolicyEvent
from storage.store import Store
from tests.fakes import Crawl, article, minute, notice

ANSWER = notice(
    url="https://www.mofcom.gov.cn/xwfb/xwfyrth/art/2026/art_5a.html",
    title="商务部新闻发言人就有关问题答记者问",
    text="自2026年3月4日起，暂停相关措施90天。",
    instrument=None,
)
COPIES = (
    ANSWER,
    replace(ANSWER, url="https://exportcontrol.mofcom.gov.cn/article/gndt/202603/9.html", text=f" {ANSWER.text}\n"),
    replace(ANSWER, url="https://aqygzj.mofcom.gov.cn/zhxx/art/2026/art_6b.html"),
)
PAUSE = PolicyEvent(
    action="suspend",
    regime="unreliable-entity-list",
    basis="statement",
    affects=("UEL-2025-7",),
    evidence=Evidence(quote="暂停", start=0, end=2),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "t.db") as opened:
        yield opened


@pytest.mark.parametrize("order", list(permutations(COPIES)))
def test_copies_are_one_document_and_one_change(store: Store, order: tuple[object, ...]) -> None:
    crawl = Crawl(store, at=minute(0))
    for place, copy in enumerate(order):
        crawl.read(copy, [PAUSE], at=minute(place))  # type: ignore[arg-type]
    with History.open(store.path) as history:
        assert len(history.keys()) == 1
        assert [change.kind for change in history.changes(ChangeWindow())] == ["event"]
        for copy in COPIES:
            found = history.document(copy.url)
            assert found is not None
            assert {one.url for one in found.copies} == {one.url for one in COPIES}


def test_a_copy_that_is_edited_alone_contradicts_the_others(store: Store) -> None:
    crawl = Crawl(store, at=minute(0))
    for place, copy in enumerate(COPIES):
        crawl.read(copy, [PAUSE], at=minute(place))
    edited = replace(COPIES[1], text="自2026年3月4日起，暂停相关措施30天。")
    crawl.start(minute(60))
    crawl.read(edited, [PAUSE], at=minute(60))
    with History.open(store.path) as history:
        assert len(history.keys()) == 1
        assert [held.reason.split(":")[0] for held in history.held()] == ["conflict"]


def test_a_notice_with_a_number_and_the_press_are_told_by_theirs(store: Store) -> None:
    crawl = Crawl(store, at=minute(0))
    crawl.read(ANSWER, [PAUSE], at=minute(0))
    crawl.read(replace(ANSWER, url="https://www.mofcom.gov.cn/a.html", instrument="MOFCOM-2026-11"), at=minute(1))
    crawl.read(article(source="mofcom", key="https://x.cn/1", title=ANSWER.title, text=ANSWER.text), at=minute(2))
    with History.open(store.path) as history:
        assert len(history.keys()) == 3


def test_two_answers_of_other_words_are_two(store: Store) -> None:
    crawl = Crawl(store, at=minute(0))
    crawl.read(ANSWER, at=minute(0))
    crawl.read(replace(COPIES[1], text="自2026年3月5日起，暂停相关措施90天。"), at=minute(1))
    with History.open(store.path) as history:
        assert len(history.keys()) == 2


def test_a_translation_is_a_document_of_its_own(store: Store) -> None:
    crawl = Crawl(store, at=minute(0))
    crawl.read(notice(), at=minute(0))
    url = "https://english.mofcom.gov.cn/Policies/art/2026/art_7c.html"
    crawl.read(notice(url=url, title="Announcement No. 11 of 2026", text="It is decided", language="en"), at=minute(1))
    with History.open(store.path) as history:
        assert history.keys() == ["MOFCOM-2026-11", url]
        assert history.held() == []
