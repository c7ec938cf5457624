"""Reports and notices in a real store: a report that turns is one change, once, and one text on five hosts is one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.history import ChangeWindow, History
from storage.model import Article, Change, Notice, PolicyEvent, Target
from storage.store import Store
from tests.fakes import Crawl, article, event, minute, notice

DAY = 24 * 60
STORY = (
    "BEIJING - China added two US firms to its export control list on Monday, the Ministry of Commerce said.\n"
    "Alpha Precision and Beta Aerospace may no longer buy dual-use goods from China, it said in a notice online.\n"
    "The ministry said that the two had harmed national security by selling weapons to Taiwan, and that honest firms"
    " had nothing to fear. Washington did not comment at once; shares of both fell in early trading."
)
FIRMS = (Target(kind="company", name_en="Alpha Precision"), Target(kind="company", name_en="Beta Aerospace"))


def said(document: Article, **fields: Any) -> PolicyEvent:
    """What a report claims."""
    given = {"basis": "report", "instrument": None, "targets": FIRMS, "measures": (), "effective_on": None}
    return event(text=document.text, quote=document.text[:20], **(given | fields))


def story(number: int = 1, host: str = "scmp", text: str = STORY, **fields: Any) -> Article:
    url = f"https://www.{host}.example/{number}"
    return article(source=host, key=f"{host}:{number}", url=url, text=text, **fields)


class Play:
    """Runs of a crawl, one a day, and what the store then tells."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with Store.open(path) as store:
            self.crawl = Crawl(store)
        self.day = -1

    def run(self, *read: tuple[Notice | Article, PolicyEvent]) -> int:
        """Read documents in a run of its own, a minute apart."""
        self.day += 1
        with Store.open(self.path) as self.crawl.store:
            run = self.crawl.start(minute(self.day * DAY))
            for place, (document, claimed) in enumerate(read):
                self.crawl.read(document, [claimed], at=minute(self.day * DAY + place))
            self.crawl.end(minute(self.day * DAY + 60))
        return run

    def told(self, now: datetime | None = None, **window: Any) -> list[Change]:
        with History.open(self.path) as history:
            return history.changes(ChangeWindow(**window), now=now)


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    yield Play(tmp_path / "t.db")


def brief(changes: list[Change]) -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.document.key, one.corroboration and one.corroboration.state) for one in changes]


REPORT = (story(), said(story()))
LAW = (notice(), event())


def test_a_report_that_turns_confirmed_is_one_change_of_the_run_that_brought_the_notice(play: Play) -> None:
    first = play.run(REPORT)
    assert brief(play.told(run=first)) == [("event", "scmp:1", "press only")]
    second = play.run(LAW)
    third = play.run(LAW, REPORT)
    turn = ("corroborated", "scmp:1", "confirmed")
    assert brief(play.told(run=second)) == [("event", "MOFCOM-2026-11", "confirmed"), turn]
    assert brief(play.told(run=third)) == []
    (change,) = [one for one in play.told() if one.kind == "corroborated"]
    assert change.seen_at == minute(DAY)
    assert change.corroboration is not None
    assert change.corroboration.lead == DAY
    assert [one.key for one in change.corroboration.others] == ["MOFCOM-2026-11"]


def test_a_notice_that_says_otherwise_turns_it_contradicted(play: Play) -> None:
    play.run((story(), said(story(), declared_count=3)))
    run = play.run(LAW)
    (turn,) = [one for one in play.told(run=run) if one.kind == "corroborated"]
    assert turn.corroboration is not None
    assert turn.corroboration.state == "contradicted"
    assert turn.corroboration.differs == ("3 in the report against 2 of the authority",)


def test_what_came_with_the_notice_or_after_it_never_turns(play: Play) -> None:
    together = play.run(REPORT, LAW)
    after = play.run((story(2, text="Two firms."), said(story(2, text="Two firms, no more of it."))))
    assert {one.kind for run in (together, after) for one in play.told(run=run)} == {"event"}
    assert {state for _, _, state in brief(play.told())} == {"confirmed"}


def test_an_older_page_read_later_belongs_to_the_run_that_brought_it(play: Play) -> None:
    play.run(REPORT)
    with Store.open(play.path) as play.crawl.store:
        run = play.crawl.start(minute(DAY))
        play.crawl.read(*LAW[:1], [LAW[1]], at=minute(-30))
    assert brief(play.told(run=run)) == [
        ("event", "MOFCOM-2026-11", "confirmed"),
        ("corroborated", "scmp:1", "confirmed"),
    ]
    (turn,) = [one for one in play.told() if one.kind == "corroborated"]
    assert turn.seen_at == minute(0)
    assert turn.corroboration is not None
    assert turn.corroboration.lead == -30


def test_a_notice_withdrawn_turns_it_back(play: Play) -> None:
    play.run(REPORT)
    play.run(LAW)
    run = play.run((notice(text=LAW[0].text + "。"), event(action="investigate")))
    assert [one for one in brief(play.told(run=run)) if one[0] == "corroborated"] == [
        ("corroborated", "scmp:1", "press only")
    ]


def test_what_a_person_accepts_confirms_from_then_on(play: Play) -> None:
    play.run(REPORT)
    run = play.run((notice(), event(held="3 are declared, 2 are named")))
    assert "corroborated" not in {one.kind for one in play.told()}
    with History.open(play.path) as history:
        (held,) = history.held()
    with Store.open(play.path) as store:
        store.review(held.id, "accept", note="counted again", decided_at=minute(3 * DAY))
    assert "corroborated" not in {one.kind for one in play.told(run=run)}
    (turn,) = [one for one in play.told() if one.kind == "corroborated"]
    assert turn.seen_at == minute(3 * DAY)


def test_filters_ask_for_the_report_and_not_for_what_confirms_it(play: Play) -> None:
    play.run(REPORT)
    run = play.run(LAW)
    turn = [("corroborated", "scmp:1", "confirmed")]
    assert brief(play.told(run=run, sources=("scmp",))) == turn
    assert brief(play.told(since=minute(DAY), sources=("scmp",))) == turn
    assert brief(play.told(run=run, sources=("voa",))) == []
    assert brief(play.told(run=run, regimes=("watch-list",), actions=("list",))) == []


def test_press_only_says_for_how_long(play: Play) -> None:
    play.run(REPORT)
    (change,) = play.told(now=minute(3 * DAY))
    assert change.corroboration is not None
    assert change.corroboration.lasting == 3 * DAY


COPIES = [
    story(2, "voa", "WASHINGTON (Agency) - " + STORY[10:] + "\nReporting by our staff."),
    story(3, "generic", STORY.replace("Monday", "March 2") + "\nSign up for our letter."),
    story(4, "other", STORY[: len(STORY) * 7 // 10]),
]


def test_one_agency_text_on_several_hosts_is_one_report(play: Play) -> None:
    copies = [(one, said(one)) for one in COPIES]
    other = story(5, "own", "Two American companies were put on a Chinese list. Our own reporter saw the notice.")
    first = play.run(REPORT, *copies[:2], (other, said(other)))
    told = play.told(run=first)
    assert brief(told) == [("event", "scmp:1", "press only"), ("event", "own:5", "press only")]
    assert told[0].corroboration is not None
    assert [one.key for one in told[0].corroboration.also_at] == ["voa:2", "generic:3"]
    second = play.run(copies[2])
    (late,) = play.told(run=second)
    assert late.corroboration is not None
    assert late.corroboration.copy_of is not None
    assert (late.corroboration.copy_of.key, late.corroboration.copy_of.minutes) == ("scmp:1", DAY)
    third = play.run(LAW)
    turned = [one.document.key for one in play.told(run=third) if one.kind == "corroborated"]
    assert turned == ["own:5", "scmp:1"]
    official = next(one for one in play.told(run=third) if one.kind == "event")
    assert official.corroboration is not None
    assert [one.key for one in official.corroboration.others] == ["scmp:1", "own:5"]


def test_each_claim_of_a_copy_repeats_one_of_the_first_and_none_is_lost(play: Play) -> None:
    one, two = story(), COPIES[0]
    claims = {
        place: [said(place, action="control"), said(place, action="control", effective_on="2026-04-01")]
        for place in (one, two)
    }
    with Store.open(play.path) as play.crawl.store:
        run = play.crawl.start(minute(0))
        for place, (document, claimed) in enumerate(claims.items()):
            play.crawl.read(document, claimed, at=minute(place))
    assert [one.document.key for one in play.told(run=run)] == ["scmp:1", "scmp:1"]


def test_our_correction_of_the_notice_turns_nothing(play: Play) -> None:
    play.run(REPORT)
    play.run(LAW)
    with Store.open(play.path) as play.crawl.store:
        run = play.crawl.start(minute(3 * DAY))
        play.crawl.read(notice(), [event(measures=("export-licence",))], at=minute(DAY), rules=2)
    assert {one.kind for one in play.told(run=run)} == {"event", "retracted"}
    (turn,) = [one for one in play.told() if one.kind == "corroborated"]
    assert turn.seen_at == minute(DAY)


def test_a_like_text_that_claims_something_else_is_news(play: Play) -> None:
    fewer = story(2, "voa", STORY.replace("two", "three"))
    play.run(REPORT, (fewer, said(fewer, declared_count=3)))
    assert [one.document.key for one in play.told()] == ["scmp:1", "voa:2"]


def test_a_document_shows_the_same(play: Play) -> None:
    play.run(REPORT)
    play.run(LAW)
    with History.open(play.path) as history:
        for key, other in (("scmp:1", "MOFCOM-2026-11"), ("MOFCOM-2026-11", "scmp:1")):
            record = history.document(key)
            assert record is not None
            (one,) = record.events
            assert one.corroboration is not None
            assert (one.corroboration.state, one.corroboration.lead) == ("confirmed", DAY)
            assert [found.key for found in one.corroboration.others] == [other]


def test_a_report_changes_no_list(play: Play) -> None:
    play.run(REPORT)
    with History.open(play.path) as history:
        assert history.stated() == []


@settings(max_examples=25)
@given(st.lists(st.sampled_from("RLS"), min_size=1, max_size=4, unique=True), st.integers(0, 4 * DAY))
def test_two_windows_tell_what_one_does(tmp_path_factory: pytest.TempPathFactory, order: list[str], cut: int) -> None:
    play = Play(tmp_path_factory.mktemp("split") / "t.db")
    statement = notice(url="https://www.mofcom.gov.cn/xwfb/a.html", instrument=None, text=LAW[0].text + "答记者问")
    parts = {"R": REPORT, "L": LAW, "S": (statement, replace(LAW[1], basis="statement", instrument=None))}
    for part in order:
        play.run(parts[part])
    halves = [*play.told(until=minute(cut)), *play.told(since=minute(cut))]
    assert [one[:2] for one in brief(halves)] == [one[:2] for one in brief(play.told())]
