"""`track restore`: a backup back in its place."""

from pathlib import Path

import click

from crawler.commands.options import store_options


@click.command("restore", short_help="Put a backup where there is no store.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR")
@store_options
def command(folder: Path, config: Path | None, db: Path | None) -> None:
    """Put the backup in DIR where the configuration has its store. An existing store or archive is never overwritten.

    \b
    Example:
      track restore /var/backups/curbwatch && track verify
    """
    from crawler.config import load_config
    from storage.backup import restore

    loaded = load_config(config, db=db)
    restore(folder, loaded.database, loaded.archive, lambda line: click.echo(line, err=True))
