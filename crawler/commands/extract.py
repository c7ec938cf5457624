"""`track extract`: read saved pages without a database."""

from collections.abc import Iterator
from pathlib import Path

import click


@click.command("extract", short_help="Read saved pages and print their events as JSON.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--url", help="Where FILE was served: it decides how the page is read.")
@click.option("--manifest", type=click.Path(path_type=Path, dir_okay=False), help="JSON lines of {id, url, file}.")
def command(file: Path | None, url: str | None, manifest: Path | None) -> None:
    """Read a saved page, or those of a manifest, and print the document and its events as JSON.

    One object for FILE; one object a line for a manifest, in its order: {"url", "document", "events"}, or
    {"url", "error"} for a page that cannot be read. A report without events may have "aside": what it tells that is
    left out, such as "tariff", "foreign measure" or "lead". Files of a manifest are relative to it.

    \b
    Example:
      track extract notice.html --url https://www.mofcom.gov.cn/zwgk/zcfb/art/2026/art_1a2b.html
      track extract --manifest pages/manifest.jsonl > events.jsonl
    """
    from crawler.saved import SavedPage, extract_page, manifest_pages

    if (file is None) == (manifest is None) or (file is not None) != (url is not None):
        raise click.UsageError("give either FILE with --url, or --manifest")
    if file is not None and url is not None:
        answer = extract_page(SavedPage(url=url, file=file))
        click.echo(as_json(answer, indent=2))
        click.get_current_context().exit("error" in answer)
    elif manifest is not None:
        _print_manifest(iter(map(extract_page, manifest_pages(manifest))))


def _print_manifest(answers: Iterator[dict[str, object]]) -> None:
    """A line an answer; the exit status is 0 as long as the manifest could be read: errors stand in the lines."""
    for answer in answers:
        click.echo(as_json(answer))


def as_json(answer: dict[str, object], indent: int | None = None) -> str:
    """JSON with Chinese as it is."""
    import json

    return json.dumps(answer, ensure_ascii=False, indent=indent)
