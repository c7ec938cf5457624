"""The real reports and notices together, through the command line: how each report stands, checked by reading."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_corpus import CORPUS, replay, track

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real notices is not beside this checkout")

# (document, action, regime) -> state, what was joined, why. The archives give both sides one hour of first sight.
EXPECTED: dict[tuple[str, str, str], tuple[str, list[str], str]] = {
    # 28 contractors "earlier this week": MOFCOM No. 1 of 2 January lists 28.
    ("scmp:3293351", "list", "export-control-list"): ("confirmed", ["MOFCOM-2025-1"], "both count 28"),
    # The catalogue's draft of 2 January is not among the archived notices.
    ("scmp:3293351", "propose", "technology-catalogue"): ("press only", [], "no official act of this kind"),
    ("bloomberg-law:china-plans-export-curbs-on-battery-parts-mineral-technology", "propose", "technology-catalogue"): (
        "press only",
        [],
        "no official act of this kind",
    ),
    # Four firms by name, all among the 28.
    ("voa:7922841", "list", "export-control-list"): ("confirmed", ["MOFCOM-2025-1"], "both name Lockheed Martin"),
    # Executives barred on 2 January: that notice is not archived, those of 14 and 15 January are other acts.
    ("global-times:1326175", "list", "unreliable-entity-list"): ("press only", [], "no official act of this kind"),
    # Eleven firms on 4 April, two by name.
    ("global-times:1331468", "list", "unreliable-entity-list"): ("confirmed", ["UEL-2025-7"], "both count 11"),
    # The sixteen of that day stand in No. 21, which is not archived; No. 22 of 9 April lists twelve others.
    ("global-times:1331468", "list", "export-control-list"): ("press only", [], "no official act of this kind"),
    # A piece of March 2025 that the archive dates 2 January: list and day fit No. 1, nothing else does.
    ("scmp:3300948", "list", "export-control-list"): ("press only", [], "the nearest act is MOFCOM-2025-1"),
    # A piece of December 2024 dated 2 January; No. 46 was announced too long before.
    ("scmp:3289148", "restrict", "dual-use-items"): ("press only", [], "no official act of this kind"),
}
REPORTED = {"MOFCOM-2025-1": ["scmp:3293351", "voa:7922841"], "UEL-2025-7": ["global-times:1331468"]}


def told(db: Path, since: str = "2000-01-01") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(track("diff", "--since", since, "--format", "json", db=db))
    return found


def states(changes: list[dict[str, Any]], kind: str = "event") -> dict[tuple[str, str, str], dict[str, Any]]:
    """The corroboration of every report, by document, action and regime."""
    reports = [one for one in changes if one["kind"] == kind and one["event"]["basis"] == "report"]
    return {
        (one["document"]["key"], one["event"]["action"], one["event"]["regime"]): one["corroboration"]
        for one in reports
    }


def check(found: dict[tuple[str, str, str], dict[str, Any]]) -> None:
    assert found.keys() == EXPECTED.keys()
    for key, (state, joined, reason) in EXPECTED.items():
        assert found[key]["state"] == state, key
        assert [one["key"] for one in found[key]["others"]] == joined, key
        assert reason in "; ".join(found[key]["reasons"]), key


def test_the_notices_that_come_after_the_reports_turn_three_of_them(tmp_path: Path) -> None:
    db = tmp_path / "t.db"
    replay("press-dev.warc.gz", db)
    assert {one["state"] for one in states(told(db)).values()} == {"press only"}
    replay("mofcom-dev.warc.gz", db)
    confirmed = {key for key, (state, _, _) in EXPECTED.items() if state == "confirmed"}
    assert states(told(db, "last-run"), "corroborated").keys() == confirmed
    check(states(told(db)))


def test_reports_that_come_after_the_notices_stand_the_same_and_none_turns(tmp_path: Path) -> None:
    db = tmp_path / "t.db"
    replay("mofcom-dev.warc.gz", db)
    replay("press-dev.warc.gz", db)
    found = told(db)
    check(states(found))
    assert not states(found, "corroborated")
    official = [one for one in found if one["kind"] == "event" and one["event"]["basis"] != "report"]
    for one in official:
        reports = sorted(other["key"] for other in one["corroboration"]["others"])
        assert reports == REPORTED.get(one["document"]["key"], [])
        assert one["corroboration"]["state"] == ("confirmed" if reports else "official only")
    assert "first reported by global-times" in track("show", "UEL-2025-7", db=db)
    shown = json.loads(track("show", "voa:7922841", "--format", "json", db=db))
    assert shown["events"][0]["corroboration"]["state"] == "confirmed"
