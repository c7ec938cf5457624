"""One message when something goes wrong with a source, and one when it is well again."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import Literal

from crawler.report.documents import minute
from crawler.report.message import NOBODY, POLICY
from crawler.report.status import incident_line
from crawler.report.words import plain
from storage.database import stamp
from storage.health import Incident
from storage.incidents import Cause

Turn = Literal["opened", "closed"]

MEANING: dict[Cause, str] = {
    "offline": "No source answers: our own line, most likely.",
    "geo-block": "Several hosts of this source are silent, or one says so, while others answer: we may be shut out.",
    "outage": "A host is silent, or answers with an error of its own.",
    "blocked": "A host refuses us, or wants a person to prove that it is one.",
    "robots": "robots.txt forbids us what we read, or could not be read.",
    "redesign": "The pages are not built as they were; the reader of this source must be looked at.",
    "mojibake": "Replies come without their characters.",
    "paywall": "The bodies are cut where they were whole.",
    "unread": "Single pages could not be read.",
}


def as_alert(
    incident: Incident, turn: Turn, *, sender: str | None, recipients: Sequence[str], now: datetime
) -> EmailMessage:
    """The message. The same turn of the same incident is the same message, whenever it is made."""
    message = EmailMessage(policy=POLICY)
    address = sender or NOBODY
    name = "".join(c for c in plain(incident.source) if c.isascii())
    message["From"] = f"Curbwatch <{address}>"
    message["To"] = ", ".join(one for one in recipients if "@" in one) or "undisclosed-recipients:;"
    message["Subject"] = f"Curbwatch: {name}: {incident.cause}" + ("" if turn == "opened" else ": well again")
    message["Date"] = now
    message["Message-ID"] = alert_id(incident, turn, address.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body(incident, turn))
    return message


def body(incident: Incident, turn: Turn) -> str:
    """What happened, and what it means for the digest."""
    if turn == "closed" and incident.closed_at:
        return f"Well again since {minute(incident.closed_at)}.\n\nIt was:\n{incident_line(incident)}\n"
    kept = "What it publishes meanwhile is not known. There is one more message, when it is well again."
    return f"{MEANING[incident.cause]}\n\n{incident_line(incident)}\n\n{kept}\n"


def alert_id(incident: Incident, turn: Turn, domain: str) -> str:
    """Made of the incident alone: who is added to the recipients is not told of it again."""
    made_of = f"{incident.source}\n{incident.id}\n{stamp(incident.opened_at)}\n{turn}"
    return f"<{hashlib.sha256(made_of.encode()).hexdigest()[:32]}@{domain}>"
