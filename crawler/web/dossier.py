"""The pages of one document."""

from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup

from crawler.report.dossier import Dossier, dossier_of
from crawler.report.versions import versions_body
from crawler.report.words import plain
from crawler.sections import Config
from crawler.web.query import Query
from storage.documents import DocumentRecord
from storage.errors import StoreError
from storage.history import History
from storage.model import DocumentRef


class UnknownError(StoreError):
    """There is no such document."""


def dossier(config: Config, query: Query) -> Dossier:
    """The document of `key`, a number, a key or an address. Raises `UnknownError` when there is none."""
    with History.open(config.database) as history:
        found = known(history, query)
        changes = [one for one in history.stated() if found.ref.key in one.event.affected]
    return dossier_of(found, changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """A document through its texts; `body` is the versions side by side."""

    ref: DocumentRef
    body: Markup


def versions(config: Config, query: Query) -> Versions:
    """The versions of `key`. Raises `UnknownError` when there is no such document."""
    with History.open(config.database) as history:
        found = known(history, query)
        return Versions(ref=found.ref, body=versions_body(history.texts(found.ref.key)))


def known(history: History, query: Query) -> DocumentRecord:
    """The document that is asked for."""
    found = history.document(query["key"], now=datetime.now(UTC))
    if found is None:
        raise UnknownError(f"There is no document {plain(query['key'])!r} in the store.")
    return found
