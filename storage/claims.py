"""What a document claims, with the clocks that corroboration needs. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property

from storage.model import Capture, DocumentRef, PolicyEvent

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something became known: `at` by the page's clock, `learned_at` when the run began that brought it.

    A replayed archive has pages older than what the store already holds: in what order we learned of things only the
    runs tell. `run` is None where a person decided.
    """

    at: datetime
    learned_at: datetime
    run: int | None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """An event of the press or of the authority, known from `came` until `went`.

    `sighted_at` is when a text of the document first said so: our own corrections and its later edits do not move it.
    """

    id: int
    event: PolicyEvent
    document: DocumentRef
    capture: Capture
    sighted_at: datetime
    came: Moment
    went: Moment | None = None

    @cached_property
    def day(self) -> date:
        """The day that it speaks of."""
        return day_spoken_of(self.event, self.document, self.sighted_at)

    @property
    def is_report(self) -> bool:
        """Whether the press says it."""
        return self.event.basis == "report"

    def stood(self, known_at: datetime | None) -> bool:
        """Whether it stood by what was known at an instant; None: whether it stands."""
        if known_at is None:
            return self.went is None
        return self.came.at <= known_at and (self.went is None or self.went.at > known_at)

    def was_learned(self, learned_at: datetime) -> bool:
        """Whether it stood after all that the runs up to one had brought."""
        return self.came.learned_at <= learned_at and (self.went is None or self.went.learned_at > learned_at)


def day_spoken_of(event: PolicyEvent, document: DocumentRef, seen_at: datetime) -> date:
    """The day in Beijing of which a document's event speaks: printed, else of publication, else of sight."""
    return day_of(event.announced_on) or day_of(document.published) or in_beijing(seen_at)


def day_of(text: str | None) -> date | None:
    """The day in Beijing of an ISO date or date-time; without a zone it is Beijing's. None where it is neither."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return in_beijing(found) if found.tzinfo else found.date()


def in_beijing(at: datetime) -> date:
    """The day in Beijing of an instant."""
    try:
        return at.astimezone(BEIJING).date()
    except OverflowError:  # within hours of the first or the last year
        return at.astimezone(UTC).date()
