"""The results, for people and for programs."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.measure import Failed, Measured, Spread

COLUMNS = ("row", "work", "beside", "ours", "peer", "goal", "measured", "met")
MET = {True: "yes", False: "no", None: "–"}

Row = Measured | Failed


def as_markdown(rows: Sequence[Row]) -> str:
    """A table for the README: medians, with least and most in brackets."""
    lines = [COLUMNS, ("---",) * len(COLUMNS), *map(cells, rows)]
    table = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([machine(), "", *table, "", *filter(None, map(noted, rows)), summary(rows)])


def cells(row: Row) -> tuple[str, ...]:
    """One row."""
    if isinstance(row, Failed):
        return (row.name, "", "", "", "", "", "failed", "–")
    value = shown(row.value, row.goal.unit) if row.value else "not measured"
    ours, peer = shown(row.ours, row.unit), shown(row.peer, row.unit)
    return (row.name, row.work, row.beside, ours, peer, str(row.goal), value, MET[row.met])


def noted(row: Row) -> str:
    """What is to be said of a row below the table, in one line."""
    note = row.reason if isinstance(row, Failed) else row.note
    return f"- {row.name}: {' '.join(note.split())}" if note else ""


def summary(rows: Sequence[Row]) -> str:
    """How many goals are met, and which are not."""
    found = [row for row in rows if isinstance(row, Measured) and row.met is not None]
    missed = [row.name for row in found if not row.met]
    failed = [row.name for row in rows if isinstance(row, Failed)]
    told = [f"{len(found) - len(missed)} of {len(found)} goals are met"]
    told += [f"missed: {', '.join(missed)}"] if missed else []
    told += [f"failed: {', '.join(failed)}"] if failed else []
    return f"\n{'; '.join(told)}."


def shown(figure: Spread | None, unit: str) -> str:
    """`0.12 s (0.11–0.14)`."""
    if figure is None:
        return "–"
    return f"{short(figure.median)} {unit} ({short(figure.least)}–{short(figure.most)})"


def short(value: float) -> str:
    """Three digits that count, or every digit before the point.

    >>> short(0.12345), short(2984.7)
    ('0.123', '2,985')
    """
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def as_json(rows: Sequence[Row]) -> str:
    """Every figure, with the machine and the time."""
    found: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "rows": [asdict(row) | {"met": row.met} for row in rows if isinstance(row, Measured)],
        "failed": [asdict(row) for row in rows if isinstance(row, Failed)],
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def machine() -> str:
    """What it ran on, and how busy that was."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[1]
    return (
        f"{processor()}, {cores} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()};"
        f" load {load:.1f} over five minutes"
    )


def processor() -> str:
    """The processor's name, where the system says it."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
