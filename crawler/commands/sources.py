"""`track sources`: what is configured and how it last went."""

from pathlib import Path

import click

from crawler.commands.options import format_option, store_options


@click.command("sources", short_help="What is watched and how it last went.")
@format_option()
@store_options
def command(form: str, config: Path | None, db: Path | None) -> None:
    """List every source: switched on or off, where it looks, and how its last finished run went.

    \b
    Example:
      track sources
      track sources --format json
    """
    from crawler.config import load_config
    from crawler.report.sheets import as_form
    from crawler.report.sources import sources_sheet
    from storage.history import History

    loaded = load_config(config, db=db)
    states, incidents = {}, []
    if loaded.database.exists():
        with History.open(loaded.database) as history:
            states = {state.report.source: state for state in history.source_states()}
            incidents = history.open_incidents()
    click.echo(as_form(sources_sheet(loaded, states, incidents), form))
