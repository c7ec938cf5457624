"""The calendar that others read back: whole days in Beijing, UIDs that stay, and no line that a title could add."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from crawler.export.calendar import as_calendar
from crawler.report.words import plain
from storage.model import DocumentRef, Evidence, PolicyEvent
from storage.upcoming import Upcoming
from tests.archived import BROKEN_LINE, SCRIPT

QUOTE = "自2025年5月14日起，暂停不可靠实体清单工作机制2025年4月4日公告相关措施90天；" * 3
ANSWER = "https://www.mofcom.gov.cn/xwfb/xwfyrth/art/2026/art_5a.html"
PAUSE = Upcoming(
    on="2025-08-11",
    what="suspension ends",
    document=ANSWER,
    event=PolicyEvent(
        action="suspend",
        regime="unreliable-entity-list",
        basis="statement",
        affects=("UEL-2025-7",),
        announced_on="2025-05-14",
        effective_on="2025-05-14",
        until_on="2025-08-11",
        evidence=Evidence(quote=QUOTE, start=0, end=len(QUOTE)),
    ),
)
DRAFT = Upcoming(
    on="2025-08-20",
    what="consultation closes",
    document="https://www.mofcom.gov.cn/zcfb/zc/art/2025/art_1.html",
    event=PolicyEvent(
        action="propose",
        regime="technology-catalogue",
        basis="notice",
        until_on="2025-08-20",
        evidence=Evidence(quote="公开征求意见", start=0, end=6),
    ),
)


def ref(key: str, title: str = "答记者问") -> dict[str, DocumentRef]:
    return {key: DocumentRef(key=key, source="mofcom", kind="notice", title=title, url=key, published=None)}


def read(found: Iterable[Upcoming], refs: Mapping[str, DocumentRef] | None = None) -> list[Event]:
    return Calendar.from_ical(as_calendar(found, refs or ref(ANSWER))).events


def test_a_day_says_what_ends_by_which_sentence_and_where_it_stands() -> None:
    (found,) = read([PAUSE])
    assert found.start == date(2025, 8, 11)
    assert found.end - found.start == timedelta(days=1)
    assert found["SUMMARY"].startswith("Last day of suspension: SUSPENDED UEL-2025-7")
    assert f"“{QUOTE}”" in found["DESCRIPTION"]
    assert found["DESCRIPTION"].endswith(f"答记者问\n{ANSWER}")
    assert found["DTSTAMP"].dt == datetime(2025, 5, 13, 16, tzinfo=UTC)
    assert found["TRANSP"] == "TRANSPARENT"


def test_the_text_is_icalendar_by_the_letter() -> None:
    data = as_calendar([PAUSE, DRAFT], {}).encode()
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"DTSTART;VALUE=DATE:20250811\r\n" in data
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert all(line.decode() is not None for line in data.replace(b"\r\n ", b"").split(b"\r\n"))


def test_the_same_things_give_the_same_bytes_in_any_order() -> None:
    again = replace(PAUSE, document="https://www.mofcom.gov.cn/other.html")
    assert len({as_calendar(found, ref(ANSWER)) for found in permutations((PAUSE, DRAFT, again))}) == 1


def test_uids_stay_and_tell_days_and_instruments_apart() -> None:
    moved = replace(PAUSE, event=replace(PAUSE.event, evidence=Evidence(quote="暂停", start=0, end=2)))
    later = replace(PAUSE, on="2025-11-09")
    other = replace(PAUSE, event=replace(PAUSE.event, affects=("UEL-2025-8",)))
    uids = [read([one])[0]["UID"] for one in (PAUSE, moved, later, other, DRAFT)]
    assert uids[0] == uids[1] == "e6c1b43c-e781-5c1b-a3b4-03c776085590@curbwatch"
    assert len(set(uids)) == 4


def test_a_suspension_that_two_documents_state_ends_once() -> None:
    second = replace(PAUSE, document="https://english.mofcom.gov.cn/a.html")
    (found,) = read([PAUSE, second], ref(ANSWER) | ref(second.document, "Remarks"))
    assert ANSWER in found["DESCRIPTION"]
    assert second.document in found["DESCRIPTION"]


def test_a_title_adds_no_line_and_no_property() -> None:
    (found,) = read([PAUSE], ref(ANSWER, f"{SCRIPT}{BROKEN_LINE}"))
    assert "ATTACH" not in found
    assert f"{SCRIPT}商务部公告 BEGIN:VEVENT ATTACH:http://evil.example[31m\n{ANSWER}" in found["DESCRIPTION"]


@given(st.text(max_size=300))
def test_any_title_is_one_entry_in_lines_of_75_bytes(title: str) -> None:
    data = as_calendar([PAUSE], ref(ANSWER, title)).encode()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (found,) = Calendar.from_ical(data).events
    assert found["DESCRIPTION"].endswith(f"{plain(title)}\n{ANSWER}")


def test_nothing_to_come_is_an_empty_calendar() -> None:
    assert read([]) == []
