"""`track backfill` on a local cluster of two workers beside one, by the clock.

To start the command and its cluster takes seconds, whatever there is to read. So that the figure is of reading, each
run is made twice, over all archives and over a few, and the rate is that of the difference. Nothing else may run
meanwhile: the two workers share two cores with the one process that hands out archives and writes.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.data.archive import NEWS, make_archives
from benchmarks.measure import PYTHON, Bench, Bound, Measured, Spread, ratios, spend


def measure(bench: Bench) -> list[Measured]:
    """Records a second of both; a run is long, so there are fewer."""
    records, few = bench.size(1000, 20), bench.size(2, 0)
    archives = make_archives(bench.folder / "cluster", NEWS, bench.size(40, 2), records)
    turns = [[seconds(bench, archives, few, workers) for workers in (2, 1)] for _ in range(-(-bench.runs // 2))]
    count = (len(archives) - few) * records
    two, one = ([count / turn[place] for turn in turns] for place in (0, 1))
    return [
        Measured(
            name="archives-two",
            work=f"`track backfill` of {len(archives) - few} archives of {records:,} pages on 2 Dask workers",
            beside="1 worker",
            unit="records/s",
            ours=Spread.of(two),
            peer=Spread.of(one),
            value=ratios(two, one),
            goal=Bound(limit=1.8, at_most=False),
            note="the start of command and cluster is left out",
        )
    ]


def seconds(bench: Bench, archives: Sequence[Path], few: int, workers: int) -> float:
    """What all but a few archives take."""
    return backfill(bench, archives, workers) - (backfill(bench, archives[:few], workers) if few else 0)


def backfill(bench: Bench, archives: Sequence[Path], workers: int) -> float:
    """Seconds of one command, into a new store."""
    folder = bench.folder / "cluster" / "store"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    track: list[str | Path] = [PYTHON, "-m", "crawler", "backfill", *archives]
    return spend([*track, "--workers", str(workers), "--db", folder / "t.db"], bench.folder).wall
