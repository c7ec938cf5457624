"""Pages to look at: a plugin of Datasette, which adds its tables and its API to the same store. Read-only.

| page | is |
|---|---|
| `/` | what became known, with filters, and a plot of listings by month |
| `/lists` | who stands on a list on a day; also `/lists.csv`, `/lists.json` |
| `/document?key=` | a notice or article: text with its evidence, targets, copies, what changed it |
| `/versions?key=` | every text that a document has had, side by side with redline |
| `/upcoming`, `/held`, `/sources`, `/search?q=` | what ends soon, what waits for review, health, words |
| `/track` | Datasette's own view of every table |

request | views | timeline, tables, dossier: records from the store | templates, which escape everything
"""

from typing import Any

from datasette import hookimpl


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our pages, in front of Datasette's own."""
    from crawler.web.views import ROUTES

    return [(rf"^{path}$", view) for path, view in ROUTES.items()]


@hookimpl
def asgi_wrapper() -> Any:
    """Security headers on every reply, Datasette's own pages included."""
    from crawler.web.headers import guarded

    return guarded


@hookimpl
def prepare_connection(conn: Any) -> None:
    """Datasette shows every table, and takes any query; the mail that was sent is not for its visitors."""
    from storage.mail_tables import hide_mail

    hide_mail(conn)


@hookimpl
def menu_links() -> list[dict[str, str]]:
    """The way back from Datasette's pages."""
    return [{"href": "/", "label": "Curbwatch"}]
