"""`track mute`: a name that is like a listed one and is somebody else's."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.commands.options import format_option, store_options

if TYPE_CHECKING:  # it brings pydantic
    from crawler.sections import Config


@click.command("mute", short_help="Set a name apart that is like a listed one and is somebody else's.")
@click.argument("name", required=False)
@click.argument("designation", required=False)
@click.option("--note", help="Why; it is kept.")
@click.option("--undo", is_flag=True, help="Let it be a hit again.")
@format_option()
@store_options
def command(
    name: str | None,
    designation: str | None,
    note: str | None,
    undo: bool,
    form: str,
    config: Path | None,
    db: Path | None,
) -> None:
    """Mute a customer's NAME for one DESIGNATION, by the key that `track screen` prints in brackets.

    Its hits are then counted and listed at the end; when the designation's own data change, they are hits again. Every
    decision and its note are kept. Without arguments: what is muted.

    \b
    Example:
      track mute "Summit Technologies GmbH" 5d20c1f7a3 --note "of Linz, makes ski lifts; asked 2026-03-02"
      track mute "Summit Technologies GmbH" 5d20c1f7a3 --undo --note "bought by the listed firm"
      track mute
    """
    from crawler.config import load_config

    settings = load_config(config, db=db)
    if name is None:
        click.echo(muted(settings, form))
    elif designation is None or not (note or "").strip():
        raise click.UsageError("give NAME, DESIGNATION and --note, or nothing to see what is muted")
    else:
        decide(settings, name, designation, note or "", undo)


def muted(settings: "Config", form: str) -> str:
    """What is muted, as a table."""
    from crawler.report.screening import mutes_sheet
    from crawler.report.sheets import as_form
    from storage.history import History

    with History.open(settings.database) as history:
        found = history.mutes()
    return as_form(mutes_sheet(found), form) if found or form != "text" else "Nothing is muted."


def decide(settings: "Config", name: str, key: str, note: str, undo: bool) -> None:
    """Record a decision and say so."""
    from datetime import UTC, datetime

    from crawler.report.words import plain
    from crawler.screen.screening import designation_of
    from storage.store import Store

    with Store.open(settings.database, create=False) as store:
        one = designation_of(settings, key)
        store.mute(name, one, muted=not undo, note=note, decided_at=datetime.now(UTC))
    click.echo(f"{plain(name)}: {'no longer muted' if undo else 'muted'} for {key}, {plain(one.instrument)}.")
