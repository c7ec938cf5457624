"""`track export`: what is known, as files for other programs, or the evidence for one document."""

from datetime import datetime
from pathlib import Path
from typing import get_args

import click

from crawler.commands.options import store_options
from storage.model import Regime

FORMATS = ("csv", "jsonl", "ftm", "atom", "ics")
REGIMES: tuple[Regime, ...] = get_args(Regime)


@click.command("export", short_help="Files for other programs, and the evidence for one notice.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to export: see above.")
@click.option("--evidence", metavar="KEY|URL", help="The evidence pack for one document; with --out.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a line of --format jsonl.")
@click.option("--regime", "regimes", multiple=True, type=click.Choice(REGIMES), help="Only these. May be repeated.")
@click.option("--since", metavar="WHEN", help="atom: changes seen from then on. Default: 30d.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="ftm, ics: the day, Beijing. Default: today."
)
@click.option("--bom", is_flag=True, help="csv: begin with a byte order mark, which Excel needs to see UTF-8.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Where to. Default: standard output."
)
@click.option("--force", is_flag=True, help="Replace the file if there is one.")
@store_options
def command(
    form: str | None,
    evidence: str | None,
    schema: bool,
    regimes: tuple[Regime, ...],
    since: str | None,
    as_of: datetime | None,
    bom: bool,
    out: Path | None,
    force: bool,
    config: Path | None,
    db: Path | None,
) -> None:
    """Export what is known. All of it is UTF-8; what is held for review is left out, but for the feed, which says so.

    \b
    csv    every event that stands now, the press's marked as `report`; a row for each target
    jsonl  the same, a line for each event, as --schema describes
    ftm    FollowTheMoney: every company, organization and person ever designated by a day, with a Sanction for each
           regime and instrument that says how it stands on that day; needs the extra `ftm`
    atom   a feed of what became known, as `track diff` tells it
    ics    a calendar of all that begins or ends from a day on: effective dates, suspensions, consultations

    The evidence pack is a ZIP: the archived pages as WARC, the text of each version, the events as JSON, hashes, a page
    to read and a README that says how to check it all.

    \b
    Example:
      track export --format csv --bom --out events.csv
      track export --format ftm --as-of 2026-01-01 --regime unreliable-entity-list
      track export --evidence UEL-2025-7 --out UEL-2025-7.zip
    """
    from crawler.export.asked import Asked
    from crawler.export.files import write_file
    from crawler.export.run import exported

    asked = Asked(
        form=form,
        evidence=evidence,
        schema=schema,
        regimes=regimes,
        since=since,
        as_of=as_of.date().isoformat() if as_of else None,
        bom=bom,
        out=out,
    )
    data = exported(asked, config, db)
    if out:
        write_file(out, data, replace=force)
    else:
        click.echo(data, nl=False)
