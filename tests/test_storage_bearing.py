"""What does not bear on what is new is left out, and nothing that is told becomes another by it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from storage.bearing import bearing
from storage.claims import Claim
from storage.copied import alike, first_of, may_repeat
from storage.corroboration import corroborate, seniority
from storage.counterparts import Corroboration
from storage.judging import compare_all
from storage.turns import Turn, turns
from tests.test_storage_corroboration import SEEN, claim, firms, numbered, official, report

DAYS = [f"2025-03-{day:02}" for day in range(1, 29)]
MINUTES = st.integers(0, 300)
REPORTS = st.builds(
    lambda number, at, count, number_printed, day: claim(
        f"scmp:{number}", "report", at, declared_count=count, instrument=number_printed, announced_on=day
    ),
    st.integers(1, 99),
    MINUTES,
    st.sampled_from([None, 2]),
    st.sampled_from([None, None, "MOFCOM-2025-13"]),
    st.sampled_from(DAYS),
)
ACTS = st.builds(
    lambda number, at, day, action: official(
        f"MOFCOM-2025-{number}", at, targets=firms("Acme", "Zyx"), declared_count=2, announced_on=day, action=action
    ),
    st.integers(13, 16),
    MINUTES,
    st.sampled_from(DAYS),
    st.sampled_from(["list", "delist"]),
)
CLAIMS = st.lists(st.one_of(REPORTS, REPORTS, ACTS), max_size=12, unique_by=lambda one: one.document.key)


def told(claims: Sequence[Claim], cut: datetime) -> tuple[dict[int, Corroboration], list[Turn]]:
    """What is told of what came after a moment, where reports that claim the same are of one text."""
    compared = compare_all(claims)
    rivals = alike(one.report for one in compared)
    pairs = [sorted(pair, key=seniority) for group in rivals for pair in combinations(group, 2) if may_repeat(*pair)]
    found = corroborate(compared, claims, first_of((first, second) for first, second in pairs))
    new = {one.id for one in claims if one.came.at >= cut}
    return (
        {number: one for number, one in found.items() if number in new},
        [turn for one in compared for turn in turns(one) if turn.at >= cut],
    )


@given(CLAIMS, MINUTES)
def test_what_is_told_is_the_same(claims: list[Claim], minute: int) -> None:
    everything, cut = numbered(claims), SEEN + timedelta(minutes=minute)
    assert told(bearing(everything, lambda one: one.came.at >= cut), cut) == told(everything, cut)


def keys(*claims: Claim, new: str) -> list[str]:
    kept = bearing(numbered(claims), lambda one: one.document.key == new)
    return [one.document.key for one in kept]


def test_reports_of_other_days_and_acts_are_left_out() -> None:
    def of(number: int, day: str, **fields: Any) -> Claim:
        return claim(f"voa:{number}", "report", announced_on=day, **fields)

    near, far = of(1, "2025-03-06"), of(2, "2025-03-20")
    other, numbers_it = of(3, "2025-03-06", action="delist"), of(4, "2025-03-20", instrument="MOFCOM-2025-13")
    assert keys(official(), near, far, other, numbers_it, new="MOFCOM-2025-13") == ["MOFCOM-2025-13", "voa:1", "voa:4"]
    chain = [of(number, f"2025-03-{3 * number:02}") for number in range(1, 5)]  # each may repeat the one before
    assert keys(*chain, of(9, "2025-03-20"), report(action="delist"), new="voa:1") == [f"voa:{n}" for n in range(1, 5)]
