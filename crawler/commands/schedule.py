"""`track schedule`: crawls and digests at their times."""

from pathlib import Path

import click

from crawler.commands.options import store_options


@click.command("schedule", short_help="Crawl and send digests at their times, until stopped.")
@store_options
def command(config: Path | None, db: Path | None) -> None:
    """Crawl every source and send digests at the times of the configuration, each in a child process.

    What was missed while it did not run is caught up at once. SIGTERM or Ctrl-C ends it, once the child under way has
    ended; one that takes longer than schedule.limit is stopped, and the others go on.

    \b
    Example:
      track schedule
      track schedule --config /etc/curbwatch/config.toml
    """
    import os

    from crawler.config import find_file, load_config
    from crawler.schedule.run import run_schedule

    loaded = load_config(config, db=db)
    run_schedule(loaded, find_file(config, os.environ), lambda line: click.echo(line, err=True))
