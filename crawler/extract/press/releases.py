"""Readers of acts upon measures: suspended, extended, lifted, resumed; and of investigations."""

import re

from crawler.extract.press.act import BARE, CONTROL, GOODS, LISTS, Act, Claim
from crawler.extract.press.lists import REGIMES, is_foreign_list
from storage.model import Action, Regime

RELEASES: dict[str, Action] = {"SUSPEND": "suspend", "LIFT": "lift", "RESUME": "resume"}
ANNOUNCEMENTS = frozenset(("announcement", "announcements", "notice", "notices"))
NUMBER_SIGNS = frozenset(("no.", "nos."))
INTO = re.compile(r"\b(?:into|against|of|on) (?:the )?(?:[a-z]+ ){0,4}[A-Z]")


def released(act: Act) -> list[Claim]:
    """ "suspends export controls on 45 US entities", "lifts ban on gallium exports"; one claim for each list named."""
    action = next((action for label, action in RELEASES.items() if act.verb.has(label, f"noun-{label}")), None)
    measure = measure_of(act)
    if action is None or measure is None or act.hits_chinese or is_nearer(act, measure) or is_prolonged(act):
        return []
    return claims_of(act, action, measure)


def is_prolonged(act: Act) -> bool:
    """True for "suspension … extended": the verb is the act, not its noun."""
    return act.verb.has("noun-SUSPEND") and act.place("EXTEND", start=act.at + 1) is not None


def claims_of(act: Act, action: Action, measure: int) -> list[Claim]:
    """A claim for each regime named behind the verb or before a passive; without any, that of the measure itself."""
    if act.tokens[measure].has(*LISTS) and is_foreign_list(act, measure):
        return []
    span = range(act.at) if act.passive else range(act.at, len(act.tokens))
    named = [(regime, at) for at in span for label, regime in REGIMES.items() if act.tokens[at].has(label)]
    further = act.place(*CONTROL, start=named[-1][1] + 1, stop=span.stop) if named and act.victim else None
    if further is not None:
        named.append(("export-control-list", further))
    if named:
        return [
            act.claim(action, regime, party=act.victim, count=count_by(act, at)) for regime, at in dict(named).items()
        ]
    regime = regime_of_control(act, measure)
    if regime is None and not (act.victim and act.tokens[measure].has("bare-control", "sanctions", "any-list")):
        return []
    count = act.victim.count if act.victim else None
    return [act.claim(action, regime, party=act.victim, count=count, hinted=regime is None)]


def count_by(act: Act, at: int) -> int | None:
    """The number of those whom a list's measures hit: printed behind the list's name, else the only one printed."""
    counts = {found.start: found.count for found in act.parties if found.count is not None}
    behind = [count for start, count in counts.items() if start > at]
    return next(iter(behind or counts.values()), None)


def measure_of(act: Act) -> int | None:
    """Where the measure stands that the verb governs: a control, sanctions, a list, the number of a notice."""
    span = range(act.at) if act.passive else range(act.at + 1, len(act.tokens))
    return next((at for at in span if is_measure(act, at)), None)


def is_measure(act: Act, at: int) -> bool:
    """True for what can be suspended or lifted."""
    token = act.tokens[at]
    if token.low in NUMBER_SIGNS:
        return True
    if token.low in ANNOUNCEMENTS:
        return any(other.number is not None or other.low in NUMBER_SIGNS for other in act.tokens[at + 1 : at + 3])
    return not act.is_foreign_owned(at) and (token.has("sanctions", *LISTS, *BARE) or act.is_control(at))


def extended(act: Act) -> list[Claim]:
    """ "extends the suspension of export controls", "prolongs pause on unreliable entity measures"."""
    if not act.verb.has("EXTEND", "noun-EXTEND") or act.governs("noun-SUSPEND", "SUSPEND", within=12) is None:
        return []
    measure = next((at for at in range(len(act.tokens)) if is_measure(act, at)), None)
    return claims_of(act, "extend", measure) if measure is not None else []


def is_nearer(act: Act, measure: int) -> bool:
    """True when the verb's nearer object is another: "suspends exports" is a ban, "suspends tariffs" is not ours."""
    other = act.governs("exports", "outside")
    return other is not None and other < measure


def regime_of_control(act: Act, measure: int) -> Regime | None:
    """Of sanctions; of a control on exports upon firms, in the catalogue, or upon goods; None of anything else."""
    if act.tokens[measure].has("sanctions"):
        return "countermeasures" if not act.has("outside") else None
    if act.has("outside") and not act.has("exports", *CONTROL):
        return None
    if not act.is_control(measure) and act.tokens[measure].low not in ANNOUNCEMENTS | NUMBER_SIGNS:
        return None
    if act.victim is not None:
        return "export-control-list"
    return "technology-catalogue" if act.has("catalogue") else "dual-use-items"


def investigated(act: Act) -> Claim | None:
    """ "launches probe into a clothing group under its unreliable entity list"."""
    opens = act.verb.has("OPEN", "IMPOSE") and act.governs("noun-INVESTIGATE", within=6) is not None
    if not (opens or act.verb.has("INVESTIGATE")) or act.has("outside"):
        return None
    regime: Regime | None = "unreliable-entity-list" if act.has("unreliable-entity-list") else None
    named = act.victim is not None or act.names or names_into(act)
    return act.claim("investigate", regime, party=act.victim, hinted=regime is None) if named else None


def names_into(act: Act) -> bool:
    """True for a proper name after "into"."""
    return bool(INTO.search(" ".join(token.text for token in act.tokens[act.at :])))
