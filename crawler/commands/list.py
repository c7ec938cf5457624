"""`track list`: who stood where on a day."""

from datetime import datetime
from pathlib import Path

import click

from crawler.commands.options import format_option, store_options

REGIMES = (
    "export-control-list",
    "watch-list",
    "unreliable-entity-list",
    "countermeasures",
    "dual-use-items",
)
STATUSES = ("active", "suspended", "lapsed", "lifted", "delisted")


@click.command("list", short_help="Who stood on a list on a day, and on whose authority.")
@click.argument("regime", type=click.Choice(REGIMES), required=False)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day, Beijing. Default: today.")
@click.option("--known-at", metavar="WHEN", help="Only by what had been seen by then. Default: by all that is known.")
@click.option("--country", metavar="CODE", help="Only of this country (US, JP, TW …).")
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Only these. May be repeated.")
@format_option()
@store_options
def command(
    regime: str | None,
    as_of: datetime | None,
    known_at: str | None,
    country: str | None,
    statuses: tuple[str, ...],
    form: str,
    config: Path | None,
    db: Path | None,
) -> None:
    """Print the state of one list, or of all, on a day, with the events behind each row.

    `suspended` rests until its last day; `lapsed` means that this day is past and nobody has said what follows: by the
    letter the measure applies again. `--as-of` speaks of what the law says, `--known-at` of what had been seen.

    \b
    Example:
      track list unreliable-entity-list --as-of 2025-06-01
      track list --country US --status suspended --format csv
    """
    from crawler.lists import Asked, designations, today
    from crawler.places import load_database
    from crawler.report.lists import lists_sheet, summary
    from crawler.report.sheets import as_form

    day = as_of.date().isoformat() if as_of else today()
    asked = Asked(regime=regime, as_of=day, known_at=known_at, country=country, statuses=statuses)
    found = designations(load_database(config, db=db), asked)
    if form == "text":
        click.echo(summary(found, day))
    if found or form != "text":
        click.echo(as_form(lists_sheet(found), form))
