"""What became known."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.counterparts import Corroboration
from storage.model.documents import DocumentRef
from storage.model.edits import Revision
from storage.model.events import PolicyEvent
from storage.model.pages import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that became known.

    `event`: an event appeared (`event` set); `retracted`: an event no longer stands in its document; `edited`: title or
    text changed (`revision`), `flicker`: it changed and changed back within a day; `gone` and `back`: the page vanished
    or returned; `lapsed`: the last day of a suspension (`event`) is past, and no notice has said what follows;
    `corroborated`: what the authority says of a report (`event`) told before is another than it was (`corroboration`).
    `cause` is `correction` when our own newer rules or readers, not the publisher, made the difference.
    """

    kind: Literal["event", "retracted", "edited", "flicker", "gone", "back", "lapsed", "corroborated"]
    seen_at: datetime
    document: DocumentRef
    capture: Capture | None
    event: PolicyEvent | None = None
    corroboration: Corroboration | None = None
    revision: Revision | None = None
    cause: Literal["world", "correction"] = "world"
