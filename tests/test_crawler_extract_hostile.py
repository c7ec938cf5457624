"""Hostile text is read in bounded time, and what is cut there is held, never silently."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import extract_events
from crawler.extract.official import extract_notice
from storage.errors import UnreadableError
from storage.model import Notice

HEADS = {
    "listing": (
        "商务部公告2025年第21号 公布将4家美国实体列入出口管制管控名单",
        "决定将4家美国实体列入出口管制管控名单（见附件）。\n附件\n1. 甲公司（A Inc.）\n",
    ),
    "control": (
        "商务部公告2025年第22号 公布对物项实施出口管制的决定",
        "决定对下列物项实施出口管制：\n一、满足以下特性的物项，未经许可，不得出口：\n",
    ),
    "answer": ("商务部新闻发言人就将3家美国企业列入不可靠实体清单答记者问", "答："),
    "draft": ("关于《中国禁止出口限制出口技术目录》调整公开征求意见的通知", "商务部就目录公开征求意见。\n"),
}
WORDS_OF_THE_LAW = """
决定将 将 列入 、 ， （ ） ( 《 的 等 禁止 入境 出口 暂停 美国 美方 商务部 公告 第1号 2025年 2025年第1号 1月1日 1 a 国家局
具有以下所有特性的甲，且 组织和个人将原产于中国的物项转移或提供 首席执行官、 与甲公司开展业务时，应当 决定对钨实施出口管制。
决定将甲公司（A 暂停第1号公告措施， 自2025年1月1日起，暂停商务部公告2025年第1号措施90天， 将甲公司列入关注名单，
决定将甲公司（A）列入不可靠实体清单。 美国商务部决定将甲公司列入管控名单。 加强对美国出口 公布《中国禁止出口限制出口技术目录》
"""  # noqa: E501  Chinese characters are two columns wide
LINES = (
    "附件",
    "列入",
    "1. 甲公司（A Inc.）",
    "（一）1C117.d．钨：",
    "1 | a | b",
    "地址：a",
    "—— 甲公司",
    "2025年1月1日",
    "1.锑矿",
)
UNITS = (*WORDS_OF_THE_LAW.split(), *(f"{line}\n" for line in LINES))
SIZE = 300_000  # bytes
BOUND = 10  # seconds: a hundred times what it takes, a blow-up takes hours


def read(head: str, body: str) -> tuple[str, ...]:
    title, text = HEADS[head]
    notice = Notice(source="mofcom", url="https://a.cn/1", title=title, text=text + body, published="2025-01-01")
    try:
        return tuple(event.held or "" for event in extract_notice(notice))
    except UnreadableError as error:
        return (error.detail,)


@pytest.mark.parametrize("head", HEADS)
def test_repeats_of_every_word_are_read_in_bounded_time(head: str) -> None:
    for unit in UNITS:
        started = time.perf_counter()
        read(head, unit * (SIZE // len(unit.encode())))
        assert time.perf_counter() - started < BOUND, unit


def test_a_page_of_too_many_acts_is_held() -> None:
    held = read("control", "决定将甲公司（A Inc.）列入不可靠实体清单。\n" * 100)
    assert held
    assert all("more than" in reason for reason in held)


def test_a_page_of_too_many_sentences_is_held() -> None:
    assert read("control", "甲。" * 9000) == ("the page is longer than what is read of it",)


def test_a_page_of_too_many_lines_is_held() -> None:
    held = read("listing", "甲\n" * 20_001)
    assert held == ("the page is longer than what is read of it",)


@pytest.mark.parametrize("body", ["甲。" * 4001, "甲" * 20_001, "甲。\n" * 20_001, "第1号公告。" * 10_001])
def test_a_page_too_long_to_be_read_is_refused_when_it_has_no_event_so_far(body: str) -> None:
    notice = Notice(source="mofcom", url="https://a.cn/1", title="商务部公告2025年第23号", text=body, published=None)
    with pytest.raises(UnreadableError) as refused:
        extract_notice(notice)
    assert (refused.value.kind, refused.value.url) == ("too-large", notice.url)


def test_a_law_of_any_length_is_silent() -> None:
    law = Notice(
        source="mofcom", url="https://a.cn/1", title="中华人民共和国关税法", text="甲。" * 9000, published=None
    )
    assert extract_notice(law) == ()


@pytest.mark.parametrize("line", ["附件1一", "附件十", "附件99：", "一一、甲公司（A Inc.）"])
def test_numerals_of_two_kinds_do_not_end_the_reading(line: str) -> None:
    assert read("listing", f"{line}\n")


def test_a_list_of_too_many_entries_is_held() -> None:
    (held,) = read("listing", "".join(f"{number}. 甲公司（A Inc.）\n" for number in range(2, 4000)))
    assert held == "the annex has more entries than are read"


def test_too_many_names_in_one_sentence_are_held() -> None:
    held = read("control", f"决定将{'甲公司（A Inc.）、' * 1000}乙公司（B Inc.）列入关注名单。")
    assert any("names in one sentence" in reason for reason in held)


WORDS = st.sampled_from(
    [
        *UNITS,
        "。",
        "\n",
        "。\n决定",
        "列入不可靠实体清单",
        "实施出口管制",
        "90天",
        "《中国禁止出口限制出口技术目录》",
        "移出关注名单",
        "答：",
        "征求意见",
        "9999年12月31日",
        "十十",
        "A",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(HEADS)), st.lists(WORDS, max_size=40).map("".join))
def test_whatever_is_read_is_proved(head: str, body: str) -> None:
    title, text = HEADS[head]
    notice = Notice(source="mofcom", url="https://a.cn/1", title=title, text=text + body, published="2025-01-01")
    events = extract_events(notice)
    for event in events:
        proof = event.evidence
        assert proof.quote
        assert notice.text[proof.start : proof.end] == proof.quote
        assert event.measures == tuple(sorted(set(event.measures)))
    assert [event.evidence.start for event in events] == sorted(event.evidence.start for event in events)
