"""What a person reads in the morning: what became known, in the order in which she wants it, and how far to trust it.

Change … | build_digest -> Digest | crawler.report.render -> text, HTML | crawler.report.message -> EmailMessage

Pure: nothing here reads a clock, a file or the store.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from crawler.report.assurance import Reach, reach, with_incidents
from crawler.report.changes import event_line
from crawler.report.entries import Entry, entry, safe_link
from crawler.report.words import counted, plain, shortened
from storage.health import Incident
from storage.model import BEIJING, Change
from storage.runs import SourceState
from storage.upcoming import Upcoming

SOON = 30  # days ahead

MINE = "What concerns you"
LISTINGS = "Listings and removals"
SUSPENSIONS = "Suspensions and what ends soon"
CONTROLS = "Proposals and item controls"
PRESS = "Press without a notice yet: reports, which are not law"
JUDGED = "Press that a notice bears out or contradicts"
EDITS = "Edits worth reading"
PAGES = "Vanished, returned, no longer stated"
HELD = "Held for review: these do not add up"

# What happened -> one of it, several of it, and its section; sections come in this order.
KINDS = {
    "list": ("listing", "listings", LISTINGS),
    "delist": ("removal", "removals", LISTINGS),
    "investigate": ("investigation", "investigations", LISTINGS),
    "suspend": ("suspension", "suspensions", SUSPENSIONS),
    "extend": ("extension", "extensions", SUSPENSIONS),
    "lapsed": ("lapse", "lapses", SUSPENSIONS),
    "lift": ("lift", "lifts", SUSPENSIONS),
    "resume": ("resumption", "resumptions", SUSPENSIONS),
    "propose": ("proposal", "proposals", CONTROLS),
    "control": ("control", "controls", CONTROLS),
    "restrict": ("restriction", "restrictions", CONTROLS),
    "amend": ("amendment", "amendments", CONTROLS),
    "report": ("press", "press", PRESS),
    "corroborated": ("report judged", "reports judged", JUDGED),
    "edited": ("edit", "edits", EDITS),
    "flicker": ("flicker", "flickers", EDITS),
    "gone": ("page vanished", "pages vanished", PAGES),
    "back": ("page back", "pages back", PAGES),
    "retracted": ("no longer stated", "no longer stated", PAGES),
    "held": ("held", "held", HELD),
}
SECTIONS = (MINE, *dict.fromkeys(section for _, _, section in KINDS.values()))


class Profile(Protocol):
    """Who reads: her suppliers, goods and words."""

    def concerning(self, changes: Sequence[Change]) -> list[tuple[str, ...]]:
        """Why each of some changes concerns her, a short line a reason; empty where it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What was seen from `since` on and before `until`."""

    since: datetime
    until: datetime

    @property
    def day(self) -> str:
        """The day in Beijing on which it ends: midnight ends the day before."""
        return (self.until - timedelta(microseconds=1)).astimezone(BEIJING).date().isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Soon:
    """What begins or ends on a day; `document` is a number or an address, `link` the latter when it may be opened."""

    on: str
    what: str
    act: str
    document: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its entries, and, under the suspensions, what begins or ends soon.

    `more` entries are left out here and stand in the CSV, `more_soon` are told by `track upcoming`.
    """

    title: str
    entries: tuple[Entry, ...]
    soon: tuple[Soon, ...] = ()
    more: int = 0
    more_soon: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A digest before it has a form. `profiled` tells "nothing concerns you" from "nobody said what would".

    `concerned` are the changes with the reasons why they concern the reader; `waiting` counts all that is held.
    """

    span: Span
    profiled: bool
    sections: tuple[Section, ...]
    waiting: int
    sources: tuple[Reach, ...]
    concerned: tuple[tuple[Change, tuple[str, ...]], ...]

    @property
    def summary(self) -> str:
        """`1 concerns you: 2 listings, 1 suspension, 3 press`, `nothing new, 2 sources in doubt`."""
        counts = Counter(kind_of(change) for change, _ in self.concerned)
        found = [counted(counts[kind], one, several) for kind, (one, several, _) in KINDS.items() if counts[kind]]
        doubts = sum(not source.sure for source in self.sources)
        told = [*(found or ["nothing new"]), *([f"{counted(doubts, 'source')} in doubt"] if doubts else [])]
        mine = f"{self.mine} {'concerns' if self.mine == 1 else 'concern'} you: " if self.mine else ""
        return mine + ", ".join(told)

    @property
    def mine(self) -> int:
        """How many of the changes concern the reader."""
        return sum(bool(reasons) for _, reasons in self.concerned)

    @property
    def quiet(self) -> bool:
        """Whether nothing is new and every source was reached to say so."""
        return not self.concerned and all(source.sure for source in self.sources)


def build_digest(
    changes: Sequence[Change],
    *,
    span: Span,
    profile: Profile | None = None,
    coming: Iterable[Upcoming] = (),
    waiting: int = 0,
    watched: Sequence[str] = (),
    states: Mapping[str, SourceState],
    incidents: Sequence[Incident] = (),
) -> Digest:
    """Put in order what became known in a span; `watched` are the sources that should have been reached in it, and
    `incidents` those that were open at its end.
    """
    changes = without_turns_told(changes)
    reasons_of = profile.concerning(changes) if profile else [()] * len(changes)
    concerned = tuple(zip(changes, reasons_of, strict=True))
    found: dict[str, list[Entry]] = {title: [] for title in SECTIONS}
    for change, reasons in sorted(concerned, key=lambda pair: pair[0].document.kind == "article"):  # the law first
        found[section_of(change, reasons)].append(entry(change, reasons))
    soon = {SUSPENSIONS: tuple(map(soon_of, coming))}
    sections = (Section(title=title, entries=tuple(found[title]), soon=soon.get(title, ())) for title in SECTIONS)
    return Digest(
        span=span,
        profiled=profile is not None,
        sections=tuple(section for section in sections if section.entries or section.soon),
        waiting=waiting,
        sources=tuple(with_incidents(reach(name, states.get(name), span.since), incidents) for name in watched),
        concerned=concerned,
    )


def without_turns_told(changes: Sequence[Change]) -> list[Change]:
    """Without the turn of a report that is told here itself: its entry says what the authority says of it by now."""
    told = {(change.document.key, change.event) for change in changes if change.kind == "event"}
    return [one for one in changes if one.kind != "corroborated" or (one.document.key, one.event) not in told]


def section_of(change: Change, reasons: tuple[str, ...]) -> str:
    """Her own matters first; but what does not add up is never told as fact, whomever it concerns."""
    kind = kind_of(change)
    return MINE if reasons and kind != "held" else KINDS[kind][2]


def kind_of(change: Change) -> str:
    """The key of a change in `KINDS`."""
    if change.kind != "event" or change.event is None:
        return change.kind
    if change.event.held:
        return "held"
    if change.event.basis != "report":
        return change.event.action
    judged = change.corroboration is not None and change.corroboration.state in ("confirmed", "contradicted")
    return "corroborated" if judged else "report"


def soon_of(one: Upcoming) -> Soon:
    """What begins or ends, in words."""
    return Soon(
        on=one.on,
        what=one.what,
        act=shortened(plain(event_line(one.event)), 200),
        document=shortened(plain(one.document), 120),
        link=safe_link(one.document),
    )


def cut(digest: Digest, most: int) -> Digest:
    """At most so many entries in each section; the rest is counted."""
    return replace(digest, sections=tuple(cut_section(section, most) for section in digest.sections))


def cut_section(section: Section, most: int) -> Section:
    """One section."""
    return replace(
        section,
        entries=section.entries[:most],
        more=len(section.entries[most:]),
        soon=section.soon[:most],
        more_soon=len(section.soon[most:]),
    )
