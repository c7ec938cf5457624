"""The main job on real archives, through the command line: every numbered notice once, every press event stored."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.history import History
from storage.lists import fold

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FOUR = ("Global Times", "South China Morning Post", "VOA News", "Bloomberg Law")

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real notices is not beside this checkout")


def track(*arguments: str, db: Path, expect: int = 0) -> str:
    """Run `track` as a person would, far from any configuration; return what it prints."""
    environment = {**os.environ, "HOME": str(db.parent), "PYTHONPATH": str(Path(__file__).parents[1])}
    run = subprocess.run(
        [sys.executable, "-m", "crawler", *arguments, "--db", str(db)],
        capture_output=True,
        text=True,
        cwd=db.parent,
        env=environment,
        check=False,
    )
    assert run.returncode == expect, run.stderr
    return run.stdout


def replay(archive: str, db: Path) -> dict[str, Any]:
    """Replay one of the corpus's archives; the closing table by source."""
    printed = track("crawl", "--since", "2023-01-01", "--replay", str(CORPUS / archive), "--format", "json", db=db)
    return {report["source"]: report for report in json.loads(printed)}


def changes(db: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(track("diff", "--since", "2000-01-01", "--format", "json", db=db))
    return found


def manifest(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name / "manifest.jsonl").read_text().splitlines()]


def gold(name: str, page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CORPUS / name / "gold" / f"{page}.json").read_text())
    return found


def kind(event: dict[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    return event["action"], event["regime"], tuple(sorted(event["affects"]))


def test_every_numbered_notice_is_stored_once_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    db = tmp_path / "t.db"
    first = replay("mofcom-dev.warc.gz", db)["mofcom"]
    assert first["ok"]
    assert first["new"] > 0
    found = changes(db)
    told = {}
    for change in found:
        told.setdefault(change["document"]["key"], set()).add(kind(change["event"]))
    numbered = {gold("notices", entry["id"])["instrument"] for entry in manifest("notices")} - {None}
    for entry in manifest("notices"):
        page = gold("notices", entry["id"])
        if page["instrument"] in numbered and page["events"] and page["published"] >= "2023":
            assert told[page["instrument"]] == {kind(event) for event in page["events"]}, entry["id"]
    again = replay("mofcom-dev.warc.gz", db)["mofcom"]
    assert (again["new"], again["changed"], again["failed"]) == (0, 0, 0)
    assert again["unchanged"] == first["new"] + first["unchanged"]
    assert changes(db) == found


def test_every_press_event_of_the_four_sources_is_stored(tmp_path: Path) -> None:
    db = tmp_path / "t.db"
    reports = replay("press-dev.warc.gz", db)
    assert all(report["ok"] for report in reports.values()), reports
    told: dict[str, set[tuple[str, ...]]] = {}
    for change in changes(db):
        told.setdefault(change["document"]["url"], set()).add((change["event"]["action"], change["event"]["regime"]))
    wanted = [gold("press", entry["id"]) for entry in manifest("press")]
    wanted = [page for page in wanted if page["events"] and page["outlet"] in FOUR]
    assert len(wanted) >= 7
    for page in wanted:
        name = page["url"].partition("?")[0].rpartition("/")[2]
        (url,) = {url for url in told if url.partition("?")[0].endswith(name)}
        assert told[url] >= {(event["action"], event["regime"]) for event in page["events"]}, page["title"]


# Instrument -> every day on which its designations change, with how they stand from then on. Read from the notices.
GRAPHITE = "https://aqygzj.mofcom.gov.cn/qdml/art/2023/art_28aca48820d94a1ca822047d6716c1d6.html"  # prints no number
STATES: dict[str, dict[str, dict[str, int]]] = {
    "MOFCOM-2006-50": {"2023-12-01": {"lifted": 1}},  # never seen itself
    "MOFCOM-2024-33": {"2024-09-15": {"active": 12}},
    "MOFCOM-2024-46": {"2024-12-17": {"active": 1}},  # the portal's date: this copy prints none
    "MOFCOM-2025-1": {"2025-01-02": {"active": 28}},
    "MOFCOM-2025-10": {"2025-02-04": {"active": 18}},
    "MOFCOM-2025-13": {"2025-03-04": {"active": 15}},
    "MOFCOM-2025-22": {"2025-04-10": {"active": 12}},
    "MOFCOM-2025-35": {"2025-07-09": {"active": 8}},
    "MOFCOM-2025-55": {"2025-11-07": {"suspended": 1}, "2026-11-11": {"lapsed": 1}},
    "MOFCOM-2025-56": {"2025-11-07": {"suspended": 1}, "2026-11-11": {"lapsed": 1}},
    "MOFCOM-2025-57": {  # paused by a notice that names it a day before it takes effect
        "2025-11-07": {"suspended": 1},
        "2025-11-08": {"suspended": 15},
        "2026-11-11": {"lapsed": 15},
    },
    "MOFCOM-2025-58": {"2025-11-07": {"suspended": 1}, "2026-11-11": {"lapsed": 1}},
    "MOFCOM-2025-61": {  # most of it was to take effect on 1 December, when it rested already
        "2025-10-09": {"active": 1},
        "2025-11-07": {"suspended": 1},
        "2025-12-01": {"suspended": 3},
        "2026-11-11": {"lapsed": 3},
    },
    "MOFCOM-2025-62": {"2025-11-07": {"suspended": 1}, "2026-11-11": {"lapsed": 1}},
    "MOFCOM-2026-11": {"2026-02-24": {"active": 20}},
    "MOFCOM-2026-12": {"2026-02-24": {"active": 20}},
    "MOFCOM-2026-23": {"2026-06-22": {"active": 10}},
    "MOFCOM-ORDER-2025-6": {"2025-10-14": {"active": 5}},
    "UEL-2023-1": {"2023-02-16": {"active": 2}},
    "UEL-2024-1": {"2024-05-20": {"active": 2}},
    "UEL-2025-2": {"2025-01-14": {"active": 7}},
    "UEL-2025-3": {"2025-01-15": {"active": 4}},
    "UEL-2025-5": {"2025-03-04": {"active": 10}},
    "UEL-2025-7": {  # suspended for 90 days, the suspension extended by 90, then nothing
        "2025-04-04": {"active": 11},
        "2025-05-14": {"suspended": 11},
        "2025-11-10": {"lapsed": 11},
    },
    "UEL-2025-8": {"2025-05-14": {"suspended": 1}, "2025-08-12": {"lifted": 1}},
    "UEL-2025-9": {"2025-09-25": {"active": 3}},
    GRAPHITE: {"2023-12-01": {"active": 2}},
}
DAYS = sorted({day for days in STATES.values() for day in days})


def test_the_state_of_every_list_on_every_day_around_a_change(tmp_path: Path) -> None:
    db = tmp_path / "t.db"
    replay("mofcom-dev.warc.gz", db)
    with History.open(db) as history:
        stated = history.stated()
    for day in sorted({*DAYS, *map(day_before, DAYS), "2027-12-31"}):
        found: dict[str, Counter[str]] = {}
        for one in fold(stated, day):
            found.setdefault(one.instrument, Counter())[one.status] += 1
        assert found == standing(day), day


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def standing(day: str) -> dict[str, dict[str, int]]:
    """What `STATES` says of a day."""
    latest = {name: max((on for on in days if on <= day), default=None) for name, days in STATES.items()}
    return {name: STATES[name][on] for name, on in latest.items() if on}
