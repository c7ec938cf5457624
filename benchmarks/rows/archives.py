"""Foreign archives: `track backfill` measures itself while it runs; the rows stand here so that none is forgotten."""

from benchmarks.measure import Bench, Bound, Measured

NOTE = "`track backfill` prints records a second; it is measured here once it is in this checkout"


def measure(_: Bench) -> list[Measured]:
    """Rows without figures."""
    one = row("archives", "archive pass over mixed pages", "FastWARC + trafilatura (fast) for every page", 10)
    two = row("archives-two", "the same on 2 Dask workers", "1 worker", 1.8)
    return [one, two]


def row(name: str, work: str, beside: str, limit: float) -> Measured:
    """A row that is not measured yet."""
    goal = Bound(limit=limit, at_most=False)
    return Measured(
        name=name, work=work, beside=beside, unit="records/s", ours=None, peer=None, value=None, goal=goal, note=NOTE
    )
