"""`track show`: one document with everything known of it."""

from pathlib import Path

import click

from crawler.commands.options import format_option, store_options


@click.command("show", short_help="One document: copies, versions, events, evidence.")
@click.argument("key", metavar="KEY|URL")
@click.option("--versions", is_flag=True, help="Every text it has had, with what kind of edit led to it.")
@format_option("text", "json", "markdown", "html")
@store_options
def command(key: str, versions: bool, form: str, config: Path | None, db: Path | None) -> None:
    """Show a document by its number (MOFCOM-2026-11, UEL-2025-7), its key (scmp:3293351) or any URL it stands under.

    Copies are the pages that carry it, versions what they said when, events what it announces and what was announced
    of it since; the sentences that prove them are marked in the text by «…». With --versions every text that it has
    had is shown with the redline to the one before, with --format html as one page, side by side.

    \b
    Example:
      track show UEL-2025-7
      track show global-times:1368626 --versions --format html > versions.html
      track show https://www.mofcom.gov.cn/zwgk/zcfb/art/2026/art_1a2b.html --format json
    """
    from datetime import UTC, datetime

    from crawler.places import load_database
    from crawler.report.documents import document_as
    from crawler.report.versions import versions_as
    from storage.errors import StoreError
    from storage.history import History

    if (form, versions) in (("html", False), ("markdown", True)):
        raise click.UsageError(
            f"--format {form} is for --versions" if not versions else "--versions has no Markdown form"
        )
    database = load_database(config, db=db)
    with History.open(database) as history:
        found = history.document(key, now=datetime.now(UTC))
        texts = history.texts(found.ref.key) if found and versions else []
        changed_by = [one for one in history.stated() if found and found.ref.key in one.event.affected]
    if found is None:
        raise StoreError(f"{database}: no document {key}; `track search WORDS` finds documents by their words")
    click.echo(versions_as(found.ref, texts, form) if versions else document_as(found, changed_by, form))
