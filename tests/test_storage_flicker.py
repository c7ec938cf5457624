"""A text that becomes another and again what it was is told once, with nothing of what it stated meanwhile."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise, permutations
from pathlib import Path

import pytest

from storage.flicker import Turn, settled
from storage.history import ChangeWindow, History
from storage.model import Change, PolicyEvent
from storage.store import Store
from tests.fakes import START, Crawl, article, event, minute


def hour(number: float) -> datetime:
    return START + timedelta(hours=number)


def turns(states: str, hours: float = 1) -> list[Turn]:
    """One document through the states, an edit an hour."""
    return [
        Turn(id=number, document=1, seen_at=hour(number * hours), before=before, after=after)
        for number, (before, after) in enumerate(pairwise(states))
    ]


def told(found: list[Turn]) -> dict[int, tuple[datetime | None, bool]]:
    """By number, since when the edits to tell went back and forth, and whether all is as it was."""
    return {one.turn.id: (one.since, one.leads_back) for one in settled(found)}


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ("AB", {0: (None, False)}),
        ("ABC", {0: (None, False), 1: (None, False)}),
        ("ABA", {1: (hour(0), True)}),
        ("ABCA", {2: (hour(0), True)}),
        ("ABABA", {3: (hour(0), True)}),
        ("ABAB", {2: (hour(0), False)}),
        ("ABAC", {1: (hour(0), True), 2: (None, False)}),
        ("CABA", {0: (None, False), 2: (hour(1), True)}),
    ],
)
def test_what_leads_back_is_told_once(states: str, expected: dict[int, tuple[datetime | None, bool]]) -> None:
    assert told(turns(states)) == expected
    assert told(turns(states)[::-1]) == expected


def test_a_way_back_after_days_is_an_edit_of_its_own() -> None:
    assert told(turns("ABA", hours=25)) == {0: (None, False), 1: (None, False)}
    assert told(turns("ABA", hours=24)) == {1: (hour(0), True)}


def test_documents_do_not_undo_each_other() -> None:
    one, other = turns("ABA")
    apart = [one, replace(other, document=2)]
    assert told(apart) == {0: (None, False), 1: (None, False)}


def claim(count: int) -> tuple[str, list[PolicyEvent]]:
    text = f"China listed {count} firms."
    return text, [event(text, text, basis="report", instrument=None, targets=(), declared_count=count)]


def changes(folder: Path, counts: str, order: tuple[int, ...] | None = None) -> list[Change]:
    """What is told of an article that gives the counts (one digit each), read an hour apart in this order."""
    with Store.open(folder / f"{counts}{order}.db") as store:
        crawl = Crawl(store)
        for place in order or range(len(counts)):
            text, events = claim(int(counts[place]))
            crawl.start(minute(60 * place))
            crawl.read(article(text=text), events, at=minute(60 * place))
    with History.open(folder / f"{counts}{order}.db") as history:
        return history.changes(ChangeWindow())


def counted(found: list[Change]) -> list[tuple[str, int | None]]:
    return [(change.kind, change.event.declared_count if change.event else None) for change in found]


def test_what_was_stated_for_an_hour_is_no_news(tmp_path: Path) -> None:
    found = changes(tmp_path, "565")
    assert counted(found) == [("event", 5), ("flicker", None)]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ("56565", [("event", 5), ("flicker", None)]),
        ("5656", [("event", 5), ("retracted", 5), ("event", 6), ("edited", None)]),
        ("5657", [("event", 5), ("flicker", None), ("retracted", 5), ("event", 7), ("edited", None)]),
    ],
)
def test_what_is_left_is_the_net(tmp_path: Path, counts: str, told: list[tuple[str, int | None]]) -> None:
    assert counted(changes(tmp_path, counts)) == told


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_any_order_of_arrival_there_is_one_note_at_most(tmp_path: Path, order: tuple[int, ...]) -> None:
    kinds = [change.kind for change in changes(tmp_path, "565", order)]
    assert kinds.count("edited") + kinds.count("flicker") <= 1
