"""When something runs next, by what a configuration says and when it last ran. Pure but for the jitter."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

UNITS = {"m": 60, "h": 3600, "d": 86_400}  # seconds
FIELDS = ("minute", "hour", "day", "month", "day_of_week")
SLIP = timedelta(seconds=30)  # a clock that was corrected by less was not set


class WallClock(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Cron on a clock on the wall: a time that summer time leaves out comes an hour later, one that comes twice counts
    once. (CronTrigger 3.11 in a zone fires for ever in the hour that comes twice; so it is asked in UTC.)
    """

    def __init__(self, cron: CronTrigger, zone: tzinfo, jitter: int) -> None:
        self.cron, self.zone, self.jitter = cron, zone, jitter

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The first time after the previous one, or after now; in UTC."""
        after = previous_fire_time or now
        shown = after.astimezone(self.zone).replace(tzinfo=UTC, fold=0)
        fires: datetime | None = self.cron.get_next_fire_time(shown, shown)
        if fires is None:
            return None
        at = next(at for at in readings(fires, self.zone) if at > after)
        jittered: datetime = self._apply_jitter(at, self.jitter, now)
        return jittered


def readings(shown: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The instants, in UTC, at which a clock in the zone shows what `shown` does: the same one but once a year."""
    first, second = (shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second


def trigger_of(text: str, zone: tzinfo, *, jitter: int = 0) -> BaseTrigger:
    """What fires `30m`, `6h` or `1d` after the last run, or by five cron fields in a zone, up to `jitter` seconds late.

    Raises `ValueError` saying what was expected. Where cron and APScheduler differ, the text must be plain for both:
    Sunday is 0 for the one and Monday for the other, and of day and weekday one asks for either, the other for both.
    """
    if every := re.fullmatch(r"([1-9]\d{0,4})([mhd])", text):
        return IntervalTrigger(seconds=int(every[1]) * UNITS[every[2]], timezone=zone, jitter=jitter or None)
    fields = text.split()
    if len(fields) != len(FIELDS):
        raise ValueError('"30m", "6h", "1d" or five cron fields')
    if re.search(r"(?<!/)\d", fields[4]):
        raise ValueError("weekdays by name: mon-fri, sat,sun")
    if fields[2] != "*" and fields[4] != "*":
        raise ValueError("a day of the month or a weekday, not both")
    try:
        trigger = WallClock(CronTrigger(**dict(zip(FIELDS, fields, strict=True)), timezone=UTC), zone, jitter)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"five cron fields ({error})") from error
    if trigger.get_next_fire_time(None, datetime.now(UTC)) is None:
        raise ValueError("five cron fields that name a day there is")
    return trigger


def next_crawl(trigger: BaseTrigger, last: datetime | None, now: datetime) -> datetime:
    """When a source is looked at next: at once when it never was, or when a time was missed."""
    return following(trigger, last, now) if last else now


def next_digest(trigger: BaseTrigger, last: datetime | None, now: datetime) -> datetime:
    """When a digest is sent next: at once when a time was missed; the first waits for its time.

    `last` may lie a little after `now`, where the clock was set back: then nothing is sent twice.
    """
    return following(trigger, last or now, now)


def following(trigger: BaseTrigger, last: datetime, now: datetime) -> datetime:
    """The first time after `last`, or now if that has passed. `trigger_of` has seen that there is one."""
    fires: datetime = trigger.get_next_fire_time(last, last)
    return max(now, fires)


def period(trigger: BaseTrigger, now: datetime) -> timedelta:
    """How long it is from the next time to the one after."""
    first: datetime = trigger.get_next_fire_time(now, now)
    second: datetime = trigger.get_next_fire_time(first, first)
    return second - first


def set_back(before: datetime, after: datetime, elapsed: float) -> bool:
    """Whether the clock on the wall lost time against `elapsed` seconds of a clock that nobody can set."""
    return after - before < timedelta(seconds=elapsed) - SLIP
