"""What is wrong with a source, from the first run that sees it to the first that is well: one incident, however often.

SourceReport, Issue …, hosts | diagnose -> Diagnosis … | judge -> Verdict | storage.health writes it

Pure. How far the causes can be told apart is how far the evidence goes: a cut cable, a firewall and a dead server are
all silence, and only who else is silent tells between them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from storage.errors import IssueKind
from storage.runs import SourceReport

Cause = Literal[
    "offline",  # no source at all answers: it is our own line
    "geo-block",  # several hosts of one source are silent while other sources answer, or a host says 451
    "outage",  # a host is silent or answers 500 and above
    "blocked",  # a host refuses us: 401, 403, 429, a challenge page
    "robots",  # robots.txt forbids it or could not be read
    "redesign",  # listings name nothing, or most pages are not built as their reader expects
    "mojibake",  # replies that lost their characters
    "paywall",  # nothing but cut bodies where there were whole ones
    "unread",  # single pages that could not be read
]

SILENT: tuple[Cause, ...] = ("offline", "geo-block", "outage")  # the same trouble, as more or less is known of it
AT_THE_DOOR: tuple[Cause, ...] = (*SILENT, "blocked", "robots")  # nobody can say how the pages are
SHAPE: tuple[IssueKind, ...] = ("layout", "empty")
ITSELF: dict[IssueKind, Cause] = {
    "robots": "robots",
    "mojibake": "mojibake",
    "too-large": "unread",
    "private": "unread",
}
ENOUGH_CUT = 3  # cut bodies in one run


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """One issue of a run: `status` is that of the page that proves it, `capture` its number."""

    kind: IssueKind
    host: str
    detail: str
    status: int | None = None
    capture: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """One source in one run, with what else is needed to tell causes apart.

    `hosts` gave at least one page that nobody complains of; `others_reached` tells whether other sources were when they
    were last looked at (None: there are none); `whole_before` whether an earlier run had pages and no cut body.
    """

    report: SourceReport
    symptoms: tuple[Symptom, ...]
    hosts: frozenset[str]
    others_reached: bool | None
    whole_before: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A cause, how many issues say so, and the first of them."""

    cause: Cause
    issues: int
    detail: str
    capture: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is written: incidents that open, numbers of those that go on, and of those that end."""

    opened: tuple[Diagnosis, ...]
    going_on: tuple[tuple[int, Diagnosis], ...]
    closed: tuple[int, ...]


def diagnose(found: Findings) -> tuple[Diagnosis, ...]:
    """Every cause that the issues of a run speak for."""
    causes = [(cause_of(symptom, found), symptom) for symptom in found.symptoms]
    counts = Counter(cause for cause, _ in causes)
    first = dict(reversed(causes))
    return tuple(
        Diagnosis(cause=cause, issues=number, detail=first[cause].detail, capture=first[cause].capture)
        for cause, number in counts.items()
        if cause
    )


def cause_of(symptom: Symptom, found: Findings) -> Cause | None:
    """What one issue speaks for; None for what is no trouble of the source."""
    kind = symptom.kind
    if kind in ("blocked", "http-error", "unreachable"):
        if symptom.host in found.hosts:
            return "unread"
        return silence(symptom, found) if kind == "unreachable" else refusal(symptom)
    if kind in SHAPE:
        return "redesign" if is_redesign(found) else "unread"
    if kind == "paywall":
        return "paywall" if is_cut(found) else None
    return ITSELF.get(kind)


def refusal(symptom: Symptom) -> Cause:
    """An answer that is no page. Where every page of a host is gone, its addresses were changed."""
    if symptom.status == 451:
        return "geo-block"
    if symptom.kind == "blocked":
        return "blocked"
    return "outage" if (symptom.status or 500) >= 500 else "redesign"


def silence(symptom: Symptom, found: Findings) -> Cause:
    """No answer. One dead host is an outage; several that die together while others live are more likely a wall."""
    if found.hosts:
        return "outage"
    if found.others_reached is False:
        return "offline"
    silent = {one.host for one in found.symptoms if one.kind == symptom.kind}
    return "geo-block" if len(silent) > 1 and found.others_reached else "outage"


def is_redesign(found: Findings) -> bool:
    """Whether listings name nothing, or at least half of what was read had another shape."""
    report = found.report
    strange = sum(one.kind in SHAPE for one in found.symptoms)
    return not report.links or strange >= report.new + report.changed + report.unchanged


def is_cut(found: Findings) -> bool:
    """Whether all that is new is cut where it was whole before. A source that always cuts is as it is."""
    cut = sum(one.kind == "paywall" for one in found.symptoms)
    return found.whole_before and cut >= max(ENOUGH_CUT, found.report.new + found.report.changed)


def judge(now: Sequence[Diagnosis], standing: Iterable[tuple[int, Cause]]) -> Verdict:
    """What becomes of the incidents of a source: `standing` are those still open, by number.

    While a host does not let us in, what was wrong before may still be: nothing closes.
    """
    shut = any(one.cause in AT_THE_DOOR for one in now)
    seen = {family(one.cause): one for one in now}
    known = {family(cause): number for number, cause in standing}
    return Verdict(
        opened=tuple(one for name, one in seen.items() if name not in known),
        going_on=tuple((number, seen[name]) for name, number in known.items() if name in seen),
        closed=() if shut else tuple(number for name, number in known.items() if name not in seen),
    )


def family(cause: Cause) -> Cause:
    """One outage is one incident, whatever is learned of its cause from run to run."""
    return "outage" if cause in SILENT else cause
