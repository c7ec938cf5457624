"""The words without which a page says nothing of export controls, looked for in its bytes, before any parser."""

import re
from collections.abc import Iterator, Sequence

from ahocorasick_rs import BytesAhoCorasick, Implementation

# Every page of the ministry has one of these, whatever the terms for the press are configured to be.
OFFICIAL = (
    "商务部",
    "出口管制",
    "管控名单",
    "关注名单",
    "不可靠实体",
    "两用物项",
    "反制",
    "mofcom",
    "ministry of commerce",
)
PIECE = 1 << 16
# What may stand between two words of a term, as `spiders.terms` sees it after parsing.
BETWEEN = (b" ", b"-", b"\n", b"\r\n", b"\xc2\xa0", b"&nbsp;", b"&#160;", b"\xe2\x80\x90", b"\xe2\x80\x91")


class Words:
    """Looks for all words at once, in time linear in the page; the case of Latin letters does not count.

    >>> Words(("dual use",)).within(b"<title>Dual-Use goods</title>")
    True
    """

    def __init__(self, terms: Sequence[str]) -> None:
        patterns = {form.lower() for term in (*terms, *OFFICIAL) for form in forms(term)}
        # As a DFA it reads 550 MB a second, in its other forms 170.
        self._matcher = BytesAhoCorasick(sorted(patterns), implementation=Implementation.DFA)
        self._longest = max(map(len, patterns))

    def within(self, body: bytes) -> bool:
        """Whether one of them stands there; piece by piece, for most pages that have one have it soon."""
        pieces = (body[at : at + PIECE + self._longest] for at in range(0, len(body), PIECE))
        return any(self._matcher.find_matches_as_indexes(piece.lower()) for piece in pieces)


def forms(term: str) -> Iterator[bytes]:
    """A term as pages spell it: in UTF-8, in GB18030, and in the escapes of JSON inside a script."""
    if not term.isascii():
        yield term.encode("gb18030")
        yield term.encode("ascii", "backslashreplace")
    words = [word.encode() for word in re.split(r"[\s-]+", term.strip())]
    for between in BETWEEN if len(words) > 1 else (b"",):
        yield between.join(words)
