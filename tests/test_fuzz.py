"""Nothing but the declared errors comes out of a reader or a rule, whatever goes in, and none takes over its budget.

Three thousand inputs; with TRACK_LONG=1 two hundred thousand.
"""

import gzip
import os
from pathlib import Path

import pytest

from storage.errors import TrackError
from tests.fakes import http, packed, warc
from tests.fuzzed import TARGETS
from tests.fuzzing import OutOfTimeError, budget, findings, fuzz

LONG = "TRACK_LONG" in os.environ
EACH = (200_000 if LONG else 3_000) // len(TARGETS)

FEED = "<rss version='2.0'><channel><item><link>https://a.cn/1</link>{}</item></channel></rss>"
RECORD = packed(warc("response", 1, block=http(b"<p>a</p>")))
# What has once been found, as small as it gets.
FOUND = (
    ("feed", FEED.format("<title>&#x110000;</title>").encode()),
    ("feed", FEED.format("<title>&lt;b&gt;\x01</title>").encode()),
    ("feed", FEED.format(f"<pubDate>Mon, 02 Mar {'9' * 40} 01:00:00 GMT</pubDate>").encode()),
    ("configuration", b"a = " + b"[" * 5_000),
    ("configuration", b'[store]\npath = "~nobody-of-this-name/t.db"'),
    ("archive", RECORD + RECORD[:-8] + bytes(8) + RECORD),
)


@pytest.mark.parametrize("name", TARGETS)
def test_mutated_inputs(name: str) -> None:
    assert TARGETS[name].seeds
    assert (list(fuzz([name], EACH)) if LONG else findings((name, range(EACH)))) == []


@pytest.mark.parametrize(("name", "body"), FOUND)
def test_what_was_found_stays_mended(name: str, body: bytes) -> None:
    try:
        TARGETS[name].read(body)
    except TrackError as error:
        assert str(error)


def test_the_budget_is_kept(tmp_path: Path) -> None:
    with pytest.raises(OutOfTimeError), budget(0.05):
        while True:
            gzip.compress(b"time")
