"""What is no answer to a request, in our own words."""

from urllib.parse import urlsplit

from storage.errors import GoneError, UnreadableError
from storage.model import Page

HOME_PATHS = ("", "/", "/index.html")
LONGEST_URL = 2_000  # characters; beyond it Scrapy would drop the request without a word


def as_unreadable(error: BaseException | None, url: str) -> UnreadableError:
    """Whatever a reader or the fetch layer raised, in our own words."""
    if isinstance(error, UnreadableError):
        return error
    if isinstance(error, GoneError):  # of a listing: a document that is gone is no failure
        return UnreadableError("http-error", error.url, error.detail)
    return UnreadableError("layout", url, f"{type(error).__name__}: {error}")


def refuse_address(url: str) -> None:
    """Raise for what is no web address, or a longer one than Scrapy asks for."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnreadableError("layout", url, "a link that is no web address")
    if len(url) > LONGEST_URL:
        raise UnreadableError("layout", url[:LONGEST_URL], f"a link of {len(url)} characters")


def refuse_home(page: Page, url: str) -> None:
    """Raise `GoneError` when the request for a document ended on a home page."""
    if urlsplit(page.url).path in HOME_PATHS and urlsplit(url).path not in HOME_PATHS:
        raise GoneError(url, f"redirected to {page.url}")
