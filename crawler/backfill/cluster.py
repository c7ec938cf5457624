"""The only place that knows Dask: tasks go out side by side and come back in the order in which they were asked for."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from storage.errors import ConfigError, StoreError

try:
    import dask
    from distributed import Client, LocalCluster
except ImportError as error:
    raise ConfigError(["track backfill needs Dask: pip install 'curbwatch[cluster]'"]) from error

PATIENCE = 10  # seconds to find a scheduler
# What looks after a worker fifty times a second, and samples what it does a hundred times, takes a thirtieth of the
# processor that the one who writes has to share with the workers here.
QUIET = {
    "distributed.comm.timeouts.connect": PATIENCE,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
AHEAD = 2  # tasks asked for, for each worker: one that it works on, one that waits for it or for the writer


class Result(Protocol):
    """What a task gives; `following` is a further task that its result makes necessary, None when it is whole."""

    @property
    def following(self) -> Any:
        """The argument of that task."""


Argument = TypeVar("Argument")
Answer = TypeVar("Answer", bound=Result)


@contextmanager
def connected(scheduler: str | None, workers: int) -> Iterator[Client]:
    """A client of a scheduler, or of so many processes on this machine. Raises `StoreError` when nobody answers."""
    with dask.config.set(QUIET):
        try:
            cluster = None if scheduler else local(workers)
            client = Client(scheduler or cluster)
        except (OSError, ValueError, RuntimeError) as error:
            raise StoreError(f"{scheduler or 'a local cluster'}: no scheduler answers: {error}") from error
        try:
            yield client
        finally:
            client.close()
            if cluster:
                cluster.close()


def local(workers: int) -> LocalCluster:
    """Processes of one thread each, on this machine alone; they end when this process does, however it does."""
    return LocalCluster(
        host="127.0.0.1",
        n_workers=workers,
        threads_per_worker=1,
        memory_limit=0,  # our own bounds hold; a worker must not be killed over somebody's large page
        dashboard_address=None,
        silence_logs=50,
    )


def in_order(
    client: Client, task: Callable[[Argument], Answer], arguments: Iterable[Argument]
) -> Iterator[tuple[Argument, Answer | str]]:
    """Each argument with its answer, or with what went wrong; what must follow an answer comes next.

    Few are asked for at a time, so that answers wait for the one who takes them in a bounded space.
    """
    coming = iter(arguments)
    waiting: deque[tuple[Argument, Any]] = deque()
    room = AHEAD * max(1, len(client.scheduler_info()["workers"]))
    while True:
        while len(waiting) < room and (argument := next(coming, None)) is not None:
            waiting.append((argument, client.submit(task, argument, pure=False)))
        if not waiting:
            return
        argument, future = waiting.popleft()
        try:
            answer = future.result()
        except Exception as error:  # a worker may die in any way: the task is named, and the run goes on
            yield argument, f"{type(error).__name__}: {' '.join(str(error).split())}"
            continue
        if answer.following is not None:
            waiting.appendleft((answer.following, client.submit(task, answer.following, pure=False, priority=1)))
        del future  # the worker may forget it
        yield argument, answer
