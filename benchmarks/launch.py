"""`python -I -S launch.py FIGURES COMMAND…` runs a command and writes the seconds, CPU seconds and MiB it took.

The system counts towards a process's peak what its parent had when it was forked. So the parent is this one, which
imports next to nothing, and whatever the suite itself holds stays out of the figures.
"""

import os
import sys
import time
from pathlib import Path

KIBIBYTES = 1024  # a MiB; the system counts peak memory in KiB


def main(figures: Path, command: list[str]) -> int:
    """The command's exit status."""
    begun = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    wall, cpu = time.perf_counter() - begun, used.ru_utime + used.ru_stime
    figures.write_text(f"{wall} {cpu} {used.ru_maxrss / KIBIBYTES}")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
