"""What makes a report and a notice one act, what makes them two, and that the order of arrival decides nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.claims import Claim, Moment
from storage.corroboration import corroborate
from storage.counterparts import Corroboration
from storage.judging import compare_all
from storage.model import Capture, DocumentRef, Evidence, PolicyEvent, Target

SEEN = datetime(2025, 3, 4, 8, tzinfo=UTC)
CAPTURE = Capture(url="https://x.org/", status=200, file="a", offset=0, digest="sha256:0", fetched_at=SEEN)


def firms(*names: str) -> tuple[Target, ...]:
    return tuple(Target(kind="company", name_en=name, name_zh=f"{name[0]}公司") for name in names)


FIFTEEN = firms("Leidos", "Gibbs & Cox, Inc.", *(f"Firm{number} LLC" for number in range(13)))


def claim(key: str, basis: Any, minute: int = 0, **fields: Any) -> Claim:
    given: dict[str, Any] = {
        "action": "list",
        "regime": "export-control-list",
        "announced_on": "2025-03-04",
        "evidence": Evidence(quote="so it is", start=0, end=8),
    }
    at = SEEN + timedelta(minutes=minute)
    ref = DocumentRef(
        key=key, source=key.split(":", maxsplit=1)[0], kind="article", title=key, url=key, published="2025-03-04"
    )
    return Claim(
        id=abs(hash((key, repr(sorted(fields.items())))) % 10**9),
        event=PolicyEvent(basis=basis, **(given | fields)),
        document=ref,
        capture=CAPTURE,
        sighted_at=at,
        came=Moment(at=at, learned_at=at, run=minute + 1),
    )


def report(minute: int = 0, **fields: Any) -> Claim:
    return claim("scmp:1", "report", minute, **fields)


def official(key: str = "MOFCOM-2025-13", minute: int = 95, **fields: Any) -> Claim:
    given = {"instrument": key, "targets": FIFTEEN, "declared_count": 15}
    return claim(key, "notice", minute, **(given | fields))


def states(*claims: Claim) -> dict[str, Corroboration]:
    found = corroborate(compare_all(claims), claims, {})
    return {one.document.key: found[one.id] for one in claims if one.id in found}


def of_report(*claims: Claim) -> Corroboration:
    return states(*claims)["scmp:1"]


@pytest.mark.parametrize(
    ("said", "true", "reason"),
    [
        ({"declared_count": 15}, {}, "both count 15"),
        ({"targets": firms("Leidos Inc", "Gibbs & Cox")}, {}, "both name Leidos Inc, Gibbs & Cox"),
        (
            {"targets": (Target(kind="company", name_zh="莱多斯"),)},
            {"targets": (Target(kind="company", name_zh="莱多斯公司"),), "declared_count": None},
            "both name 莱多斯",
        ),
        ({"instrument": "MOFCOM-2025-13", "announced_on": None}, {}, "both name MOFCOM-2025-13"),
        ({"effective_on": "2025-03-05"}, {"effective_on": "2025-03-05"}, "both in force from 2025-03-05"),
        ({"affects": ("UEL-2025-7",), "action": "extend"}, {"affects": ("UEL-2025-7",), "action": "suspend"}, "change"),
        (
            {"action": "control", "targets": (Target(kind="item", name_en="Antimony ore"),)},
            {"action": "control", "targets": (Target(kind="item", name_zh="锑矿及原料"),), "declared_count": None},
            "both speak of antimony",
        ),
        (
            {"action": "restrict", "targets": (Target(kind="country", name_en="the US", country="US"),)},
            {"action": "restrict", "targets": (Target(kind="country", name_zh="美国", country="US"),)},
            "both name US",
        ),
    ],
)
def test_one_agreement_beyond_list_and_day_confirms(said: dict[str, Any], true: dict[str, Any], reason: str) -> None:
    found = of_report(report(**said), official(**true))
    assert (found.state, found.lead, [one.key for one in found.others]) == ("confirmed", 95, ["MOFCOM-2025-13"])
    assert reason in "; ".join(found.reasons)
    assert found.since == SEEN + timedelta(minutes=95)


def test_a_report_behind_the_notice_has_a_negative_lead() -> None:
    assert of_report(report(120, declared_count=15), official()).lead == -25


@pytest.mark.parametrize(
    ("said", "true", "differs"),
    [
        ({"declared_count": 16}, {}, "16 in the report against 15 of the authority"),
        ({"declared_count": 16, "targets": firms("Leidos")}, {}, "16 in the report against 15 of the authority"),
        ({"targets": firms("Leidos", "Zyx")}, {}, "the report names Zyx, the authority does not"),
        ({"instrument": "MOFCOM-2025-13", "targets": firms("Zyx")}, {}, "the authority names none of Zyx"),
        (
            {"targets": firms("Leidos"), "announced_on": "2025-03-01"},
            {},
            "announced 2025-03-01 in the report against 2025-03-04 of the authority",
        ),
        (
            {"targets": firms("Leidos"), "effective_on": "2025-03-09"},
            {"effective_on": "2025-03-04"},
            "in force from 2025-03-09 in the report against 2025-03-04 of the authority",
        ),
        (
            {"action": "lift", "affects": ("UEL-2025-7",)},
            {"action": "suspend", "affects": ("UEL-2025-7",)},
            "ended in the report against suspended by the authority",
        ),
    ],
)
def test_the_same_act_told_otherwise_is_contradicted(said: dict[str, Any], true: dict[str, Any], differs: str) -> None:
    found = states(report(**said), official(**true))
    assert (found["scmp:1"].state, found["scmp:1"].differs) == ("contradicted", (differs,))
    assert (found["MOFCOM-2025-13"].state, found["MOFCOM-2025-13"].differs) == ("contradicted", (differs,))


def test_counts_of_two_lists_swapped_contradict_both() -> None:
    other = official("UEL-2025-5", regime="unreliable-entity-list", targets=(), declared_count=10)
    swapped = [
        report(declared_count=10),
        replace(report(declared_count=15, regime="unreliable-entity-list"), id=2),
    ]
    found = corroborate(compare_all([*swapped, official(), other]), [], {})
    assert {one.differs for one in found.values()} == {
        ("10 in the report against 15 of the authority",),
        ("15 in the report against 10 of the authority",),
    }


@pytest.mark.parametrize(
    ("said", "others", "reason"),
    [
        ({"declared_count": 15}, [], "no official act of this kind from 2025-02-25 to 2025-03-07 is known"),
        ({"declared_count": 15}, [{"regime": "watch-list"}], "no official act of this kind"),
        ({"declared_count": 15}, [{"action": "investigate"}], "no official act of this kind"),
        ({"declared_count": 15}, [{"announced_on": "2025-03-08"}], "no official act of this kind"),
        ({"declared_count": 15}, [{"held": "15 are declared, 14 are named"}], "no official act of this kind"),
        ({}, [{}], "the nearest act is MOFCOM-2025-13 of 2025-03-04: no name, number, count or date joins them"),
        ({"declared_count": 16}, [{"announced_on": "2025-03-05"}], "16 in the report against 15 of the authority"),
        ({"declared_count": 15, "targets": firms("Zyx")}, [{}], "the authority names none of Zyx"),
        ({"declared_count": 15, "instrument": "MOFCOM-2025-14"}, [{}], "names MOFCOM-2025-14, not MOFCOM-2025-13"),
        ({"declared_count": 15}, [{}, {"key": "MOFCOM-2025-14"}], "MOFCOM-2025-13, MOFCOM-2025-14 fit equally well"),
        ({"declared_count": 16}, [{}, {"key": "MOFCOM-2025-14"}], "16 in the report against 15 of the authority"),
    ],
)
def test_without_evidence_it_stays_press_only(said: dict[str, Any], others: list[Any], reason: str) -> None:
    acts = [official(**other) for other in others]
    found = states(report(**said), *acts)
    assert found.pop("scmp:1").state == "press only"
    assert reason in of_report(report(**said), *acts).reasons[0]
    assert {one.state for one in found.values()} <= {"official only"}


def test_what_is_held_is_neither_confirmed_nor_told_of() -> None:
    assert "scmp:1" not in states(report(declared_count=15, held="2 are named, 1 is declared"), official())


def test_a_statement_confirms_and_the_first_of_both_counts() -> None:
    statement = claim("https://www.mofcom.gov.cn/a.html", "statement", 30, declared_count=15)
    found = of_report(report(declared_count=15), official(), statement)
    assert (found.lead, {one.key for one in found.others}) == (30, {"MOFCOM-2025-13", statement.document.key})


def test_of_four_acts_of_a_day_the_best_is_taken() -> None:
    day = [
        official("MOFCOM-2025-14", targets=firms("Acme", "Bolt"), declared_count=2),
        official("MOFCOM-2025-15", targets=firms("Leidos Australia", "Crux"), declared_count=2),
        official("UEL-2025-5", regime="unreliable-entity-list"),
        official(),
    ]
    found = of_report(report(declared_count=15, targets=firms("Leidos")), *day)
    assert (found.state, [one.key for one in found.others]) == ("confirmed", ["MOFCOM-2025-13"])


def test_an_official_event_says_who_reported_it_first() -> None:
    second = claim("voa:2", "report", 100, declared_count=15)
    found = states(official(), second, report(declared_count=15))["MOFCOM-2025-13"]
    assert (found.state, found.lead) == ("confirmed", 95)
    assert [(one.key, one.minutes) for one in found.others] == [("scmp:1", 95), ("voa:2", -5)]


def test_an_official_event_alone_says_so() -> None:
    assert states(official())["MOFCOM-2025-13"].state == "official only"


def test_what_was_not_known_yet_confirms_nothing_yet() -> None:
    claims = [report(declared_count=15), official()]
    compared = compare_all(claims)
    before, after = (
        corroborate(compared, claims, {}, known_at=SEEN + timedelta(minutes=at), asked_at=SEEN + timedelta(days=2))
        for at in (94, 95)
    )
    assert (before[claims[0].id].state, before[claims[0].id].lasting) == ("press only", 2 * 24 * 60)
    assert (after[claims[0].id].state, after[claims[0].id].lasting) == ("confirmed", 2 * 24 * 60 - 95)


PRESS = st.builds(
    lambda number, minute, count, names, day: claim(
        f"scmp:{number}", "report", minute, declared_count=count, targets=firms(*names), announced_on=day
    ),
    st.integers(1, 9),
    st.integers(0, 300),
    st.sampled_from([None, 2, 15, 16]),
    st.lists(st.sampled_from(["Leidos", "Acme", "Zyx"]), max_size=2, unique=True),
    st.sampled_from([None, "2025-03-03", "2025-03-04", "2025-03-06"]),
)
ACTS = st.builds(
    lambda number, minute, targets, day: official(
        f"MOFCOM-2025-{number}", minute, targets=targets, declared_count=len(targets) or None, announced_on=day
    ),
    st.integers(13, 16),
    st.integers(0, 300),
    st.sampled_from([FIFTEEN, firms("Acme", "Leidos"), ()]),
    st.sampled_from(["2025-03-03", "2025-03-04"]),
)


def numbered(claims: Iterable[Claim]) -> list[Claim]:
    """Ids as a store would give them in this order of arrival."""
    return [replace(one, id=number) for number, one in enumerate(claims, 1)]


@given(st.lists(st.one_of(PRESS, ACTS), max_size=8, unique_by=lambda one: one.document.key), st.randoms())
def test_any_order_of_arrival_gives_the_same_corroboration(claims: list[Claim], chance: Any) -> None:
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert states(*numbered(shuffled)) == states(*numbered(claims))
