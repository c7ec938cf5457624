"""One change as an entry of a digest: every word that a reader sees, plain and of bounded length, in no form yet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.report.changes import aside, document_line, where, whom
from crawler.report.corroboration import corroboration_lines
from crawler.report.redline import MOST, Passage, marked, passages
from crawler.report.words import ACTIONS, MEASURES, plain, shortened
from storage.model import Basis, Change, Edit, PolicyEvent

LONGEST_QUOTE = 300  # characters; the CSV has all
LONGEST_TITLE = 140
LONGEST_WORDS = 240  # of any other line
LONGEST_LINK = 1000  # a longer address is no link worth a reader's trust
BASES: dict[Basis, str] = {
    "notice": "",
    "statement": "a statement of the authority, no notice",
    "report": "a press report, which is not law",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change: `headline` says what, `whom` whom, `facts` are labels with values, `place` is that of the quote.

    `link` is the page's address where it may be opened, else empty. `reasons` are why it concerns the reader,
    `corroboration` is what others say of it, in lines. What is not there is empty.
    """

    headline: str
    whom: str
    facts: tuple[tuple[str, str], ...]
    held: str
    quote: str
    place: str
    redline: tuple[Passage, ...]
    more_passages: int
    title: str
    link: str
    seen: str
    archived: str
    corroboration: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def redline_text(self) -> list[str]:
        """The passages with `[-…-]` and `{+…+}`, a line each."""
        return [plain("".join(map(marked, passage))) for passage in self.redline]


def entry(change: Change, reasons: tuple[str, ...]) -> Entry:
    """The entry of a change that concerns the reader for these reasons."""
    event, ref, capture = change.event, change.document, change.capture
    edits = edited(change)
    return Entry(
        headline=headline(change),
        whom=whom(event).removeprefix(": ") if event else "",
        facts=tuple(facts(event)) if event else (),
        held=line(event.held) if event and event.held else "",
        quote=shortened(plain(event.evidence.quote), LONGEST_QUOTE) if event else "",
        place=f"characters {event.evidence.start} to {event.evidence.end} of the text" if event else "",
        redline=edits[:MOST],
        more_passages=len(edits[MOST:]),
        title=shortened(plain(ref.title), LONGEST_TITLE) if event else "",
        link=safe_link(ref.url),
        seen=f"{change.seen_at:%Y-%m-%d %H:%M} UTC",
        archived=f"{plain(capture.file)} at {capture.offset}" if capture else "",
        corroboration=corroboration(change),
        reasons=tuple(map(line, reasons[:MOST])),
    )


def headline(change: Change) -> str:
    """`LISTED on the Unreliable Entity List`, `NO LONGER STATED: LISTED on …`, `EDITED: China puts four …`."""
    event = change.event
    if event is None:
        return shortened(document_line(change), LONGEST_TITLE) + aside(change)
    act = "LAPSED" if change.kind == "lapsed" else ACTIONS[event.action]
    return line(f"{prefix(change)}{act} {where(event)}{aside(change)}")


def prefix(change: Change) -> str:
    """What is told of an event that is no act, or no more: `NO LONGER STATED: `, `REPORTED: `, `CONFIRMED: `."""
    if change.kind == "retracted":
        return "NO LONGER STATED: "
    if change.kind == "corroborated" and change.corroboration:
        return f"{change.corroboration.state.upper()}: "
    return "REPORTED: " if change.event and change.event.basis == "report" else ""


def facts(event: PolicyEvent) -> Iterator[tuple[str, str]]:
    """Instrument, dates, measures, and on whose word when it is not a notice's."""
    terms = {
        "Instrument": event.instrument,
        "Announced": event.announced_on,
        "Effective": event.effective_on,
        "Until": event.until_on,
        "Measures": ", ".join(MEASURES[measure] for measure in event.measures),
        "Authority": BASES[event.basis],
        "Meant": "; ".join(f"{found.instrument}: {found.reason}" for found in event.resolved_affects),
    }
    return ((label, line(value)) for label, value in terms.items() if value)


def line(text: str) -> str:
    """Others' words in one line of bounded length."""
    return shortened(plain(text), LONGEST_WORDS)


def corroboration(change: Change) -> tuple[str, ...]:
    """What others say of it, in a line or two: the press that reported it, the notice that bears a report out."""
    if change.corroboration is None or change.event is None:
        return ()
    return tuple(map(line, corroboration_lines(change.corroboration, change.event.basis)))


def safe_link(url: str) -> str:
    """The address when a browser may be sent there, else nothing: feeds have held `javascript:`."""
    text = plain(url)
    return text if text.startswith(("https://", "http://")) and len(text) <= LONGEST_LINK and " " not in text else ""


def edited(change: Change) -> tuple[Passage, ...]:
    """The passages of an edit, fit to print."""
    if change.revision is None:
        return ()
    return tuple(tuple(map(printable, passage)) for passage in passages(change.revision))


def printable(edit: Edit) -> Edit:
    """The edit without control characters; the blanks at its ends are kept, for its neighbours stand beside it."""
    return replace(edit, text=plain(f"|{edit.text}|")[1:-1])
