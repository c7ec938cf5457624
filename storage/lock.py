"""One crawl at a time. The kernel releases the lock when its holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from storage.errors import LockedError, StoreError

LONGEST_NOTE = 200  # characters that are read of who holds it


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the crawl lock of the store at `path`, in a file beside it, which stays.

    Raises `LockedError`, which names who holds it, when another process does.
    """
    beside = path.with_name(f"{path.name}.lock")
    try:
        beside.parent.mkdir(parents=True, exist_ok=True)
        file = beside.open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{beside}: {error}") from error
    with file:
        take(file, beside)
        yield


def take(file: TextIO, beside: Path) -> None:
    """Take the lock or say who has it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        holder = file.read(LONGEST_NOTE).strip() or "it does not say which"
        raise LockedError(f"{beside}: another run holds the lock: {holder}") from error
    file.truncate(0)
    file.write(f"pid {os.getpid()} since {datetime.now(UTC).isoformat(timespec='seconds')}\n")
    file.flush()


def is_held(path: Path) -> bool:
    """Whether a crawl of the store at `path` is under way. To look takes the lock too, for some microseconds."""
    try:
        with path.with_name(f"{path.name}.lock").open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
