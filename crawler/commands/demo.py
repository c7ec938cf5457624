"""`track demo`: three invented days on a local server."""

from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory

import click


@click.command("demo", short_help="Three days of invented news on a local server, offline.")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep the store in this new or empty folder. Default: a temporary one that is removed.",
)
def command(keep: Path | None) -> None:
    """Play three invented days on a local server, crawl each for real, and print what each brought.

    The crawl, the archive, the store and the diff are the real ones; sites, firms and notices are made up. Nothing
    leaves this machine, and it takes less than a minute.

    \b
    Example:
      track demo
      track demo --keep demo && track show UEL-2025-21 --db demo/track.db
    """
    from crawler.demo import run_demo

    if keep is None:
        with TemporaryDirectory(prefix="track-demo-") as folder:
            run_demo(Path(folder), click.echo)
        click.echo("Nothing of this was kept. To look around in it: track demo --keep DIR")
    else:
        click.echo(what_next(run_demo(keep, click.echo)))


def what_next(store: Path) -> str:
    """What to try on a store that was kept."""
    db = quote(str(store))
    return "\n".join(
        (
            f"The store is {store}, the archive lies beside it. Try next:",
            f"  track diff --db {db} --since 2026-03-03",
            f"  track show UEL-2025-21 --db {db}",
            f"  track search lodestone --db {db}",
        )
    )
