"""What became of a text: its pieces, and what kind of edit it is, which a reader wants to know first. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from storage.diff import diff_texts
from storage.hashing import squash
from storage.model import Edit, EditKind, Revision
from storage.model.edits import TURNS

FLASH = 1_500  # characters: a flash is a few sentences put out at once
GROWTH = 2.0  # a story is at least so many times as long as its flash
PASSAGE = 60  # characters that make a passage; half as many Chinese ones say as much
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")

NUMBER = re.compile(r"\d[\d.,:/-]*\d|\d")
NAME = re.compile(r"(?<=[\w,;] )[A-Z][\w'’-]+")  # a capital in the middle of a sentence
# What follows the characters that were replaced, when they stand in the name of a firm or a body.
NAME_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,8}?(?:公司|集团|大学|研究院|委员会)")
NAME_LENGTH = 8  # characters of it
REPLACED = 300  # characters; what is longer is another passage, not another number or name
NOTE = re.compile(
    r"\b(?:correct(?:ion|ed|s)|clarif(?:ication|ied|ies)|an earlier version|has been (?:updated|amended) to)\b"
    r"|更正|勘误|订正",
    re.IGNORECASE,
)


def revision(before: str, after: str) -> Revision:
    """What became of a text; both are title, line feed, text."""
    kinds, script = tuple(kinds_of(before, after)), script_of(diff_texts(before, after))
    return Revision(before=before, after=after, kinds=kinds, script=script)


def script_of(edits: Iterable[Edit]) -> str:
    """The edits as `Revision.script` has them.

    >>> script_of(diff_texts("28家实体", "29家实体"))
    '0 2 2 3'
    """
    lengths: list[int] = []
    for edit in edits:
        while TURNS[len(lengths) % len(TURNS)] != edit.op:
            lengths.append(0)
        lengths.append(len(edit.text))
    return " ".join(map(str, lengths))


def kinds_of(before: str, after: str) -> Sequence[EditKind]:
    """The kinds of the edit that made one text of another, the gravest first."""
    old_title, _, old = before.partition("\n")
    new_title, _, new = after.partition("\n")
    edits = diff_texts(old, new)
    kinds: list[EditKind] = ["headline"] if squash(old_title) != squash(new_title) else []
    kinds += ["grown"] if has_grown(old, new) else []
    kinds += of_text(edits, grown="grown" in kinds)
    return kinds or (["reworded"] if old != new else [])


def has_grown(old: str, new: str) -> bool:
    """Whether a flash became a story."""
    longer = len(new) >= GROWTH * len(old) and new.count("\n") > old.count("\n")
    return bool(old.strip()) and len(old) <= FLASH and longer


def of_text(edits: Sequence[Edit], *, grown: bool) -> Iterator[EditKind]:
    """The kinds that the edits of the text are of; that a grown text has passages more goes without saying."""
    came = [edit.text for edit in edits if edit.op == "insert"]
    gone = [edit.text for edit in edits if edit.op == "delete"]
    kept = " ".join(edit.text for edit in edits if edit.op != "delete")
    replaced = list(replacements(edits))
    if any(differs(NUMBER, old, new) for old, new, _ in replaced):
        yield "numbers"
    if any(differs(NAME, old, new) or is_in_name(new, behind) for old, new, behind in replaced):
        yield "names"
    if any(NOTE.search(text) for text in came):
        yield "correction"
    if any(is_passage(text) and not is_moved(text, kept) for text in gone):
        yield "removed"
    if not grown and any(is_passage(text) for text in came):
        yield "added"


def replacements(edits: Sequence[Edit]) -> Iterator[tuple[str, str, str]]:
    """What short pieces were replaced by, each with the last of what stands before it, and what stands behind."""
    for place, (gone, come) in enumerate(pairwise(edits)):
        if (gone.op, come.op) == ("delete", "insert") and max(len(gone.text), len(come.text)) <= REPLACED:
            before = edits[place - 1].text[-2:] if place else ""
            behind = edits[place + 2].text if place + 2 < len(edits) else ""
            yield before + gone.text, before + come.text, behind


def is_in_name(piece: str, behind: str) -> bool:
    """Whether Chinese characters that were put in place of others are part of a name."""
    return UNSPACED.search(piece) is not None and len(piece) <= NAME_LENGTH and NAME_BEHIND.match(behind) is not None


def differs(pattern: re.Pattern[str], old: str, new: str) -> bool:
    """Whether both pieces have what the pattern finds, and not the same."""
    before, after = set(pattern.findall(old)), set(pattern.findall(new))
    return bool(before and after and before != after)


def is_passage(text: str) -> bool:
    """Whether a piece is long enough to be a sentence."""
    bare = text.strip()
    return len(bare) + len(UNSPACED.findall(bare)) >= PASSAGE


def is_moved(passage: str, kept: str) -> bool:
    """Whether a passage that went stands elsewhere in the new text."""
    return squash(passage) in squash(kept)
