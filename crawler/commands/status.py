"""`track status`: whether everything is well."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.commands.options import format_option, store_options

if TYPE_CHECKING:
    from crawler.sections import Config


@click.command("status", short_help="Whether everything is well: sources, incidents, sizes, mail.")
@click.option("--notify", is_flag=True, help="Send one message for each incident that began or ended.")
@format_option("text", "json", "prometheus")
@store_options
def command(notify: bool, form: str, config: Path | None, db: Path | None) -> None:
    """Say how every source stands, what is wrong since when, and what waits.

    A source is stale when it has not answered for long, or has had nothing new for much longer than is usual for it.
    Exit 0: none is stale; 1: one is.

    \b
    Example:
      track status
      track status --format prometheus > /var/lib/node_exporter/curbwatch.prom
    """
    from datetime import UTC, datetime

    from crawler.config import load_config
    from crawler.health import health
    from crawler.report.status import as_json, as_prometheus, as_text

    loaded = load_config(config, db=db)
    if notify:
        tell(loaded)
    found = health(loaded, datetime.now(UTC))
    written = {"text": as_text, "json": as_json, "prometheus": as_prometheus}[form](found)
    click.echo(written.rstrip("\n"))
    click.get_current_context().exit(0 if found.ok else 1)


def tell(config: "Config") -> None:
    """Send the messages, and say what became of each."""
    import os
    from datetime import UTC, datetime

    from crawler.alerts import tell_incidents
    from crawler.report.deliveries import delivery_lines

    for line in delivery_lines(tell_incidents(config, clock=lambda: datetime.now(UTC), environ=os.environ)):
        click.echo(line, err=True)
