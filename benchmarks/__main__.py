"""`python -m benchmarks`: measure, print the table, write JSON."""

import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.measure import Bench, Measured
from benchmarks.table import as_json, as_markdown

ROWS = ("start", "week", "lists", "sweep", "official", "press", "growth", "screen", "archives")
RUNS, QUICK_RUNS = 7, 1


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(ROWS), metavar="[NAME]...")
@click.option("--quick", is_flag=True, help="Little data and one run: shows that everything runs, not how fast.")
@click.option("--runs", type=click.IntRange(1), help=f"Runs of each side of a pair. Default: {RUNS}.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write every figure to FILE.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Keep the data here.")
def main(names: tuple[str, ...], quick: bool, runs: int | None, file: Path | None, folder: Path | None) -> None:
    """Measure NAMEs, or everything, beside the peers, and print a table of ratios.

    \b
    Example:
      python -m benchmarks --quick
      python -m benchmarks --json figures.json start week
    """
    with TemporaryDirectory(prefix="curbwatch-bench-") as scratch:
        place = (folder or Path(scratch)).absolute()
        place.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder=place, runs=runs or (QUICK_RUNS if quick else RUNS), quick=quick)
        rows = [row for name in names or ROWS for row in measured(name, bench)]
    click.echo(as_markdown(rows))
    if file:
        file.write_text(as_json(rows), "utf-8")


def measured(name: str, bench: Bench) -> list[Measured]:
    """The rows of one module of `benchmarks.rows`, which says what it does on standard error meanwhile."""
    click.echo(f"{name} …", err=True)
    found: list[Measured] = import_module(f"benchmarks.rows.{name}").measure(bench)
    return found


if __name__ == "__main__":
    sys.exit(main())
