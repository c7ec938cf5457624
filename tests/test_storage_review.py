"""What does not add up is held until a person decides; the decision is part of history."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.errors import StoreError
from storage.history import ChangeWindow, History
from storage.lists import fold
from storage.model import Capture, Evidence, Notice, PolicyEvent, Target
from storage.store import Store

SEEN_AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
DECIDED_AT = SEEN_AT + timedelta(days=1)
REASON = "16 are declared, 1 are named"
TEXT = "前文。决定将甲公司等16家实体列入。后文。"
EVENT = PolicyEvent(
    action="list",
    regime="export-control-list",
    basis="notice",
    instrument="MOFCOM-2026-101",
    targets=(Target(kind="company", name_zh="甲公司"),),
    declared_count=16,
    effective_on="2026-03-02",
    evidence=Evidence(quote="决定将甲公司等16家实体列入", start=3, end=17),
    held=REASON,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one event that is held and one that is not."""
    db = tmp_path / "t.db"
    with Store.open(db) as store:
        run = store.start_run(started_at=SEEN_AT, replay=False)
        for number, event in ((101, EVENT), (102, replace(EVENT, instrument="MOFCOM-2026-102", held=None))):
            url = f"https://www.mofcom.gov.cn/{number}.html"
            page = Notice(source="mofcom", url=url, title="t", text=TEXT, published=None, instrument=event.instrument)
            capture = Capture(
                url=url, status=200, file="1.warc.gz", offset=number, digest=f"{number}", fetched_at=SEEN_AT
            )
            store.remember(page, capture, [event], run=run, reader_version=1, rules_version=1)
    return db


def held_id(path: Path) -> int:
    with History.open(path) as history:
        (one,) = history.held()
        return one.id


def decide(path: Path, decision: str) -> None:
    number = held_id(path)
    with Store.open(path) as store:
        store.review(number, decision, note="read by hand", decided_at=DECIDED_AT)  # type: ignore[arg-type]


def listed(path: Path) -> list[str]:
    with History.open(path) as history:
        return [one.instrument for one in fold(history.stated(), "2026-04-01")]


def told(path: Path, since: datetime) -> list[tuple[str | None, str | None]]:
    with History.open(path) as history:
        found = history.changes(ChangeWindow(since=since))
        return [(change.document.key, change.event.held if change.event else None) for change in found]


def test_it_is_shown_with_its_reason_and_the_text_around_it(path: Path) -> None:
    with History.open(path) as history:
        (one,) = history.held()
    assert (one.reason, one.verdict) == (REASON, None)
    assert one.around == "前文。«决定将甲公司等16家实体列入»。后文。"
    assert listed(path) == ["MOFCOM-2026-102"]
    assert told(path, SEEN_AT) == [("MOFCOM-2026-101", REASON), ("MOFCOM-2026-102", None)]


def test_accepted_it_counts_and_is_told_when_it_was_accepted(path: Path) -> None:
    decide(path, "accept")
    assert listed(path) == ["MOFCOM-2026-101", "MOFCOM-2026-102"]
    assert told(path, DECIDED_AT) == [("MOFCOM-2026-101", None)]
    assert told(path, SEEN_AT) == [("MOFCOM-2026-102", None), ("MOFCOM-2026-101", None)]


def test_rejected_it_stays_out_and_says_why(path: Path) -> None:
    decide(path, "reject")
    assert listed(path) == ["MOFCOM-2026-102"]
    assert told(path, SEEN_AT)[0] == ("MOFCOM-2026-101", "rejected: read by hand")
    with History.open(path) as history:
        (one,) = history.held()
    assert one.verdict is not None
    assert (one.verdict.decision, one.verdict.decided_at) == ("reject", DECIDED_AT)


def test_the_last_decision_counts_and_every_one_is_kept(path: Path) -> None:
    decide(path, "reject")
    decide(path, "accept")
    assert listed(path) == ["MOFCOM-2026-101", "MOFCOM-2026-102"]


def test_what_is_not_held_cannot_be_decided(path: Path) -> None:
    with Store.open(path) as store, pytest.raises(StoreError, match="no event 999 is held"):
        store.review(999, "accept", note="x", decided_at=DECIDED_AT)


def test_a_decision_is_not_rewritten(path: Path) -> None:
    decide(path, "accept")
    with Store.open(path) as store, pytest.raises(Exception, match="append-only"):
        store._database.execute("UPDATE reviews SET decision = 'reject'")


def test_a_locked_store_says_so(path: Path) -> None:
    number = held_id(path)
    blocker = sqlite3.connect(path, isolation_level=None)
    with Store.open(path, patience=0.05) as store:
        blocker.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="database is locked"):
            store.review(number, "accept", note="x", decided_at=DECIDED_AT)
    blocker.close()


def test_the_command_lists_decides_and_keeps_the_note(path: Path) -> None:
    def track(*arguments: str) -> str:
        run = subprocess.run(
            [sys.executable, "-m", "crawler", "review", *arguments], capture_output=True, text=True, check=True
        )
        return run.stdout

    assert "16 are declared, 1 are named" in track("--db", str(path))
    number = str(held_id(path))
    assert track("accept", number, "--note", "=read by hand", "--db", str(path)) == f"Event {number}: accepted.\n"
    assert "accepted 2" in track("--db", str(path))
    assert "'=read by hand" in track("--format", "csv", "--db", str(path))
