"""What a process costs, and what two cost beside each other."""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
LAUNCH = (PYTHON, "-I", "-S", ROOT / "benchmarks" / "launch.py")
# Containers set these: every process would compile all its modules anew, and write line by line.
UNSET = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
LONGEST_REASON = 2_000  # characters of what a failed process said


class FailedError(Exception):
    """A measured process that did not end well: its figures would mean nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one process and the children it waited for took: seconds, seconds, MiB; and what it printed."""

    wall: float
    cpu: float
    peak: float
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Median, least and most of several runs."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """The spread of at least one value."""
        return cls(median=statistics.median(values), least=min(values), most=max(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A goal: `at_most` or at least `limit`, in `unit`."""

    limit: float
    at_most: bool = True
    unit: str = "×"

    def holds(self, value: float) -> bool:
        """Whether a value meets it."""
        return value <= self.limit if self.at_most else value >= self.limit

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.limit:g} {self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One row of the table. `value` is what the goal speaks of: a ratio, or a figure of ours alone."""

    name: str
    work: str
    beside: str
    unit: str
    ours: Spread | None
    peer: Spread | None
    value: Spread | None
    goal: Bound
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the median meets the goal; None when it was not measured."""
        return self.goal.holds(self.value.median) if self.value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A module of `benchmarks.rows` that broke off, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where a row may write, how often it runs, whether it is only to show that it can, and how many versions a large
    store has.
    """

    folder: Path
    runs: int
    quick: bool
    versions: int

    def size(self, whole: int, quick: int) -> int:
        """How much data to make."""
        return quick if self.quick else whole


def spend(command: Sequence[str | Path], folder: Path) -> Spent:
    """Run a command in a folder to its end. Raises `FailedError` with what it said when it does not end well."""
    inherited = {name: value for name, value in os.environ.items() if name not in UNSET}
    environment = inherited | {"PYTHONPATH": str(ROOT), "TRACK_CONFIG": "", "TRACK_DB": ""}
    with NamedTemporaryFile("r") as figures:
        launched = [*LAUNCH, figures.name, *command]
        ended = subprocess.run(launched, cwd=folder, env=environment, capture_output=True, check=False)
        if ended.returncode:
            reason = ended.stderr.decode("utf-8", "replace")[-LONGEST_REASON:]
            raise FailedError(f"{' '.join(map(str, command))}: exit {ended.returncode}\n{reason}")
        wall, cpu, peak = map(float, figures.read().split())
    return Spent(wall=wall, cpu=cpu, peak=peak, printed=ended.stdout.decode("utf-8", "replace"))


def in_turn(runs: int, ours: Callable[[], Spent], peer: Callable[[], Spent]) -> tuple[list[Spent], list[Spent]]:
    """Run two things in turn, after one uncounted run of each."""
    ours()
    peer()
    pairs = [(ours(), peer()) for _ in range(runs)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def ratios(ours: Sequence[float], peer: Sequence[float]) -> Spread:
    """Ours to the peer's, pair by pair."""
    return Spread.of([one / other for one, other in zip(ours, peer, strict=True)])
