"""`track search`: documents that hold the words."""

from pathlib import Path

import click

from crawler.commands.options import format_option, store_options


@click.command("search", short_help="Documents that hold the words, Chinese included.")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many.")
@format_option()
@store_options
def command(words: tuple[str, ...], limit: int, form: str, config: Path | None, db: Path | None) -> None:
    """Find the documents in which every word occurs, in the title or the text, best first.

    \b
    Example:
      track search 不可靠实体清单 无人机
      track search "rare earth" licence --limit 5
    """
    from crawler.places import load_database
    from crawler.report.documents import hits_sheet
    from crawler.report.sheets import as_form
    from storage.history import History

    with History.open(load_database(config, db=db)) as history:
        found = history.search(" ".join(words), limit=limit)
    if not found and form == "text":
        click.echo("No document holds all of these words.")
    else:
        click.echo(as_form(hits_sheet(found), form))
