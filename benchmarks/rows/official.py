"""Official notices, page to events: pages a second of one core."""

import json

from benchmarks.data.saved import save_notices
from benchmarks.measure import PYTHON, Bench, Bound, Measured, Spread, spend


def measure(bench: Bench) -> list[Measured]:
    """The rate of ours alone: nothing else reads these pages into events."""
    manifest = save_notices(bench.folder / "notices", bench.size(400, 20))
    command = (PYTHON, "-m", "benchmarks.loops", "own", manifest, str(bench.size(3, 0)))
    rates = [json.loads(spend(command, bench.folder).printed)["rate"] for _ in range(bench.runs)]
    return [
        Measured(
            name="official",
            work="reading official notices, page to events",
            beside="–",
            unit="pages/s",
            ours=Spread.of(rates),
            peer=None,
            value=Spread.of(rates),
            goal=Bound(limit=300, at_most=False, unit="pages/s a core"),
        )
    ]
