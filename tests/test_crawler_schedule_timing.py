"""What is due when: summer time, stopped laptops, wrong years, on a clock that the test sets."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from crawler.config import load_config
from crawler.schedule.plan import jobs
from crawler.schedule.run import Schedule
from crawler.schedule.timing import next_crawl, next_digest, set_back, trigger_of
from crawler.sections import BUILTIN, Config, ScheduleConfig, SourceConfig, StoreConfig
from storage.errors import ConfigError
from storage.launches import Launch
from storage.store import Store
from tests.test_crawler_schedule import WELL, configured, launches, until

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # eight in Shanghai


def test_times_are_those_of_the_zone() -> None:
    daily = trigger_of("0 8 * * *", SHANGHAI)
    assert next_digest(daily, None, MORNING - timedelta(hours=3)) == MORNING
    assert next_digest(daily, MORNING, MORNING + timedelta(minutes=1)) == MORNING + timedelta(days=1)


@pytest.mark.parametrize("first", [datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 10, 23, 12, tzinfo=UTC)])
def test_summer_time_begins_and_ends_and_each_day_has_one_digest(first: datetime) -> None:
    """At half past two, an hour that one of the nights lacks and another has twice."""
    trigger, fired = trigger_of("30 2 * * *", BERLIN), [first]
    for _ in range(5):
        fired.append(next_digest(trigger, fired[-1], fired[-1]))
    days = [(at.astimezone(BERLIN).date() - first.date()).days for at in fired]
    assert days == [0, 1, 2, 3, 4, 5]


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.sampled_from(["*/7 * * * *", "30 1-3 * * sun"]))
def test_time_always_goes_on(at: datetime, cron: str) -> None:
    """No instant of the year, read as UTC, from which the next time would be the same or an earlier one."""
    trigger, last = trigger_of(cron, BERLIN), at.replace(tzinfo=UTC)
    assert trigger.get_next_fire_time(last, last) > last


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_what_was_missed_is_due_once_and_at_once(ago: int, later: int) -> None:
    trigger, now = trigger_of("6h", SHANGHAI), MORNING
    last = now - timedelta(seconds=ago)
    due = next_crawl(trigger, last, now)
    assert due == max(now, last + timedelta(hours=6))
    assert next_crawl(trigger, due, due + timedelta(seconds=later)) > due


@pytest.mark.parametrize(
    ("moved", "elapsed", "is_set"),
    [(60, 60, False), (3600, 60, False), (59, 60, False), (-600, 60, True), (0, 60, True)],
)
def test_only_a_clock_that_lost_time_was_set_back(moved: int, elapsed: float, is_set: bool) -> None:
    assert set_back(MORNING, MORNING + timedelta(seconds=moved), elapsed) is is_set


def digest_at_eight(db: Path) -> Config:
    return Config(
        store=StoreConfig(path=db),
        schedule=ScheduleConfig(digest="0 8 * * *", jitter=0),
        sources={name: SourceConfig(enabled=False) for name in BUILTIN},
    )


def sent(db: Path, at: datetime) -> None:
    with Store.open(db) as store:
        store.record_launch(Launch(job="digest", started_at=at, ended_at=at, ending="exited", status=0))


def test_a_clock_that_is_set_back_repeats_no_digest_and_a_wrong_year_stops_none(tmp_path: Path) -> None:
    config = digest_at_eight(tmp_path / "t.db")
    sent(tmp_path / "t.db", MORNING)
    (job,) = jobs(config, MORNING - timedelta(minutes=10))
    assert job.next == MORNING + timedelta(days=1)
    sent(tmp_path / "t.db", MORNING.replace(year=2036))
    (job,) = jobs(config, MORNING + timedelta(hours=1))
    assert job.next == MORNING + timedelta(days=1)


@pytest.mark.parametrize(
    "leap",
    [timedelta(hours=9), timedelta(days=3653), timedelta(days=-3653), timedelta(hours=-2)],
    ids=["a stopped laptop", "a year to come", "a year gone by", "two hours back"],
)
def test_the_scheduler_itself_loses_no_crawl_when_the_clock_leaps(tmp_path: Path, leap: timedelta) -> None:
    """The whole scheduler on a clock that leaps and then stands: one crawl before, one for all that was missed."""
    db, stopping, said = tmp_path / "t.db", Event(), list[str]()
    with time_machine.travel(MORNING, tick=True) as clock:
        schedule = Schedule(
            configured(db, "voa", crawl="6h"), lambda _: WELL, say=said.append, stopping=stopping, wake=0.2
        )
        thread = Thread(target=schedule.run)
        thread.start()
        try:
            until(lambda: len(said) == 1)
            clock.shift(leap)
            until(lambda: len(launches(db)) == 2)
            stopping.wait(1)
        finally:
            stopping.set()
            thread.join()
    assert launches(db) == [("crawl:voa", "exited", 0)] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("never", "cron fields"),
        ("0m", "cron fields"),
        ("61 * * * *", "cron fields"),
        ("0 8 * * 1", "weekdays by name"),
        ("0 8 1 * mon", "not both"),
        ("0 8 30 feb *", "a day there is"),
    ],
)
def test_mistakes_are_named_all_at_once(tmp_path: Path, text: str, expected: str) -> None:
    file = tmp_path / "c.toml"
    file.write_text(
        f'[schedule]\nzone = "Mars/Olympus"\ncrawl = "{text}"\n[sources.voa]\nschedule = "{text}"\n', "utf-8"
    )
    with pytest.raises(ConfigError) as raised:
        load_config(file, environ={})
    assert [problem.split(":")[0] for problem in raised.value.problems] == [
        "schedule.crawl", "schedule.zone", "sources.voa.schedule",
    ]  # fmt: skip
    assert expected in raised.value.problems[0]
    assert text in raised.value.problems[2]
