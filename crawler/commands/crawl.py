"""`track crawl`: look at the sources now, or at archives as if they were the sources."""

from datetime import date, datetime
from pathlib import Path

import click

from crawler.commands.options import format_option, store_options


@click.command("crawl", short_help="Look at the sources now, or at archives.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Also what was published since then.")
@click.option(
    "--replay",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="WARC",
    help="Answer every request from this archive; nothing is asked of the network. May be repeated.",
)
@format_option()
@store_options
def command(
    sources: tuple[str, ...],
    since: datetime | None,
    replay: tuple[Path, ...],
    form: str,
    config: Path | None,
    db: Path | None,
) -> None:
    """Fetch every source (or those named), archive what is read, extract events and remember them.

    Prints a closing table: links seen, documents new, changed, unchanged and failed. Exit 0: all went well; 1: a
    source failed; 2: usage or configuration; 75: another run holds the lock.

    \b
    Example:
      track crawl mofcom scmp
      track crawl --since 2025-01-01 --replay mofcom.warc.gz --db t.db
    """
    from crawler.config import load_config
    from crawler.fetch.run import crawl
    from crawler.progress import shown_progress
    from crawler.report.runs import closing_remarks, run_sheet
    from crawler.report.sheets import as_form

    loaded = load_config(config, db=db)
    first: date | None = since.date() if since else None
    with shown_progress() as progress:
        report = crawl(loaded, sources=sources, since=first, replay=replay, progress=progress)
    click.echo(as_form(run_sheet(report), form))
    for remark in closing_remarks(report):
        click.echo(remark, err=True)
    click.get_current_context().exit(0 if report.ok else 1)
