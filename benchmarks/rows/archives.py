"""One core's pass over other people's archives, beside reading every page, and beside reading none."""

from pathlib import Path

from benchmarks.data.archive import NEWS, SIZE, WATCHED, Mix, make_archives
from benchmarks.measure import PYTHON, Bench, Bound, Measured, Spread, ratios, spend

MEGABYTE = 1_000_000
PEERS = {
    "trafilatura": ("FastWARC + trafilatura (fast) for every page", 10),
    "fastwarc": ("FastWARC alone, from record to record", 0.5),
}


def measure(bench: Bench) -> list[Measured]:
    """Each mix of pages, see `benchmarks.data.archive`."""
    return [
        *rows(bench, "archives", "archive pass, pages of many hosts, one in a thousand ours", NEWS),
        *rows(bench, "archives-watched", "the same, every page on a host that we watch", WATCHED),
    ]


def rows(bench: Bench, name: str, work: str, mix: Mix) -> list[Measured]:
    """One mix, ours beside both peers in turn, by records a CPU second."""
    archive = make_archives(bench.folder / name, mix, 1, bench.size(2000, 20))[0]
    turns = [{one: rate(bench, one, archive) for one in ("own", *PEERS)} for _ in range(bench.runs)]
    ours, packed = [turn["own"] for turn in turns], archive.stat().st_size / bench.size(2000, 20)
    speed = Spread.of(ours).median / MEGABYTE
    note = f"ours {speed * SIZE:,.0f} MB/s unpacked, {speed * packed:,.0f} MB/s packed"
    return [
        Measured(
            name=name if peer == "trafilatura" else f"{name}-bare",
            work=work,
            beside=beside,
            unit="records/s",
            ours=Spread.of(ours),
            peer=Spread.of([turn[peer] for turn in turns]),
            value=ratios(ours, [turn[peer] for turn in turns]),
            goal=Bound(limit=limit, at_most=False),
            note=note if peer == "trafilatura" else "",
        )
        for peer, (beside, limit) in PEERS.items()
    ]


def rate(bench: Bench, name: str, archive: Path) -> float:
    """Records a CPU second of one pass, in a process of its own."""
    seconds = str(bench.size(3, 0))
    return float(spend((PYTHON, "-m", "benchmarks.passes", name, archive, seconds), bench.folder).printed)
