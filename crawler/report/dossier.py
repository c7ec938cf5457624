"""A document in words, for pages: text with evidence marked, targets beside it, copies, versions, what changed it."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.report.changes import event_line, named, terms_line
from crawler.report.corroboration import corroboration_lines
from crawler.report.documents import copy_line, facts, minute, version_line
from crawler.report.marking import Piece, marked
from crawler.report.words import plain
from storage.documents import DocumentRecord, EventRecord
from storage.lists import Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An event of the document: its line, terms, sentence, every target by name, why it is held, when we knew."""

    line: str
    terms: str
    quote: str
    held: str
    others: tuple[str, ...]
    over: str
    known: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything on one document, as text."""

    key: str
    title: str
    url: str
    facts: tuple[tuple[str, str], ...]
    acts: tuple[Act, ...]
    changed_by: tuple[tuple[str, str], ...]  # line, key of the document that says so
    copies: tuple[str, ...]
    versions: tuple[str, ...]
    issues: tuple[str, ...]
    pieces: tuple[Piece, ...]


def dossier_of(found: DocumentRecord, changes: Sequence[Stated]) -> Dossier:
    """The document in words; `changes` are the official events that affect it."""
    return Dossier(
        key=found.ref.key,
        title=plain(found.title),
        url=found.ref.url,
        facts=tuple(facts(found)),
        acts=tuple(map(act, found.events)),
        changed_by=tuple((event_line(one.event), one.document) for one in changes),
        copies=tuple(map(copy_line, found.copies)),
        versions=tuple(map(version_line, found.versions)),
        issues=tuple(f"{issue.kind}: {plain(issue.detail)} ({minute(issue.seen_at)})" for issue in found.issues),
        pieces=marked(found.text, evidence_of(found)),
    )


def evidence_of(found: DocumentRecord) -> list[tuple[int, int]]:
    """Where the sentences stand that prove the events that stand. Another copy's text may have them elsewhere."""
    standing = (one.event.evidence for one in found.events if not one.retracted_at)
    return [(one.start, one.end) for one in standing if found.text[one.start : one.end] == one.quote]


def act(record: EventRecord) -> Act:
    """An event in words."""
    event = record.event
    return Act(
        line=event_line(event),
        terms=terms_line(event),
        quote=plain(event.evidence.quote),
        held=plain(event.held or ""),
        others=tuple(corroboration_lines(record.corroboration, event.basis)) if record.corroboration else (),
        over=minute(record.retracted_at) if record.retracted_at else "",
        known=minute(record.first_seen_at),
        targets=tuple(map(named, event.targets)),
    )
