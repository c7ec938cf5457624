"""A document as it comes in, with all that is written of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.codec import as_text, document_json, fingerprint
from storage.database import stamp
from storage.decide import Cause, Reading, Said
from storage.hashing import attached, content_hash, page_hash
from storage.model import Capture, Document, PolicyEvent
from storage.urls import address


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A reading with what is written of it. `started_at` is when the run began: that is when we correct ourselves."""

    reading: Reading
    document: Document
    events: Mapping[str, PolicyEvent]  # by fingerprint
    capture: int
    started_at: datetime

    def at(self, cause: Cause) -> str:
        """When a difference became known: with the page, or, over archived bytes, when the run read them again."""
        seen_at = self.reading.seen_at
        return stamp(seen_at if cause == "world" else max(seen_at, self.started_at))


def arrive(
    document: Document,
    capture: Capture,
    events: Iterable[PolicyEvent],
    *,
    run: int,
    started_at: datetime,
    rank: int,
    reader_version: int,
    rules_version: int,
) -> Arrival:
    """Put a document that was read into the terms in which it is decided on and written. Of equal events one counts."""
    named = {fingerprint(event): event for event in reversed(tuple(events))}
    record = document_json(document)
    said = Said(title=record.pop("title"), text=record.pop("text"), record=as_text(record))
    reading = Reading(
        key=address(document.key) if "://" in document.key else document.key,
        source=document.source,
        unnumbered=document.kind == "notice" and "://" in document.key,
        url=address(document.url),
        rank=rank,
        content_hash=content_hash(document),
        page_hash=page_hash(document),
        attached=attached(document),
        said=said,
        digest=capture.digest,
        seen_at=capture.fetched_at,
        run=run,
        reader_version=reader_version,
        rules_version=rules_version,
        events=frozenset(named),
    )
    in_order = dict(reversed(named.items()))
    return Arrival(reading=reading, document=document, events=in_order, capture=capture.id, started_at=started_at)
