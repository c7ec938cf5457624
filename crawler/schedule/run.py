"""`track schedule`: runs until it is told to stop."""

import signal
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from crawler.digest import recipients_of
from crawler.schedule.child import Ended, run_child
from crawler.schedule.plan import Job, command_line, jobs
from crawler.schedule.timing import set_back
from crawler.sections import Config
from storage.errors import StoreError
from storage.launches import BUSY, DIGEST, Launch
from storage.store import Store

WAKE = 60.0  # seconds: no stopped laptop and no clock that was set makes us sleep longer

NOTIFY = ("status", "--notify")  # after each crawl: what began or ended with it

Command = Callable[[Sequence[str]], Sequence[str]]  # arguments of `track` -> a command line


class Schedule:
    """Runs jobs, one child at a time: one crawl holds the store's lock, and a digest tells whole crawls.

    APScheduler's part: times to come, the queue, and one run where several were missed or wait (`coalesce`,
    `max_instances`). No run is ever too late (`misfire_grace_time`).
    """

    def __init__(
        self, config: Config, command: Command, *, say: Callable[[str], None], stopping: Event, wake: float = WAKE
    ) -> None:
        self.config = config
        self.command = command
        self.say = say
        self.stopping = stopping
        self.wake = wake
        self.unsettled = Event()  # a child met another run's lock and did nothing
        self.scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def run(self) -> None:
        """Until `stopping` is set; the child under way ends first."""
        self.plan()
        self.scheduler.start()
        try:
            self.keep_time()
        finally:
            self.stopping.set()
            self.scheduler.shutdown(wait=True)

    def plan(self) -> None:
        """Every job at its next time; what was missed is due now. Done again, it corrects the times."""
        for job in jobs(self.config, datetime.now(UTC)):
            self.scheduler.add_job(
                self.launch, job.trigger, [job], id=job.name, next_run_time=job.next, replace_existing=True
            )

    def keep_time(self) -> None:
        """Wake APScheduler each minute of a clock that nobody sets; plan anew when the other one was set back, and for
        those that met a lock. A job never does this itself: APScheduler waits for it with its own locks held.
        """
        wall, steady = datetime.now(UTC), monotonic()
        while not self.stopping.wait(self.wake):
            before, elapsed = wall, monotonic() - steady
            wall, steady = datetime.now(UTC), monotonic()
            if set_back(before, wall, elapsed):
                self.say(f"the clock was set back from {before:%Y-%m-%d %H:%M} UTC; times are planned anew")
                self.plan()
            elif self.unsettled.is_set():
                self.unsettled.clear()
                self.plan()
            self.scheduler.wakeup()

    def launch(self, job: Job) -> None:
        """Run one child and record how it ended; whatever it does, the next job runs."""
        if self.stopping.is_set():
            return
        started_at = datetime.now(UTC)
        end = self.child(job.arguments)
        times = {"started_at": started_at, "ended_at": datetime.now(UTC)}
        self.record(Launch(job=job.name, ending=end.ending, status=end.status, **times))
        self.say(f"{job.name}: {end.ending}" + ("" if end.status is None else f" ({end.status})"))
        if end.status == BUSY:
            self.unsettled.set()
        elif job.name != DIGEST and recipients_of(self.config, ()):
            self.child(NOTIFY)

    def child(self, arguments: Sequence[str]) -> Ended:
        """Run `track` with these arguments."""
        schedule = self.config.schedule
        return run_child(self.command(arguments), limit=schedule.limit, grace=schedule.grace, stopping=self.stopping)

    def record(self, launch: Launch) -> None:
        """Keep it. A store that cannot be written now is no reason to end: it is said, and the next child tries."""
        try:
            with Store.open(self.config.database) as store:
                store.record_launch(launch)
        except StoreError as error:
            self.say(str(error))


def run_schedule(config: Config, file: Path | None, say: Callable[[str], None]) -> None:
    """Run until SIGTERM or SIGINT."""
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    schedule = Schedule(
        config, lambda arguments: command_line(arguments, file, config.database), say=say, stopping=stopping
    )
    for job in jobs(config, datetime.now(UTC)):
        say(f"{job.name}: next at {job.next.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
    schedule.run()
