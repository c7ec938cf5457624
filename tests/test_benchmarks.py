"""The benchmarks run, and every row is there; how fast it is belongs to the machine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measure import Bench, Bound, FailedError, Spread, ratios, spend

ROWS = {
    "version", "small", "week", "week-memory", "lists", "lists-all", "sweep", "sweep-again", "sweep-wire", "official",
    "press", "growth-store", "growth-archive", "screen", "archives", "archives-two",
}  # fmt: skip
PEERS = ("trafilatura", "urlwatch", "warcio")


def test_the_quick_mode_measures_every_row(tmp_path: Path) -> None:
    for peer in PEERS:
        pytest.importorskip(peer, reason="the extra `bench` is not installed")
    file = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--json", file, "--folder", tmp_path / "data"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    found = {row["name"]: row for row in json.loads(file.read_text())["rows"]}
    assert set(found) == ROWS
    assert all(row["value"] or row["note"] for row in found.values())
    assert all(f"| {name} | {row['work']} |" in ended.stdout for name, row in found.items())


def test_a_process_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="no such luck"):
        spend((sys.executable, "-c", "raise SystemExit('no such luck')"), tmp_path)


def test_what_a_process_takes_is_its_own(tmp_path: Path) -> None:
    spent = spend((sys.executable, "-c", "print(len(b'x' * 50_000_000))"), tmp_path)
    assert spent.printed == "50000000\n"
    assert spent.peak > 50
    assert spent.cpu > 0


def test_the_peak_of_a_process_is_not_that_of_who_starts_it(tmp_path: Path) -> None:
    held = b"x" * 200_000_000
    assert spend((sys.executable, "-c", ""), tmp_path).peak < len(held) / 4 / 2**20


def test_a_row_that_breaks_off_is_named_and_loses_no_other(tmp_path: Path) -> None:
    (tmp_path / "small.db").write_bytes(b"no store")
    command = [sys.executable, "-m", "benchmarks", "--quick", "--folder", tmp_path, "start", "official"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "failed: start" in ended.stdout
    assert "| official |" in ended.stdout


def test_ratios_are_taken_pair_by_pair() -> None:
    assert ratios([2, 9, 4], [1, 3, 4]) == Spread(median=2, least=1, most=3)


def test_a_bound_holds_on_its_side() -> None:
    assert Bound(limit=3).holds(3)
    assert not Bound(limit=3).holds(3.1)
    assert Bound(limit=5, at_most=False).holds(5)
    assert str(Bound(limit=5, at_most=False)) == "≥ 5 ×"


def test_quick_makes_little_data() -> None:
    assert Bench(folder=Path(), runs=1, quick=True, versions=1).size(1000, 10) == 10
