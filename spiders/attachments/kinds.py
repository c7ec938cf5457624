"""Which kind of file it is, by its bytes; and the ZIP archive, which holds others. Runs in the child process."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from spiders.attachments.pdf import pdf_lines
from spiders.attachments.readers import docx_lines, xls_lines, xlsx_lines
from storage.errors import UnreadableError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office wrote before 2007, and what it encrypts today
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Kinds that no well-kept library reads, by how they begin.
OTHERS = {
    b"Rar!\x1a\x07": "a RAR archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\x1f\x8b": "a gzip file",
    b"{\\rtf": "an RTF document",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89PNG": "a PNG picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
}
MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s{0,100}<")

MOST_MEMBERS = 100
MOST_DEPTH = 2  # an archive within an archive
MOST_UNPACKED = 200_000_000  # bytes of all members
MOST_RATIO = 200  # unpacked to packed; office documents reach twenty
SMALL = 10_000_000  # bytes whatever their ratio
NOT_WANTED = re.compile(r"(?:^|/)(?:\.|__MACOSX/|Thumbs\.db$)|/$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The lines of a file; `unread` says of an archive which of its files could not be read, and why."""

    lines: list[str]
    unread: list[str] = field(default_factory=list)


def read_file(body: bytes, depth: int = 0) -> Found:
    """The lines of a file of any kind that is read; `UnreadableError`, without an address, names any other."""
    if body.startswith(ZIP):
        return read_zip(body, depth)
    return Found(lines=list(reader_of(body)(body)))


def reader_of(body: bytes) -> Callable[[bytes], Iterator[str]]:
    """The reader of a file that is no archive."""
    if b"%PDF-" in body[:1024]:
        return pdf_lines
    if body.startswith(OLE) and ENCRYPTED not in body:
        return xls_lines
    raise UnreadableError("attachment", "", named(body))


def named(body: bytes) -> str:
    """What it is that is not read."""
    if body.startswith(OLE):
        return "an encrypted document"
    if MARKUP.match(body):
        return "a page of markup, no file"
    return next((name for start, name in OTHERS.items() if body.startswith(start)), "a file of no kind that is read")


def read_zip(body: bytes, depth: int) -> Found:
    """A DOCX or XLSX, which is a ZIP archive of fixed parts; else an archive of files."""
    with zipfile.ZipFile(BytesIO(body)) as archive:
        refuse_bomb(archive, len(body))
        parts = frozenset(archive.namelist())
        if "word/document.xml" in parts:
            return Found(lines=list(docx_lines(body)))
        if "xl/workbook.xml" in parts:
            return Found(lines=list(xlsx_lines(body)))
        if depth == MOST_DEPTH:
            raise UnreadableError("too-large", "", "archives within archives within archives")
        return members(archive, depth)


def refuse_bomb(archive: zipfile.ZipFile, packed: int) -> None:
    """Raise for an archive that unpacks to more than it may. Of a part that says less than it holds no more is read."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("attachment", "", "an encrypted archive")
    if unpacked > MOST_UNPACKED or unpacked > max(SMALL, packed * MOST_RATIO):
        raise UnreadableError("too-large", "", f"{packed:,} bytes that unpack to {unpacked:,}")


def members(archive: zipfile.ZipFile, depth: int) -> Found:
    """The files of an archive, each under its name. One that cannot be read is named; no file read is a refusal."""
    wanted = [part for part in archive.infolist() if not NOT_WANTED.search(part.filename)]
    if len(wanted) > MOST_MEMBERS:
        raise UnreadableError("too-large", "", f"an archive of {len(wanted):,} files")
    found = Found(lines=[])
    for part in wanted:
        try:
            inner = read_file(archive.read(part), depth + 1)
        except UnreadableError as error:
            found.unread.append(f"{name_of(part)}: {error.detail}")
        else:
            found.lines.extend([name_of(part).rpartition(".")[0], *inner.lines])
            found.unread.extend(inner.unread)
    if not found.lines:
        raise UnreadableError("attachment", "", f"an archive of nothing that is read: {'; '.join(found.unread)}"[:300])
    return found


def name_of(part: zipfile.ZipInfo) -> str:
    """The file's name without its folders. Chinese writers mark theirs neither as UTF-8 nor as anything else."""
    name = part.filename
    if not part.flag_bits & 0x800:
        name = name.encode("cp437", "replace").decode("gb18030", "replace")
    return name.rpartition("/")[2]
