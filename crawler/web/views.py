"""From a request to a page: the query is read, one function asks the store, a template prints."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from datasette.utils.asgi import Response

from crawler.report.sheets import as_form
from crawler.sections import Config
from crawler.web import dossier, tables, timeline
from crawler.web.query import Query
from storage.errors import ConfigError, StoreError, TrackError

Build = Callable[[Config, Query], Any]
View = Callable[..., Awaitable[Any]]
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


def page(template: str, build: Build) -> View:
    """A page: what `build` finds, printed by a template."""

    async def view(request: Any, datasette: Any) -> Any:
        query = Query(request.args)
        try:
            found, status = await asyncio.to_thread(build, datasette.curbwatch, query), 200
        except TrackError as error:
            found, status = error, status_of(error)
        context = datasette.curbwatch_facts | {"found": found, "query": query, "path": request.path}
        name = "problem" if isinstance(found, TrackError) else template
        return Response.html(await datasette.render_template(f"curbwatch/{name}.html", context, request), status=status)

    return view


def status_of(error: TrackError) -> int:
    """400 for what was asked wrongly, 404 for what there is not, 500 for a store that cannot be read."""
    if isinstance(error, ConfigError):
        return 400
    return 404 if isinstance(error, dossier.UnknownError) else 500 if isinstance(error, StoreError) else 400


def download(form: str, build: Build, name: str) -> View:
    """The same records as a file."""

    async def view(request: Any, datasette: Any) -> Any:
        try:
            sheet = await asyncio.to_thread(build, datasette.curbwatch, Query(request.args))
        except TrackError as error:
            return Response.text(str(error), status=status_of(error))
        headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
        return Response(as_form(sheet, form), headers=headers, content_type=TYPES[form])

    return view


LISTS = partial(download, build=tables.lists_sheet_of, name="lists")
CHANGES = partial(download, build=timeline.changes_sheet_of, name="changes")

ROUTES: dict[str, View] = {
    "/": page("timeline", timeline.timeline),
    "/changes.csv": CHANGES("csv"),
    "/changes.json": CHANGES("json"),
    "/lists": page("lists", tables.lists),
    "/lists.csv": LISTS("csv"),
    "/lists.json": LISTS("json"),
    "/document": page("document", dossier.dossier),
    "/versions": page("versions", dossier.versions),
    "/upcoming": page("upcoming", tables.upcoming),
    "/held": page("held", tables.held),
    "/sources": page("sources", tables.sources),
    "/search": page("search", tables.search),
}
