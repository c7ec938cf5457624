"""How far silence can be trusted: which sources were reached, and of which nobody can say what they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.report.documents import minute
from crawler.report.words import counted, plain, shortened
from storage.health import Incident
from storage.runs import SourceState

LONGEST = 200  # characters of a title or a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One source: `sure` when it was looked at within the window and nothing failed, `said` in words."""

    source: str
    sure: bool
    said: str


def reach(source: str, state: SourceState | None, since: datetime) -> Reach:
    """What can be said of a source for the time from `since` on."""
    if state is None:
        return Reach(source=source, sure=False, said="cannot say: never looked at")
    last = f"since {minute(state.reached_at)}" if state.reached_at else "so far"
    if state.finished_at < since:
        return Reach(source=source, sure=False, said=f"cannot say: not looked at since {minute(state.finished_at)}")
    report = state.report
    if report.ok:
        return Reach(source=source, sure=True, said=seen(state))
    why = f" ({shortened(plain(report.note), LONGEST)})" if report.note else ""
    if report.links:
        return Reach(source=source, sure=False, said=f"cannot say all: {report.failed} failed{why}; {seen(state)}")
    return Reach(source=source, sure=False, said=f"cannot say: unreachable {last}{why}")


def seen(state: SourceState) -> str:
    """`reached 2026-03-03 01:00 UTC, 24 links, newest 2026-03-03: title`, and what was not understood."""
    newest = state.newest
    parts = [f"reached {minute(state.finished_at)}", counted(state.report.links, "link")]
    if newest:
        parts.append(f"newest {(newest.published or '')[:10]}: {shortened(plain(newest.title), LONGEST)}")
    if state.open_issues:
        parts.append(f"{counted(state.open_issues, 'open issue')}")
    return ", ".join(parts)


def with_incidents(found: Reach, incidents: Iterable[Incident]) -> Reach:
    """The same, and what is wrong with the source since when."""
    wrong = [f"{one.cause} since {minute(one.opened_at)}" for one in incidents if one.source == found.source]
    return replace(found, said="; ".join((found.said, *wrong)))
