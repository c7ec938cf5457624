"""A change as the timeline prints it: the entry that a digest has, with a tag, a colour and where it leads."""

from dataclasses import dataclass

from crawler.report.changes import aside, kind_of, where
from crawler.report.entries import Entry, entry
from crawler.report.words import ACTIONS, plain
from storage.model import Change

TONES = {"list": "alarm", "control": "alarm", "restrict": "alarm", "lift": "calm", "delist": "calm", "suspend": "calm"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """`tag` is what happened in a word, `tone` how it is coloured, `what` its line, `marks` the asides.

    `key` and `title` are the document's. All of it is text: the template escapes it.
    """

    tag: str
    tone: str
    what: str
    marks: str
    key: str
    title: str
    entry: Entry


def card(change: Change) -> Card:
    """A change in the words of `track diff`."""
    event = change.event
    title = plain(change.document.title)
    return Card(
        tag=(kind_of(change) if event is None or change.kind != "event" else ACTIONS[event.action]).upper(),
        tone="held" if event and event.held else TONES.get(event.action, "") if event else "",
        what=where(event) if event else title,
        marks=aside(change),
        key=change.document.key,
        title=title,
        entry=entry(change, ()),
    )
