"""Notices that an answer means without printing a number: by their day, their count, or both."""

import pytest

from crawler.extract import extract_events
from storage.model import Notice, Referral

TITLE = "商务部新闻发言人就调整相关管控名单措施答记者问"
US = "US"


def referrals(answer: str) -> list[tuple[str, tuple[Referral, ...]]]:
    """The actions of an answer and what each refers to."""
    url = "https://www.mofcom.gov.cn/xwfb/xwfyrth/art/2027/art_5a.html"
    text = f"问：请问有何考虑？\n答：{answer}"
    page = Notice(source="mofcom", url=url, title=TITLE, text=text, published="2027-06-02")
    events = extract_events(page)
    assert all(not event.affects and event.held for event in events)
    return [(event.action, event.refers_to) for event in events]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            "自2027年6月2日起，暂停3月4日将9家美国实体列入出口管制管控名单的相关措施90天。",
            [("suspend", (Referral(on="2027-03-04", count=9, country=US),))],
        ),
        (
            "中方决定，自2027年6月2日起暂停实施4月4日、4月9日分别将6家和2家美国实体列入出口管制管控名单的措施90天。",
            [
                (
                    "suspend",
                    (
                        Referral(on="2027-04-04", count=6, country=US),
                        Referral(on="2027-04-09", count=2, country=US),
                    ),
                )
            ],
        ),
        (
            "自6月2日起，对4月4日列入出口管制管控名单的6家美国实体，暂停相关措施90天；"
            "对4月9日列入出口管制管控名单的2家美国实体，继续暂停相关措施90天。",
            [
                ("suspend", (Referral(on="2027-04-04", count=6, country=US),)),
                ("extend", (Referral(on="2027-04-09", count=2, country=US),)),
            ],
        ),
        (
            "商务部决定自6月2日起，对于4月4日被列入出口管制管控名单的6家美国实体，继续暂停相关措施90天。"
            "对于4月9日被列入出口管制管控名单的2家美国实体，停止执行相关措施。",
            [
                ("extend", (Referral(on="2027-04-04", count=6, country=US),)),
                ("lift", (Referral(on="2027-04-09", count=2, country=US),)),
            ],
        ),
        (
            "中方决定自2027年6月2日起，停止对7家美国实体实施不可靠实体清单措施。",
            [("lift", (Referral(count=7, country=US),))],
        ),
    ],
)
def test_referrals(answer: str, expected: list[tuple[str, tuple[Referral, ...]]]) -> None:
    assert referrals(answer) == expected
