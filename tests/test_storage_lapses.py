"""A suspension that runs out by the clock is a change on that day, once, with no page fetched."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.database import connect_readonly
from storage.history import ChangeWindow, History
from storage.lists import fold
from storage.model import Capture, Evidence, Notice, PolicyEvent, Target
from storage.stated import read_bearing, read_stated
from storage.store import Store

LISTED_AT = datetime(2025, 4, 4, 8, tzinfo=UTC)
PAUSED_AT = datetime(2025, 5, 14, 8, tzinfo=UTC)
LAPSES_AT = datetime(2025, 8, 11, 16, tzinfo=UTC)  # midnight in Beijing after the last day, 11 August
LISTING = PolicyEvent(
    action="list",
    regime="unreliable-entity-list",
    basis="notice",
    instrument="UEL-2025-7",
    targets=(Target(kind="company", name_zh="甲公司"),),
    effective_on="2025-04-04",
    evidence=Evidence(quote="决定", start=0, end=2),
)
PAUSE = PolicyEvent(
    action="suspend",
    regime="unreliable-entity-list",
    basis="statement",
    affects=("UEL-2025-7",),
    effective_on="2025-05-14",
    until_on="2025-08-11",
    evidence=Evidence(quote="决定", start=0, end=2),
)


def remember(store: Store, key: str | None, event: PolicyEvent, at: datetime) -> None:
    run = store.start_run(started_at=at, replay=False)
    url = f"https://www.mofcom.gov.cn/{at:%Y%m%d}.html"
    page = Notice(source="mofcom", url=url, title="t", text=f"决定{at}", published=None, instrument=key)
    capture = Capture(url=url, status=200, file=f"{run}.warc.gz", offset=0, digest=f"sha256:{run}", fetched_at=at)
    store.remember(page, capture, [event], run=run, reader_version=1, rules_version=1)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with Store.open(tmp_path / "t.db") as store:
        remember(store, "UEL-2025-7", LISTING, LISTED_AT)
        remember(store, None, PAUSE, PAUSED_AT)
        yield History.open(tmp_path / "t.db")


def told(history: History, since: datetime, until: datetime) -> list[tuple[str, datetime]]:
    found = history.changes(ChangeWindow(since=since, until=until), now=until)
    return [(change.kind, change.seen_at) for change in found]


def test_it_is_told_on_the_day_after_the_last_and_never_again(history: History) -> None:
    with history:
        day = timedelta(days=1)
        assert told(history, LAPSES_AT - day, LAPSES_AT) == []
        assert told(history, LAPSES_AT, LAPSES_AT + day) == [("lapsed", LAPSES_AT)]
        assert told(history, LAPSES_AT + day, LAPSES_AT + 300 * day) == []


def test_it_is_not_told_before_its_time(history: History) -> None:
    with history:
        found = history.changes(ChangeWindow(since=LISTED_AT), now=LAPSES_AT - timedelta(seconds=1))
        assert [change.kind for change in found] == ["event", "event"]


def test_an_extension_in_time_leaves_nothing_to_tell(history: History, tmp_path: Path) -> None:
    longer = replace(PAUSE, action="extend", effective_on="2025-08-12", until_on="2025-11-09")
    with Store.open(tmp_path / "t.db") as store:
        remember(store, None, longer, LAPSES_AT - timedelta(hours=7))
    with history:
        assert told(history, LAPSES_AT, LAPSES_AT + timedelta(days=1)) == []


def test_what_had_lapsed_before_we_learned_of_it_is_told_when_we_learn_of_it(tmp_path: Path) -> None:
    late = LAPSES_AT + timedelta(days=100)
    with Store.open(tmp_path / "late.db") as store:
        remember(store, "UEL-2025-7", LISTING, LISTED_AT)
        remember(store, None, PAUSE, late)
    with History.open(tmp_path / "late.db") as history:
        assert ("lapsed", late) in told(history, late, late + timedelta(days=1))


def test_a_notice_and_an_answer_about_it_run_out_once(history: History, tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        remember(
            store, "UEL-2025-8", replace(PAUSE, basis="notice", instrument="UEL-2025-8"), PAUSED_AT + timedelta(hours=9)
        )
    with history:
        found = history.changes(ChangeWindow(since=LAPSES_AT), now=LAPSES_AT + timedelta(days=1))
    assert [change.document.key for change in found] == ["UEL-2025-8"]


def test_what_bears_on_an_instrument_folds_as_everything_does(tmp_path: Path) -> None:
    struck = replace(LISTING, action="delist", instrument="UEL-2025-9", effective_on="2025-06-01")
    events = {
        "UEL-2025-7": LISTING,
        "UEL-2025-8": replace(LISTING, instrument="UEL-2025-8", targets=(Target(kind="company", name_zh="乙公司"),)),
        "UEL-2025-9": struck,  # by name, without the number of the listing
        "UEL-2025-10": replace(PAUSE, basis="notice", instrument="UEL-2025-10", effective_on="2025-04-20"),
        None: replace(PAUSE, basis="notice", instrument="UEL-2025-10", until_on="2026-01-01"),  # gives way to it
    }
    with Store.open(tmp_path / "t.db") as store:
        for place, (key, event) in enumerate(events.items()):
            remember(store, key, event, LISTED_AT + timedelta(days=place))
    database = connect_readonly(tmp_path / "t.db")
    now, day = datetime(2026, 1, 1, tzinfo=UTC), "2025-05-20"
    bearing = list(read_bearing(database, ["UEL-2025-7"], now))
    everything = list(read_stated(database, now))
    database.close()
    assert len(bearing) < len(everything) == len(events)
    of_one = [one for one in fold(everything, day) if one.instrument == "UEL-2025-7"]
    assert [one for one in fold(bearing, day) if one.instrument == "UEL-2025-7"] == of_one
    assert [(one.status, one.until_on) for one in of_one] == [("suspended", "2025-08-11")]
