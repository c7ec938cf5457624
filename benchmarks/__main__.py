"""`python -m benchmarks`: measure, print the table, write JSON."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.measure import Bench, Failed, Measured
from benchmarks.rows import ROWS, apart
from benchmarks.table import as_json, as_markdown

RUNS, QUICK_RUNS = 7, 1
VERSIONS = 1_000_000


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(ROWS), metavar="[NAME]...")
@click.option("--quick", is_flag=True, help="Little data and one run: shows that everything runs, not how fast.")
@click.option("--runs", type=click.IntRange(1), help=f"Runs of each side of a pair. Default: {RUNS}.")
@click.option("--versions", type=click.IntRange(1000), default=VERSIONS, show_default=True, help="Of a large store.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write every figure to FILE.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Keep the data here.")
def main(
    names: tuple[str, ...], quick: bool, runs: int | None, versions: int, file: Path | None, folder: Path | None
) -> None:
    """Measure NAMEs, or everything, beside the peers, and print a table of ratios.

    A NAME that breaks off is named in the table, and the exit status is 1. 10,000,000 versions take 40 GB.

    \b
    Example:
      python -m benchmarks --quick
      python -m benchmarks --json figures.json start week
      python -m benchmarks --versions 10000000 --folder large week lists
    """
    with TemporaryDirectory(prefix="curbwatch-bench-") as scratch:
        place = (folder or Path(scratch)).absolute()
        place.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder=place, runs=runs or (QUICK_RUNS if quick else RUNS), quick=quick, versions=versions)
        rows = [row for name in names or ROWS for row in told(name, bench)]
    click.echo(as_markdown(rows))
    if file:
        file.write_text(as_json(rows), "utf-8")
    sys.exit(any(isinstance(row, Failed) for row in rows))


def told(name: str, bench: Bench) -> list[Measured] | list[Failed]:
    """The rows of one module; says on standard error where it is."""
    click.echo(f"{name} …", err=True)
    return apart(name, bench)


if __name__ == "__main__":
    main()
