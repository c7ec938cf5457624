"""How much a made store remembers."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

END = datetime(2026, 3, 2, tzinfo=UTC)  # of every made store


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """So much, spread evenly over so many weeks; one event in `official` is the Ministry's."""

    documents: int
    versions: int
    events: int
    weeks: int
    official: int = 33

    @property
    def last_week(self) -> str:
        """The first moment of the last week, as `--since` takes it."""
        return f"{END - timedelta(weeks=1):%Y-%m-%dT%H:%MZ}"

    def seen_at(self, version: int) -> datetime:
        """When a version was seen, counted from 1."""
        return END - timedelta(weeks=self.weeks) * (1 - (version - 1) / self.versions)

    def run(self, version: int) -> int:
        """The number of the run that brought it: one a week."""
        return (version - 1) * self.weeks // self.versions + 1

    def document(self, version: int) -> int:
        """How many documents there are with this version."""
        return 1 + (version - 1) * self.documents // self.versions

    def event(self, document: int) -> int:
        """How many events there are with this document."""
        return document * self.events // self.documents


SMALL = Scale(documents=300, versions=500, events=100, weeks=20)


def scale_of(versions: int) -> Scale:
    """Ten years of so many versions. The press grows with them; what the Ministry announces does not."""
    documents, events = versions * 6 // 10, versions // 10
    return Scale(documents=documents, versions=versions, events=events, weeks=520, official=max(1, events // 3030))
