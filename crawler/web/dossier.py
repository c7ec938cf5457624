"""The page of one document."""

from datetime import UTC, datetime

from crawler.report.dossier import Dossier, dossier_of
from crawler.report.words import plain
from crawler.sections import Config
from crawler.web.query import Query
from storage.errors import StoreError
from storage.history import History


class UnknownError(StoreError):
    """There is no such document."""


def dossier(config: Config, query: Query) -> Dossier:
    """The document of `key`, a number, a key or an address. Raises `UnknownError` when there is none."""
    with History.open(config.database) as history:
        found = history.document(query["key"], now=datetime.now(UTC))
        if found is None:
            raise UnknownError(f"There is no document {plain(query['key'])!r} in the store.")
        changes = [one for one in history.stated() if found.ref.key in one.event.affected]
    return dossier_of(found, changes)
