"""Where foreign archives lie, and how a worker gets their bytes: paths, globs, lists, any URL that fsspec knows."""

import gzip
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from storage.errors import ConfigError, StoreError
from storage.ledger import Archive

try:
    import fsspec
    from fsspec.core import url_to_fs
except ImportError as error:
    raise ConfigError(["track backfill needs Dask and fsspec: pip install 'curbwatch[cluster]'"]) from error

LIST = re.compile(r"\.(?:paths|txt)(?:\.gz)?$")  # `warc.paths.gz`
MARKS = ("ETag", "etag", "Last-Modified", "LastModified", "mtime")  # as the file systems call them
PIECE = 1 << 20
TROUBLE = (OSError, ImportError, ValueError)  # what fsspec raises: not there, no library for it, no such protocol


def names_of(arguments: Sequence[str]) -> tuple[str, ...]:
    """The archives that arguments mean, each once, in their order. Raises `ConfigError` for those that mean none."""
    found: dict[str, None] = {}
    problems: list[str] = []
    for argument in arguments:
        try:
            names = list(meant(argument))
        except TROUBLE as error:
            problems.append(f"{argument}: {said(error)}")
            continue
        found |= dict.fromkeys(names)
        if not names:
            problems.append(f"{argument}: no such archive")
    if problems:
        raise ConfigError(problems)
    return tuple(found)


def meant(argument: str) -> Iterator[str]:
    """What one argument means: the lines of a list, what a glob matches, or itself."""
    system, path = url_to_fs(argument)
    if LIST.search(argument):
        yield from (placed(line, argument) for line in lines_of(argument))
    elif "*" in path or "?" in urlsplit(path).path:
        yield from sorted(system.unstrip_protocol(name) for name in system.glob(path))
    elif "://" in argument:
        yield argument
    elif Path(argument).is_file():
        yield system.unstrip_protocol(path)


def lines_of(name: str) -> list[str]:
    """The lines of a list, which may be gzipped."""
    with fsspec.open(name, "rb") as file:
        data = file.read()
    text = (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


def placed(line: str, listed_in: str) -> str:
    """The archive that a line of a list names: as Common Crawl has it, from the root of the list's host or bucket on;
    in a local list, from the list's folder on.

    >>> placed("crawl-data/a.warc.gz", "https://data.example/crawl-data/warc.paths.gz")
    'https://data.example/crawl-data/a.warc.gz'
    """
    if "://" in line:
        return line
    if "://" in listed_in:
        parts = urlsplit(listed_in)
        return f"{parts.scheme}://{parts.netloc}/{line.lstrip('/')}"
    return (Path(listed_in).absolute().parent / line).as_uri()


def described(name: str) -> Archive:
    """How large an archive is, and what tells that it is another one now. Raises `StoreError` when it is not there."""
    try:
        system, path = url_to_fs(name)
        info = system.info(path)
    except TROUBLE as error:
        raise StoreError(f"{name}: {said(error)}") from error
    mark = next((str(info[key]) for key in MARKS if info.get(key)), "")
    return Archive(name=name, size=info.get("size"), mark=mark)


@contextmanager
def at_hand(archive: Archive) -> Iterator[Path]:
    """The archive as a local file: itself, or a copy for as long as it is read. Raises `StoreError`.

    A copy is one stream at the full speed of the line, and a line that breaks is told from an archive that is broken.
    """
    if archive.name.startswith("file://"):
        yield Path(url_to_fs(archive.name)[1])
        return
    with tempfile.TemporaryDirectory(prefix="curbwatch-") as folder:
        copy = Path(folder) / (Path(urlsplit(archive.name).path).name or "archive")
        try:
            with fsspec.open(archive.name, "rb") as source, copy.open("wb") as file:
                while piece := source.read(PIECE):
                    file.write(piece)
        except TROUBLE as error:
            raise StoreError(f"{archive.name}: {said(error)}") from error
        if archive.size is not None and copy.stat().st_size != archive.size:
            raise StoreError(f"{archive.name}: {copy.stat().st_size:,} bytes of {archive.size:,} came")
        yield copy


def said(error: Exception) -> str:
    """What went wrong, in one line; a library that is missing is in our extra."""
    hint = "; pip install 'curbwatch[cluster]'" if isinstance(error, ImportError) else ""
    return f"{' '.join(str(error).split()) or type(error).__name__}{hint}"
