"""Goods and technologies: codes, customs numbers, what is the name in a heading (rule 9 of the event model)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.official.goods import is_technology, name_of
from crawler.extract.official.items import coded_items, items_in


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("具有下述所有特性的固态钨：", "固态钨"),
        ("锑化铟，具有以下所有特性：位错密度小于50个/平方厘米的单晶", "锑化铟"),
        ("金刚石窗口材料，包括曲面金刚石窗口材料，或具有以下全部特征的平面金刚石窗口材料：", "金刚石窗口材料"),
        (
            "可在高于55摄氏度（℃）环境中稳定工作，且具有以下所有特性的用于目标指示的激光器（参考海关商品编号：9013200093）：",
            "用于目标指示的激光器",
        ),
        ("作用距离大于5千米（km），且具有以下任一特性的合成孔径雷达（SAR）：", "合成孔径雷达（SAR）"),
        (
            "由纤维制成的软质无纬布叠层（不经加压）在面密度≤5.3kg/m2的情况下，防破片",
            "由纤维制成的软质无纬布叠层（不经加压）",
        ),
        (
            "具有下述所有特性的钨镍铁合金(参考海关商品编号：8101940001)或钨镍铜合金(参考海关商品编号：8101991001)：",
            "钨镍铁合金或钨镍铜合金",
        ),
        (
            "金属锗（单质，包括但不限于晶体、粉末等形态）（参考海关商品编号：8112921010）。",
            "金属锗（单质，包括但不限于晶体、粉末等形态）",
        ),
        ("钼粉：用于制造导弹部件的钼及合金颗粒", "钼粉"),
        ("删去中国传统建筑技术条目", "中国传统建筑技术"),
        ("用于研发上述1所列物项的技术及其载体，包括设计图纸等", "用于研发上述1所列物项的技术及其载体"),
    ],
)
def test_name_of(heading: str, name: str) -> None:
    assert name_of(heading) == name


@pytest.mark.parametrize(
    ("name", "codes", "technology"),
    [
        ("生产1C004项的技术及资料（含工艺规范等）", ("1E004",), True),
        ("专门设计的软件", ("3D901",), False),
        ("电池正极材料制备技术", ("252604X",), True),
        ("用六面顶压机合成人造金刚石单晶工艺技术", (), True),
        ("用于制造设备的技术", (), True),
        ("技术陶瓷", (), False),
        ("金属镓", (), False),
    ],
)
def test_is_technology(name: str, codes: tuple[str, ...], technology: bool) -> None:
    assert is_technology(name, codes) is technology


def in_brackets(numbers: list[str]) -> str:
    return f"（参考海关商品编号：{'、'.join(numbers)}）" if numbers else ""


CODES = st.from_regex(r"[0-9][A-E][0-9]{3}(\.[a-z](\.[0-9]{1,2})?)?", fullmatch=True)
NUMBERS = st.from_regex(r"[0-9]{10}", fullmatch=True)


@given(
    st.lists(
        st.tuples(CODES, st.lists(NUMBERS, max_size=3, unique=True)),
        min_size=1,
        max_size=6,
        unique_by=lambda row: row[0],
    )
)
def test_every_code_and_number_is_found_in_order(rows: list[tuple[str, list[str]]]) -> None:
    rows = [row for row in rows if not any(other[0].startswith(f"{row[0]}.") for other in rows)]
    lines = [f"（一）{code}．金属甲{in_brackets(numbers)}。" for code, numbers in rows]
    found = coded_items("\n".join(["决定对下列物项实施出口管制：", *lines]))
    assert [(target.control_codes, list(target.hs_codes)) for target in found] == [
        ((code,), numbers) for code, numbers in rows
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("一、1C909 钬相关物项\n（一）1C909.a．金属钬\n（二）1C909.b．氧化钬", ["1C909.a", "1C909.b"]),
        ("（四）1E004、1E101.b．生产1C004项的技术", ["1E004", "1E101.b"]),
        ("（一）稀土开采技术；（管制编码：1E902.a）", ["1E902.a"]),
        ("说明：\n1. 1C909.a.2项所管制的合金包括锭", []),
        ("1C909、1C910项所管制的氧化物包括粉末", []),
        ("（一）3C901.a.1．压实密度大于2.5的材料", ["3C901.a.1"]),
        ("1 | 1C920.a | 金属铼 | 8112410010", ["1C920.a"]),
    ],
)
def test_whose_codes_they_are(text: str, codes: list[str]) -> None:
    assert [code for target in items_in(text) for code in target.control_codes] == codes


def test_a_section_that_asks_for_papers_holds_no_goods() -> None:
    assert items_in("二、出口经营者应当提出申请，填写两用物项和技术出口申请表并提交下列文件：\n（一）出口合同；") == ()
