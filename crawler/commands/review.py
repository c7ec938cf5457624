"""`track review`: what does not add up waits here for a person."""

from pathlib import Path

import click

from crawler.commands.options import format_option, store_options


@click.group("review", invoke_without_command=True, short_help="What is held because it does not add up; decide on it.")
@format_option()
@store_options
@click.pass_context
def command(ctx: click.Context, form: str, config: Path | None, db: Path | None) -> None:
    """List what is held: events whose count, numbering and names do not add up, or whose copies contradict each other.

    They are shown apart in `track diff` and change no list until a person accepts them; the decision and its note are
    kept. A rejected event stays out.

    \b
    Example:
      track review
      track review accept 17 --note "annex read by hand: 16 names"
    """
    if ctx.invoked_subcommand is None:
        from crawler.places import load_database
        from crawler.report.review import as_text, held_sheet
        from crawler.report.sheets import as_form
        from storage.history import History

        with History.open(load_database(config, db=db)) as history:
            found = history.held()
        click.echo(as_text(found) if form == "text" else as_form(held_sheet(found), form))


def decide(decision: str, event: int, note: str, config: Path | None, db: Path | None) -> None:
    """Record a decision and say so."""
    from datetime import UTC, datetime

    from crawler.places import load_database
    from storage.store import Store

    with Store.open(load_database(config, db=db), create=False) as store:
        store.review(event, decision, note=note, decided_at=datetime.now(UTC))  # type: ignore[arg-type]
    click.echo(f"Event {event}: {decision}ed.")


@command.command("accept", short_help="It is right as it was read.")
@click.argument("event", type=int, metavar="ID")
@click.option("--note", required=True, help="Why; it is kept.")
@store_options
def accept(event: int, note: str, config: Path | None, db: Path | None) -> None:
    """Accept a held event: from now on it counts, and `track diff` tells it.

    \b
    Example:
      track review accept 17 --note "annex read by hand: 16 names"
    """
    decide("accept", event, note, config, db)


@command.command("reject", short_help="It is wrong, and stays out.")
@click.argument("event", type=int, metavar="ID")
@click.option("--note", required=True, help="Why; it is kept.")
@store_options
def reject(event: int, note: str, config: Path | None, db: Path | None) -> None:
    """Reject a held event: it stays out of every list.

    \b
    Example:
      track review reject 18 --note "a quotation of last year's notice"
    """
    decide("reject", event, note, config, db)
