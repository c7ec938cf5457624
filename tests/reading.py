"""Recorded pages for the readers' tests: `pages/<source>/<case>.html` and the complete record that it must give."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.errors import UnreadableError
from storage.model import Article, Page

PAGES = Path(__file__).parent / "pages"


def page(url: str, body: bytes | str, status: int = 200, content_type: str = "text/html") -> Page:
    """A page as a reader gets it."""
    raw = body.encode() if isinstance(body, str) else body
    seen = datetime(2026, 1, 10, 2, tzinfo=UTC)
    return Page(url=url, status=status, headers={"content-type": content_type}, body=raw, fetched_at=seen)


def recorded(name: str, url: str, content_type: str = "text/html") -> Page:
    """A page from the recorded ones."""
    return page(url, (PAGES / name).read_bytes(), content_type=content_type)


def expected(name: str) -> dict[str, Any]:
    """The complete record that a recorded page must give."""
    found: dict[str, Any] = json.loads((PAGES / name).with_suffix(".json").read_text())
    return found


def fields(article: Article) -> dict[str, Any]:
    """All fields of an article as JSON has them."""
    return asdict(article) | {"authors": list(article.authors)}


def cases(source: str) -> list[str]:
    """The recorded pages of a source that have an expected record."""
    return sorted(f"{source}/{path.stem}.html" for path in (PAGES / source).glob("*.json"))


def refusal(read: Callable[[Page], object], asked: Page) -> UnreadableError:
    """The error with which a reader refuses a page."""
    with pytest.raises(UnreadableError) as caught:
        read(asked)
    assert caught.value.url == asked.url
    return caught.value
