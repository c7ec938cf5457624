"""What a run decides before it touches anything: sources, days, pages to look at again, pauses."""

from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.config import load_config
from crawler.fetch.plan import again, choose, is_due, window
from crawler.fetch.retry import asked_for, pause
from crawler.sections import BUILTIN, FetchConfig
from spiders.sources import SOURCES
from storage.errors import ConfigError
from storage.known import KnownCopy
from tests.fetching import configure

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)


def test_the_configuration_knows_every_builtin_source() -> None:
    assert tuple(SOURCES) == BUILTIN


def test_an_unknown_source_is_named_with_those_known(tmp_path: Path) -> None:
    config = load_config(configure(tmp_path, {}, {"mine": "https://a.cn/rss"}), environ={})
    with pytest.raises(ConfigError) as raised:
        choose(config, ["mofcon", "voa", "scpm"])
    known = "known are mofcom, global-times, scmp, voa, bloomberg-law, mine"
    assert raised.value.problems == [f"mofcon: no such source; {known}", f"scpm: no such source; {known}"]


def test_a_source_is_chosen_by_name_or_because_it_is_enabled(tmp_path: Path) -> None:
    more = '[sources.scrap]\nkind = "feed"\nurls = ["https://b.cn/rss"]\nenabled = false\ntitle = "Scrap"\n'
    config = load_config(configure(tmp_path, {}, {"mine": "https://a.cn/rss"}, more=more), environ={})
    everything = [choice.source.name for choice in choose(config, [])]
    assert everything == ["mofcom", "global-times", "scmp", "voa", "bloomberg-law", "mine"]
    (scrap,) = choose(config, ["scrap", "scrap"])
    assert (scrap.source.title, scrap.source.hosts, scrap.delay) == ("Scrap", ("b.cn",), 1.0)


def test_the_politest_delay_counts_unless_one_is_set(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("[fetch]\ndelay = 3\n[sources.voa]\ndelay = 0.5\n", "utf-8")
    choices = choose(load_config(tmp_path / "c.toml", environ={}), [])
    assert {choice.source.name: choice.delay for choice in choices} == {
        "mofcom": 3.0,
        "global-times": 3.0,
        "scmp": 10.0,
        "voa": 0.5,
        "bloomberg-law": 3.0,
    }


def test_the_day_is_beijings() -> None:
    assert window(None, datetime(2026, 1, 31, 16, tzinfo=UTC)).today == date(2026, 2, 1)
    assert window(date(2023, 1, 1), NOW).since == date(2023, 1, 1)


STEPS = FetchConfig().recheck


def copy(name: str, *, found: float, checked: float, stirred: float | None = None) -> KnownCopy:
    """A page with what happened to it, in hours before now."""
    return KnownCopy(
        url=f"https://a.cn/{name.replace(' ', '-')}",
        key=name,
        stirred_at=NOW - timedelta(hours=found if stirred is None else stirred),
        checked_at=NOW - timedelta(hours=checked),
    )


DAY, YEAR = 24, 24 * 365


@pytest.mark.parametrize(
    ("known", "due"),
    [
        (copy("minutes old", found=1, checked=0.1), False),
        (copy("minutes old", found=1, checked=0.25), True),
        (copy("a run that came a little early", found=1, checked=0.23), True),
        (copy("hours old", found=20, checked=1), False),
        (copy("hours old", found=20, checked=2), True),
        (copy("days old", found=5 * DAY, checked=20), False),
        (copy("days old", found=5 * DAY, checked=25), True),
        (copy("weeks old", found=60 * DAY, checked=6 * DAY), False),
        (copy("weeks old", found=60 * DAY, checked=8 * DAY), True),
        (copy("years old", found=3 * YEAR, checked=31 * DAY), True),
        (copy("older than any step", found=11 * YEAR, checked=YEAR), False),
        (copy("changed or gone lately", found=60 * DAY, stirred=3, checked=1), True),
        (copy("seen in the future", found=20, checked=-500), True),  # a clock was set back
    ],
    ids=lambda value: value.key if isinstance(value, KnownCopy) else None,
)
def test_a_page_is_looked_at_often_while_it_is_young_and_seldom_later(known: KnownCopy, due: bool) -> None:
    found = again([known], NOW, STEPS)
    assert (found.due, found.resting) == (((known.url,), frozenset()) if due else ((), {known.url}))


@given(st.floats(0, 100 * DAY), st.floats(0, 100 * DAY), st.floats(0, 50 * DAY))
def test_who_is_due_stays_due_until_looked_at(found: float, checked: float, later: float) -> None:
    page = copy("x", found=found, checked=min(checked, found))
    if is_due(page, NOW, STEPS):
        now = NOW + timedelta(hours=later)
        step = next(step for step in STEPS if now - page.stirred_at <= step.until)
        assert is_due(page, now, STEPS) or now - page.checked_at < step.every


fetches = st.builds(
    FetchConfig,
    retries=st.integers(0, 10),
    backoff=st.floats(0, 100),
    backoff_max=st.floats(0, 1000),
)


@given(fetches, st.integers(0, 20), st.none() | st.floats(0, 5000), st.floats(0, 1, exclude_max=True))
def test_a_pause_is_bounded_and_never_shorter_than_asked_for(
    fetch: FetchConfig, attempts: int, retry_after: float | None, spread: float
) -> None:
    seconds = pause(fetch, attempts, retry_after, spread)
    if attempts >= fetch.retries or (retry_after or 0) > fetch.backoff_max:
        assert seconds is None
    else:
        assert seconds is not None
        assert (retry_after or 0) <= seconds <= fetch.backoff_max


def test_pauses_grow() -> None:
    fetch = FetchConfig(retries=4, backoff=2.0, backoff_max=10.0)
    assert [pause(fetch, attempts, None, 0.0) for attempts in range(5)] == [2.0, 4.0, 8.0, 10.0, None]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        (b"", None),
        (b"120", 120.0),
        (b"9" * 400, 999_999_999.0),
        (b"soon", None),
        (b"\xb2", None),  # a superscript two: a digit to Python, no number
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True).encode(), 90.0),
        (format_datetime(NOW - timedelta(days=1), usegmt=True).encode(), 0.0),
    ],
)
def test_what_a_server_asks_for(header: bytes | None, seconds: float | None) -> None:
    assert asked_for(header, NOW) == seconds
