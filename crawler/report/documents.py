"""One document with everything known of it, and lists of documents."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from crawler.extract import name_aside
from crawler.report.change_sheet import proof_record
from crawler.report.changes import event_line, named, terms_line
from crawler.report.corroboration import corroboration_lines, corroboration_record
from crawler.report.sheets import Sheet, escaped
from crawler.report.words import plain
from storage.codec import document_json, event_json
from storage.documents import CopyRecord, DocumentRecord, EventRecord, VersionRecord
from storage.lists import Stated
from storage.model import Attachment, Capture, Document, Issue, Notice
from storage.search import Hit

MARKS = ("«", "»")  # around the sentences that prove an event


def document_as(record: DocumentRecord, changed_by: Sequence[Stated], form: str) -> str:
    """The document as text, Markdown or JSON; `changed_by` are the official events that affect it."""
    if form == "json":
        return json.dumps(document_record(record, changed_by), ensure_ascii=False, indent=2)
    lines = document_markdown if form == "markdown" else document_lines
    return "\n".join(lines(record, changed_by))


def document_lines(record: DocumentRecord, changed_by: Sequence[Stated]) -> Iterator[str]:
    """Title, facts, events, copies, versions, issues, and the text with its evidence marked."""
    yield plain(record.title)
    yield from (f"  {name}: {value}" for name, value in facts(record))
    for heading, lines in sections(record, changed_by):
        yield f"\n{heading}"
        yield from (f"  {line}" for line in lines)
    yield "\nText"
    yield from (f"  {plain(line)}" for line in marked_text(record).split("\n"))


def document_markdown(record: DocumentRecord, changed_by: Sequence[Stated]) -> Iterator[str]:
    """The same for a memo."""
    yield f"# {escaped(record.title)}\n"
    yield from (f"- {name}: {escaped(value)}" for name, value in facts(record))
    for heading, lines in sections(record, changed_by):
        yield f"\n## {heading}\n"
        yield from (f"- {escaped(line)}" for line in lines)
    yield "\n## Text\n"
    yield from (f"{escaped(line)}\n" for line in marked_text(record).split("\n"))


def facts(record: DocumentRecord) -> Iterator[tuple[str, str]]:
    """What the document says of itself, and since when we know it."""
    document = document_json(record.document)
    for name in ("source", "kind", "instrument", "issuer", "published", "modified", "signed_on", "access"):
        if document.get(name):
            yield name, plain(str(document[name]))
    if left_out := aside_of(record):
        yield "aside", left_out
    yield "page", plain(record.ref.url)
    yield "first seen", minute(record.first_seen_at)


def aside_of(record: DocumentRecord) -> str | None:
    """What a report without events tells that is outside the vocabulary."""
    return name_aside(record.document, [one.event for one in record.events])


def sections(record: DocumentRecord, changed_by: Sequence[Stated]) -> Iterator[tuple[str, list[str]]]:
    """Headings with their lines, empty ones left out."""
    found = {
        "Events": [line for event in record.events for line in event_lines(event)],
        "Changed by": [f"{event_line(one.event)} ({plain(one.document)})" for one in changed_by],
        "Attachments": list(map(attachment_line, attachments_of(record.document))),
        "Copies": list(map(copy_line, record.copies)),
        "Versions": list(map(version_line, record.versions)),
        "Issues": [f"{issue.kind}: {plain(issue.detail)} ({minute(issue.seen_at)})" for issue in record.issues],
    }
    return ((heading, lines) for heading, lines in found.items() if lines)


def event_lines(record: EventRecord) -> Iterator[str]:
    """An event, its terms and every target by name."""
    event = record.event
    ours = ", our correction" if record.cause == "correction" else ""
    over = f", no longer stated since {minute(record.retracted_at)}" if record.retracted_at else ""
    yield f"{event_line(event)} (known since {minute(record.first_seen_at)}{ours}{over})"
    if terms := terms_line(event):
        yield f"  {terms}"
    if event.held:
        yield f"  held: {plain(event.held)}"
    if record.corroboration:
        yield from (f"  {line}" for line in corroboration_lines(record.corroboration, event.basis))
    yield f"  “{plain(event.evidence.quote)}” (characters {event.evidence.start} to {event.evidence.end})"
    yield from (f"    {place}. {named(target)}" for place, target in enumerate(event.targets, 1))


def attachments_of(document: Document) -> tuple[Attachment, ...]:
    """The files that a notice links to."""
    return document.attachments if isinstance(document, Notice) else ()


def attachment_line(attachment: Attachment) -> str:
    """A file, and where in the text it was read to."""
    read = "not read" if attachment.start is None else f"in the text from character {attachment.start} on"
    return " ".join(filter(None, (plain(attachment.label), plain(attachment.url), f"({read})")))


def copy_line(copy: CopyRecord) -> str:
    """A page on which the document stands."""
    taken = ", whose text is taken" if copy.preferred else ""
    gone = f", gone since {minute(copy.gone_at)}" if copy.gone_at else ""
    return f"{plain(copy.url)} (seen {minute(copy.first_seen_at)} to {minute(copy.last_seen_at)}{taken}{gone})"


def version_line(version: VersionRecord) -> str:
    """What a copy said from when on, and where the bytes lie."""
    current = ", current" if version.current else ""
    return f"{minute(version.seen_at)} {plain(version.url)} {place(version.capture)}{current}"


def place(capture: Capture) -> str:
    """Where the bytes lie."""
    return f"in {capture.file} at {capture.offset}"


def minute(at: datetime) -> str:
    """An instant for people."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def marked_text(record: DocumentRecord) -> str:
    """The current text with the evidence of its standing events between «»."""
    standing = [event.event.evidence for event in record.events if not event.retracted_at]
    places = [place for proof in standing for place in ((proof.start, MARKS[0]), (proof.end, MARKS[1]))]
    text = record.text
    for place, mark in sorted(set(places), reverse=True):
        text = text[:place] + mark + text[place:]
    return text


def document_record(record: DocumentRecord, changed_by: Sequence[Stated]) -> dict[str, Any]:
    """Everything, in the words of the event model."""
    return {
        "key": record.ref.key,
        "document": document_json(record.document),
        "first_seen_at": record.first_seen_at.isoformat(),
        "events": [event_record(event) for event in record.events],
        "aside": aside_of(record),
        "changed_by": [{"document": one.document, "event": event_json(one.event)} for one in changed_by],
        "copies": [copy_record(copy) for copy in record.copies],
        "versions": [version_record(version) for version in record.versions],
        "issues": [issue_record(issue) for issue in record.issues],
    }


def event_record(record: EventRecord) -> dict[str, Any]:
    """An event and the two clocks."""
    return event_json(record.event) | {
        "cause": record.cause,
        "first_seen_at": record.first_seen_at.isoformat(),
        "retracted_at": record.retracted_at.isoformat() if record.retracted_at else None,
        "corroboration": corroboration_record(record.corroboration) if record.corroboration else None,
        "proof": proof_record(record.capture),
    }


def copy_record(copy: CopyRecord) -> dict[str, Any]:
    """A copy."""
    return {
        "url": copy.url,
        "preferred": copy.preferred,
        "first_seen_at": copy.first_seen_at.isoformat(),
        "last_seen_at": copy.last_seen_at.isoformat(),
        "gone_at": copy.gone_at.isoformat() if copy.gone_at else None,
    }


def version_record(version: VersionRecord) -> dict[str, Any]:
    """A version."""
    return {
        "url": version.url,
        "title": version.title,
        "content_hash": version.content_hash,
        "seen_at": version.seen_at.isoformat(),
        "current": version.current,
        "proof": proof_record(version.capture),
    }


def issue_record(issue: Issue) -> dict[str, Any]:
    """What was not understood or not reached."""
    return {"kind": issue.kind, "url": issue.url, "detail": issue.detail, "seen_at": issue.seen_at.isoformat()}


def hits_sheet(hits: list[Hit]) -> Sheet:
    """A row a document found."""
    columns = ("key", "published", "source", "title", "where")
    rows = tuple(
        (hit.document.key, (hit.document.published or "")[:10], hit.document.source, hit.document.title, hit.snippet)
        for hit in hits
    )
    return Sheet(columns=columns, rows=rows, records=[hit_record(hit) for hit in hits])


def hit_record(hit: Hit) -> dict[str, Any]:
    """A document found, and the place of the first word."""
    ref = hit.document
    return {
        "key": ref.key,
        "source": ref.source,
        "kind": ref.kind,
        "title": ref.title,
        "url": ref.url,
        "published": ref.published,
        "found_in": hit.field,
        "start": hit.start,
        "end": hit.end,
        "snippet": hit.snippet,
    }
