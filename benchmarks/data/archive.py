"""Other people's archives: gzipped WARC files of news pages, 250 KB each and 75 KB packed, one in a thousand for us.

Two mixes, for a single figure would flatter. In a thousand records of

NEWS     as in CC-NEWS, where few pages are of one host, 990 are on hosts that nobody watches, 40 of these no page but
         a feed, a picture or an error; of the ten on watched hosts one is ours, six have no word of ours, and three
         have one in a link to another piece, so that they are parsed before they are dropped.
WATCHED  as somebody would collect them who crawled our sources whole, every page is on a watched host: one is ours,
         899 have no word of ours, a hundred have one in a link.

How often pages of other matters carry a word of ours is a guess: nobody has counted. Pages of a kind take turns, but
those that are ours are all different.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import count, islice
from pathlib import Path
from random import Random

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.data.articles import article

SIZE = 250_000  # bytes of a page
TURNS = 100  # different pages of a kind
HTML = "text/html; charset=utf-8"
ODD = (("200 OK", "application/rss+xml"), ("200 OK", "image/jpeg"), ("404 Not Found", HTML), ("301 Moved", HTML))
OTHER_TOPICS = ("Morning market opens beside the {} office", "The music of {}", "A winter garden for {}")
INSTEAD = (("licence", "holiday"), ("exporter", "neighbour"), ("Licence", "Holiday"), ("Exporter", "Neighbour"))
LINK = '<a href="/a/1">Rare earth curbs explained</a></body>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """Of a thousand records so many of each kind; one more is ours, and the rest are pages of hosts nobody watches."""

    other: int  # on watched hosts, without a word of ours
    linked: int  # on watched hosts, a word of ours in a link
    odd: int  # no page

    def kinds(self) -> list[str]:
        """The kinds of a thousand records, ours first, the others in no order."""
        some = ["other"] * self.other + ["linked"] * self.linked + ["odd"] * self.odd
        rest = some + ["foreign"] * (999 - len(some))
        Random(len(some)).shuffle(rest)  # noqa: S311 - data, no secret
        return ["ours", *rest]


NEWS = Mix(other=6, linked=3, odd=40)
WATCHED = Mix(other=899, linked=100, odd=0)


def make_archives(folder: Path, mix: Mix, archives: int, records: int) -> list[Path]:
    """So many archives of so many records each, made unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:03}.warc.gz" for number in range(archives)]
    coming = all_records(mix)
    for path in paths:
        made = islice(coming, records)
        if not path.exists():
            making = path.with_suffix(".making")
            making.write_bytes(b"".join(made))
            making.rename(path)
        else:
            for _ in made:
                pass
    return paths


def all_records(mix: Mix) -> Iterator[bytes]:
    """Packed records without end."""
    numbers = count()
    while True:
        for kind in mix.kinds():
            number = next(numbers)
            yield record(kind, number if kind == "ours" else number % TURNS)


@cache
def record(kind: str, number: int) -> bytes:
    """One record of a kind, packed."""
    if kind == "ours":
        piece = article(number, SIZE)
        return packed(piece.url, piece.page)
    piece = article(number + 10**6, SIZE, OTHER_TOPICS)
    if kind == "foreign":
        return packed(f"https://news{number}.example/{number}.html", piece.page)
    if kind == "odd":
        status, content_type = ODD[number % len(ODD)]
        return packed(f"https://news{number}.example/{number}", piece.page, status, content_type)
    page = piece.page
    for word, other in INSTEAD:
        page = page.replace(word, other)
    return packed(piece.url, page.replace("</body>", LINK) if kind == "linked" else page)


def packed(url: str, page: str, status: str = "200 OK", content_type: str = HTML) -> bytes:
    """A response in a gzip member of its own."""
    file = BytesIO()
    head = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
    writer = WARCWriter(file, gzip=True)
    dated = {"WARC-Date": "2026-03-02T01:02:03Z"}
    payload = BytesIO(page.encode())
    writer.write_record(
        writer.create_warc_record(url, "response", payload=payload, http_headers=head, warc_headers_dict=dated)
    )
    return file.getvalue()
