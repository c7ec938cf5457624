"""The records that pass between the stages, and nothing else.

Instants end in `_at`: aware datetimes in UTC, what we saw. Legal dates end in `_on`: ISO text in Beijing time, a date
(`2025-04-10`) or, where a clock time is printed, a date-time (`2025-04-10T12:01:00+08:00`), what the law says.
The vocabulary of events is that of the event model: its words are the same in JSON, SQLite, on the command line, in
e-mail and on the web.
"""

from datetime import timedelta, timezone

from storage.model.changes import Change
from storage.model.documents import Article, Attachment, Document, DocumentRef, Notice, Outcome
from storage.model.edits import Edit, EditKind, Op, Revision
from storage.model.events import (
    Action,
    Basis,
    Evidence,
    Measure,
    PolicyEvent,
    Referral,
    Regime,
    Resolution,
    Target,
    TargetKind,
)
from storage.model.pages import Capture, Exchange, Issue, Link, Page, Validators

__all__ = [
    "BEIJING",
    "Action",
    "Article",
    "Attachment",
    "Basis",
    "Capture",
    "Change",
    "Document",
    "DocumentRef",
    "Edit",
    "EditKind",
    "Evidence",
    "Exchange",
    "Issue",
    "Link",
    "Measure",
    "Notice",
    "Op",
    "Outcome",
    "Page",
    "PolicyEvent",
    "Referral",
    "Regime",
    "Resolution",
    "Revision",
    "Target",
    "TargetKind",
    "Validators",
]

BEIJING = timezone(timedelta(hours=8), "Beijing")
