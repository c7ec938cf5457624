"""`track show`: one document with everything known of it."""

from pathlib import Path

import click

from crawler.commands.options import format_option, store_options


@click.command("show", short_help="One document: copies, versions, events, evidence.")
@click.argument("key", metavar="KEY|URL")
@format_option("text", "json", "markdown")
@store_options
def command(key: str, form: str, config: Path | None, db: Path | None) -> None:
    """Show a document by its number (MOFCOM-2026-11, UEL-2025-7), its key (scmp:3293351) or any URL it stands under.

    Copies are the pages that carry it, versions what they said when, events what it announces and what was announced
    of it since; the sentences that prove them are marked in the text by «…».

    \b
    Example:
      track show UEL-2025-7
      track show https://www.mofcom.gov.cn/zwgk/zcfb/art/2026/art_1a2b.html --format json
    """
    from datetime import UTC, datetime

    from crawler.places import load_database
    from crawler.report.documents import document_as
    from storage.errors import StoreError
    from storage.history import History

    database = load_database(config, db=db)
    with History.open(database) as history:
        found = history.document(key, now=datetime.now(UTC))
        changed_by = [one for one in history.stated() if found and found.ref.key in one.event.affected]
    if found is None:
        raise StoreError(f"{database}: no document {key}; `track search WORDS` finds documents by their words")
    click.echo(document_as(found, changed_by, form))
