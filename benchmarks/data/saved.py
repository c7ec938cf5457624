"""Pages on disk with a manifest, for loops that read them again and again."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.data.articles import Piece, article
from benchmarks.data.notices import notice


def save_notices(folder: Path, count: int) -> Path:
    """So many notices and their manifest."""
    pages = (notice(number) for number in range(count))
    return save(folder, (Piece(url=url, page=page, paragraphs=()) for url, page in pages))


def save_articles(folder: Path, count: int) -> Path:
    """So many news pages and their manifest."""
    return save(folder, map(article, range(count)))


def save(folder: Path, pieces: Iterable[Piece]) -> Path:
    """Write pages; a line of the manifest has {url, file, paragraphs}."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / "manifest.jsonl"
    with manifest.open("w") as lines:
        for number, piece in enumerate(pieces):
            (folder / f"{number}.html").write_text(piece.page, "utf-8")
            entry = {"url": piece.url, "file": f"{number}.html", "paragraphs": piece.paragraphs}
            lines.write(json.dumps(entry) + "\n")
    return manifest


def load(manifest: Path) -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    """Address, bytes and true paragraphs of every page."""
    for line in manifest.read_text().splitlines():
        entry = json.loads(line)
        yield entry["url"], (manifest.parent / entry["file"]).read_bytes(), tuple(entry["paragraphs"])
