"""What is measured: each module has rows of the table, and a `measure` that gives them."""

from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context

from benchmarks.measure import Bench, Failed, Measured

ROWS = ("start", "week", "lists", "sweep", "official", "press", "growth", "screen", "archives")


def apart(name: str, bench: Bench) -> list[Measured] | list[Failed]:
    """The rows of one module in a process of its own: what it holds or breaks is gone with it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(measured, name, bench).result()
        except Exception as error:  # any row may fail in any way, and the others are still of use
            return [Failed(name=name, reason=f"{type(error).__name__}: {error}")]


def measured(name: str, bench: Bench) -> list[Measured]:
    """The rows of one module of `benchmarks.rows`."""
    found: list[Measured] = import_module(f"benchmarks.rows.{name}").measure(bench)
    return found
