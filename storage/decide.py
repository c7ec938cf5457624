"""What a document just read means for what is remembered. Pure: it reads no clock, no database, no page.

The preferred copy of a document has the lowest rank, then was seen first; of copies whose pages agree with its page,
the one with the most attachments read is preferred: what one server lost another may still have. Its latest version is
the document's current text, and the events read from it are the document's events.

The cause of a difference is the world when the publisher changed the preferred copy, and otherwise we: a newer reader
over the same bytes, newer rules over the same text, a better copy found later, a key recognised later, an attachment
that could not be read before. What nobody can
have been told yet, because the document is new in this very run, is no correction: copies of one notice may arrive in
any order and leave the same memory.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from storage.model import Outcome

Cause = Literal["world", "correction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The exact words of a version: title and text, and the rest of the record as JSON."""

    title: str
    text: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as it was just read from one page. `events` are fingerprints, `digest` that of the page's bytes.

    An official page without a number has its address for a key, and may be known by its words under another.
    `page_hash` is of what the page itself prints, `attached` are the digests of the attachments that were read.
    """

    key: str
    source: str
    unnumbered: bool
    url: str
    rank: int
    content_hash: str
    page_hash: str
    attached: frozenset[str]
    said: Said
    digest: str
    seen_at: datetime
    run: int
    reader_version: int
    rules_version: int
    events: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyState:
    """A copy as we remember it: its latest version; from which bytes, by which reader and rules it was last read."""

    id: int
    document: int
    url: str
    rank: int
    first_seen_at: datetime
    last_seen_at: datetime
    gone: bool
    version: int
    content_hash: str
    page_hash: str
    attached: frozenset[str]
    digest: str
    reader_version: int
    rules_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentState:
    """A document as we remember it. `run` first saw it; `version` and `content_hash` are its current text's."""

    id: int
    run: int
    version: int
    content_hash: str
    copies: tuple[CopyState, ...]
    events: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What bears on a reading: its page as a copy, and that copy's words; the document of its key; the one it leaves.

    `said_before` is true when the copy had a version with this content hash at any time.
    """

    copy: CopyState | None = None
    said: Said | None = None
    said_before: bool = False
    document: DocumentState | None = None
    left: DocumentState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two copies that say different things; `taken` is the one whose text is the document's."""

    url: str
    content_hash: str
    taken: str
    taken_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What becomes of the document whose copy moved to another key. `version` None: no copy is left."""

    document: int
    version: int | None
    edited: bool
    retract: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to write. The copy and its capture are always written; the rest only where it says so."""

    outcome: Outcome
    cause: Cause = "world"
    late: bool = False  # an older state of a page that was seen since: kept, and no news
    new_version: bool = False
    current: Literal["reading", "other", "as it was"] = "as it was"  # whose text is now the document's
    other: int | None = None  # version of another copy that now is
    edited: Cause | None = None  # log that the current text became another
    add: frozenset[str] = frozenset()
    retract: frozenset[str] = frozenset()
    back: bool = False
    conflicts: tuple[Conflict, ...] = ()
    leaving: Leaving | None = None


def decide(reading: Reading, memory: Memory) -> Plan:
    """What the reading means."""
    copy, document = memory.copy, memory.document
    if copy and reading.seen_at < copy.last_seen_at and reading.digest != copy.digest:
        return Plan(outcome=Outcome.UNCHANGED, late=True, new_version=not memory.said_before)
    plan = decide_known(reading, memory, document) if document else decide_new(reading, memory)
    return replace(
        plan,
        new_version=needs_version(reading, memory, plan),
        back=bool(copy and copy.gone),
        leaving=leaving_of(reading, memory.left) if memory.left else None,
    )


def decide_new(reading: Reading, memory: Memory) -> Plan:
    """A key never seen; its page may have been known under another."""
    told = memory.left is not None and memory.left.run != reading.run
    cause: Cause = "correction" if told else "world"
    return Plan(outcome=Outcome.NEW, cause=cause, current="reading", add=reading.events)


def decide_known(reading: Reading, memory: Memory, document: DocumentState) -> Plan:
    """A document that we have, from a copy that we have or not."""
    others = [copy for copy in document.copies if copy.url != reading.url]
    best = preferred([*others, as_copy(reading, memory.copy, document)])
    led = bool(document.copies) and preferred(document.copies).url == reading.url
    if best.url != reading.url:
        return decide_second(reading, document, best, led)
    differs = reading.content_hash != document.content_hash
    by_us: Cause | None = None if led else "correction"
    cause = cause_of(reading, memory.copy) if led and memory.copy else takeover_cause(reading, document)
    return Plan(
        outcome=Outcome.CHANGED if differs else Outcome.UNCHANGED,
        cause=cause,
        current="reading",
        edited=(by_us or cause) if differs else None,
        add=reading.events - document.events,
        retract=document.events - reading.events,
        conflicts=() if led else conflicts_with(reading, others),
    )


def decide_second(reading: Reading, document: DocumentState, best: CopyState, led: bool) -> Plan:
    """A copy beside a better one: its text is kept, and compared; the document's stays that of the better one."""
    against = Conflict(url=reading.url, content_hash=reading.content_hash, taken=best.url, taken_hash=best.content_hash)
    conflicts = (against,) if contradict(reading, best) else ()
    if not led:
        return Plan(outcome=Outcome.UNCHANGED, conflicts=conflicts)
    differs = best.content_hash != document.content_hash
    return Plan(
        outcome=Outcome.CHANGED if differs else Outcome.UNCHANGED,
        current="other",
        other=best.version,
        edited="correction" if differs else None,
        conflicts=conflicts,
    )


def precedence(copy: CopyState) -> tuple[int, datetime, str]:
    """The least of a document's copies is preferred; the URL decides between copies seen at one instant."""
    return (copy.rank, copy.first_seen_at, copy.url)


def preferred(copies: Iterable[CopyState]) -> CopyState:
    """The copy whose text is the document's."""
    first, *others = sorted(copies, key=precedence)
    agreeing = [copy for copy in others if copy.page_hash == first.page_hash]
    return max([first, *agreeing], key=lambda copy: len(copy.attached))  # the first of those with the most


def as_copy(reading: Reading, copy: CopyState | None, document: DocumentState) -> CopyState:
    """The copy just read, as it will be remembered."""
    return CopyState(
        id=copy.id if copy else 0,
        document=document.id,
        url=reading.url,
        rank=reading.rank,
        first_seen_at=copy.first_seen_at if copy else reading.seen_at,
        last_seen_at=reading.seen_at,
        gone=False,
        version=copy.version if copy else 0,
        content_hash=reading.content_hash,
        page_hash=reading.page_hash,
        attached=reading.attached,
        digest=reading.digest,
        reader_version=reading.reader_version,
        rules_version=reading.rules_version,
    )


def contradict(reading: Reading, copy: CopyState) -> bool:
    """Whether two copies say different things. Of two pages that agree, one may have attachments that were not read."""
    if reading.content_hash == copy.content_hash:
        return False
    one_has_more = reading.attached <= copy.attached or copy.attached <= reading.attached
    return reading.page_hash != copy.page_hash or not one_has_more


def cause_of(reading: Reading, copy: CopyState) -> Cause:
    """Whether the publisher or we made the difference, at a copy that was preferred before and is so now."""
    new_reader = reading.reader_version != copy.reader_version
    if reading.content_hash != copy.content_hash:
        ours = (new_reader and reading.digest == copy.digest) or completes(reading, copy)
        return "correction" if ours else "world"
    return "correction" if new_reader or reading.rules_version != copy.rules_version else "world"


def completes(reading: Reading, copy: CopyState) -> bool:
    """Whether the page stayed as it was, and an attachment was read that could not be read before."""
    return reading.page_hash == copy.page_hash and copy.attached < reading.attached


def takeover_cause(reading: Reading, document: DocumentState) -> Cause:
    """The same where a better copy takes over: ours, unless nobody can have been told of the worse one."""
    return "world" if document.run == reading.run else "correction"


def conflicts_with(reading: Reading, others: Iterable[CopyState]) -> tuple[Conflict, ...]:
    """The copies that a new preferred one contradicts."""
    return tuple(
        Conflict(url=copy.url, content_hash=copy.content_hash, taken=reading.url, taken_hash=reading.content_hash)
        for copy in others
        if contradict(reading, copy)
    )


def needs_version(reading: Reading, memory: Memory, plan: Plan) -> bool:
    """Whether the copy's words have to be kept once more.

    White space moves no hash and makes no version, unless a newer reader made it, or an event new to us has its
    evidence in it: offsets count the code points of one exact text.
    """
    if memory.copy is None or memory.said is None or reading.content_hash != memory.copy.content_hash:
        return True
    ours = reading.reader_version != memory.copy.reader_version or memory.left is not None
    words_differ = (reading.said.title, reading.said.text) != (memory.said.title, memory.said.text)
    return (ours and reading.said != memory.said) or (bool(plan.add) and words_differ)


def leaving_of(reading: Reading, left: DocumentState) -> Leaving | None:
    """What the document that a copy leaves becomes; None: it stands as it stood."""
    remaining = [copy for copy in left.copies if copy.url != reading.url]
    if not remaining:
        return Leaving(document=left.id, version=None, edited=False, retract=left.events)
    if preferred(left.copies).url != reading.url:
        return None
    heir = preferred(remaining)
    return Leaving(document=left.id, version=heir.version, edited=heir.content_hash != left.content_hash)
