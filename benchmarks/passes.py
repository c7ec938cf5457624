"""Passes over an archive: `python -m benchmarks.passes NAME WARC SECONDS` prints the records that a CPU second takes.

The whole archive again and again until the seconds are spent; where a pass counts record by record, it may end in the
middle of the archive.
"""

import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from pathlib import Path

Pass = Callable[[Path], Iterator[int]]  # gives how many records it has passed since it last gave


def own_pass() -> Pass:
    """The task that a worker of `track backfill` runs, with every source and the usual terms."""
    from crawler.backfill.archives import described
    from crawler.backfill.reading import Part, read_part
    from crawler.backfill.run import Asked, order_of
    from crawler.config import load_config
    from crawler.fetch.plan import choose

    config = load_config(environ={})
    order = order_of(config, Asked(archives=()), tuple(choice.source for choice in choose(config, ())))

    def passing(archive: Path) -> Iterator[int]:
        part: Part | None = Part(archive=described(archive.as_uri()))
        while part:
            harvest = read_part(order, part)
            assert not harvest.failed, harvest.failed
            yield harvest.records
            part = harvest.following

    return passing


def bare_pass() -> Pass:
    """FastWARC from record to record, at its fastest: no head is parsed and no body is looked at."""
    from fastwarc import ArchiveIterator

    def passing(archive: Path) -> Iterator[int]:
        with archive.open("rb") as file:
            yield sum(1 for _ in ArchiveIterator(file, parse_http=False))

    return passing


def reading_pass() -> Pass:
    """FastWARC, and trafilatura in its fast mode for every page that came."""
    from fastwarc import ArchiveIterator
    from trafilatura import extract

    def passing(archive: Path) -> Iterator[int]:
        with archive.open("rb") as file:
            for record in ArchiveIterator(file):
                head = record.http_headers
                if head.status_code == 200 and (head.get("Content-Type") or "").startswith("text/html"):
                    extract(record.reader.read(), url=record.headers.get("WARC-Target-URI"), fast=True)
                yield 1

    return passing


PASSES = {"own": own_pass, "fastwarc": bare_pass, "trafilatura": reading_pass}


def main(name: str, archive: Path, seconds: float) -> None:
    """Print the rate."""
    passing = PASSES[name]()
    next(passing(archive))  # warms up
    count, begun, spent = 0, time.process_time(), 0.0
    for records in chain.from_iterable(map(passing, repeat(archive))):
        count += records
        spent = time.process_time() - begun
        if spent >= seconds:
            break
    print(count / spent)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
