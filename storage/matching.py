"""Whether a report and an official event may speak of one act, and what speaks for it. Pure.

They must be of one regime and of one kind of act, and the day the report speaks of must lie near the announcement,
unless it prints the notice's number.
"""

from dataclasses import dataclass
from datetime import date

from storage.claims import Claim
from storage.model import Action, PolicyEvent
from storage.signs import AGAINST, FOR, Bearing, Face, Sign, signs

LAGS = 7  # days for which a report may speak of an act after its announcement: weekends, "earlier this week"
LEADS = 3  # days by which it may be ahead of it: "will announce", and the notice's own date is later

EASED: tuple[Action, ...] = ("suspend", "extend", "lift", "delist")  # one kind of act to an outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A report beside an official event, announced `days` after the day of the report (negative: before it)."""

    official: Claim
    days: int
    signs: tuple[Sign, ...]

    def words(self, *bearings: Bearing) -> tuple[str, ...]:
        """What the signs of these bearings say."""
        return tuple(sign.words for sign in self.signs if sign.bearing in bearings)

    @property
    def confirms(self) -> bool:
        """Something beyond list and day agrees, and nothing speaks against it."""
        return bool(self.words(*FOR)) and not self.words(*AGAINST)

    @property
    def contradicts(self) -> bool:
        """It is surely the same act, and something differs."""
        return bool(self.words("same")) and bool(self.words(*AGAINST))

    @property
    def strength(self) -> tuple[int, int, int, int]:
        """Signs of identity, of agreement, of number, nearness in days."""
        same, agreeing, counted = (len(self.words(bearing)) for bearing in FOR)
        return same, agreeing, counted, -abs(self.days)


def kind_of_act(event: PolicyEvent) -> tuple[str, str]:
    """What must be equal before anything is compared."""
    return event.regime, "ease" if event.action in EASED else event.action


def are_near(report: date, official: date) -> bool:
    """Whether a report of a day may be about an act announced on another."""
    return -LAGS <= (official - report).days <= LEADS


def compare(report: Face, official: Face) -> Match | None:
    """The signs that both speak of one act; None where they are too far apart in time."""
    days = (official.day - report.day).days
    numbered = report.event.instrument is not None and report.event.instrument == official.event.instrument
    if not numbered and not are_near(report.day, official.day):
        return None
    return Match(official=official.claim, days=days, signs=tuple(signs(report, official)))
