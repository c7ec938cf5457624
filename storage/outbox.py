"""Mail on its way: kept before anything is sent, marked by recipient. A crash loses nothing and repeats nothing.

waiting -> sending -> sent | refused | uncertain, and `deferred` is waiting again

`sending` is committed before the byte that makes a server accept. Whoever dies between that byte and the answer cannot
know whether the mail is there: it is `uncertain`, is said so, and is sent again only when a person asks. So a
recipient has a digest once at most, and what she may not have is never hidden.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from storage.database import FOR_EVER, declared, insert, instant, stamp, transaction

State = Literal["waiting", "sending", "sent", "deferred", "refused", "uncertain"]

PATIENCE = timedelta(days=7)  # how long a refused address is tried again: somebody may mend it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message as it goes out, for the changes seen from `since` on and before `until`."""

    message_id: str
    since: datetime
    until: datetime
    subject: str
    body: bytes
    recipients: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How one mail stands with one recipient; `detail` is what the server said last, `mail` the number of its row."""

    mail: int
    message_id: str
    subject: str
    created_at: datetime
    address: str
    state: State
    detail: str


DELIVERIES = """
SELECT mails.id AS mail, message_id, subject, created_at, recipients.address,
  coalesce(last.state, 'waiting') AS state, coalesce(last.detail, '') AS detail
FROM recipients
  JOIN mails ON mails.id = recipients.mail
  LEFT JOIN attempts AS last ON last.id = (
    SELECT max(id) FROM attempts WHERE attempts.mail = recipients.mail AND attempts.address = recipients.address)
ORDER BY mails.id, recipients.address
"""

WINDOWS = """
SELECT since, until FROM recipients JOIN mails ON mails.id = recipients.mail
WHERE address = ? AND since < until AND until <= ? ORDER BY mails.id -- an alert tells no window
"""


class Outbox:
    """The mail of one store. Every method is one transaction and raises `StoreError` when it cannot be made."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path = path
        self._database = database

    def put(self, mail: Mail) -> None:
        """Keep a mail for its recipients. One of the same window and recipients is there already, and stays."""
        with declared(self.path), transaction(self._database):
            if self._database.execute("SELECT 1 FROM mails WHERE message_id = ?", [mail.message_id]).fetchone():
                return
            instants = {name: stamp(getattr(mail, name)) for name in ("since", "until", "created_at")}
            said = {name: getattr(mail, name) for name in ("message_id", "subject", "body")}
            number = insert(self._database, "mails", **said, **instants)
            for address in mail.recipients:
                insert(self._database, "recipients", mail=number, address=address)

    def deliveries(self) -> list[Delivery]:
        """Every mail and recipient, the oldest mail first."""
        with declared(self.path):
            return list(read_deliveries(self._database))

    def body(self, delivery: Delivery) -> bytes:
        """The bytes to send."""
        with declared(self.path):
            row = self._database.execute("SELECT body FROM mails WHERE id = ?", [delivery.mail]).fetchone()
            return bytes(row["body"])

    def mark(self, delivery: Delivery, state: State, detail: str, *, at: datetime) -> None:
        """Record what became of it. What was sent cannot be marked as sent again."""
        with declared(self.path), transaction(self._database):
            values = {"mail": delivery.mail, "address": delivery.address, "state": state, "detail": detail}
            insert(self._database, "attempts", **values, at=stamp(at))


def is_due(delivery: Delivery, now: datetime, *, again: bool = False) -> bool:
    """Whether to try now; with `again` also what was refused long ago, or may have arrived."""
    if delivery.state in ("waiting", "deferred"):
        return True
    if delivery.state == "refused":
        return again or now - delivery.created_at < PATIENCE
    return again and delivery.state == "uncertain"


def covered(windows: Iterable[tuple[datetime, datetime]]) -> datetime | None:
    """The end of what windows tell without a gap, the first one first: one that begins later than that adds nothing."""
    end: datetime | None = None
    for since, until in windows:
        if end is None or since <= end:
            end = max(until, end or until)
    return end


def read_covered(
    database: sqlite3.Connection, addresses: Sequence[str], until: datetime | None = None
) -> datetime | None:
    """The earliest end of what the recipients were told; who is new among them is no reason to tell it all again."""
    ends = [covered(windows(database, address, until)) for address in addresses]
    return min((end for end in ends if end), default=None)


def windows(database: sqlite3.Connection, address: str, until: datetime | None) -> Iterable[tuple[datetime, datetime]]:
    """The windows of one recipient's digests that end by an instant, in the order in which they were made."""
    rows = database.execute(WINDOWS, [address, stamp(until) if until else FOR_EVER])
    return ((instant(row["since"]), instant(row["until"])) for row in rows)


def read_deliveries(database: sqlite3.Connection) -> Iterable[Delivery]:
    """Every mail and recipient, the oldest mail first."""
    return map(delivery_of, database.execute(DELIVERIES))


def delivery_of(row: sqlite3.Row) -> Delivery:
    """A row of `DELIVERIES`."""
    return Delivery(**dict(row) | {"created_at": instant(row["created_at"])})
