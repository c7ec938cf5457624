"""Screening names beside the distance matrix alone, which says neither who is hit nor why."""

from benchmarks.measure import PYTHON, Bench, Bound, Measured, Spread, ratios, spend


def measure(bench: Bench) -> list[Measured]:
    """Both by CPU time in one process a run, whose first names these are."""
    command = (PYTHON, "-m", "benchmarks.names")
    runs = [tuple(map(float, spend(command, bench.folder).printed.split())) for _ in range(bench.runs)]
    ours, peer = zip(*runs, strict=True)
    return [
        Measured(
            name="screen",
            work="screening 10,000 names against all designations (3,000 names)",
            beside="rapidfuzz `cdist` alone on the same strings",
            unit="s CPU",
            ours=Spread.of(ours),
            peer=Spread.of(peer),
            value=ratios(ours, peer),
            goal=Bound(limit=3),
        )
    ]
