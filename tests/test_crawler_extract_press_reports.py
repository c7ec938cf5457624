"""Reports of both kinds, headline and lead, as `pages/reports.txt` lists them."""

import pytest

from tests.claims import events_of
from tests.reading import PAGES

REPORTS = [
    line.split(" | ")
    for line in (PAGES / "reports.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("expected", "title", "lead"), REPORTS, ids=[title[:60] for _, title, _ in REPORTS])
def test_a_report_claims_what_it_tells(expected: str, title: str, lead: str) -> None:
    found = [" ".join(event.split()[:2]) for event in events_of(title, lead.replace(" // ", "\n"))]
    assert sorted(found) == sorted(event for event in expected.split(" + ") if event != "-")
