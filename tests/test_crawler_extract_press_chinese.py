"""Chinese reports: what notices say in one way and reports in many, and what only sounds like an act."""

import pytest

from crawler.extract.press import extract_reports
from storage.model import Article, PolicyEvent


def read(title: str, text: str) -> list[PolicyEvent]:
    published = "2026-03-18T10:00:00+08:00"
    found = extract_reports(
        Article(
            source="t",
            key="t:1",
            url="https://example.org/1",
            title=title,
            text=text,
            published=published,
            language="zh",
        )
    )
    assert all(text[one.evidence.start : one.evidence.end] == one.evidence.quote for one in found)
    return list(found)


@pytest.mark.parametrize(
    ("text", "action", "regime"),
    [
        ("商务部18日发布公告，对镓、锗相关物项实施出口管制。", "control", "dual-use-items"),
        ("商务部18日公告，禁止对日本军事用户出口两用物项。", "restrict", "dual-use-items"),
        ("商务部18日公告，即日起暂停实施对镓的出口管制。", "suspend", "dual-use-items"),
        ("商务部18日宣布，取消对石墨的出口限制。", "lift", "dual-use-items"),
        ("外交部18日宣布，对20家美国军工企业采取反制措施，冻结其财产。", "list", "countermeasures"),
        ("商务部18日宣布，对20家日本企业实施出口管制。", "list", "export-control-list"),
        ("商务部18日宣布，决定将14家外国实体列为不可靠实体清单。", "list", "unreliable-entity-list"),
    ],
)
def test_acts_in_the_words_of_reports(text: str, action: str, regime: str) -> None:
    (event,) = read("商务部发布公告", text)
    assert (event.action, event.regime, event.basis) == (action, regime, "report")


def test_details_of_a_retold_act() -> None:
    (control,) = read(
        "中国管制镓锗", "商务部3日发布公告，自公布之日起实施，对镓、锗相关物项实施出口管制。出口须经许可。"
    )
    assert [target.name_zh for target in control.targets] == ["镓", "锗"]
    assert (control.announced_on, control.effective_on, control.measures) == (
        "2026-03-03",
        "2026-03-03",
        ("export-licence",),
    )
    (ban,) = read("中国禁运", "商务部6日公告，禁止对日本军事用户出口两用物项。")
    assert [(target.kind, target.country) for target in ban.targets] == [("country", "JP")]
    assert ban.measures == ("dual-use-export-ban",)
    (listing,) = read("外交部反制", "外交部8日宣布，对20家美国企业采取反制措施，冻结其财产，禁止与其交易。")
    assert (listing.declared_count, listing.measures) == (20, ("asset-freeze", "transaction-ban"))


def test_an_answer_that_tells_an_act_is_read() -> None:
    text = "商务部表示，决定自2026年3月18日起，对于2025年4月9日被列入出口管制管控名单的12家美国实体，停止执行相关措施。"
    assert [event.action for event in read("商务部就管控名单调整作出回应 12家美企停止相关限制", text)] == ["lift"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("消息人士：中国考虑禁止对日出口稀土", "消息人士称，商务部正考虑禁止对日本出口稀土。"),
        ("稀土消息", "知情人士称，商务部正考虑禁止对日本出口稀土。"),
        ("日本要求中方取消出口管制", "日本外务大臣要求中方取消对稀土的出口管制。"),
        ("美国制裁中国企业", "美国财政部宣布对中国20家企业实施制裁，中方坚决反对。"),
        ("荷兰限制出口", "荷兰政府宣布停止向中国出口光刻机，商务部作出表态。"),
        ("中方加征关税", "国务院关税税则委员会宣布，中方对原产于美国的商品加征关税，对大豆实施管制。"),
    ],
)
def test_leads_demands_and_foreign_acts_are_none(title: str, text: str) -> None:
    assert read(title, text) == []
