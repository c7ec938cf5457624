"""The readable part of an evidence pack: a page that loads nothing, and a README in plain words."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from crawler.report.documents import minute
from crawler.report.dossier import Dossier, dossier_of
from crawler.report.render import stylesheet
from crawler.report.words import plain
from crawler.version import own_version
from storage.evidence import EvidenceRecord
from storage.excerpt import Excerpt
from storage.lists import Stated
from storage.model import Capture, DocumentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """The text of a version as a file of the pack."""

    name: str
    seen: str
    url: str
    title: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """A capture in words."""

    at: str
    status: int
    url: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What page and README say. `changed` are (key, title, address) of the documents that this one changes."""

    key: str
    language: str
    dossier: Dossier
    changed: tuple[tuple[str, str, str], ...]
    texts: tuple[TextFile, ...]
    fetches: tuple[Fetch, ...]
    answered_unchanged: bool
    lost: tuple[str, ...]
    version: str


def pack_of(found: EvidenceRecord, changes: Sequence[Stated], refs: Mapping[str, DocumentRef], copied: Excerpt) -> Pack:
    """The evidence in words; `changes` are the official events that affect the document, `refs` whom it affects."""
    record = found.record
    affected = dict.fromkeys(key for one in record.events if not one.retracted_at for key in one.event.affected)
    return Pack(
        key=plain(record.ref.key),
        language=record.document.language,
        dossier=dossier_of(record, changes),
        changed=tuple(changed_by_it(key, refs.get(key)) for key in affected),
        texts=text_files(found),
        fetches=tuple(map(fetch, found.captures)),
        answered_unchanged=bool(copied.unchanged),
        lost=tuple(f"{plain(one.capture.url)}, {minute(one.capture.fetched_at)}: {one.detail}" for one in copied.lost),
        version=own_version(),
    )


def changed_by_it(key: str, ref: DocumentRef | None) -> tuple[str, str, str]:
    """A document that is changed, by its key alone where we never saw it."""
    return (plain(key), plain(ref.title), ref.url) if ref else (plain(key), "", "")


def text_files(found: EvidenceRecord) -> tuple[TextFile, ...]:
    """A file for each version, numbered in the order in which they were seen."""
    return tuple(
        TextFile(
            name=f"texts/{number:03}.txt",
            seen=minute(version.seen_at),
            url=version.url,
            title=plain(version.title),
            current=version.current,
        )
        for number, version in enumerate(found.record.versions, 1)
    )


def fetch(capture: Capture) -> Fetch:
    """A capture for people, its digest as `sha256sum` prints it."""
    return Fetch(
        at=f"{capture.fetched_at:%Y-%m-%d %H:%M:%S} UTC",
        status=capture.status,
        url=capture.url,
        sha256=capture.digest.removeprefix("sha256:"),
    )


def as_page(pack: Pack) -> str:
    """One HTML file without scripts, whose policy allows its own style and nothing else."""
    style = stylesheet() + Markup(files("crawler.export").joinpath("templates/evidence.css").read_text("utf-8"))  # noqa: S704
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment().get_template("evidence.html").render(pack=pack, style=style, digest=digest)


def as_readme(pack: Pack) -> str:
    """What lies in the pack, and how to check it."""
    return environment().get_template("readme.txt").render(pack=pack)


def environment() -> Environment:
    """Templates of ours and of the web pages; HTML is escaped, and a name that is not there is an error."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader("crawler.export"), PackageLoader("crawler.web")]),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["plain"] = plain
    return found
