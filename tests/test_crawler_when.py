"""WHEN as people say it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.when import instant
from storage.errors import ConfigError

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)  # 04:30 on 3 March in Beijing


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-03-02", "2026-03-01T16:00:00+00:00"),
        ("2026-03-02T09:15", "2026-03-02T01:15:00+00:00"),
        ("2026-03-02 09:15:30", "2026-03-02T01:15:30+00:00"),
        ("2026-03-02T09:15:00Z", "2026-03-02T09:15:00+00:00"),
        ("2026-03-02t09:15:00z", "2026-03-02T09:15:00+00:00"),
        ("2026-03-02T09:15-05:00", "2026-03-02T14:15:00+00:00"),
        ("7d", "2026-02-23T20:30:00+00:00"),
        ("24h", "2026-03-01T20:30:00+00:00"),
        ("90m", "2026-03-02T19:00:00+00:00"),
        ("2w", "2026-02-16T20:30:00+00:00"),
        (" Yesterday ", "2026-03-01T16:00:00+00:00"),
        ("today", "2026-03-02T16:00:00+00:00"),
        ("now", "2026-03-02T20:30:00+00:00"),
    ],
)
def test_instants(when: str, expected: str) -> None:
    assert instant(when, now=NOW, zone=BEIJING).isoformat() == expected


@pytest.mark.parametrize("when", ["", "soon", "2026-13-01", "7x", "-7d", "99999999999w", "999999w", "0001-01-01"])
def test_what_is_no_time_is_named_with_what_was_expected(when: str) -> None:
    with pytest.raises(ConfigError, match=r"--since: .* is not a time; expected a date"):
        instant(when, now=NOW, zone=BEIJING)
