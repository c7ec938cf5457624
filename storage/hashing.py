"""The fingerprint by which a changed document is told from one that only looks different."""

import unicodedata

from storage.model import Document, Notice

SCHEME = b"1"  # first byte of every hash: another way to squash is another scheme, never a silent re-keying


def content_hash(document: Document) -> str:
    """Hash what the document says: title and text without white space, width variants and zero-width characters."""
    return hash_text(f"{document.title}\n{document.text}")


def page_hash(document: Document) -> str:
    """The same of what the page itself prints, without the text of attachments."""
    text = document.page_text if isinstance(document, Notice) else document.text
    return hash_text(f"{document.title}\n{text}")


def attached(document: Document) -> frozenset[str]:
    """The digests of the attachments whose text is part of the document's."""
    if not isinstance(document, Notice):
        return frozenset()
    return frozenset(one.digest for one in document.attachments if one.start is not None)


def hash_text(text: str) -> str:
    """`1` and 32 hex digits; the same for texts that differ in white space, width or zero-width characters only."""
    import hashlib  # brings OpenSSL, and lists are folded without it

    return (SCHEME + hashlib.sha256(squash(text).encode()).hexdigest()[:32].encode()).decode()


def squash(text: str) -> str:
    """NFKC without separators and format characters."""
    joined = "".join(unicodedata.normalize("NFKC", text).split())
    if joined.isprintable():  # nearly always; `split` knows most separators and controls, not all
        return joined
    return "".join(c for c in joined if unicodedata.category(c)[0] not in "ZC")
