"""`track reread`: today's readers and rules over the archive."""

from datetime import datetime
from pathlib import Path

import click

from crawler.commands.options import store_options


@click.command("reread", short_help="Today's readers and rules over what is archived.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only pages fetched since then.")
@store_options
def command(sources: tuple[str, ...], since: datetime | None, config: Path | None, db: Path | None) -> None:
    """Read every archived page again, without the network; what is read otherwise now is recorded as our correction.

    `track diff --since last-run` shows it, marked as ours. Doing it twice changes nothing.

    \b
    Example:
      track reread
      track reread mofcom --since 2026-01-01
    """
    from crawler.config import load_config
    from crawler.report.words import counted, plain
    from crawler.reread import reread

    first = since.date() if since else None
    loaded = load_config(config, db=db)
    found = reread(loaded, sources=sources, since=first, tell=lambda line: click.echo(line, err=True))
    for failure in found.failures:
        click.echo(f"not read: {plain(failure)}", err=True)
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(found.outcomes.items()))
    click.echo(f"{counted(found.outcomes.total(), 'page')} read again: {told or 'nothing is archived'}.")
    click.get_current_context().exit(1 if found.failures else 0)
