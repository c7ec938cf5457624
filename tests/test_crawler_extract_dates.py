"""When an act begins, until when it lasts, on which day it was signed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.official.dates import effective_on, printed_dates, signed_on, until_on

NEAR = "2025-08-12"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025年4月4日", ["2025-04-04"]),
        ("2025 年 4 月 4 日", ["2025-04-04"]),
        ("2025年4月4日和9日", ["2025-04-04", "2025-04-09"]),
        ("2025年3月4日、4月4日、9日", ["2025-03-04", "2025-04-04", "2025-04-09"]),
        ("4月4日、9日和14日", ["2025-04-04", "2025-04-09", "2025-04-14"]),
        ("12月30日", ["2024-12-30"]),
        ("9月1日", ["2025-09-01"]),
        ("2025年2月30日", []),
        ("2025年第2季度", []),
    ],
)
def test_printed_dates(text: str, days: list[str]) -> None:
    assert [place.on for place in printed_dates(text, NEAR)] == days


def test_without_a_day_near_it_a_day_without_a_year_is_unknown() -> None:
    assert printed_dates("4月4日", None) == ()


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("本公告自公布之日起正式实施", NEAR),
        ("本公告自发布之日起施行", NEAR),
        ("自本公告发布之日起，应当申请许可", NEAR),
        ("经批准，自即日起至2026年11月10日，暂停实施", None),
        ("于发布之日起正式实施", NEAR),
        ("自2025年11月8日起正式实施", "2025-11-08"),
        ("本公告自2025年4月10日12时01分起实施", "2025-04-10T12:01:00+08:00"),
        ("自2025年4月10日12:01起施行", "2025-04-10T12:01:00+08:00"),
        ("自2026年1月1日零时起实施", "2026-01-01T00:00:00+08:00"),
        ("自北京时间2025年11月10日13时起，", "2025-11-10T13:00:00+08:00"),
        ("上述政策将于9月20日起正式施行", "2025-09-20"),
        ("将于1月1日起施行", "2026-01-01"),
        ("自2025年11月10日99时起实施", "2025-11-10"),
        ("自2025年11月10日起暂停", None),
        ("", None),
    ],
)
def test_effective_on(text: str, on: str | None) -> None:
    assert effective_on(text, NEAR) == on


@pytest.mark.parametrize(
    ("text", "starts", "last"),
    [
        ("暂停上述措施90天", "2025-05-14", "2025-08-11"),
        ("继续暂停相关措施1年", "2025-11-10", "2026-11-09"),
        ("暂停一年", "2024-02-29", "2025-02-27"),
        ("暂停六个月", "2025-08-31", "2026-02-27"),
        ("至2026年11月10日", "2025-11-07", "2026-11-10"),
        ("延长至11月10日", "2025-12-01", "2026-11-10"),
        ("截止日期为2025年2月1日", "2025-01-02", "2025-02-01"),
        ("暂停2025年第21号公告措施", "2025-05-14", None),
        ("4月9日公告", "2025-05-14", None),
        ("2025年度目录", "2025-05-14", None),
        ("暂停90天", None, None),
        ("暂停999年", "9500-01-01", None),
    ],
)
def test_until_on(text: str, starts: str | None, last: str | None) -> None:
    assert until_on(text, starts) == last


@given(st.dates(date(2003, 1, 1), date(2039, 1, 1)), st.integers(1, 999))
def test_a_term_of_days_counts_its_first_day(start: date, days: int) -> None:
    assert until_on(f"暂停{days}天", start.isoformat()) == (start + timedelta(days=days - 1)).isoformat()


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("商务部\n2025年4月4日\n附件", "2025-04-04"),
        ("部长 王文涛\n二〇二五年十月十四日\n关于决定", "2025-10-14"),
        ("2025 年 4 月 4 日", "2025-04-04"),
        ("（2025年4月4日）", None),
        ("决定自2025年4月4日起", None),
        ("二〇二五年二月三十日", None),
    ],
)
def test_signed_on(text: str, on: str | None) -> None:
    assert signed_on(text, NEAR) == on
