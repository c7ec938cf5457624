"""`track screen`: a list of customers or suppliers against everybody listed."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.commands.options import format_option, store_options

if TYPE_CHECKING:  # it brings pydantic
    from crawler.sections import Config


@click.command("screen", short_help="A list of customers or suppliers against everybody listed.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day, Beijing. Default: today.")
@click.option("--min-score", type=click.FloatRange(50, 100), help="Leave out what is less. Default: [profile], 85.")
@click.option("--all", "ended", is_flag=True, help="Also hits on what was lifted or removed by then.")
@click.option("--exit-code", is_flag=True, help="Exit 1 when there is a hit, 0 when there is none.")
@click.option(
    "--self-check", is_flag=True, help="No FILE: ask for every listed name, misspelt too, and for made-up ones."
)
@format_option()
@store_options
def command(
    file: Path | None,
    as_of: datetime | None,
    min_score: float | None,
    ended: bool,
    exit_code: bool,
    self_check: bool,
    form: str,
    config: Path | None,
    db: Path | None,
) -> None:
    """Say who of FILE is listed, how sure that is and why, and how the listing stands on a day.

    FILE is CSV (the column `name`, and if you like `id`, `country`, `hs_codes`, `control_codes`, `note`) or JSON Lines
    with these keys. Without it, the one that the configuration's [profile] names. Suspended and lapsed designations
    are hits, and say so. `track mute` sets a name apart that is somebody else's.

    \b
    Example:
      track screen suppliers.csv
      track screen suppliers.csv --as-of 2025-06-01 --format csv > hits.csv
      track screen --self-check
    """
    from crawler.config import load_config
    from crawler.lists import today

    settings, day = load_config(config, db=db), as_of.date().isoformat() if as_of else today()
    if self_check:
        failed = not check(settings, day)
    else:
        least = min_score or settings.profile.min_score
        failed = hits(settings, named(file, settings), day, least, ended, form) and exit_code
    click.get_current_context().exit(int(failed))


def named(file: Path | None, settings: "Config") -> Path:
    """The list to screen."""
    if chosen := file or settings.profile.names:
        return chosen
    raise click.UsageError("give a FILE, or name one as [profile] names in the configuration")


def hits(settings: "Config", file: Path, day: str, min_score: float, ended: bool, form: str) -> bool:
    """Print what is found; lines that were not read go to standard error. Whether there was a hit."""
    from crawler.report.screening import as_text, screening_sheet
    from crawler.report.sheets import as_form
    from crawler.report.words import plain
    from crawler.screen.screening import screen_file

    found, read = screen_file(settings, file, day, min_score)
    for fault in read.faults:
        click.echo(f"track: {file}: line {fault.line}: {plain(fault.why)}", err=True)
    sheet = screening_sheet(found, ended=ended)
    click.echo(as_text(found, ended=ended) if form == "text" else as_form(sheet, form))
    return bool(found.hits)


def check(settings: "Config", day: str) -> bool:
    """Print how well screening does on what the store holds. Whether it does well enough."""
    from crawler.report.screening import figures_text
    from crawler.screen.check import run
    from crawler.screen.screening import listed

    figures = run(listed(settings, day))
    click.echo(figures_text(figures))
    return figures.ok
