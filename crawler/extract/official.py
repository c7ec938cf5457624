"""The events of one official Chinese notice, and the proof that they add up."""

from dataclasses import replace

from crawler.extract.catalogues import amendments, consultations
from crawler.extract.controls import controls, releases, restrictions, stated_controls
from crawler.extract.listings import added_measures, countermeasures, investigations, listings, warnings
from crawler.extract.numerals import declared_count
from crawler.extract.reading import Reading, has_act, read
from crawler.extract.suspensions import suspensions, with_several
from storage.model import Notice, PolicyEvent

BODIES = ("company", "organization", "person")


def extract_notice(notice: Notice) -> tuple[PolicyEvent, ...]:
    """The events that a notice or an answer of the spokesperson announces, in the order of the text."""
    if not has_act(notice):
        return ()
    reading = read(notice)
    found = _named_acts(reading) or _other_acts(reading)
    events = [_held(reading, event) for event in _counted_by_title(reading, found)]
    return tuple(sorted(events, key=lambda event: event.evidence.start))


def _named_acts(reading: Reading) -> list[PolicyEvent]:
    """Acts against bodies: who is listed, struck, countered, investigated or warned, and whose measures rest."""
    listed = list(listings(reading))
    rested = with_several(list(suspensions(reading)))
    if reading.basis == "statement" and rested:
        listed = [event for event in listed if "决定" in event.evidence.quote]  # the others are what now rests
    elif any(event.action == "list" for event in listed):
        rested = []  # 正在开展的相关出口活动应当立即停止 belongs to the listing
    fallback = (
        [] if listed or rested else [*countermeasures(reading), *added_measures(reading), *investigations(reading)]
    )
    item_acts = any(event.regime == "dual-use-items" and event.action == "lift" for event in rested)
    if item_acts and (controlled := _other_acts(reading)):
        return controlled  # 其他物项取消临时出口管制 inside a notice on items is its release
    return [*listed, *rested, *fallback, *warnings(reading)]


def _other_acts(reading: Reading) -> list[PolicyEvent]:
    """Acts on goods, technologies, countries and catalogues."""
    proposed = list(consultations(reading))
    if proposed:
        return proposed
    amended = list(amendments(reading))
    restricted = list(restrictions(reading))
    controlled = [] if amended or restricted else [*controls(reading), *releases(reading), *stated_controls(reading)]
    return [*amended, *restricted, *controlled]


def _counted_by_title(reading: Reading, events: list[PolicyEvent]) -> list[PolicyEvent]:
    """The only event about bodies takes the count of the title when its sentence has none (7家美国企业)."""
    counted = [
        event for event in events if event.action in ("list", "delist", "investigate", "restrict") and event.targets
    ]
    if len(events) != 1 or len(counted) != 1 or counted[0].declared_count is not None:
        return events
    if all(target.kind in BODIES for target in counted[0].targets):
        return [replace(counted[0], declared_count=declared_count(reading.notice.title))]
    return events


def _held(reading: Reading, event: PolicyEvent) -> PolicyEvent:
    """Hold an event whose declared count, numbered groups and names do not add up."""
    reason = event.held or _mismatch(reading, event)
    return replace(event, held=reason) if reason else event


def _mismatch(reading: Reading, event: PolicyEvent) -> str | None:
    bodies = [target for target in event.targets if target.kind in BODIES]
    groups = len([target for target in bodies if target.parent is None])
    if event.action == "list" and event.basis == "notice" and not bodies:
        return "a listing without a name"
    if event.declared_count is not None and bodies and event.declared_count not in (groups, len(bodies)):
        return f"{event.declared_count} are declared, {groups} are named"
    numbers = next((annex.numbers for annex in reading.annexes if annex.targets == event.targets), ())
    if numbers and list(numbers) != list(range(1, len(numbers) + 1)):
        return f"the annex is numbered {', '.join(map(str, numbers))}"
    return None
