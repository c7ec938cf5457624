"""Numbers and counts as Chinese texts print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.official.numerals import declared_count, number

DIGITS = "〇一二三四五六七八九"


def in_chinese(value: int) -> str:
    """12 → 十二, 105 → 一百五 is never printed: 一百零五."""
    hundreds, rest = divmod(value, 100)
    ten, one = divmod(rest, 10)
    head = f"{DIGITS[hundreds]}百{'零' if rest and not ten else ''}" if hundreds else ""
    tens = (DIGITS[ten] if ten > 1 or hundreds else "") + "十" if ten else ""
    return head + tens + (DIGITS[one] if one else "")


@given(st.integers(1, 999))
def test_chinese_and_arabic_numbers_are_the_same(value: int) -> None:
    assert number(in_chinese(value)) == number(str(value)) == value


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("将通用动力公司等28家美国实体列入出口管制管控名单", 28),
        ("对欧盟两家金融机构采取反制措施", 2),
        ("UAB Urbo Bankas和AB Mano Bankas两家银行", 2),
        ("韩华海洋株式会社5家美国相关子公司", 5),
        ("上述3个国家", 3),
        ("十二家企业", 12),
        ("将20家无法核实两用物项最终用户、最终用途的日本实体", 20),
        ("16家美国实体。12家美国实体", None),
        ("2家美国军工企业及3名高级管理人员", None),
        ("第21号公告、13种化学品、7类物项", None),
        ("数十家企业", None),
        ("多家企业", None),
        ("", None),
    ],
)
def test_declared_count(text: str, count: int | None) -> None:
    assert declared_count(text) == count
