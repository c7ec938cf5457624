"""`track diff`: what became known in a window of time."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.commands.options import format_option, store_options

if TYPE_CHECKING:
    from storage.model import Change


@click.command("diff", short_help="What became known since a day.")
@click.option("--since", required=True, metavar="WHEN", help="From when on.")
@click.option("--until", metavar="WHEN", help="Up to when. Default: now.")
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only this source. May be repeated.")
@click.option("--regime", "regimes", multiple=True, metavar="NAME", help="Only this regime. May be repeated.")
@click.option("--action", "actions", multiple=True, metavar="NAME", help="Only this action. May be repeated.")
@click.option("--exit-code", is_flag=True, help="Exit 1 when there is a change, 0 when there is none.")
@format_option()
@store_options
def command(
    since: str,
    until: str | None,
    sources: tuple[str, ...],
    regimes: tuple[str, ...],
    actions: tuple[str, ...],
    exit_code: bool,
    form: str,
    config: Path | None,
    db: Path | None,
) -> None:
    """Print what became known: listings, removals, suspensions, proposals, controls, edited documents, vanished pages.

    A report of the press says whether the authority confirms or contradicts it, or is press only and for how long; one
    that turns when the notice arrives is a change of its own. An official event says who reported it first.

    WHEN is a date (2026-01-31), a date-time, 7d, 24h, yesterday or last-run. It speaks of when we saw it, not of legal
    dates; a date or time without a zone is Beijing's.

    \b
    Example:
      track diff --since 7d
      track diff --since 2026-01-01 --regime unreliable-entity-list --format csv > new.csv
    """
    from crawler.diff import changes, window
    from crawler.places import load_database

    found = changes(load_database(config, db=db), window(since, until, sources, regimes, actions))
    click.echo(printed(found, form))
    if exit_code and found:
        click.get_current_context().exit(1)


def printed(found: "list[Change]", form: str) -> str:
    """The changes in one of the formats, of which each imports what it needs."""
    if form == "text":
        from crawler.report.changes import as_text

        return as_text(found)
    from crawler.report.change_sheet import as_sheet
    from crawler.report.sheets import as_form

    return as_form(as_sheet(found), form)
