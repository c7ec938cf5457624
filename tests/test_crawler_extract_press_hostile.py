"""Hostile reports are read in bounded time, in both languages; a blow-up would take hours."""

import time

import pytest

from crawler.extract import extract_events, name_aside
from storage.model import Article

SIZE = 300_000  # characters
BOUND = 10  # seconds: a hundred times what it takes
TITLES = {"en": "China adds 15 US firms to unreliable entity list", "zh": "商务部公告"}
UNITS = [
    *("商务部对中国", "商务部暂停对", "禁止对日", "对镓、", "商务部，3日公告，对20家", "列为列入"),
    *("companies A, ", "sanctions on A ", "Alpha's ", "the US ", "China added 15 firms and ", "— namely gallium "),
    *(
        "12 American drone and ",
        "will lift curbs and ",
        "said that ",
        "A are barred ",
        "rare-earth-related ",
        "of the ",
    ),
]


@pytest.mark.parametrize("language", TITLES)
def test_repeats_are_read_in_bounded_time(language: str) -> None:
    for unit in UNITS:
        text = unit * (SIZE // len(unit))
        report = Article(
            source="t",
            key="t:1",
            url="https://example.org/1",
            title=TITLES[language],
            text=text,
            published="2025-10-09",
            language=language,
        )
        started = time.perf_counter()
        extract_events(report)
        name_aside(report, ())
        assert time.perf_counter() - started < BOUND, unit
