"""Who speaks on a page of questions and answers, and of which day."""

import pytest

from crawler.extract.official.answers import announced_on, answered, is_spoken
from storage.model import Notice


def notice(title: str, text: str, published: str = "2025-09-26") -> Notice:
    return Notice(source="mofcom", url="https://a.cn/1", title=title, text=text, published=published)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("有记者问：甲？\n答：乙。", ["乙"]),
        ("问：甲？ 答：乙。", ["乙"]),
        ("问：甲？\n乙。", ["乙"]),
        ("问：甲。\n甲续\n答：乙。\n丙。", ["乙", "丙"]),
        (
            "何咏前：乙。\n路透社记者：甲？\n何咏前：丙。\n彭博社：丁？\n商务部新闻发言人 何亚东：戊。",
            ["乙", "丙", "戊"],
        ),
        ("【中国日报记者】：甲？\n【何亚东】：乙。", ["乙"]),
        ("有记者问，美方宣布措施，有何评论？\n乙。", ["乙"]),
        ("乙。", ["乙"]),
        ("", []),
    ],
)
def test_answered(text: str, spoken: list[str]) -> None:
    assert [sentence.text for sentence in answered(text)] == spoken


@pytest.mark.parametrize(
    ("title", "text", "on"),
    [
        ("就将3家美国实体列入管控名单答记者问", "2025年9月25日，商务部宣布将3家美国实体列入。", "2025-09-25"),
        ("就近期政策答记者问", "9月25日，商务部宣布将3家美国实体列入。", "2025-09-26"),
        ("就近期政策答记者问", "9月26日，商务部宣布将3家美国实体列入。", "2025-09-26"),
        ("就将3家美国实体列入管控名单答记者问", "9月25日，美国商务部宣布新规则。", "2025-09-26"),
        ("就将3家美国实体列入管控名单答记者问", "4月4日，商务部宣布将16家美国实体列入。", "2025-09-26"),
        ("就将3家美国实体列入管控名单答记者问", "9月27日，商务部将公布。", "2025-09-26"),
    ],
)
def test_announced_on(title: str, text: str, on: str) -> None:
    assert announced_on(notice(title, text)) == on


def test_a_page_without_a_date_has_none() -> None:
    page = Notice(source="mofcom", url="https://a.cn/1", title="答记者问", text="9月25日，商务部宣布。", published=None)
    assert announced_on(page) is None


@pytest.mark.parametrize(
    ("title", "spoken"), [("商务部召开例行新闻发布会（2025年2月6日）", True), ("商务部公告2025年第1号", False)]
)
def test_is_spoken(title: str, spoken: bool) -> None:
    assert is_spoken(notice(title, "")) is spoken
