"""Foreign archives: pages of real size from hosts that nobody watches, and pages of ours among them. Seeded."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from storage.scan import Entry, scan
from tests.fakes import http, packed, warc

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
SYLLABLES = "ba de fi go lu mar nes pol qui rat sen tor ux ven wil xan yor zem export battery licence".split()  # noqa: SIM905


def noise(seed: int, size: int = 250_000) -> bytes:
    """A page of about so many bytes of markup and words, some of them ours, that packs like real ones."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    pieces, written = [f"<html><head><title>Page {seed}</title></head><body>"], 0
    while written < size:
        words = " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(60))
        pieces.append(f'<div class="c{chance.randrange(10**6)}"><p id="{chance.randrange(10**9)}">{words}</p></div>\n')
        written += len(pieces[-1])
    return "".join(pieces).encode()


def record(url: str, body: bytes, at: datetime = BEGIN, kind: str = "text/html", status: str = "200 OK") -> bytes:
    """A response as a crawler writes it, in a gzip member of its own."""
    block = http(body, status, Content_Type=kind)
    return packed(warc("response", 1, url=url, block=block, WARC_Date=f"{at:%Y-%m-%dT%H:%M:%SZ}"))


def strangers(count: int, size: int) -> list[bytes]:
    """Packed records of pages on other hosts."""
    return [record(f"https://news{n}.example/a/{n}.html", noise(n, size)) for n in range(count)]


def responses(path: Path) -> list[bytes]:
    """The packed responses of one of our own archives, which has a member for each record."""
    entries = [found for found in scan(path) if isinstance(found, Entry)]
    data = path.read_bytes()
    ends = [*(entry.place.offset for entry in entries[1:]), len(data)]
    return [data[one.place.offset : end] for one, end in zip(entries, ends, strict=True) if one.kind == "response"]


def mixed(folder: Path, wanted: Sequence[bytes], *, archives: int, records: int, size: int = 250_000) -> list[Path]:
    """So many archives of so many records in all, the wanted ones spread over them, each in its place for ever.

    A few strangers are written again and again: to pack 20,000 pages would take longer than to read them.
    """
    chance = random.Random(records)  # noqa: S311 - no secret
    crowd = strangers(20, size)
    places = sorted(chance.sample(range(records), len(wanted)))
    found = dict(zip(places, wanted, strict=True))
    paths = [folder / f"foreign-{number}.warc.gz" for number in range(archives)]
    share = -(-records // archives)
    for number, path in enumerate(paths):
        with path.open("wb") as file:
            for at in range(number * share, min(records, (number + 1) * share)):
                file.write(found.get(at) or crowd[chance.randrange(len(crowd))])
    return paths
