"""`track backfill`: foreign archives into the store."""

import os
from datetime import datetime
from pathlib import Path

import click

from crawler.commands.options import store_options

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("backfill", short_help="Read other people's web archives into the store.")
@click.argument("archives", nargs=-1, required=True, metavar="WARC...")
@click.option("--scheduler", metavar="tcp://HOST:PORT", help="A Dask scheduler. Default: workers on this machine.")
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, help="How many. Default: one a core.")
@click.option("--sources", multiple=True, metavar="SOURCE", help="Only pages of this source. May be repeated.")
@click.option("--since", type=DAY, metavar="DATE", help="Only pages that were fetched since then.")
@click.option("--until", type=DAY, metavar="DATE", help="Only pages that were fetched until then, that day included.")
@store_options
def command(
    archives: tuple[str, ...],
    scheduler: str | None,
    workers: int,
    sources: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    config: Path | None,
    db: Path | None,
) -> None:
    """Find the pages of our sources in WARC files, read them as a crawl does, and remember them as of their WARC-Date.

    WARC is a file, a glob in quotes, a URL (https://, s3://), or a list of these, one a line (warc.paths.gz). What is
    remembered is copied into our own archive. An archive that was read to its end is passed over the next time: after
    an interruption give the same command again. Needs the extra `cluster`. Exit 1: an archive could not be read.

    \b
    Example:
      track backfill 'archives/*.warc.gz' --workers 2
      track backfill https://data.commoncrawl.org/crawl-data/CC-NEWS/2025/10/warc.paths.gz --scheduler tcp://10.0.0.1:8786
    """
    from crawler.backfill.progress import shown
    from crawler.backfill.run import Asked, backfill
    from crawler.config import load_config
    from crawler.report.backfills import closing_lines
    from crawler.report.words import plain

    asked = Asked(
        archives=archives,
        sources=sources,
        since=since.date() if since else None,
        until=until.date() if until else None,
        workers=workers,
        scheduler=scheduler,
    )
    with shown(lambda line: click.echo(line, err=True)) as watcher:
        found = backfill(load_config(config, db=db), asked, watcher=watcher)
    for trouble in found.named:
        click.echo(f"not read: {plain(trouble)}", err=True)
    click.echo("\n".join(closing_lines(found)))
    click.get_current_context().exit(1 if found.failed else 0)
