"""`track upcoming`: what begins or ends soon."""

from pathlib import Path

import click

from crawler.commands.options import FORMATS, format_option, store_options


@click.command("upcoming", short_help="What begins or ends soon: suspensions, consultations.")
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True, help="How far to look ahead.")
@format_option(*FORMATS, "ics")
@store_options
def command(days: int, form: str, config: Path | None, db: Path | None) -> None:
    """List what takes effect, which suspensions end and which consultations close in the next days, Beijing time.

    `ics` is a calendar of all-day entries; `track export --format ics` has all days to come.

    \b
    Example:
      track upcoming
      track upcoming --days 365 --format ics > upcoming.ics
    """
    from crawler.config import load_config
    from crawler.export.run import calendar_ahead
    from crawler.lists import coming
    from crawler.report.lists import upcoming_sheet
    from crawler.report.sheets import as_form

    loaded = load_config(config, db=db)
    if form == "ics":
        click.echo(calendar_ahead(loaded, days), nl=False)
        return
    found = coming(loaded.database, days)
    if not found and form == "text":
        click.echo(f"Nothing begins or ends in the next {days} days, by what is known.")
    else:
        click.echo(as_form(upcoming_sheet(found), form))
