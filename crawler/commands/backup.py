"""`track backup`: a whole copy of store and archive, while a crawl runs."""

from pathlib import Path

import click

from crawler.commands.options import store_options


@click.command("backup", short_help="Copy store and archive into a folder.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@store_options
def command(folder: Path, config: Path | None, db: Path | None) -> None:
    """Copy store and archive into DIR, one state of both, whatever is crawled meanwhile.

    Into the same DIR again it copies the database and what the archive has gained since.

    \b
    Example:
      track backup /var/backups/curbwatch
    """
    from crawler.config import load_config
    from storage.backup import backup

    loaded = load_config(config, db=db)
    backup(loaded.database, loaded.archive, folder, lambda line: click.echo(line, err=True))
