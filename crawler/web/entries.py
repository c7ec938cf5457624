"""A change as a page prints it. Text only: the template escapes it."""

from dataclasses import dataclass

from crawler.report.changes import aside, kind_of, terms_line, where, whom
from crawler.report.entries import corroboration
from crawler.report.redline import redline
from crawler.report.words import ACTIONS, plain
from storage.model import Change

TONES = {"list": "alarm", "control": "alarm", "restrict": "alarm", "lift": "calm", "delist": "calm", "suspend": "calm"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`tag` is what happened in a word, `tone` how it is coloured, `what` and `whom` its line, `marks` the asides."""

    tag: str
    tone: str
    what: str
    whom: str
    marks: str
    terms: str
    quote: str
    held: str
    others: tuple[str, ...]
    edits: tuple[str, ...]
    key: str
    title: str
    url: str
    seen: str
    archived: str


def entry(change: Change) -> Entry:
    """A change in the words of `track diff`."""
    event, ref, capture = change.event, change.document, change.capture
    return Entry(
        tag=(kind_of(change) if event is None or change.kind != "event" else ACTIONS[event.action]).upper(),
        tone="held" if event and event.held else TONES.get(event.action, "") if event else "",
        what=where(event) if event else plain(ref.title),
        whom=whom(event).removeprefix(": ") if event else "",
        marks=aside(change),
        terms=terms_line(event) if event else "",
        quote=plain(event.evidence.quote) if event else "",
        held=plain(event.held) if event and event.held else "",
        others=corroboration(change),
        edits=tuple(redline(change.before, change.after)) if change.before and change.after else (),
        key=ref.key,
        title=plain(ref.title),
        url=ref.url,
        seen=f"{change.seen_at:%Y-%m-%d %H:%M} UTC",
        archived=f"{capture.file} at {capture.offset}" if capture else "",
    )
