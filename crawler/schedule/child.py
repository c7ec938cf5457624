"""One child process: run, bounded in time, and ended with all that it has begun."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from time import monotonic

from storage.launches import Ending

TICK = 0.2  # seconds between two looks at a child


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a child ended: its exit status, a signal as a negative number, None when it could not begin."""

    ending: Ending
    status: int | None


def run_child(command: Sequence[str], *, limit: float, grace: float, stopping: Event) -> Ended:
    """Run a command to its end, for `limit` seconds, or until we are `stopping`; then it has `grace` to end well.

    It leads a session of its own: an interrupt at the terminal is ours to pass on, and its children end with it.
    """
    try:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - plan's
    except OSError:
        return Ended(ending="failed", status=None)
    with child:
        cut_short = watch(child, limit, stopping)
        status = ended(child, grace) if cut_short else child.wait()
        return Ended(ending=cut_short or ("killed" if status < 0 else "exited"), status=status)


def watch(child: subprocess.Popen[bytes], limit: float, stopping: Event) -> Ending | None:
    """Wait for its end; why it must be ended instead, if so. Seconds are those of a clock that nobody sets."""
    deadline = monotonic() + limit
    while monotonic() < deadline:
        with suppress(subprocess.TimeoutExpired):
            child.wait(TICK)
            return None
        if stopping.is_set():
            return "stopped"
    return "timed-out"


def ended(child: subprocess.Popen[bytes], grace: float) -> int:
    """Ask it to end; after the grace kill it and all that it began."""
    child.terminate()
    with suppress(subprocess.TimeoutExpired):
        return child.wait(grace)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    return child.wait()
