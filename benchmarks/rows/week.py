"""A week of a large store: `track diff` beside the bare SQL that finds the same rows."""

from benchmarks.data.scale import END, SMALL, scale_of
from benchmarks.data.store import make_store
from benchmarks.measure import PYTHON, ROOT, Bench, Bound, Measured, Spread, in_turn, ratios, spend

MOST_MEMORY = 150  # MiB


def measure(bench: Bench) -> list[Measured]:
    """CPU time of whole processes, and our memory."""
    scale = SMALL if bench.quick else scale_of(bench.versions)
    store = make_store(bench.folder / f"{scale.versions}.db", scale)
    until = f"{END:%Y-%m-%dT%H:%MZ}"
    track = (PYTHON, "-m", "crawler", "diff", "--since", scale.last_week, "--until", until, "--db", store)
    bare = (PYTHON, ROOT / "benchmarks" / "peers" / "week.py", store, scale.last_week, until)
    ours, peer = in_turn(bench.runs, lambda: spend(track, bench.folder), lambda: spend(bare, bench.folder))
    times, others, memory = [run.cpu for run in ours], [run.cpu for run in peer], [run.peak for run in ours]
    work = f"`track diff --since` one week of {scale.versions:,} versions, {scale.events:,} events"
    return [
        Measured(
            name="week",
            work=work,
            beside="the bare SQL through `sqlite3`",
            unit="s CPU",
            ours=Spread.of(times),
            peer=Spread.of(others),
            value=ratios(times, others),
            goal=Bound(limit=2),
            note=f"{ours[0].printed.splitlines()[0]} {peer[0].printed.count(chr(10)):,} lines of text from the SQL",
        ),
        Measured(
            name="week-memory",
            work=f"{work}: memory",
            beside="–",
            unit="MiB",
            ours=Spread.of(memory),
            peer=None,
            value=Spread.of(memory),
            goal=Bound(limit=MOST_MEMORY, unit="MiB"),
        ),
    ]
