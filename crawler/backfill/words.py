"""The words without which a page says nothing of export controls, looked for in its bytes, before any parser."""

import re
from collections.abc import Iterator, Sequence
from threading import Lock

import hyperscan

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
ASKED = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH
# What may stand between two words of a term, as `spiders.terms` sees it after parsing.
BETWEEN = (b" ", b"-", b"\n", b"\r\n", b"\xc2\xa0", b"&nbsp;", b"&#160;", b"\xe2\x80\x90", b"\xe2\x80\x91")


class Words:
    """Looks for all words at once, at several gigabytes a second; the case of Latin letters does not count.

    >>> Words(("dual use",)).within(b"<title>Dual-Use goods</title>")
    True
    """

    def __init__(self, terms: Sequence[str]) -> None:
        patterns = sorted({literal(form) for term in (*terms, *OFFICIAL) for form in forms(term)})
        self._matcher = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._matcher.compile(expressions=patterns, flags=ASKED)
        self._lock = Lock()  # the matcher has room to work for one at a time

    def within(self, body: bytes) -> bool:
        """Whether one of them stands there; the first ends the search."""
        try:
            with self._lock:
                self._matcher.scan(body, match_event_handler=enough)
        except hyperscan.ScanTerminated:
            return True
        return False


def enough(*_: object) -> bool:
    """Asks the matcher to look no further."""
    return True


def literal(text: bytes) -> bytes:
    """A pattern that means these very bytes."""
    return b"".join(b"\\x%02x" % byte for byte in text)


def forms(term: str) -> Iterator[bytes]:
    """A term as pages spell it: in UTF-8, in GB18030, and in the escapes of JSON inside a script."""
    if not term.isascii():
        yield term.encode("gb18030")
        yield term.encode("ascii", "backslashreplace")
    words = [word.encode() for word in re.split(r"[\s-]+", term.strip())]
    for between in BETWEEN if len(words) > 1 else (b"",):
        yield between.join(words)
