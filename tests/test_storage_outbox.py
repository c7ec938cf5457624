"""Mail is kept before it is sent, what became of it is never rewritten, and windows join without a gap."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import StoreError
from storage.history import History
from storage.outbox import PATIENCE, Delivery, Mail, State, covered, is_due
from storage.store import Store
from tests.fakes import minute

ANNA, BEN = "anna@example.org", "ben@example.org"


def mail(since: int = 0, until: int = 10, recipients: tuple[str, ...] = (ANNA, BEN)) -> Mail:
    return Mail(
        message_id=f"<{since}-{until}-{len(recipients)}@example.org>",
        since=minute(since),
        until=minute(until),
        subject="Curbwatch 2026-03-02: nothing new",
        body=b"Subject: x\r\n\r\ny\r\n",
        recipients=recipients,
        created_at=minute(until),
    )


def states(store: Store) -> dict[str, State]:
    return {delivery.address: delivery.state for delivery in store.outbox.deliveries()}


def test_a_mail_waits_for_each_recipient_and_each_is_marked_alone(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.outbox.put(mail())
        anna, _ = store.outbox.deliveries()
        store.outbox.mark(anna, "sending", "", at=minute(11))
        assert states(store) == {ANNA: "sending", BEN: "waiting"}
        store.outbox.mark(anna, "deferred", "451 later", at=minute(12))
        store.outbox.mark(anna, "sent", "250 thanks", at=minute(13))
        assert states(store) == {ANNA: "sent", BEN: "waiting"}
        assert store.outbox.body(anna) == mail().body


def test_the_same_digest_is_kept_once_and_is_sent_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.outbox.put(mail())
        store.outbox.put(mail())
        anna, _ = store.outbox.deliveries()
        store.outbox.mark(anna, "sent", "", at=minute(11))
        with pytest.raises(StoreError, match="UNIQUE"):
            store.outbox.mark(anna, "sent", "", at=minute(12))


@pytest.mark.parametrize(("table", "column"), [("mails", "subject"), ("recipients", "address"), ("attempts", "state")])
def test_what_was_sent_is_history(tmp_path: Path, table: str, column: str) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.outbox.put(mail())
        store.outbox.mark(store.outbox.deliveries()[0], "sent", "", at=minute(11))
    database = sqlite3.connect(tmp_path / "t.db")
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = 'x'"):  # noqa: S608 - ours
        with pytest.raises(sqlite3.IntegrityError, match=f"append-only: {table}"):
            database.execute(statement)
    database.close()


def test_a_locked_or_closed_store_says_so(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db", patience=0.05) as store:
        store.outbox.put(mail())
        (anna, _), blocker = store.outbox.deliveries(), sqlite3.connect(tmp_path / "t.db", isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"t\.db: database is locked"):
            store.outbox.put(mail(10, 20))
        with pytest.raises(StoreError, match=r"t\.db: database is locked"):
            store.outbox.mark(anna, "sent", "", at=minute(11))
        blocker.close()
    with pytest.raises(StoreError):
        store.outbox.deliveries()
    with pytest.raises(StoreError):
        store.outbox.body(anna)


def test_a_store_is_its_owners_alone(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.outbox.put(mail())
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert modes == {"t.db": 0o600, "t.db-wal": 0o600, "t.db-shm": 0o600}


@pytest.mark.parametrize(
    ("state", "age", "due", "due_again"),
    [
        ("waiting", 0, True, True),
        ("deferred", 99, True, True),
        ("refused", 0, True, True),
        ("refused", 1, False, True),
        ("uncertain", 0, False, True),
        ("sent", 0, False, False),
        ("sending", 0, False, False),
    ],
)
def test_what_is_tried_again(state: State, age: int, due: bool, due_again: bool) -> None:
    """Not what may have arrived, unless a person asks; not for ever what a server refuses."""
    one = Delivery(mail=1, message_id="", subject="", created_at=minute(0), address=ANNA, state=state, detail="")
    now = minute(0) + age * PATIENCE
    assert (is_due(one, now), is_due(one, now, again=True)) == (due, due_again)


def test_the_next_window_begins_where_the_last_one_of_its_readers_ended(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.outbox.put(mail(0, 10))
        store.outbox.put(mail(10, 20))
        store.outbox.put(mail(20, 30, (ANNA,)))
    with History.open(tmp_path / "t.db") as history:
        assert history.covered([ANNA]) == minute(30)
        assert history.covered([ANNA, BEN]) == minute(20)
        assert history.covered([ANNA, "new@example.org"]) == minute(30)
        assert history.covered(["new@example.org"]) is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=8))
def test_every_moment_up_to_the_covered_end_was_told(spans: list[tuple[int, int]]) -> None:
    windows = [(minute(start), minute(start + length)) for start, length in spans]
    end = covered(windows)
    if end is None:
        assert not windows
        return
    moment = windows[0][0]
    while moment < end:
        assert any(since <= moment < until for since, until in windows)
        moment += timedelta(minutes=1)
