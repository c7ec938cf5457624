"""A document through its versions: what became of it, in lines, as a page side by side, or as records."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from crawler.report.change_sheet import proof_record
from crawler.report.documents import minute
from crawler.report.edits import in_words, revision_record
from crawler.report.redline import redline
from crawler.report.render import filled, stylesheet
from crawler.report.words import plain
from storage.model import DocumentRef, Edit
from storage.revisions import Text

Lines = tuple[tuple[Edit, ...], ...]  # paragraphs, each in pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of a document as a page prints it: what the text before has that this one lost, and what is new in it.

    `before` is empty for the first text. `kind` is the kind of the edit in words.
    """

    seen: str
    kind: str
    archived: str
    before: Lines
    after: Lines


def versions_as(ref: DocumentRef, texts: Sequence[Text], form: str) -> str:
    """The versions as text, JSON, or one page of HTML that needs nothing else."""
    if form == "json":
        return json.dumps([record(text) for text in texts], ensure_ascii=False, indent=2)
    if form == "html":
        words = {"title": plain(ref.title), "key": ref.key, "url": ref.url, "versions": list(map(version, texts))}
        return filled("versions.html", words | {"style": stylesheet()})
    return "\n".join(line for text in texts for line in lines(text))


def versions_body(texts: Sequence[Text]) -> Markup:
    """The versions side by side, for a page around them."""
    return Markup(filled("versions_body.html", {"versions": list(map(version, texts))}))  # noqa: S704 - the template escapes


def lines(text: Text) -> Iterator[str]:
    """When, what kind of edit, where its bytes lie; then its redline, of the first text the headline."""
    yield f"{minute(text.seen_at)}  {kind_of(text)} (archived in {text.capture.file} at {text.capture.offset})"
    if text.revision is None:
        yield f"  {plain(text.text.partition(chr(10))[0])}"
    else:
        yield from (f"  {line}" for line in redline(text.revision))


def kind_of(text: Text) -> str:
    """`first seen`, `headline changed, numbers changed [our correction]`."""
    if text.revision is None:
        return "first seen"
    ours = " [our correction]" if text.cause == "correction" else ""
    return (in_words(text.revision) or "white space changed") + ours


def version(text: Text) -> Version:
    """A text beside the one before it."""
    edits = text.revision.edits if text.revision else (Edit(op="equal", text=text.text),)
    return Version(
        seen=minute(text.seen_at),
        kind=kind_of(text),
        archived=f"{text.capture.file} at {text.capture.offset}",
        before=paragraphs(edits, "insert") if text.revision else (),
        after=paragraphs(edits, "delete"),
    )


def paragraphs(edits: Sequence[Edit], without: str) -> Lines:
    """The pieces of one side, by paragraph."""
    found: list[list[Edit]] = [[]]
    for edit in edits:
        if edit.op == without:
            continue
        first, *others = edit.text.split("\n")
        found[-1].append(Edit(op=edit.op, text=first))
        found += [[Edit(op=edit.op, text=line)] for line in others]
    return tuple(tuple(piece for piece in line if piece.text) for line in found)


def record(text: Text) -> dict[str, Any]:
    """A text whole, with what kind of edit led to it."""
    edit = revision_record(text.revision) if text.revision else None
    title, _, body = text.text.partition("\n")
    said = {"seen_at": text.seen_at.isoformat(), "cause": text.cause, "title": title, "text": body, "edit": edit}
    return said | {"proof": proof_record(text.capture)}
