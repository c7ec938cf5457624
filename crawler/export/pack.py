"""The evidence for one document as a ZIP: the same store gives the same bytes."""

import hashlib
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from crawler.export.page import as_page, as_readme, pack_of, text_files
from crawler.report.documents import document_as
from crawler.sections import Config
from storage.errors import StoreError
from storage.excerpt import excerpt
from storage.history import History

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP can tell, for every file
SUMS = "SHA256SUMS"
UNFIT = re.compile(r"[^A-Za-z0-9.]+")
LONGEST = 80  # characters of the folder's name


def evidence_pack(config: Config, key: str) -> bytes:
    """All that proves what a document said. Raises `StoreError` where there is none of that key or address."""
    with History.open(config.database) as history:
        found = history.evidence(key)
        if found is None:
            raise StoreError(f"{config.database}: no document {key}; `track search WORDS` finds documents by words")
        changes = [one for one in history.stated() if found.record.ref.key in one.event.affected]
        refs = history.refs(affected for one in found.record.events for affected in one.event.affected)
    copied = excerpt(config.archive, found.captures)
    pack = pack_of(found, changes, refs, copied)
    contents = {
        "README.txt": as_readme(pack).encode(),
        "archive.warc.gz": copied.pages,
        "evidence.json": (document_as(found.record, changes, "json") + "\n").encode(),
        "index.html": as_page(pack).encode(),
    }
    contents |= {"unchanged.warc.gz": copied.unchanged} if copied.unchanged else {}
    contents |= {file.name: text.encode() for file, text in zip(text_files(found), found.texts, strict=True)}
    return zipped(folder_name(found.record.ref.key), contents | {SUMS: sums(contents)})


def sums(contents: Mapping[str, bytes]) -> bytes:
    """What `sha256sum --check` reads."""
    lines = (f"{hashlib.sha256(contents[name]).hexdigest()}  {name}\n" for name in sorted(contents))
    return "".join(lines).encode()


def zipped(folder: str, contents: Mapping[str, bytes]) -> bytes:
    """The files in one folder, by name, without a trace of when and by whom."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(f"{folder}/{name}", date_time=EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # a file that all may read, on Unix
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, contents[name])
    return buffer.getvalue()


def folder_name(key: str) -> str:
    """A name from a key, which may be any URL.

    >>> folder_name("MOFCOM-2026-11"), folder_name("https://a.example/../x?y")
    ('evidence-MOFCOM-2026-11', 'evidence-a.example-..-x-y')
    """
    return "evidence-" + UNFIT.sub("-", key.partition("://")[2] or key)[:LONGEST].strip("-.")
