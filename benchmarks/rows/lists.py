"""The state of every list on a day, out of a store of many events."""

from benchmarks.data.scale import SMALL, scale_of
from benchmarks.data.store import make_store
from benchmarks.measure import PYTHON, Bench, Bound, Measured, Spread, spend

DAY = "2026-03-01"


def measure(bench: Bench) -> list[Measured]:
    """The whole process: one list by status, and everything on every list."""
    scale = SMALL if bench.quick else scale_of(bench.versions)
    store = make_store(bench.folder / f"{scale.versions}.db", scale)
    command = (PYTHON, "-m", "crawler", "list", "--as-of", DAY, "--db", store)
    spend(command, bench.folder)  # the first one reads the disk
    whole = [spend(command, bench.folder) for _ in range(bench.runs)]
    resting = [spend((*command, "--status", "suspended"), bench.folder) for _ in range(bench.runs)]
    work = f"`track list --as-of` on {scale.events:,} events"
    memory = max(run.peak for run in whole)
    return [
        row("lists", f"{work}, what is suspended", [run.cpu for run in resting], ""),
        row("lists-all", f"{work}, every row printed", [run.cpu for run in whole], noted(whole[0].printed, memory)),
    ]


def noted(printed: str, memory: float) -> str:
    """How much was printed, and in how much memory."""
    return f"{len(printed.splitlines()):,} lines printed; at most {memory:.0f} MiB"


def row(name: str, work: str, times: list[float], note: str) -> Measured:
    """One command by CPU time: it has one thread, so that a quiet machine takes as long by the clock."""
    return Measured(
        name=name,
        work=work,
        beside="–",
        unit="s CPU",
        ours=Spread.of(times),
        peer=None,
        value=Spread.of(times),
        goal=Bound(limit=0.5, unit="s CPU"),
        note=note,
    )
