"""Numbers never seen between those seen, with who names them."""

from storage.gaps import Gap, gaps
from storage.lists import Stated
from storage.model import Evidence, PolicyEvent


def naming(document: str, *affects: str) -> Stated:
    event = PolicyEvent(
        action="suspend",
        regime="dual-use-items",
        basis="notice",
        instrument=document,
        affects=affects,
        evidence=Evidence(quote="x", start=0, end=1),
    )
    return Stated(event=event, document=document)


def test_missing_numbers_between_those_seen() -> None:
    seen = ["MOFCOM-2025-9", "MOFCOM-2025-12", "UEL-2025-1", "https://www.mofcom.gov.cn/a.html", "scmp:3293351"]
    assert gaps(seen, []) == [Gap(key="MOFCOM-2025-10", named_by=()), Gap(key="MOFCOM-2025-11", named_by=())]


def test_a_number_that_another_notice_names_is_a_lead_even_at_the_end() -> None:
    found = gaps(["MOFCOM-2025-57", "MOFCOM-2025-70"], [naming("MOFCOM-2025-70", "MOFCOM-2025-58", "UEL-2025-8")])
    assert Gap(key="MOFCOM-2025-58", named_by=("MOFCOM-2025-70",)) in found
    assert Gap(key="UEL-2025-8", named_by=("MOFCOM-2025-70",)) in found
    assert len([gap for gap in found if gap.key.startswith("MOFCOM")]) == 12


def test_years_and_series_are_counted_apart() -> None:
    assert gaps(["MOFCOM-2024-1", "MOFCOM-2025-5", "MOFCOM-ORDER-2025-6", "UEL-2025-9"], []) == []


def test_nothing_is_missing_where_nothing_is_seen() -> None:
    assert gaps([], []) == []
