"""How one text became another."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

Op = Literal["equal", "delete", "insert"]
EditKind = Literal["headline", "grown", "numbers", "names", "correction", "removed", "added", "reworded"]

TURNS: tuple[Op, ...] = ("equal", "delete", "insert")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A piece of text that stayed, went or came."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A text and what became of it; both are title, line feed, text. `kinds` are those of the edit, the gravest first.

    `script` says how many characters stayed, went and came, in turn, as often as needed: `4 2 2 310`.
    """

    before: str
    after: str
    kinds: tuple[EditKind, ...]
    script: str

    @property
    def paragraphs(self) -> tuple[int, int]:
        """Of the text under the title, before and after."""
        return self.before.count("\n") or 1, self.after.count("\n") or 1

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The pieces in reading order; a deletion stands before the insertion beside it."""
        return tuple(self._pieces())

    def _pieces(self) -> Iterator[Edit]:
        was = became = 0
        for op, length in zip(cycle(TURNS), map(int, self.script.split())):
            text = self.after[became : became + length] if op == "insert" else self.before[was : was + length]
            was += 0 if op == "insert" else length
            became += 0 if op == "delete" else length
            if text:
                yield Edit(op=op, text=text)
