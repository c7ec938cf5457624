"""`track upcoming`: what begins or ends soon."""

from pathlib import Path

import click

from crawler.commands.options import format_option, store_options


@click.command("upcoming", short_help="What begins or ends soon: suspensions, consultations.")
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True, help="How far to look ahead.")
@format_option()
@store_options
def command(days: int, form: str, config: Path | None, db: Path | None) -> None:
    """List what takes effect, which suspensions end and which consultations close in the next days, Beijing time.

    \b
    Example:
      track upcoming
      track upcoming --days 365 --format csv
    """
    from crawler.config import load_config
    from crawler.lists import coming
    from crawler.report.lists import upcoming_sheet
    from crawler.report.sheets import as_form

    found = coming(load_config(config, db=db), days)
    if not found and form == "text":
        click.echo(f"Nothing begins or ends in the next {days} days, by what is known.")
    else:
        click.echo(as_form(upcoming_sheet(found), form))
