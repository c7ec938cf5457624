"""Numbers of notices in every spelling of the sites, and those that are another's."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.instruments import key, own_number, references


def keys(text: str) -> list[str]:
    return [key for reference in references(text) for key in reference.keys]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("商务部公告2025年第70号", ["MOFCOM-2025-70"]),
        ("商务部公告2025第61号", ["MOFCOM-2025-61"]),
        ("商务部 2025 年第 21 号公告", ["MOFCOM-2025-21"]),
        ("商务部〔2025〕第61号公告", ["MOFCOM-2025-61"]),
        ("中华人民共和国商务部公告[2025]61号", ["MOFCOM-2025-61"]),
        ("商务部 海关总署公告2025年第10号", ["MOFCOM-2025-10"]),
        ("商务部、海关总署2023年第66号公告公布的目录", ["MOFCOM-2023-66"]),
        ("商务部、国家国防科工委、海关总署公告2006年第50号（《决定》）", ["MOFCOM-2006-50"]),
        (
            "商务部 海关总署 国家国防科工局 中央军委装备发展部公告2023年第27号和第28号同时废止",
            ["MOFCOM-2023-27", "MOFCOM-2023-28"],
        ),
        ("商务部等5部门公告2025年第73号", ["MOFCOM-2025-73"]),
        ("不可靠实体清单工作机制公告〔2025〕7号", ["UEL-2025-7"]),
        ("不可靠实体清单工作机制〔2025〕9号", ["UEL-2025-9"]),
        ("不可靠实体清单工作机制公告2025年第4号", ["UEL-2025-4"]),
        ("（不可靠实体清单工作机制公告〔2025〕5号、6号）", ["UEL-2025-5", "UEL-2025-6"]),
        ("商务部令二〇二五年第6号", ["MOFCOM-ORDER-2025-6"]),
        ("商务部令二○二六年第十二号", ["MOFCOM-ORDER-2026-12"]),
        ("商务部、海关总署2005年第29号令", ["MOFCOM-ORDER-2005-29"]),
        ("商务部、海关总署令2005年第29号", ["MOFCOM-ORDER-2005-29"]),
        (
            "商务部、海关总署公告2025年第55号、56号、57号、58号，及商务部公告2025年第61号、62号暂停实施",
            [f"MOFCOM-2025-{number}" for number in (55, 56, 57, 58, 61, 62)],
        ),
        ("发布2025年第55、56、57、58号公告", [f"MOFCOM-2025-{number}" for number in (55, 56, 57, 58)]),
        ("发布2025年第21号、22号公告", ["MOFCOM-2025-21", "MOFCOM-2025-22"]),
        ("2025年第21号和2024年第46号公告", ["MOFCOM-2025-21", "MOFCOM-2024-46"]),
        # A number without a year takes the year before it, or that of an earlier mention.
        ("商务部于2025年4月4日和9日分别发布了第21号和22号公告", ["MOFCOM-2025-21", "MOFCOM-2025-22"]),
        ("2024年第46号公告。自2025年11月10日起，暂停第46号公告", ["MOFCOM-2024-46", "MOFCOM-2024-46"]),
        ("2025年商务部公告第61号", ["MOFCOM-2025-61"]),
        # Another's numbers, and numbers that name no notice.
        ("海关总署公告2025年第4号", []),
        ("海关总署、商务部公告2018年第108号", []),
        ("国务院关税税则委员会公告2025年第4号", []),
        ("国务院令第417号", []),
        ("交通运输部公告2025年第54号", []),
        ("第21号公告", []),
        ("依据第十条和第十二条", []),
        ("2025年第1季度", []),
        ("参考海关商品编号：2025101000", []),
    ],
)
def test_references(text: str, named: list[str]) -> None:
    assert keys(text) == named


@pytest.mark.parametrize(
    ("printed", "own"),
    [
        ("商务部公告2025年第70号 公布暂停实施商务部公告2025年第61号的决定", "MOFCOM-2025-70"),
        ("商务部 工业和信息化部 海关总署 国家密码局公告2024年第51号 关于发布清单的公告", "MOFCOM-2024-51"),
        ("中华人民共和国商务部令二〇二五年第6号 关于采取反制措施的决定", "MOFCOM-ORDER-2025-6"),
        ("不可靠实体清单工作机制公告2025年第6号", "UEL-2025-6"),
        (" 商务部公告〔2026〕第1号", "MOFCOM-2026-1"),
        ("关于暂停实施商务部公告2025年第61号的公告", None),
        ("商务部新闻发言人就2025年第61号公告答记者问", None),
        ("商务部公告2025年第61号解读", None),
        ("海关总署 商务部公告2025年第1号", None),
        ("商务部2025年第1号", None),
        ("", None),
    ],
)
def test_own_number(printed: str, own: str | None) -> None:
    assert own_number(printed) == own


YEARS = st.integers(2003, 2039)
NUMBERS = st.integers(1, 99)
CHINESE = "〇一二三四五六七八九"


def in_chinese(year: int) -> str:
    return "".join(CHINESE[int(digit)] for digit in str(year))


def tens(number: int) -> str:
    ten, one = divmod(number, 10)
    return ("" if ten < 2 else CHINESE[ten]) + ("十" if ten else "") + (CHINESE[one] if one else "")


@given(YEARS, NUMBERS)
def test_a_key_survives_every_printed_spelling(year: int, number: int) -> None:
    for spelling in (
        f"商务部公告{year}年第{number}号",
        f"商务部公告{year}第{number}号",
        f"商务部 海关总署公告 {year} 年第 {number} 号",
        f"商务部公告〔{year}〕{number}号",
        f"商务部公告（{year}）第{number}号",
        f"商务部{year}年第{number}号公告",
        f"中华人民共和国商务部公告{in_chinese(year)}年第{tens(number)}号",
        f"商务部公告{year}年第{str(number).translate(str.maketrans('0123456789', '０１２３４５６７８９'))}号",
    ):
        assert keys(f"暂停{spelling}。") == [f"MOFCOM-{year}-{number}"], spelling
        assert own_number(spelling) == f"MOFCOM-{year}-{number}", spelling


@given(
    YEARS, st.lists(NUMBERS, min_size=1, max_size=9, unique=True), st.sampled_from(["、", "、第", "和", "，", "以及第"])
)
def test_enumerations_lose_no_number(year: int, numbers: list[int], joint: str) -> None:
    printed = f"号{joint}".join(map(str, numbers))
    assert keys(f"商务部公告{year}年第{printed}号") == [f"MOFCOM-{year}-{number}" for number in numbers]


@given(st.text(alphabet="商务部海关总署公告令第号年、和〔〕2025一十 不可靠实体清单工作机制", max_size=60))
def test_references_stand_where_they_say(text: str) -> None:
    end = 0
    for reference in references(text):
        assert reference.keys
        assert end <= reference.start < reference.end <= len(text)
        assert text[reference.end - 1] == "号"
        end = reference.end


def test_a_key_is_canonical() -> None:
    assert key("MOFCOM", "２０２５", "０７") == key("MOFCOM", "二〇二五", "七") == "MOFCOM-2025-7"


@pytest.mark.parametrize(
    "unit", ["国家局", "商务部、海关总署", "2025年第1号、", "第1号", "商务部公告", "国家国家发展改革委局办", "〔2025〕"]
)
def test_hostile_text_is_read_in_bounded_time(unit: str) -> None:
    started = time.perf_counter()
    references(unit * (300_000 // len(unit)))
    own_number(unit * (300_000 // len(unit)))
    assert time.perf_counter() - started < 10
