"""Records to JSON and back, in the words and the order of the event model: what `track extract` prints and the store
keeps. Nothing is added and nothing renamed on the way."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from storage.model import Article, Attachment, Document, Evidence, Notice, PolicyEvent, Referral, Resolution, Target

# What a target of each kind carries, as the event model's table has it.
NAMES = ("name_zh", "name_en")
PARTY = (*NAMES, "aliases", "address", "postcode", "country", "parent")
CARRIED: dict[str, tuple[str, ...]] = {
    "company": PARTY,
    "organization": PARTY,
    "person": (*NAMES, "role", "employer"),
    "item": (*NAMES, "control_codes", "hs_codes"),
    "technology": (*NAMES, "control_codes"),
    "country": (*NAMES, "country"),
}

# Fields of the two kinds of document, after those that both have.
BOTH = ("source", "kind", "instrument", "title", "published", "text", "url", "language")
NOTICE = ("issuer", "signed_on")
ARTICLE = ("key", "modified", "authors", "section", "access")


def event_json(event: PolicyEvent) -> dict[str, Any]:
    """The event in the terms of the event model; what is beyond it only where it is set."""
    found = {
        "action": event.action,
        "regime": event.regime,
        "basis": event.basis,
        "instrument": event.instrument,
        "affects": list(event.affects),
        "targets": [target_json(target) for target in event.targets],
        "declared_count": event.declared_count,
        "announced_on": event.announced_on,
        "effective_on": event.effective_on,
        "until_on": event.until_on,
        "measures": list(event.measures),
        "evidence": {"quote": event.evidence.quote, "start": event.evidence.start, "end": event.evidence.end},
    }
    beyond = {
        "refers_to": list(map(asdict, event.refers_to)),
        "resolved_affects": list(map(asdict, event.resolved_affects)),
        "held": event.held,
    }
    return found | {name: value for name, value in beyond.items() if value not in (None, [])}


def target_json(target: Target) -> dict[str, Any]:
    """The target with the fields that its kind carries."""
    return {"kind": target.kind} | read_fields(target, CARRIED[target.kind])


def event_of(found: dict[str, Any]) -> PolicyEvent:
    """The event that `event_json` wrote. Raises `KeyError`, `TypeError` or `ValueError` when it is none."""
    fields = found | {
        "affects": tuple(found["affects"]),
        "targets": tuple(target_of(target) for target in found["targets"]),
        "measures": tuple(found["measures"]),
        "evidence": Evidence(**found["evidence"]),
        "refers_to": tuple(Referral(**one) for one in found.get("refers_to", ())),
        "resolved_affects": tuple(Resolution(**one) for one in found.get("resolved_affects", ())),
    }
    return PolicyEvent(**fields)


def target_of(found: dict[str, Any]) -> Target:
    """The target that `target_json` wrote."""
    return Target(**tuples(found, ("aliases", "control_codes", "hs_codes")))


def document_json(document: Document) -> dict[str, Any]:
    """Every field of the document, those that both kinds have first."""
    if isinstance(document, Article):
        return read_fields(document, BOTH + ARTICLE)
    attachments = [attachment_json(attachment) for attachment in document.attachments]
    return read_fields(document, BOTH + NOTICE) | {"attachments": attachments}


def attachment_json(attachment: Attachment) -> dict[str, Any]:
    """The attachment; where its text stands, and of which bytes it is, only once it was read."""
    read = ("start", "digest") if attachment.start is not None else ()
    return read_fields(attachment, ("url", "label", *read))


def document_of(found: dict[str, Any]) -> Document:
    """The document that `document_json` wrote."""
    fields = tuples(found, ("authors",))
    if fields.pop("kind") == "notice":
        return Notice(**fields | {"attachments": tuple(map(attachment_of, found["attachments"]))})
    del fields["instrument"]  # the press has none
    return Article(**fields)


def attachment_of(found: dict[str, Any] | str) -> Attachment:
    """The attachment that `attachment_json` wrote; of older records, where it was its address alone."""
    return Attachment(url=found) if isinstance(found, str) else Attachment(**found)


def fingerprint(event: PolicyEvent) -> str:
    """32 hex digits of what the event says, wherever its sentence stands.

    The evidence is left out: a typing error mended in the first paragraph moves every quote behind it, and moves no
    law. `held` is part of it: an event released from review, or sent there, is another statement of ours.
    """
    import hashlib  # brings OpenSSL; `track diff` reads events and seldom asks

    said = event_json(event)
    del said["evidence"]
    return hashlib.sha256(as_text(said).encode()).hexdigest()[:32]


def as_text(found: dict[str, Any]) -> str:
    """Compact JSON; one spelling for one value as long as the order of the keys is."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def read_fields(record: object, names: Iterable[str]) -> dict[str, Any]:
    """The named fields, tuples as lists."""
    values = ((name, getattr(record, name)) for name in names)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


def tuples(found: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """A copy in which the named lists are tuples."""
    return found | {name: tuple(found[name]) for name in names if name in found}
