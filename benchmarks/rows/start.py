"""Starting up: the whole process beside an interpreter that imports what no command line on SQLite can do without."""

from pathlib import Path

from benchmarks.data.scale import SMALL
from benchmarks.data.store import make_store
from benchmarks.measure import PYTHON, Bench, Bound, Measured, Spread, in_turn, ratios, spend

FLOOR = (PYTHON, "-c", "import sqlite3, click")
TRACK = (PYTHON, "-m", "crawler")


def measure(bench: Bench) -> list[Measured]:
    """`--version`, and a week of a small store without a configuration file."""
    store = make_store(bench.folder / "small.db", SMALL)
    week = (*TRACK, "diff", "--since", SMALL.last_week, "--db", store)
    return [
        row(bench, "version", "`track --version`, whole process", (*TRACK, "--version")),
        row(bench, "small", "`track diff --since` on a small store, whole process", week),
    ]


def row(bench: Bench, name: str, work: str, command: tuple[str | Path, ...]) -> Measured:
    """One command beside the floor, by CPU time."""
    runs = 3 * bench.runs  # they are short
    ours, peer = in_turn(runs, lambda: spend(command, bench.folder), lambda: spend(FLOOR, bench.folder))
    times, floor = [run.cpu for run in ours], [run.cpu for run in peer]
    return Measured(
        name=name,
        work=work,
        beside='`python -c "import sqlite3, click"`',
        unit="s CPU",
        ours=Spread.of(times),
        peer=Spread.of(floor),
        value=ratios(times, floor),
        goal=Bound(limit=3),
    )
