"""Archives as a stand-in for the network: which answer they hold for which request. Offsets are kept, not bodies."""

import shutil
import tempfile
import weakref
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from storage.database import stamp
from storage.errors import StoreError
from storage.model import Exchange
from storage.scan import GZIP, Broken, Entry, ManyInOneError, Reference, scan
from storage.urls import canonical, host_of, request_key
from storage.warc import Place, Record, date_of, exchange_of, read_record

MOST_NAMED = 100  # broken records that are named; all are counted
MOST_UNPACKED = 4 * 1024**3  # bytes of an archive that was gzipped as a whole
PIECE = 1 << 16  # of packed bytes; a thousand times as many at worst when unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer that the archives hold; `payload` is where its body lies, for a revisit."""

    place: Place
    fetched_at: datetime
    payload: Place | None = None


class ReplayIndex:
    """What any number of WARC files hold, gzipped or plain, whole or broken.

    `hosts` are the hosts they hold answers of, `newest` the time of the last one (None: they hold none); `broken`
    names the records that could not be read (the first hundred), `broken_count` counts them all.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self.hosts: set[str] = set()
        self.newest: datetime | None = None
        self.broken: list[str] = []
        self.broken_count = 0
        self._answers: dict[str, Answer] = {}
        self._bodies: dict[str, Place] = {}  # by each name under which a revisit may refer to one
        self._revisits: list[tuple[str, Entry, Answer]] = []
        self._folder: Path | None = None
        for path in paths:
            self._add(path)
        self._settle_revisits()

    def find(self, method: str, url: str, body: bytes = b"") -> Exchange | None:
        """The latest answer to a request; None when they hold none, or none that can be read."""
        answer = self._answers.get(request_key(method, url, body))
        if answer is None:
            return None
        try:
            record = read_record(answer.place)
            refuse_other(record, url)
            original = read_record(answer.payload) if answer.payload else None
            return exchange_of(record, original, url=url, method=method.upper(), form=body)
        except StoreError as error:
            self._name(str(error))
            return None

    def _add(self, path: Path) -> None:
        """Index one archive; its broken records are named."""
        try:
            found = list(scan(path))
        except ManyInOneError:
            found = list(scan(self._unpack(path)))
        for broken in found:
            if isinstance(broken, Broken):
                self._name(f"{broken.place}: {broken.reason}")
        entries = [entry for entry in found if isinstance(entry, Entry)]
        asked = requests_by_id(entries)
        for entry in entries:
            if entry.kind in ("response", "revisit") and entry.url.startswith(("http://", "https://")):
                self._add_answer(entry, asked)

    def _add_answer(self, entry: Entry, asked: Mapping[str, Entry]) -> None:
        """Index one answer under the request that it answers."""
        request = next((asked[name] for name in (entry.id, *entry.together) if name in asked), None)
        fetched_at = date_of(entry.date)
        try:
            key = request_key(request.method, entry.url, request.form) if request else request_key("GET", entry.url)
        except ValueError as error:
            return self._name(f"{entry.place}: {error}")
        if fetched_at is None:
            return self._name(f"{entry.place}: no readable date: {entry.date!r}")
        answer = Answer(place=entry.place, fetched_at=fetched_at)
        if entry.kind == "revisit":
            self._revisits.append((key, entry, answer))
        else:
            self._hold(key, entry.url, answer)
            self._bodies |= dict.fromkeys(names_of(entry, fetched_at), entry.place)
        return None

    def _hold(self, key: str, url: str, answer: Answer) -> None:
        """Keep the answer unless a later one is held."""
        self.hosts.add(host_of(url))
        self.newest = max(self.newest or answer.fetched_at, answer.fetched_at)
        held = self._answers.get(key)
        if held is None or held.fetched_at <= answer.fetched_at:
            self._answers[key] = answer

    def _settle_revisits(self) -> None:
        """Give each revisit its body, now that all archives are known."""
        for key, entry, answer in self._revisits:
            names = references_of(entry.refers_to, entry.digest)
            payload = next((self._bodies[name] for name in names if name in self._bodies), None)
            if payload:
                self._hold(key, entry.url, replace(answer, payload=payload))
            else:
                self._name(f"{entry.place}: the body it refers to is not in these archives")
        self._revisits.clear()
        self._bodies.clear()

    def _unpack(self, path: Path) -> Path:
        """A plain copy of an archive that was gzipped as a whole; it goes when the index does."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="curbwatch-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        plain = self._folder / f"{len(list(self._folder.iterdir()))}-{path.stem}"
        with path.open("rb") as packed, plain.open("wb") as file:
            for piece in unpacked(packed):
                file.write(piece)
        return plain

    def _name(self, what: str) -> None:
        """Count a record that cannot be read, and name it."""
        self.broken_count += 1
        if len(self.broken) < MOST_NAMED:
            self.broken.append(what)


def refuse_other(record: Record, url: str) -> None:
    """Raise unless the record is about the page: in a badly packed file an offset may lead to its neighbour."""
    found = record.warc.get("warc-target-uri", "").strip("<>")
    if canonical(found) != canonical(url):
        raise StoreError(f"{record.place}: another page lies there, {found}")


def requests_by_id(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Requests that are no plain GET, under their own id and those they were sent together with."""
    asked = [entry for entry in entries if entry.kind == "request" and entry.method != "GET"]
    return {name: entry for entry in asked for name in (entry.id, *entry.together) if name}


def names_of(entry: Entry, fetched_at: datetime) -> list[str]:
    """The names under which a revisit may refer to a record."""
    place = f"{entry.place.path.name} {entry.place.offset}"
    return [name for name in (place, entry.id, entry.digest, f"{canonical(entry.url)} {stamp(fetched_at)}") if name]


def references_of(reference: Reference, digest: str) -> list[str]:
    """The names by which a revisit may have called its body, the surest first."""
    names = [f"{reference.file} {reference.offset}", reference.id, digest]
    fetched_at = date_of(reference.date)
    if fetched_at and reference.url:
        with suppress(ValueError):
            names.append(f"{canonical(reference.url)} {stamp(fetched_at)}")
    return [name for name in names if name]


def unpacked(packed: BinaryIO) -> Iterator[bytes]:
    """The decompressed bytes, as far as they can be decompressed and up to the bound."""
    member, whole = zlib.decompressobj(GZIP), 0
    with suppress(zlib.error):  # what is missing then is named by the scan
        while whole < MOST_UNPACKED and (piece := member.unused_data or packed.read(PIECE)):
            member = zlib.decompressobj(GZIP) if member.eof else member
            found = member.decompress(piece)
            whole += len(found)
            yield found
