"""What kind of edit a text went through, in plain words and as a record."""

from typing import Any

from storage.model import EditKind, Revision

WORDS: dict[EditKind, str] = {
    "headline": "headline changed",
    "numbers": "numbers changed",
    "names": "names changed",
    "correction": "correction note added",
    "removed": "passage removed",
    "added": "passage added",
    "reworded": "reworded",
}


def in_words(found: Revision) -> str:
    """`headline changed, grown from 2 paragraphs to 14, numbers changed`."""
    before, after = found.paragraphs
    grown = f"grown from {before} {'paragraph' if before == 1 else 'paragraphs'} to {after}"
    return ", ".join(grown if kind == "grown" else WORDS[kind] for kind in found.kinds)


def revision_record(found: Revision) -> dict[str, Any]:
    """The kinds, and the paragraphs before and after."""
    return {"kinds": list(found.kinds), "paragraphs": list(found.paragraphs)}
