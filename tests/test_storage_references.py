"""A notice that is meant without its number is found by list, day and count, or the event waits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from storage.history import ChangeWindow, History
from storage.lists import fold
from storage.model import Evidence, PolicyEvent, Referral, Target
from storage.references import Listed, resolve
from storage.store import Store
from tests.fakes import Crawl, minute, notice

PROOF = Evidence(quote="决定", start=0, end=2)
HELD = "no notice is named by number"


def firms(number: int, country: str = "US") -> tuple[Target, ...]:
    return tuple(Target(kind="company", name_zh=f"第{place}公司", country=country) for place in range(number))


def listing(instrument: str, on: str, number: int, country: str = "US") -> PolicyEvent:
    return PolicyEvent(
        action="list",
        regime="export-control-list",
        basis="notice",
        instrument=instrument,
        targets=firms(number, country),
        declared_count=number,
        announced_on=on,
        effective_on=on,
        evidence=PROOF,
    )


def pause(*referrals: Referral) -> PolicyEvent:
    return PolicyEvent(
        action="suspend",
        regime="export-control-list",
        basis="statement",
        announced_on="2025-05-14",
        effective_on="2025-05-14",
        until_on="2025-08-11",
        evidence=PROOF,
        refers_to=referrals,
        held=HELD,
    )


def known(*events: PolicyEvent) -> tuple[Listed, ...]:
    return tuple(Listed(instrument=str(one.instrument), event=one, first_seen_at=minute(0), run=1) for one in events)


MARCH, APRIL = listing("MOFCOM-2025-13", "2025-03-04", 15), listing("MOFCOM-2025-21", "2025-04-04", 16)


@pytest.mark.parametrize(
    ("referrals", "keys"),
    [
        ([Referral(on="2025-03-04", count=15)], ["MOFCOM-2025-13"]),
        ([Referral(on="2025-03-04")], ["MOFCOM-2025-13"]),
        ([Referral(count=16, country="US")], ["MOFCOM-2025-21"]),
        ([Referral(on="2025-03-04"), Referral(on="2025-04-04", count=16)], ["MOFCOM-2025-13", "MOFCOM-2025-21"]),
    ],
)
def test_day_and_count_tell_the_notice(referrals: list[Referral], keys: list[str]) -> None:
    found = resolve(pause(*referrals), known(MARCH, APRIL))
    assert [one.instrument for one in found.resolved_affects] == keys
    assert found.held is None
    assert found.affects == ()  # no number was printed


@pytest.mark.parametrize(
    "referrals",
    [
        [],
        [Referral(on="2025-03-05")],
        [Referral(on="2025-03-04", count=16)],
        [Referral(count=16, country="JP")],
        [Referral(on="2025-03-04"), Referral(on="2025-01-01")],  # half is not enough
    ],
)
def test_what_cannot_be_told_stays_held(referrals: list[Referral]) -> None:
    event = pause(*referrals)
    assert resolve(event, known(MARCH, APRIL)) == event


def test_two_that_fit_are_none() -> None:
    twin = replace(MARCH, instrument="MOFCOM-2025-14")
    event = pause(Referral(on="2025-03-04", count=15))
    assert resolve(event, known(MARCH, twin)) == event


def test_a_notice_of_later_or_of_another_list_is_not_meant() -> None:
    later = listing("MOFCOM-2025-90", "2025-09-01", 15)
    other = replace(MARCH, regime="watch-list")
    event = pause(Referral(count=15))
    assert resolve(event, known(later, other)) == event


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "t.db") as opened:
        yield opened


def answer(crawl: Crawl, at: datetime) -> None:
    url = "https://www.mofcom.gov.cn/xwfb/xwfyrth/art/2025/art_5a.html"
    page = notice(url=url, title="答记者问", text="决定暂停", instrument=None, published="2025-05-14")
    crawl.read(page, [pause(Referral(on="2025-03-04", count=15))], at=at)


def listed(crawl: Crawl, at: datetime) -> None:
    crawl.read(notice(title="公告", text="决定列入", instrument=MARCH.instrument), [MARCH], at=at)


@pytest.mark.parametrize("order", list(permutations((answer, listed))))
def test_the_list_is_right_in_any_order_of_arrival(store: Store, order: tuple[object, ...]) -> None:
    for place, arrive in enumerate(order):
        crawl = Crawl(store, at=minute(place))
        arrive(crawl, minute(place))  # type: ignore[operator]
    with History.open(store.path) as history:
        found = fold(history.stated(), "2025-06-01")
    assert {one.status for one in found} == {"suspended"}
    assert {(one.instrument, one.until_on) for one in found} == {("MOFCOM-2025-13", "2025-08-11")}


def test_it_is_told_once_and_when_it_could_be(store: Store) -> None:
    answer(Crawl(store, at=minute(0)), minute(0))
    with History.open(store.path) as history:
        [waiting] = history.held()
        assert waiting.reason == HELD
        assert [change.event.held for change in history.changes(ChangeWindow()) if change.event] == [HELD]
        listed(Crawl(store, at=minute(60)), minute(60))
        assert history.held() == []
        before, after = ChangeWindow(until=minute(60)), ChangeWindow(since=minute(60))
        assert history.changes(before) == []
        told = [change for change in history.changes(after) if change.event and change.event.action == "suspend"]
        assert [(change.seen_at, change.event.affected, change.event.held) for change in told if change.event] == [
            (minute(60), ("MOFCOM-2025-13",), None)
        ]
        assert [one.event.held for one in history.stated(minute(30))] == [HELD]  # as it was known then


def test_the_run_that_brings_the_notice_tells_of_both(store: Store) -> None:
    answer(Crawl(store, at=minute(0)), minute(0))
    crawl = Crawl(store, at=minute(60))
    listed(crawl, minute(60))
    with History.open(store.path) as history:
        told = history.changes(ChangeWindow(run=crawl.run))
    assert sorted(change.event.action for change in told if change.event) == ["list", "suspend"]


def test_its_lapse_is_told(store: Store) -> None:
    at = datetime(2025, 5, 14, 9, tzinfo=UTC)
    crawl = Crawl(store, at=at)
    listed(crawl, at)
    answer(crawl, at)
    with History.open(store.path) as history:
        told = history.changes(ChangeWindow(since=at + timedelta(days=1)), now=at + timedelta(days=200))
    assert [change.kind for change in told] == ["lapsed"]
