"""Readers of acts upon persons: listings, delistings, sanctions, executives barred."""

from crawler.extract.press.act import CONTROL, GOODS, LISTS, Act, Claim
from storage.model import Regime

REGIMES: dict[str, Regime] = {
    "export-control-list": "export-control-list",
    "unreliable-entity-list": "unreliable-entity-list",
    "watch-list": "watch-list",
    "countermeasures": "countermeasures",
}
ENTRY = frozenset(("entering", "entry", "travelling", "traveling", "visiting", "travel", "enter"))
TRADING = frozenset(("trading", "importing", "investing", "buying", "doing"))
ONTO = frozenset(("on", "to", "onto", "in", "under", "into"))


def listed(act: Act) -> Claim | None:
    """ "adds 28 US firms to its export control list", "12 firms put on the watch list", "blacklists 11 drone makers"."""
    named = named_list(act)
    if act.verb.has("BLACKLIST") and not (act.agent == "none" and act.verb.form == "ed"):
        regime = regime_at(act, named) or "unreliable-entity-list"
        return listing(act, regime, hinted=named is None) if has_victims(act) else None
    if act.verb.has("IMPOSE") and named is not None and named - act.at < 5 and act.victim:
        return None if is_foreign_list(act, named) else listing(act, regime_at(act, named))
    if not act.verb.has("LIST", "noun-LIST") or named is None or is_foreign_list(act, named):
        return None
    return listing(act, regime_at(act, named)) if has_victims(act) or bare_number(act) else None


def named_list(act: Act) -> int | None:
    """Where the list is named: after the verb, or before it when the list is the subject."""
    after = act.place(*LISTS, start=act.at + 1)
    return act.place(*LISTS, stop=act.at) if after is None else after


def regime_at(act: Act, named: int | None) -> Regime | None:
    """The regime of the list that is named at a place; None for a mere "blacklist"."""
    if named is None:
        return None
    return next((regime for label, regime in REGIMES.items() if act.tokens[named].has(label)), None)


def listing(act: Act, regime: Regime | None, hinted: bool = False) -> Claim:
    """A claim that somebody was listed."""
    count = act.victim.count if act.victim else first_number(act)
    return act.claim("list", regime, party=act.victim, count=count, hinted=hinted or regime is None)


def first_number(act: Act) -> int | None:
    """The first number of the clause."""
    return next((token.number for token in act.tokens if token.number is not None), None)


def is_foreign_list(act: Act, named: int) -> bool:
    """True for "the US entity list", "America's blacklist", "the Pentagon's 1260H list"."""
    for token in reversed(act.tokens[max(0, named - 5) : named]):
        if token.low in ONTO or token.has("verb", "firm", "china", "chinese", "authority"):
            return False
        if token.has("nation", "foreign"):
            return True
    return False


def has_victims(act: Act) -> bool:
    """True when foreign persons or proper names are hit."""
    return not act.hits_chinese and (act.victim is not None or act.names or sanctions_names(act))


def sanctions_names(act: Act) -> bool:
    """True for "sanctions on Lockheed and Raytheon announced"."""
    noun = act.place("sanctions")
    behind = act.tokens[noun + 1 : noun + 3] if noun is not None else ()
    return len(behind) == 2 and behind[0].low in ("on", "against") and behind[1].text[:1].isupper() and not behind[1].labels


def bare_number(act: Act) -> bool:
    """True for "adds 10 to" and "10 on": the noun is left to the clause before."""
    return not act.parties and not act.has(*GOODS) and first_number(act) is not None


def unlisted(act: Act) -> Claim | None:
    """ "removes 5 firms from the unreliable entity list"."""
    named = named_list(act)
    if not act.verb.has("DELIST") or named is None or is_foreign_list(act, named) or act.hits_chinese:
        return None
    if act.word_before(named) not in ("from", "off"):
        return None
    return act.claim("delist", regime_at(act, named), party=act.victim, count=act.victim.count if act.victim else None)


def elliptic(act: Act) -> Claim | None:
    """A clause without a verb: "10 on the barred-entities list", "12 US firms including X on the export control list"."""
    named = act.place(*LISTS, "control")
    if named is None or is_foreign_list(act, named) or not is_onto(act, named):
        return None
    counted = [found for found in act.parties if found.count is not None and found.end <= named]
    if any(found.chinese for found in act.parties) or not (counted or bare_number(act)):
        return None
    count = counted[0].count if counted else first_number(act)
    regime = regime_at(act, named) or ("export-control-list" if act.tokens[named].has("control") else None)
    return act.claim("list", regime, party=next(iter(counted), None), count=count, hinted=regime is None)


def is_onto(act: Act, named: int) -> bool:
    """True for "on the list", "to the list", and "under export control"."""
    return act.word_before(named) in (("under",) if act.tokens[named].has("control") else ONTO)


def sanctioned(act: Act) -> Claim | None:
    """ "sanctions 13 US firms", "imposes sanctions on Lockheed", "hits executives with countermeasures"."""
    if not is_sanctioning(act) or not (has_victims(act) or hits_country(act)):
        return None
    return listing(act, hinted_regime(act), hinted=True)


def hits_country(act: Act) -> bool:
    """True for "sanctions on the United States"."""
    nations = [at for at in range(act.at, len(act.tokens)) if act.destination(at)]
    return any(act.word_before(at) in ("on", "against") for at in nations)


def is_sanctioning(act: Act) -> bool:
    """True when the verb is to sanction, or governs the noun."""
    if act.verb.has("SANCTION"):
        return act.next_word not in ("on", "over", "against", "list", "threat", "and") or act.passive
    noun = act.governs("sanctions", within=15)
    return noun is not None and act.verb.has("IMPOSE", "HIT") and not act.is_foreign_owned(noun)


def hinted_regime(act: Act) -> Regime | None:
    """The regime that the clause names beside its sanctions, if any."""
    for label, regime in REGIMES.items():
        if act.has(label):
            return regime
    return "export-control-list" if act.has(*CONTROL, "any-goods") else None


def controlled_firms(act: Act) -> Claim | None:
    """ "export curbs on 28 firms", "bans dual-use exports to US contractors", "puts firms under export controls"."""
    if not is_restraint(act) or act.hits_chinese or act.victim is None:
        return None
    if act.victim.count is None and not act.victim.nation and not act.verb.has("HIT"):
        return None  # "requires companies to get licences": those obliged, not those hit
    return listing(act, "export-control-list", hinted=True)


def curbed_firms(act: Act) -> Claim | None:
    """"imposes curbs on 56 US defence firms": of what kind, only the rest of the piece tells."""
    curbs = act.governs("bare-control", "bare-ban", within=10)
    if curbs is None or not act.verb.has("IMPOSE", "HIT") or act.victim is None or not act.victim.nation:
        return None
    return act.claim("list", None, party=act.victim, count=act.victim.count, hinted=True, vague=True)


def is_restraint(act: Act) -> bool:
    """True when exports to somebody are banned, curbed, or put under controls."""
    if act.verb.has("BAN", "CURB") and act.has("exports", "any-goods"):
        return True
    return act.verb.has("IMPOSE", "HIT", "CURB", "LIST", "BAN") and act.governs_control(within=40) is not None


def executives(act: Act) -> Claim | None:
    """ "bars senior executives of US companies from entering China"."""
    people = [found for found in act.parties if found.kind == "person" and not found.chinese]
    barred = {token.low for token in act.tokens[act.at :]} & ENTRY
    if not people or not barred or not (act.verb.has("BAN", "CURB") or act.has("bare-control", "bare-ban")):
        return None
    return act.claim("list", "unreliable-entity-list", hinted=True, explains=True)


def barred(act: Act) -> Claim | None:
    """ "bans Illumina from selling sequencers to China": a measure added to a listing made before."""
    after = act.tokens[act.at + 1 :]
    at = next((at for at, token in enumerate(after) if token.low == "from"), None)
    if at is None or not act.verb.has("BAN") or not act.names or act.hits_chinese:
        return None
    trade = any(token.has("exports") or token.low in TRADING for token in after[at : at + 4])
    return act.claim("amend", "unreliable-entity-list", hinted=True, explains=True) if trade else None
