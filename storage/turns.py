"""What the authority says of a report turns: nobody had said so, now a notice does. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import methodcaller

from storage.claims import Claim, Moment
from storage.judging import Compared, Judgement, judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A report whose state became another `at` an instant, by what became known at a moment."""

    report: Claim
    judgement: Judgement
    at: datetime
    moment: Moment


def turns(compared: Compared) -> Iterator[Turn]:
    """The turns of a report, in the order in which we learned of them.

    What came with the report, or before it, is no turn: the report was told with it.
    """
    report, later = compared.report, moments(compared)
    if not later:  # nearly always
        return
    before = judge(compared, methodcaller("was_learned", report.came.learned_at))
    for moment in later:
        after = judge(compared, methodcaller("was_learned", moment.learned_at))
        if after.state != before.state:
            yield Turn(report=report, judgement=after, at=turned_at(report, after, moment), moment=moment)
        before = after


def moments(compared: Compared) -> list[Moment]:
    """When official events that bear on the report came or went while it stood, one moment a run."""
    report = compared.report
    bearing = (match.official for match in compared.matches)
    found = {
        moment.learned_at: moment
        for one in bearing
        for moment in (one.came, one.went)
        if moment and moment.learned_at > report.came.learned_at and report.was_learned(moment.learned_at)
    }
    return [found[learned_at] for learned_at in sorted(found)]


def turned_at(report: Claim, after: Judgement, moment: Moment) -> datetime:
    """When the later of the two became known; where something went, the moment it did."""
    brought = [one.official.came.at for one in after.matches if one.official.came.learned_at == moment.learned_at]
    return max(report.came.at, min(brought, default=moment.at))
