"""An event that became known long after its announcement is marked as learned late."""

from dataclasses import replace

import pytest

from storage.late import days_late
from storage.model import Change, DocumentRef
from tests.fakes import event, minute

REF = DocumentRef(key="MOFCOM-2026-11", source="mofcom", kind="notice", title="t", url="https://x.cn/", published=None)
CHANGE = Change(kind="event", seen_at=minute(0), document=REF, capture=None, event=event())  # seen 2026-03-02


@pytest.mark.parametrize(
    ("announced_on", "days"),
    [
        ("2026-03-02", None),
        ("2026-02-23", None),
        ("2026-02-22", 8),
        ("2025-03-02", 365),
        ("2026-03-09", None),
        (None, None),
    ],
)
def test_days_from_announcement_to_sight(announced_on: str | None, days: int | None) -> None:
    assert days_late(replace(CHANGE, event=event(announced_on=announced_on))) == days


def test_a_correction_of_ours_and_a_retraction_are_not_late() -> None:
    old = replace(CHANGE, event=event(announced_on="2025-03-02"))
    assert days_late(replace(old, cause="correction")) is None
    assert days_late(replace(old, kind="retracted")) is None
