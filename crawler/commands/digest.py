"""`track digest`: the message of the morning."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.commands.options import store_options

if TYPE_CHECKING:
    from crawler.digest import Asked
    from crawler.sections import Config


@click.command("digest", short_help="One message on what became known; look at it, or send it.")
@click.option("--since", default="last-digest", show_default=True, metavar="WHEN", help="From when on.")
@click.option("--until", metavar="WHEN", help="Up to when. Default: now.")
@click.option("--to", multiple=True, metavar="ADDRESS", help="To whom, instead of mail.to. May be repeated.")
@click.option("--send", is_flag=True, help="Put it in the outbox and send all that waits there.")
@click.option("--resend", is_flag=True, help="Like --send, and again what was refused or may have arrived.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it to a file, .eml, .html or .txt.",
)
@store_options
def command(
    since: str,
    until: str | None,
    to: tuple[str, ...],
    send: bool,
    resend: bool,
    out: Path | None,
    config: Path | None,
    db: Path | None,
) -> None:
    """Print, write or send one message on what became known, what ends soon, and how far to trust it.

    WHEN is a date, a date-time, 7d, 24h, yesterday, or last-digest: where the last one for these recipients ended, and
    24h before there was one. Exit 0: all was sent; 1: something was not, and is tried again by the next --send; 75:
    another digest is being sent.

    \b
    Example:
      track digest --since yesterday
      track digest --send
      track digest --since 2026-03-02 --until 2026-03-05 --out digest.eml
    """
    from datetime import UTC, datetime

    from crawler.config import load_config
    from crawler.digest import Asked, compose, write

    loaded, asked = load_config(config, db=db), Asked(since=since, until=until, to=to)
    if out and (send or resend):
        raise click.UsageError("--out looks at a digest, --send sends it: give one of them")
    if send or resend:
        deliver(loaded, asked, again=resend)
        return
    composed = compose(loaded, asked, datetime.now(UTC))
    if out:
        write(composed, out)
    else:
        click.echo(composed.text, nl=False)


def deliver(config: "Config", asked: "Asked", *, again: bool) -> None:
    """Send, say what became of it, and exit 1 when something did not arrive."""
    import os
    from datetime import UTC, datetime

    from crawler.delivery import post
    from crawler.report.deliveries import delivery_lines

    posted = post(config, asked, again=again, clock=lambda: datetime.now(UTC), environ=os.environ)
    if posted.subject is None:
        click.echo("Nothing new and every source reached: no digest.")
    for line in delivery_lines(posted.tried):
        click.echo(line)
    for line in delivery_lines(posted.left):
        click.echo(line, err=True)
    click.get_current_context().exit(0 if posted.ok else 1)
