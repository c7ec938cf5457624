"""Saved pages through the same readers and rules as a crawl, without a store."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.extract import extract_events, name_aside
from spiders.generic import read_article
from spiders.sources import source_for
from storage.codec import document_json, event_json
from storage.errors import ConfigError, TrackError
from storage.model import Document, Page
from storage.urls import host_of

LARGEST = 20_000_000  # bytes of one saved page


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A file and the address under which its bytes were served."""

    url: str
    file: Path


def manifest_pages(manifest: Path) -> Iterator[SavedPage]:
    """The pages of a manifest of JSON lines; a line that is none is a `ConfigError` that names it."""
    try:
        lines = manifest.read_text("utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise ConfigError([f"{manifest}: {error}"]) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _page(manifest, number, line)


def _page(manifest: Path, number: int, line: str) -> SavedPage:
    try:
        entry = json.loads(line)
        return SavedPage(url=str(entry["url"]), file=manifest.parent / entry["file"])
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError([f"{manifest}:{number}: expected a JSON object with url and file"]) from error


def extract_page(saved: SavedPage) -> dict[str, Any]:
    """{"url", "document", "events"}, with "aside" where a report is about what we leave out; or {"url", "error"}."""
    try:
        document = read_page(saved)
        events = extract_events(document)
    except TrackError as error:
        return {"url": saved.url, "error": str(error)}
    named = name_aside(document, events)
    answer = {"url": saved.url, "document": document_json(document), "events": list(map(event_json, events))}
    return answer | ({"aside": named} if named else {})


def read_page(saved: SavedPage) -> Document:
    """Read a saved page with its source's reader, or as an article of no known source."""
    try:
        with saved.file.open("rb") as stream:
            body = stream.read(LARGEST + 1)
    except OSError as error:
        raise TrackError(f"{saved.file}: {error.strerror}") from error
    if len(body) > LARGEST:
        raise TrackError(f"{saved.file}: more than {LARGEST} bytes")
    page = Page(url=saved.url, body=body, fetched_at=datetime.now(UTC))
    source = source_for(saved.url)
    return source.read(page) if source else read_article(page, source=host_of(saved.url))
