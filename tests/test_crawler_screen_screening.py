"""Customers against designations: every status says so, codes by their beginnings, homonyms apart and never lost."""

from dataclasses import replace

import pytest

from crawler.report.screening import as_text, screening_sheet
from crawler.report.sheets import as_form
from crawler.screen.codes import find_codes
from crawler.screen.customers import Customer
from crawler.screen.screening import Screening, screen
from storage.lists import Designation, Status
from storage.model import Target
from storage.mutes import Mute, designation_key
from tests.fakes import START

GULLIVER = Target(kind="company", name_zh="利立浦特公司", name_en="Lilliput Drones, Inc.", country="US")
LISTED = Designation(
    regime="unreliable-entity-list",
    instrument="UEL-2026-21",
    target=GULLIVER,
    status="active",
    since="2026-03-03",
    until_on=None,
    measures=("trade-ban",),
    chain=(),
)
METAL = Target(kind="item", name_zh="金属碲", control_codes=("6C002.a",), hs_codes=("2804500001",))
CONTROL = replace(LISTED, regime="dual-use-items", instrument="MOFCOM-2025-10", target=METAL)
COUNTRY = replace(CONTROL, instrument="MOFCOM-2024-46", target=Target(kind="country", name_zh="美国", country="US"))
UNSEEN = replace(LISTED, instrument="UEL-2025-8", target=None)
BUYER = Customer(line=2, name="LILLIPUT DRONES LLC", id="7", country="Germany", note="rotors")


def screened(*designations: Designation, customer: Customer = BUYER, mutes: tuple[Mute, ...] = ()) -> Screening:
    return screen([customer], designations, mutes, as_of="2026-03-04", min_score=85)


def test_a_hit_says_whom_why_under_what_and_since_when() -> None:
    assert as_text(screened(LISTED)).splitlines() == [
        "Screened 1 name against 1 designation on 2026-03-04: 1 hit on 1 name.",
        "- LILLIPUT DRONES LLC (line 2, 7, Germany, rotors)",
        f"  97 Lilliput Drones, Inc. (利立浦特公司) [{designation_key(LISTED)}]",
        "     name: the same name but for its legal form; but the customer is in Germany, the listed one in US",
        "     the Unreliable Entity List, UEL-2026-21, in force since 2026-03-03",
    ]


@pytest.mark.parametrize(
    ("status", "until", "said"),
    [
        ("suspended", "2026-06-01", "SUSPENDED, not lifted: since 2026-03-03, until 2026-06-01"),
        ("suspended", None, "SUSPENDED, not lifted: since 2026-03-03, until further notice"),
        ("lapsed", "2026-03-02", "LAPSED: its suspension ran out and nobody has said what follows"),
    ],
)
def test_what_rests_is_a_hit_and_says_so(status: Status, until: str | None, said: str) -> None:
    found = screened(replace(LISTED, status=status, until_on=until))
    assert len(found.hits) == 1
    assert said in as_text(found)


@pytest.mark.parametrize("status", ["lifted", "delisted"])
def test_what_has_ended_is_counted_and_shown_when_asked_for(status: Status) -> None:
    found = screened(replace(LISTED, status=status))
    assert (found.hits, len(found.ended)) == ((), 1)
    assert "1 hit on what was lifted or removed by then; --all shows them." in as_text(found)
    assert "Lilliput" not in as_text(found)
    assert "Lilliput Drones, Inc." in as_text(found, ended=True)
    assert len(screening_sheet(found).rows) == 0
    assert len(screening_sheet(found, ended=True).rows) == 1


def test_a_muted_name_is_no_hit_and_not_lost() -> None:
    mute = Mute(
        name="lilliput  drones llc",
        designation=designation_key(LISTED),
        listed="Lilliput Drones, Inc.",
        instrument="UEL-2026-21",
        note="=makes toys",
        decided_at=START,
    )
    found = screened(LISTED, CONTROL, mutes=(mute,))
    assert found.hits == ()
    assert as_text(found).splitlines()[-1] == "     muted 2026-03-02 01:02 UTC: =makes toys"
    assert "muted,'=makes toys" in as_form(screening_sheet(found), "csv")
    moved = replace(LISTED, target=replace(GULLIVER, address="Mildendo"))
    assert len(screened(moved, mutes=(mute,)).hits) == 1
    other_list = replace(LISTED, regime="export-control-list")
    assert len(screened(other_list, mutes=(mute,)).hits) == 1


def test_whole_countries_and_instruments_never_seen_are_told_in_a_line() -> None:
    text = as_text(screened(COUNTRY, UNSEEN, customer=replace(BUYER, country="USA")))
    assert "1 name in 美国, restricted as a country by MOFCOM-2024-46." in text
    assert "Not screened against UEL-2025-8: their targets were never seen." in text
    assert "0 hits" in text


@pytest.mark.parametrize(
    ("hs", "control", "why"),
    [
        ("2804.50.0001", "", "2804.50.0001 is listed"),
        ("280450000199", "", "280450000199 stands under a listed code"),
        ("2804", "", "2804 covers a listed code"),
        ("28", "", None),
        ("2805", "", None),
        ("", "6c002.A", "6c002.A is listed"),
        ("", "6C002.a.1", "6C002.a.1 stands under a listed code"),
        ("", "6C002", "6C002 covers a listed code"),
        ("", "6C00", None),
        ("", "6C", "6C covers a listed code"),
    ],
)
def test_codes_match_by_what_they_begin_with(hs: str, control: str, why: str | None) -> None:
    customer = Customer(line=1, name="x", hs_codes=(hs,) if hs else (), control_codes=(control,) if control else ())
    hits = screened(CONTROL, customer=customer).hits
    assert [hit.match.why.split(":")[0] for hit in hits] == ([why] if why else [])


def test_of_several_codes_the_best_counts() -> None:
    (match,) = find_codes("HS code", [("2804", "2804500001", "2804500001")], [METAL])
    assert (match.score, match.why) == (100, "2804500001 is listed")
