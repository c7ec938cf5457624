"""`track verify`: whether everything that is remembered is whole."""

from pathlib import Path

import click

from crawler.commands.options import format_option, store_options


@click.command("verify", short_help="Whether store and archive are whole.")
@format_option()
@store_options
def command(form: str, config: Path | None, db: Path | None) -> None:
    """Check the database, the chain of captures, the archived bytes behind every version, and every quoted sentence.

    Nothing is mended. What is wrong is named on standard error; the exit status is 1 then.

    \b
    Example:
      track verify
      track verify --format json
    """
    from crawler.config import load_config
    from crawler.progress import counting
    from crawler.report.checks import checks_sheet
    from crawler.report.sheets import as_form
    from crawler.report.words import plain
    from storage.history import History

    loaded = load_config(config, db=db)
    with History.open(loaded.database) as history, counting() as tell:
        checks = history.verify(loaded.archive, tell)
    for problem in (problem for check in checks for problem in check.problems):
        click.echo(plain(problem), err=True)
    click.echo(as_form(checks_sheet(checks), form))
    click.get_current_context().exit(1 if any(check.wrong for check in checks) else 0)
