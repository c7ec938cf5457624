"""What the network raises, in our own words."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError, ConnectionClosed

from storage.errors import UnreadableError

WORDS: dict[type[Exception], str] = {
    DownloadConnectionRefusedError: "connection refused",
    CannotResolveHostError: "no such host",
    DownloadTimeoutError: "no answer in time",
    ResponseDataLossError: "the response broke off",
    DownloadFailedError: "connection failed",  # TLS too
    ConnectError: "connection failed",
    ConnectionClosed: "connection lost",
    OSError: "connection failed",
}
TRANSIENT = (DownloadTimeoutError, ResponseDataLossError, DownloadFailedError, DownloadConnectionRefusedError)
TRANSIENT_STATUS = frozenset((408, 429, 500, 502, 503, 504, 522, 524))
NOBODY_THERE = (  # against a host that answers, but not with what was asked for
    *(DownloadConnectionRefusedError, CannotResolveHostError, DownloadFailedError),
    *(ConnectError, ConnectionClosed, OSError),
)


def as_unreadable(error: Exception, url: str) -> Exception:
    """A failed request as `UnreadableError`; anything that is none of the network's stays as it is."""
    if isinstance(error, DownloadCancelledError):  # Scrapy cancels a download for one reason only
        return UnreadableError("too-large", url, "more bytes than fetch.max_bytes")
    word = next((word for kind, word in WORDS.items() if isinstance(error, kind)), None)
    return error if word is None else UnreadableError("unreachable", url, f"{word}: {error}".removesuffix(": "))
