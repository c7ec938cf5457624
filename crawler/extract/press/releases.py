"""Readers of acts upon measures: suspended, extended, lifted, resumed; and of investigations."""

import re
from dataclasses import replace

from crawler.extract.press.act import Act, Claim
from crawler.extract.press.days import TERM
from crawler.extract.press.labels import BARE, CONTROL, LISTS
from crawler.extract.press.lists import REGIMES, is_foreign_list
from crawler.extract.press.readers import reader
from crawler.extract.press.tokens import words
from storage.model import Action, Regime

RELEASES: dict[str, Action] = {"SUSPEND": "suspend", "LIFT": "lift", "RESUME": "resume"}
ANNOUNCEMENTS = words("announcement announcements notice notices")
NUMBER_SIGNS = words("no. nos.")
MEASURES = (*ANNOUNCEMENTS, *NUMBER_SIGNS, "sanctions", *LISTS, *BARE, *CONTROL)
INTO = re.compile(r"\b(?:into|against|of|on) (?:the )?(?:[a-z]+ ){0,4}[A-Z]")


@reader((*RELEASES, *map("noun-{}".format, RELEASES)), MEASURES)
def released(act: Act) -> list[Claim]:
    """Read "suspends export controls on 45 US entities", "lifts ban on gallium exports"; a claim for each list."""
    action = next((action for label, action in RELEASES.items() if act.verb.has(label, f"noun-{label}")), None)
    measure = measure_of(act)
    if action is None or measure is None or act.hits_chinese or is_nearer(act, measure) or is_prolonged(act):
        return []
    if action == "resume" and act.tokens[measure].has("control-licence"):
        return []  # licences that are required again are a control
    return claims_upon(act, "suspend" if action == "lift" and is_for_a_term(act) else action, measure)


def is_for_a_term(act: Act) -> bool:
    """True for "lifts the ban for 90 days": what comes back is only suspended."""
    return bool(TERM.search(" ".join(token.text for token in act.tokens)))


@reader(("EXTEND", "noun-EXTEND"), ("SUSPEND", "noun-SUSPEND"))
def extended(act: Act) -> list[Claim]:
    """Read "extends the suspension of export controls", "prolongs pause on unreliable entity measures"."""
    if not act.verb.has("EXTEND", "noun-EXTEND") or act.governs("noun-SUSPEND", "SUSPEND", within=12) is None:
        return []
    measure = next((at for at in range(len(act.tokens)) if is_measure(act, at)), None)
    if measure is not None:
        return claims_upon(act, "extend", measure)
    return [] if act.has("outside") else [replace(act.upon(act.victim, "extend", None), hinted=True, vague=True)]


def is_prolonged(act: Act) -> bool:
    """True for "suspension … extended": the verb is the act, not its noun."""
    return act.verb.has("noun-SUSPEND") and act.place("EXTEND", start=act.at + 1) is not None


def measure_of(act: Act) -> int | None:
    """Where the measure stands that the verb governs: a control, sanctions, a list, the number of a notice."""
    span = range(act.at) if act.passive else range(act.at + 1, len(act.tokens))
    return next((at for at in span if is_measure(act, at) and not is_compounded(act, at)), None)


def is_compounded(act: Act, at: int) -> bool:
    """True for the first word of "approval ban", "control restrictions": the second one is the measure."""
    return act.tokens[at].has(*BARE, *CONTROL) and any(token.has(*BARE) for token in act.tokens[at + 1 : at + 2])


def is_measure(act: Act, at: int) -> bool:
    """True for what can be suspended or lifted."""
    token = act.tokens[at]
    if is_numbered(act, at):
        return True
    return not act.is_foreign_owned(at) and (token.has("sanctions", *LISTS, *BARE) or act.is_control(at))


def is_numbered(act: Act, at: int) -> bool:
    """True for "Announcement 46", "Nos. 55 to 58"."""
    if act.tokens[at].low in NUMBER_SIGNS:
        return True
    following = act.tokens[at + 1 : at + 3]
    numbered = any(token.number is not None or token.low in NUMBER_SIGNS for token in following)
    return act.tokens[at].low in ANNOUNCEMENTS and numbered


def is_nearer(act: Act, measure: int) -> bool:
    """True when the verb's nearer object is another: "suspends exports" is a ban, "suspends tariffs" is not ours."""
    other = act.governs("exports", "outside")
    return other is not None and other < measure


def claims_upon(act: Act, action: Action, measure: int) -> list[Claim]:
    """A claim for each list named behind the verb or before a passive; without any, one for the measure itself."""
    if act.tokens[measure].has(*LISTS) and is_foreign_list(act, measure):
        return []
    if named := named_regimes(act):
        return [act.upon(act.victim, action, regime, count_by(act, at)) for regime, at in named.items()]
    regime = regime_of_control(act, measure)
    if regime is None and not (act.victim and act.tokens[measure].has("bare-control", "sanctions", "any-list")):
        return []
    loose = regime is None or act.tokens[measure].has("sanctions", "bare-control")
    return [replace(act.upon(act.victim, action, regime), hinted=loose)]


def named_regimes(act: Act) -> dict[Regime, int]:
    """The regimes of the lists that the verb governs, each with its last place; "… and export controls" too."""
    span = range(act.at) if act.passive else range(act.at, len(act.tokens))
    found = {regime: at for at in span for label, regime in REGIMES.items() if act.tokens[at].has(label)}
    further = act.place(*CONTROL, start=max(found.values()) + 1, stop=span.stop) if found and act.victim else None
    return found | ({"export-control-list": further} if further is not None else {})


def count_by(act: Act, at: int) -> int | None:
    """The number of those whom a list's measures hit: printed behind the list's name, else the only one printed."""
    counts = {found.start: found.count for found in act.parties if found.count is not None}
    behind = [count for start, count in counts.items() if start > at]
    return next(iter(behind or counts.values()), None)


def regime_of_control(act: Act, measure: int) -> Regime | None:
    """Of sanctions; of a control on exports upon firms, in the catalogue, or upon goods; None of anything else."""
    foreign_trade = act.has("outside")
    if act.tokens[measure].has("sanctions"):
        upon_somebody = act.victim is not None or act.names
        return "countermeasures" if upon_somebody and not foreign_trade else None
    if foreign_trade and not act.has("exports", *CONTROL):
        return None
    if not act.is_control(measure) and not is_numbered(act, measure):
        return None
    if act.victim is not None:
        return "export-control-list"
    return "technology-catalogue" if act.has("catalogue") else "dual-use-items"


@reader(("INVESTIGATE", "noun-INVESTIGATE"))
def investigated(act: Act) -> Claim | None:
    """Read "launches probe into a clothing group under its unreliable entity list"."""
    opens = act.verb.has("OPEN", "IMPOSE") and act.governs("noun-INVESTIGATE", within=6) is not None
    if not (opens or act.verb.has("INVESTIGATE")) or act.has("outside"):
        return None
    regime: Regime | None = "unreliable-entity-list" if act.has("unreliable-entity-list") else None
    if act.victim is None and not act.names and not names_into(act):
        return None
    return replace(act.upon(act.victim, "investigate", regime), hinted=regime is None)


def names_into(act: Act) -> bool:
    """True for a proper name after "into"."""
    return bool(INTO.search(" ".join(token.text for token in act.tokens[act.at :])))
