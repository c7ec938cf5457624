"""HTML as official pages have it, read with BeautifulSoup."""

from bs4 import BeautifulSoup, SoupStrainer


def soup_of(markup: str, only: SoupStrainer | None = None) -> BeautifulSoup:
    """Parse a page or a part of one; `only` leaves the elements that it does not admit out of the tree.

    The mark behind it tells BeautifulSoup, which would warn otherwise, that `a.htm` is a text and no file to open.
    """
    return BeautifulSoup(markup + "<br>", "lxml", parse_only=only)
