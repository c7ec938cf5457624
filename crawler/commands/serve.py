"""`track serve`: the store as pages, on this machine."""

from pathlib import Path

import click

from crawler.commands.options import store_options


@click.command("serve", short_help="Pages to look at, on this machine.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="The port.")
@store_options
def command(host: str, port: int, config: Path | None, db: Path | None) -> None:
    """Serve the store as pages: changes with filters, lists on a day, documents with their evidence, sources, words.

    It is read-only and answers this machine alone unless another --host is given: there are no users and no passwords.

    \b
    Example:
      track serve
      track serve --port 9000 --db ./track.db
    """
    from crawler.config import load_config
    from crawler.web.serve import serve

    click.echo(f"http://{host}:{port}/ (end with Ctrl-C)", err=True)
    serve(load_config(config, db=db), host, port)
