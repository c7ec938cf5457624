"""A text cut where evidence begins and ends, so that a page can mark it without markup of its own in the text. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of the text that is evidence, or is not."""

    text: str
    proves: bool


def marked(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The whole text in pieces; spans are code points from and to, in any order, and may overlap.

    >>> [(piece.text, piece.proves) for piece in marked("abcdef", [(1, 3), (2, 4)])]
    [('a', False), ('bcd', True), ('ef', False)]
    """
    pieces: list[Piece] = []
    at = 0
    for start, end in joined(spans):
        pieces += [Piece(text=text[at:start], proves=False), Piece(text=text[start:end], proves=True)]
        at = end
    return tuple(piece for piece in (*pieces, Piece(text=text[at:], proves=False)) if piece.text)


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
