"""`track gaps`: announcement numbers never seen."""

from pathlib import Path

import click

from crawler.commands.options import format_option, store_options


@click.command("gaps", short_help="Announcement numbers never seen between those seen.")
@click.option("--series", type=click.Choice(["MOFCOM", "UEL", "MOFCOM-ORDER"]), help="Only this series.")
@click.option("--year", type=click.IntRange(1990, 2100), help="Only this year.")
@format_option()
@store_options
def command(series: str | None, year: int | None, form: str, config: Path | None, db: Path | None) -> None:
    """List the numbers between those seen whose notices never were, and who names them.

    They are leads: most announcements are about other trade matters and stand on pages that are not watched.

    \b
    Example:
      track gaps --series UEL
      track gaps --series MOFCOM --year 2025 --format csv
    """
    from crawler.lists import unseen
    from crawler.places import load_database
    from crawler.report.lists import gaps_sheet
    from crawler.report.sheets import as_form

    found = unseen(load_database(config, db=db), series, year)
    if not found and form == "text":
        click.echo("No number is missing.")
    else:
        click.echo(as_form(gaps_sheet(found), form))
