"""News pages of the four sources beside trafilatura's fast mode: pages a second of one core, and how true they are."""

import json

from benchmarks.data.saved import save_articles
from benchmarks.measure import PYTHON, Bench, Bound, Measured, Spread, in_turn, ratios, spend


def measure(bench: Bench) -> list[Measured]:
    """Ours reads into events, which the peer does not; both are compared by the paragraphs they find."""
    manifest = save_articles(bench.folder / "articles", bench.size(100, 8))
    seconds = str(bench.size(3, 0))
    runs = in_turn(
        bench.runs,
        lambda: spend((PYTHON, "-m", "benchmarks.loops", "own", manifest, seconds), bench.folder),
        lambda: spend((PYTHON, "-m", "benchmarks.loops", "trafilatura", manifest, seconds), bench.folder),
    )
    ours, peer = ([json.loads(run.printed) for run in side] for side in runs)
    rates, others = ([found["rate"] for found in side] for side in (ours, peer))
    return [
        Measured(
            name="press",
            work="reading news pages of the four sources",
            beside="trafilatura (fast) on the same pages",
            unit="pages/s",
            ours=Spread.of(rates),
            peer=Spread.of(others),
            value=ratios(rates, others),
            goal=Bound(limit=5, at_most=False),
            note=f"fidelity (F1 of paragraphs) {ours[0]['fidelity']:.3f}, trafilatura {peer[0]['fidelity']:.3f}",
        )
    ]
