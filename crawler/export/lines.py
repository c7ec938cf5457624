"""JSON Lines: a line for each event, and the JSON Schema by which it can be checked."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from crawler.export.records import event_id
from crawler.report.change_sheet import proof_record
from storage.codec import event_json
from storage.model import DocumentRef, PolicyEvent
from storage.standing import StandingEvent

# JSON allows them as they are; programs that split text into lines take them for ends of lines.
LINE_ENDS = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "\u0085\u2028\u2029"})
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Where the bytes of the page with the evidence lie, and their digest (`sha256:<hex>`)."""

    file: str
    offset: int
    digest: str
    url: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event as one document states it. `_on` are dates of the law (Beijing), `_at` instants when we saw it (UTC).

    `id` stays the same from export to export as long as the document says the same. `copies` are the pages on which the
    document stands.
    """

    id: str
    event: PolicyEvent
    document: DocumentRef
    first_seen_at: datetime
    proof: Proof
    copies: tuple[str, ...]


def as_lines(events: Iterable[StandingEvent]) -> str:
    """The events, one JSON object a line."""
    return "".join(json.dumps(line(one), ensure_ascii=False).translate(LINE_ENDS) + "\n" for one in events)


def line(one: StandingEvent) -> dict[str, Any]:
    """The JSON of a `Line`."""
    return {
        "id": event_id(one),
        "event": event_json(one.event),
        "document": asdict(one.document),
        "first_seen_at": one.first_seen_at.isoformat(),
        "proof": proof_record(one.capture),
        "copies": list(one.copies),
    }


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of a line, made from the records themselves. What it does not name is not there."""
    from pydantic import TypeAdapter

    found = TypeAdapter(Line).json_schema(mode="serialization")
    for record in (found, *found["$defs"].values()):
        record["additionalProperties"] = False
    return {"$schema": DIALECT} | found
