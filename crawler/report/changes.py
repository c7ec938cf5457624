"""What became known, in words a compliance officer can act on: what, to whom, under what, from when, on what proof."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from crawler.report.corroboration import corroboration_lines
from crawler.report.edits import in_words
from crawler.report.redline import redline
from crawler.report.words import ACTIONS, MEASURES, PREPOSITIONS, REGIMES, counted, plain, shortened
from storage.late import days_late
from storage.model import Change, PolicyEvent, Target

# The order in which a reader wants to know, with the heading of each group.
GROUPS = (
    ("Listings and removals", ("list", "delist", "investigate")),
    ("Suspensions, extensions, lifts", ("suspend", "extend", "lift", "resume")),
    ("Proposals", ("propose",)),
    ("Controls on goods, technologies and countries", ("control", "restrict", "amend")),
)
OTHER_GROUPS = {
    "corroborated": "Reports told before that the authority has now confirmed or contradicted",
    "lapsed": "Lapsed: the last day of a suspension is past, and nobody has said what follows",
    "edited": "Edited documents",
    "flicker": "Changed and changed back within a day",
    "gone": "Vanished pages",
    "back": "Pages that are back",
    "retracted": "No longer stated",
}
PRESS = "Reported by the press, which is not law"
REPEATED = "Reports told before, repeated elsewhere"
HELD = "Held for review: these do not add up"
NAMED = 3  # names printed before "and 25 more"
NOUNS = {
    "company": ("entity", "entities"),
    "organization": ("entity", "entities"),
    "person": ("person", "persons"),
    "item": ("item", "items"),
    "technology": ("technology", "technologies"),
}


def as_text(changes: Sequence[Change]) -> str:
    """The changes in groups, a short paragraph each."""
    if not changes:
        return "Nothing new."
    parts = [summary(changes)]
    for heading, group in grouped(changes):
        parts.append(f"\n{heading}")
        parts.extend(
            "\n".join(f"  {line}" if place else f"- {line}" for place, line in enumerate(lines(c))) for c in group
        )
    return "\n".join(parts)


def summary(changes: Sequence[Change]) -> str:
    """`2 listed, 1 suspended, 1 edited`."""
    counts = Counter(kind_of(change) for change in changes)
    return ", ".join(f"{number} {kind}" for kind, number in counts.items()) + "."


def kind_of(change: Change) -> str:
    """One or two words for what happened."""
    if change.kind == "corroborated" and change.corroboration:
        return {"press only": "no longer confirmed"}.get(change.corroboration.state, change.corroboration.state)
    if change.event is None or change.kind != "event":
        return {"gone": "vanished"}.get(change.kind, change.kind)
    if change.event.held:
        return "held"
    if change.corroboration and change.corroboration.copy_of:
        return "repeated"
    return "reported" if change.event.basis == "report" else ACTIONS[change.event.action].lower()


def grouped(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Headings with their changes, empty groups left out, what is held last."""
    groups: dict[str, list[Change]] = {heading: [] for heading, _ in GROUPS}
    groups |= {heading: [] for heading in (PRESS, REPEATED, *OTHER_GROUPS.values(), HELD)}
    for change in changes:
        groups[heading_of(change)].append(change)
    return ((heading, group) for heading, group in groups.items() if group)


def heading_of(change: Change) -> str:
    """The group of a change."""
    if change.kind != "event" or change.event is None:
        return OTHER_GROUPS[change.kind]
    if change.event.held:
        return HELD
    if change.event.basis == "report":
        return REPEATED if change.corroboration and change.corroboration.copy_of else PRESS
    action = change.event.action
    return next(heading for heading, actions in GROUPS if action in actions)


def lines(change: Change) -> Iterator[str]:
    """One change in a few lines, the first of which says what happened."""
    yield (first_line(change.event, change) if change.event else document_line(change)) + aside(change)
    if change.event and (terms := terms_line(change.event)):
        yield terms
    if change.revision:
        yield from redline(change.revision)
    if change.event and change.event.held:
        yield f"held: {plain(change.event.held)}"
    if change.event and change.corroboration:
        yield from corroboration_lines(change.corroboration, change.event.basis)
    if change.event:
        yield f"“{shortened(plain(change.event.evidence.quote), 160)}”"
    yield proof_line(change)


def first_line(event: PolicyEvent, change: Change) -> str:
    """What happened; of a report told before, what became of it."""
    became = f"{kind_of(change).upper()}: " if change.kind == "corroborated" else ""
    return became + event_line(event, change.kind)


def event_line(event: PolicyEvent, kind: str = "event") -> str:
    """`LISTED on the Export Control List: 28 entities (US): General Dynamics, … and 25 more`."""
    return f"{'LAPSED' if kind == 'lapsed' else ACTIONS[event.action]} {where(event)}{whom(event)}"


def where(event: PolicyEvent) -> str:
    """`on the Export Control List`, `exports of dual-use items`, `MOFCOM-2025-57 (dual-use items)`."""
    regime, affected = REGIMES[event.regime], ", ".join(event.affected)
    if event.action not in PREPOSITIONS:
        return f"{affected or 'measures'} ({regime})"
    if (event.action, event.regime) == ("restrict", "dual-use-items"):
        return f"exports of {regime}"
    return f"{PREPOSITIONS[event.action]} {regime}" + (f", changing {affected}" if affected else "")


def whom(event: PolicyEvent) -> str:
    """Count, country and first names of the targets; what is neither named nor counted is left open."""
    names = [named(target) for target in event.targets]
    if not names:
        return f": {event.declared_count}, not named here" if event.declared_count else ""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f": {how_many(event)}{', '.join(names[:NAMED])}{more}"


def how_many(event: PolicyEvent) -> str:
    """`28 entities (US): `; empty for countries and for targets of several kinds, which their names tell."""
    nouns = {NOUNS.get(target.kind) for target in event.targets}
    noun = nouns.pop() if len(nouns) == 1 else None
    if noun is None:
        return ""
    countries = sorted({target.country for target in event.targets if target.country})
    named_here, declared = len(event.targets), event.declared_count or 0
    count = f"{declared} {noun[1]}, {named_here} named" if declared > named_here else counted(named_here, *noun)
    nations = f" ({', '.join(countries)})" if countries else ""
    return f"{count}{nations}: "


def named(target: Target) -> str:
    """Both names: 通用动力公司 (General Dynamics)."""
    both = [plain(name) for name in (target.name_zh, target.name_en) if name]
    codes = ", ".join(target.control_codes)
    name = f"{both[0]} ({both[1]})" if len(both) > 1 else "".join(both)
    return shortened(f"{codes} {name}".strip(), 80)


def terms_line(event: PolicyEvent) -> str:
    """Instrument, dates and measures in one line."""
    terms = [
        event.instrument or "",
        f"announced {event.announced_on}" if event.announced_on else "",
        f"effective {event.effective_on}" if event.effective_on else "",
        f"until {event.until_on}" if event.until_on else "",
        ", ".join(MEASURES[measure] for measure in event.measures),
        "the authority says" if event.basis == "statement" else "",
        *(f"{found.instrument} is meant: {found.reason}" for found in event.resolved_affects),
    ]
    return "; ".join(term for term in terms if term)


def document_line(change: Change) -> str:
    """What happened to a document."""
    return f"{kind_of(change).upper()}: {plain(change.document.title)}"


def aside(change: Change) -> str:
    """The kind of an edit; what we corrected, learned late or heard again (a translation) is told from what is new."""
    edit = f" ({in_words(change.revision)})" if change.revision else ""
    ours = " [our correction]" if change.cause == "correction" else ""
    late = f" [learned late, {days} days after]" if (days := days_late(change)) else ""
    event, key = change.event, change.document.key
    again = event is not None and event.basis != "report" and event.instrument not in (None, key)
    return edit + ours + late + (f" [said again of {event.instrument}]" if event and again else "")


def proof_line(change: Change) -> str:
    """Title, page, when it was seen and where its bytes lie. What turned is older than the turn."""
    older = change.kind == "corroborated" and change.capture
    seen = f"{older.fetched_at if older else change.seen_at:%Y-%m-%d %H:%M} UTC"
    archived = f", archived in {change.capture.file} at {change.capture.offset}" if change.capture else ""
    title = f"{shortened(plain(change.document.title), 70)}, " if change.event else ""
    return f"{title}{plain(change.document.url)} (seen {seen}{archived})"
