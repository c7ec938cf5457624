"""What a run decides before it touches anything: sources, days, pages to look at again, pauses."""

from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.config import load_config
from crawler.fetch.plan import choose, window, young
from crawler.fetch.retry import asked_for, pause
from crawler.sections import BUILTIN, FetchConfig
from spiders.sources import SOURCES
from storage.errors import ConfigError
from storage.store import KnownCopy
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


def copy(name: str, first: int, changed: int, gone: int | None = None) -> KnownCopy:
    """A page with what happened to it, in days before now."""
    return KnownCopy(
        url=name,
        key=name,
        first_seen_at=NOW - timedelta(days=first),
        changed_at=NOW - timedelta(days=changed),
        gone_at=None if gone is None else NOW - timedelta(days=gone),
    )


def test_pages_to_which_something_happened_lately_are_looked_at_again() -> None:
    copies = [
        copy("new", 1, 1),
        copy("old", 90, 90),
        copy("edited", 90, 30),
        copy("gone", 90, 90, 5),
        copy("past", 31, 31),
    ]
    assert young(copies, NOW, days=30) == ("new", "edited", "gone")
    assert young(copies, NOW, days=0) == ()


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
