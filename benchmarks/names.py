"""`python -m benchmarks.names` screens made-up names in a new process: CPU seconds of ours, and of `cdist` alone."""

from crawler.screen.check import ORDINARY, timed
from crawler.screen.made_up import names

if __name__ == "__main__":
    print(*timed((), names(ORDINARY)))
