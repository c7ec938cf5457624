"""The state of a list on a day follows from the events in force by then, whatever the order of arrival."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.lists import Designation, Stated, fold
from storage.model import Action, Evidence, PolicyEvent, Regime, Target

PROOF = Evidence(quote="x", start=0, end=1)
A, B = (Target(kind="company", name_zh=f"{name}公司", name_en=f"{name} Corp.") for name in "AB")


def stated(action: Action, on: str, *, instrument: str | None = None, **fields: object) -> Stated:
    event = PolicyEvent(
        action=action,
        regime="unreliable-entity-list",
        basis="notice",
        instrument=instrument,
        announced_on=on,
        effective_on=on,
        evidence=PROOF,
    )
    return Stated(event=replace(event, **fields), document=instrument or f"https://www.mofcom.gov.cn/{on}.html")  # type: ignore[arg-type]


LISTED = stated("list", "2025-04-04", instrument="UEL-2025-7", targets=(A, B), measures=("trade-ban",))
PAUSED = stated("suspend", "2025-05-14", basis="statement", affects=("UEL-2025-7",), until_on="2025-08-11")
LONGER = stated("extend", "2025-08-12", basis="statement", affects=("UEL-2025-7",), until_on="2025-11-09")
ENDED = stated("lift", "2025-12-01", affects=("UEL-2025-7",))


def statuses(events: list[Stated], as_of: str) -> list[tuple[str, str, str | None]]:
    return [(one.status, one.since, one.until_on) for one in fold(events, as_of)]


@pytest.mark.parametrize(
    ("day", "status", "since"),
    [
        ("2025-04-04", "active", "2025-04-04"),
        ("2025-05-13", "active", "2025-04-04"),
        ("2025-05-14", "suspended", "2025-05-14"),
        ("2025-08-11", "suspended", "2025-05-14"),
        ("2025-08-12", "suspended", "2025-08-12"),
        ("2025-11-09", "suspended", "2025-08-12"),
        ("2025-11-10", "lapsed", "2025-11-10"),
        ("2025-11-30", "lapsed", "2025-11-10"),
        ("2025-12-01", "lifted", "2025-12-01"),
        ("2030-01-01", "lifted", "2025-12-01"),
    ],
)
def test_the_status_on_every_day_around_a_change(day: str, status: str, since: str) -> None:
    found = fold([LISTED, PAUSED, LONGER, ENDED], day)
    assert [(one.status, one.since) for one in found] == [(status, since)] * 2


def test_nothing_stands_before_the_listing() -> None:
    assert fold([LISTED, PAUSED], "2025-04-03") == ()


def test_a_suspension_without_an_end_does_not_lapse() -> None:
    assert statuses([LISTED, replace_event(PAUSED, until_on=None)], "2040-01-01")[0] == (
        "suspended",
        "2025-05-14",
        None,
    )


def test_resumed_is_active_again_and_delisted_is_struck() -> None:
    resumed = stated("resume", "2025-07-01", affects=("UEL-2025-7",))
    struck = stated("delist", "2025-07-02", affects=("UEL-2025-7",), targets=(A,))
    assert statuses([LISTED, PAUSED, resumed], "2025-07-01")[0] == ("active", "2025-07-01", None)
    assert [one.status for one in fold([LISTED, struck], "2025-07-02")] == ["delisted", "active"]


def test_a_struck_target_is_found_by_name_when_no_notice_is_named() -> None:
    struck = stated("delist", "2025-07-02", targets=(B,))
    assert [one.status for one in fold([LISTED, struck], "2025-07-02")] == ["active", "delisted"]


def test_a_later_pause_does_not_revive_what_has_ended() -> None:
    late = stated("extend", "2025-12-05", affects=("UEL-2025-7",))
    assert {one.status for one in fold([LISTED, ENDED, late], "2025-12-06")} == {"lifted"}


def test_added_measures_leave_the_status() -> None:
    added = stated("amend", "2025-06-01", affects=("UEL-2025-7",), measures=("investment-ban",))
    (one, _) = fold([LISTED, PAUSED, added], "2025-06-02")
    assert (one.status, one.measures) == ("suspended", ("investment-ban", "trade-ban"))
    assert [link.event.action for link in one.chain] == ["list", "suspend", "amend"]


@pytest.mark.parametrize("basis", ["report", "statement"])
def test_press_and_repeating_statements_change_no_state(basis: str) -> None:
    assert fold([replace_event(LISTED, basis=basis)], "2025-05-01") == ()


@pytest.mark.parametrize("action", ["investigate", "restrict"])
def test_who_is_investigated_or_warned_is_on_no_list(action: Action) -> None:
    assert fold([stated(action, "2025-04-04", instrument="UEL-2025-7", targets=(A,))], "2025-05-01") == ()


def test_what_is_held_changes_no_state() -> None:
    assert fold([replace_event(LISTED, held="10 are declared, 2 are named")], "2025-05-01") == ()


def test_a_suspended_notice_that_was_never_seen_is_shown_without_targets() -> None:
    (one,) = fold([PAUSED], "2025-06-01")
    assert (one.instrument, one.target, one.status) == ("UEL-2025-7", None, "suspended")


def test_what_is_suspended_before_it_takes_effect_never_becomes_active() -> None:
    early = replace_event(PAUSED, effective_on="2025-04-01", announced_on="2025-04-01")
    assert statuses([LISTED, early], "2025-04-04") == [("suspended", "2025-04-04", "2025-08-11")] * 2
    assert statuses([LISTED, early], "2025-08-12")[0] == ("lapsed", "2025-08-12", "2025-08-11")
    assert statuses([LISTED, early], "2025-04-02") == [
        ("suspended", "2025-04-01", "2025-08-11")
    ]  # targets not seen yet


def test_one_firm_under_two_regimes_has_two_designations() -> None:
    other: Regime = "export-control-list"
    listed = replace_event(LISTED, regime=other, instrument="MOFCOM-2025-21", targets=(A,))
    found = [one for one in fold([LISTED, listed], "2025-05-01") if one.target == A]
    assert {one.regime for one in found} == {"unreliable-entity-list", other}


def replace_event(one: Stated, **fields: object) -> Stated:
    return replace(one, event=replace(one.event, **fields))  # type: ignore[arg-type]


@given(st.permutations([LISTED, PAUSED, LONGER, ENDED, stated("amend", "2025-06-01", affects=("UEL-2025-7",))]))
def test_the_order_of_arrival_never_matters(events: list[Stated]) -> None:
    for day in ("2025-04-04", "2025-06-01", "2025-08-12", "2025-11-10", "2025-12-01"):
        assert fold(events, day) == fold(sorted(events, key=repr), day)


def test_targets_are_told_apart_by_codes_then_names() -> None:
    items = (
        Target(kind="item", name_zh="金属碲", control_codes=("6C002.a",)),
        Target(kind="item", name_zh="金属碲", control_codes=("6C002.b",)),
        Target(kind="country", country="JP"),
        Target(kind="country", country="US"),
    )
    found: tuple[Designation, ...] = fold(
        [stated("control", "2025-02-04", instrument="MOFCOM-2025-10", targets=items)], "2026-01-01"
    )
    assert [one.target for one in found] == list(items)


def test_a_translation_lists_nobody_again() -> None:
    english = replace(LISTED.event, targets=(Target(kind="company", name_en="A Corp."),))
    translated = Stated(event=english, document="https://english.mofcom.gov.cn/art_1.html")
    assert fold([LISTED, translated], "2025-05-01") == fold([LISTED], "2025-05-01")


def test_a_translation_stands_in_for_a_notice_never_seen() -> None:
    translated = Stated(event=LISTED.event, document="https://english.mofcom.gov.cn/art_1.html")
    assert {one.instrument for one in fold([translated], "2025-05-01")} == {"UEL-2025-7"}
