"""Screening names: `python -m crawler.screen.check` measures it where screening is part of the checkout."""

from benchmarks.measure import ROOT, Bench, Bound, Measured

WORK = "screening 10,000 names against all designations (3,000 names)"


def measure(_: Bench) -> list[Measured]:
    """A row without figures, that says where they are."""
    there = (ROOT / "crawler" / "screen").is_dir()
    note = "`python -m crawler.screen.check` measures it" if there else "screening is not in this checkout yet"
    return [
        Measured(
            name="screen",
            work=WORK,
            beside="rapidfuzz `cdist` alone on the same strings",
            unit="s",
            ours=None,
            peer=None,
            value=None,
            goal=Bound(limit=3),
            note=note,
        )
    ]
