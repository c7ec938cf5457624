"""Reading in a loop: `python -m benchmarks.loops NAME MANIFEST SECONDS` prints pages a CPU second, and how truly read.

One pass over the pages warms up and is held against the paragraphs they were made of; then passes are counted.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.data.saved import load

Read = Callable[[str, bytes], str]


def own_reader() -> Read:
    """Page to document to events, as in a crawl."""
    from crawler.extract import extract_events
    from spiders.sources import source_for
    from storage.model import Page

    def read(url: str, body: bytes) -> str:
        source = source_for(url)
        assert source, url
        document = source.read(Page(url=url, body=body, fetched_at=datetime(2026, 3, 2, tzinfo=UTC)))
        extract_events(document)
        return document.text

    return read


def peer_reader() -> Read:
    """trafilatura in its fast mode."""
    from trafilatura import extract

    return lambda url, body: extract(body.decode(), url=url, fast=True) or ""


READERS = {"own": own_reader, "trafilatura": peer_reader}


def fidelity(found: str, true: Sequence[str]) -> float:
    """F1 of the characters in whole paragraphs: what is missing and what does not belong both count."""
    lines, wanted = set(found.split("\n")), set(true)
    right = size(lines & wanted)
    return 2 * right / (size(lines) + size(wanted))


def size(lines: Iterable[str]) -> int:
    """Characters of some lines; at least one, so that nothing found is no division by zero."""
    return sum(map(len, lines)) or 1


def main(name: str, manifest: Path, seconds: float) -> None:
    """Print {"rate", "fidelity"}."""
    read, pages = READERS[name](), list(load(manifest))
    scores = [fidelity(read(url, body), paragraphs) for url, body, paragraphs in pages if paragraphs or read(url, body)]
    begun, count, spent = time.process_time(), 0, 0.0
    while not count or spent < seconds:
        for url, body, _ in pages:
            read(url, body)
        count += len(pages)
        spent = time.process_time() - begun
    print(json.dumps({"rate": count / spent, "fidelity": sum(scores) / len(scores)}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
