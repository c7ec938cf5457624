"""Whether what was read adds up: the count in title and text, the numbered groups, the names."""

from dataclasses import replace

from crawler.extract.official.names import CLOSE, OPEN
from crawler.extract.official.numerals import declared_count
from crawler.extract.official.reading import Reading
from storage.model import PolicyEvent, Target

BODIES = ("company", "organization", "person")
COUNTED = ("list", "delist", "investigate", "restrict", "suspend", "extend", "lift")
RESTING = ("suspend", "extend", "lift", "resume")  # acts on notices, that name bodies by way of example
MOST = 60  # events of one page: five times as many as any page has had


def checked(reading: Reading, events: list[PolicyEvent]) -> tuple[PolicyEvent, ...]:
    """The events, held where they do not add up, in the order of the text."""
    held = f"more than {MOST} acts in one text" if len(events) > MOST else None
    held = "the page is longer than what is read of it" if reading.cut else held
    counted = _counted_by_title(reading, events[:MOST])
    titled = declared_count(reading.notice.title) if len(counted) == 1 else None
    proved = [replace(event, held=held or event.held or _mismatch(reading, event, titled)) for event in counted]
    return tuple(sorted(proved, key=lambda event: event.evidence.start))


def _counted_by_title(reading: Reading, events: list[PolicyEvent]) -> list[PolicyEvent]:
    """The only event about bodies takes the count of the title when its sentence has none (7家美国企业)."""
    if len(events) != 1 or events[0].declared_count is not None or events[0].action not in COUNTED:
        return events
    only = events[0]
    if any(target.kind not in BODIES for target in only.targets) or not (only.targets or only.affects):
        return events
    return [replace(only, declared_count=declared_count(reading.notice.title))]


def _mismatch(reading: Reading, event: PolicyEvent, titled: int | None) -> str | None:
    """Why an event waits for a person, or None."""
    bodies = [target for target in event.targets if target.kind in BODIES]
    if event.action == "list" and event.basis == "notice" and not bodies:
        return "a listing without a name"
    if event.action == "control" and not event.targets and reading.missing:
        return f"the items may stand in what was not read: {reading.missing}"
    return _miscounted(event, bodies, titled) or _misnumbered(reading, event) or _unclosed(bodies)


def _miscounted(event: PolicyEvent, bodies: list[Target], titled: int | None) -> str | None:
    groups = len([target for target in bodies if target.parent is None])
    declared = event.declared_count
    if event.action in RESTING and declared is not None and groups < declared:
        return None  # 停止对甲公司等6家实体采取的措施 names one of them
    if event.basis == "notice" and declared is not None and bodies and declared not in (groups, len(bodies)):
        return f"{declared} are declared, {groups} are named"
    if event.action in ("list", "delist") and declared is not None and titled not in (None, declared):
        return f"{titled} are declared in the title, {declared} in the text"
    return None


def _misnumbered(reading: Reading, event: PolicyEvent) -> str | None:
    """The lists that an event took its names from are numbered 1, 2, 3 … without a gap."""
    if event.action != "list" or not event.targets:
        return None
    used = [one for one in reading.lists if set(one.targets) & set(event.targets)]
    numbers = [number for one in used for number in one.numbers]
    expected = 0
    for number in numbers:
        expected = 1 if number == 1 else expected + 1
        if number != expected:
            return f"the annex is numbered {', '.join(map(str, numbers[:40]))}"
    return None


def _unclosed(bodies: list[Target]) -> str | None:
    """A name whose brackets do not close is two names, or half of one."""
    for target in bodies:
        name = f"{target.name_zh or ''}{target.name_en or ''}"
        if sum(map(name.count, OPEN)) != sum(map(name.count, CLOSE)):
            return f"the brackets of {name[:80]} do not close"
    return None
