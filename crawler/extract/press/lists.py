"""Readers of acts upon persons: listings, delistings, sanctions, executives barred."""

from dataclasses import replace

from crawler.extract.press.act import Act, Claim
from crawler.extract.press.clauses import BETWEEN
from crawler.extract.press.labels import BARE, CONTROL, GOODS, LISTS
from crawler.extract.press.readers import reader
from crawler.extract.press.tokens import words
from storage.model import Regime

REGIMES: dict[str, Regime] = {
    "export-control-list": "export-control-list",
    "unreliable-entity-list": "unreliable-entity-list",
    "watch-list": "watch-list",
    "countermeasures": "countermeasures",
}
LISTING = ("LIST", "noun-LIST")
RESTRAINING = ("BAN", "CURB")
ENTRY = words("entering entry travelling traveling visiting travel enter")
TRADING = words("trading importing investing buying doing")
ASSETS = words("asset assets")
DEALINGS = words("trade trading transactions transaction dealings dealing business cooperation cooperating")
ONTO = words("on to onto in under into")
OFF = words("from off")
NOT_AFTER_SANCTIONS = words("on over against list threat and")  # "China sanctions over Taiwan" is no predicate


@reader((*LISTING, "IMPOSE", "BLACKLIST"), (*LISTS, "BLACKLIST"))
def listed(act: Act) -> Claim | None:
    """Read "adds 28 US firms to its export control list", "12 firms put on the watch list", "blacklists firms"."""
    named = named_list(act)
    if act.verb.has("BLACKLIST"):
        return blacklisted(act, named)
    if named is None or is_foreign_list(act, named) or is_own(act):
        return None
    plain = act.tokens[named].low in ("list", "entity list", "entities list")
    claim = replace(listing(act, regime_at(act, named)), vague=plain)
    if act.verb.has(*LISTING):
        return claim if has_victims(act) or bare_number(act) or act.next_word == "them" else None
    expands = act.verb.has("IMPOSE") and 0 < named - act.at < 5 and act.victim is not None
    return claim if expands else None


def is_own(act: Act) -> bool:
    """True for "the firm said the inclusion of its units": those hit speak, they do not report."""
    first = next(iter(act.victims), None)
    return first is not None and act.agent != "china" and act.tokens[first.start].low in ("its", "their", "our")


def blacklisted(act: Act, named: int | None) -> Claim | None:
    """Read a verb that names the list itself; "newly blacklisted firms say" describes, it tells no act."""
    if not has_victims(act) or (act.agent == "none" and act.verb.form == "ed"):
        return None
    return replace(listing(act, regime_at(act, named) or "unreliable-entity-list"), hinted=named is None)


def named_list(act: Act) -> int | None:
    """Where the list is named: after the verb, or before it when the list is the subject."""
    after = act.place(*LISTS, start=act.at + 1)
    return act.place(*LISTS, stop=act.at) if after is None else after


def regime_at(act: Act, named: int | None) -> Regime | None:
    """The regime of the list that is named at a place; None for a mere "blacklist"."""
    if named is None:
        return None
    return next((regime for label, regime in REGIMES.items() if act.tokens[named].has(label)), None)


def listing(act: Act, regime: Regime | None) -> Claim:
    """A claim that somebody was listed; only hinted at without the list's name."""
    count = None if act.victim else first_number(act)
    return replace(act.upon(act.victim, "list", regime, count), hinted=regime is None)


def first_number(act: Act) -> int | None:
    """The first number of the clause."""
    return next((token.number for token in act.tokens if token.number is not None), None)


def is_foreign_list(act: Act, named: int) -> bool:
    """True for "the US entity list", "America's blacklist", "the Pentagon's 1260H list"."""
    for token in reversed(act.tokens[max(0, named - 5) : named]):
        if token.low in ONTO | OFF or token.has("verb", "firm", "china", "chinese", "authority"):
            return False
        if token.has("nation", "foreign"):
            return True
    return False


def has_victims(act: Act) -> bool:
    """True when foreign persons or proper names are hit."""
    return not act.hits_chinese and (act.victim is not None or act.names)


def bare_number(act: Act) -> bool:
    """True for "adds 10 to" and "10 on": the noun is left to the clause before."""
    return not act.parties and not act.has(*GOODS) and first_number(act) is not None


@reader(("DELIST",), LISTS)
def unlisted(act: Act) -> Claim | None:
    """Read "removes 5 firms from the unreliable entity list"."""
    named = named_list(act)
    if not act.verb.has("DELIST") or named is None or is_foreign_list(act, named) or act.hits_chinese:
        return None
    from_it = preposition(act, named) in ("from", "off")
    return act.upon(act.victim, "delist", regime_at(act, named)) if from_it else None


@reader((*LISTS, "control"))
def elliptic(act: Act) -> Claim | None:
    """Read a clause without a verb: "10 on the barred-entities list", "15 US firms under export control"."""
    named = act.place(*LISTS, "control")
    if named is None or is_foreign_list(act, named) or not is_onto(act, named):
        return None
    counted = [found for found in act.parties if found.count is not None and found.end <= named]
    if any(found.chinese for found in act.parties) or not (counted or bare_number(act)):
        return None
    regime = regime_at(act, named) or ("export-control-list" if act.tokens[named].has("control") else None)
    count = None if counted else first_number(act)
    return replace(act.upon(next(iter(counted), None), "list", regime, count), hinted=regime is None)


def is_onto(act: Act, named: int) -> bool:
    """True for "on the list", "to the list", and "under export control"."""
    before = preposition(act, named)
    return before == "under" if act.tokens[named].has("control") else before in ONTO


def preposition(act: Act, named: int) -> str:
    """The word before a list, "China's" stepped over."""
    owner = act.place("china", start=max(0, named - 2), stop=named)
    return act.word_before(named if owner is None else owner)


@reader(("SANCTION", "sanctions"))
def sanctioned(act: Act) -> Claim | None:
    """Read "sanctions 13 US firms", "imposes sanctions on Lockheed", "hits executives with countermeasures"."""
    hits = has_victims(act) or (hits_behind(act) and not act.hits_chinese)
    return replace(listing(act, hinted_regime(act)), hinted=True) if hits and is_sanctioning(act) else None


def hits_behind(act: Act) -> bool:
    """True for "sanctions on the United States", "sanctions on Lockheed and Raytheon announced"."""
    for at, token in enumerate(act.tokens[2:], start=2):
        if act.tokens[at - 1].low not in ("on", "against", "the") or act.word_before(at) not in ("on", "against"):
            continue
        if act.destination(at) or (token.text[:1].isupper() and not token.labels and token.low not in BETWEEN):
            return True
    return False


def is_sanctioning(act: Act) -> bool:
    """True when the verb is to sanction, or governs sanctions that are not somebody else's."""
    if act.verb.has("SANCTION"):
        return act.next_word not in NOT_AFTER_SANCTIONS or act.passive
    noun = act.governs("sanctions", within=15)
    return noun is not None and act.verb.has("IMPOSE", "HIT") and not act.is_foreign_owned(noun)


def hinted_regime(act: Act) -> Regime | None:
    """The regime that the clause names beside its sanctions, if any."""
    named = next((regime for label, regime in REGIMES.items() if act.has(label)), None)
    dual_use = any(token.low.startswith("dual use") for token in act.tokens)
    return named or ("export-control-list" if dual_use or act.has(*CONTROL) else None)


@reader(("IMPOSE", "HIT", "LIST", *RESTRAINING), ("exports", "any-goods", *CONTROL, *BARE))
def controlled_firms(act: Act) -> Claim | None:
    """Read "export curbs on 28 firms", "bans dual-use exports to contractors", "puts firms under export controls"."""
    if not is_restraint(act) or act.hits_chinese:
        return None
    if act.victim is None:
        return replace(listing(act, "export-control-list"), hinted=True) if names_hit(act) else None
    if act.victim.count is None and not act.victim.nation and not act.verb.has("HIT"):
        return None  # "requires companies to get licences": those obliged, not those hit
    return replace(listing(act, "export-control-list"), hinted=True)


def names_hit(act: Act) -> bool:
    """True for "hits Lockheed Martin, Raytheon with export ban"."""
    return act.agent == "china" and act.verb.has("HIT") and act.names and not act.destinations()


@reader(("BAN",), DEALINGS, ("with",))
def cut_off(act: Act) -> Claim | None:
    """Read "bars organisations from transactions with two banks", "bans trade with a drone maker"."""
    dealing = next((at for at in range(act.at, len(act.tokens)) if act.tokens[at].low in DEALINGS), None)
    if (
        dealing is None
        or not act.verb.has("BAN")
        or not any(t.low == "with" for t in act.tokens[dealing : dealing + 3])
    ):
        return None
    partner = next((found for found in act.victims if found.start > dealing and not found.chinese), None)
    return replace(listing(act, None), party=partner, count=partner.count, hinted=True) if partner else None


@reader(("BAN",), ASSETS)
def frozen(act: Act) -> Claim | None:
    """Read "freezes the assets of an arms maker's executives"."""
    assets = any(token.low in ASSETS for token in act.tokens[act.at : act.at + 4])
    if not assets or not act.verb.low.startswith(("freez", "froze")) or not has_victims(act):
        return None
    return replace(listing(act, "countermeasures"), hinted=True)


def is_restraint(act: Act) -> bool:
    """True when exports to somebody are banned, curbed, or put under controls."""
    if act.merely_answers:
        return False
    if act.verb.has(*RESTRAINING) and act.has("exports", "any-goods"):
        return True
    return act.verb.has("IMPOSE", "HIT", "LIST", *RESTRAINING) and act.governs_control(within=40) is not None


@reader(("IMPOSE", "HIT"), ("bare-control", "bare-ban"), ("nation",))
def curbed_firms(act: Act) -> Claim | None:
    """Read "imposes curbs on 56 US defence firms": of what kind, only the rest of the piece tells."""
    curbs = act.governs("bare-control", "bare-ban", within=10)
    named = act.victim is not None and bool(act.victim.nation)
    if curbs is None or not act.verb.has("IMPOSE", "HIT") or not named or act.has("outside"):
        return None
    return replace(listing(act, None), vague=True)


@reader((*RESTRAINING, "bare-control", "bare-ban"), ("person",), ENTRY)
def executives(act: Act) -> Claim | None:
    """Read "bars senior executives of US companies from entering China"."""
    people = [found for found in act.parties if found.kind == "person" and not found.chinese]
    entering = any(token.low in ENTRY for token in act.tokens[act.at :])
    if not people or not entering or not (act.verb.has(*RESTRAINING) or act.has("bare-control", "bare-ban")):
        return None
    return replace(act.claim("list", "unreliable-entity-list"), hinted=True, explains=True)


@reader(("BAN",), ("exports", *TRADING), ("from",))
def barred(act: Act) -> Claim | None:
    """Read "bans Illumina from selling sequencers to China": a measure added to a listing made before."""
    behind = act.tokens[act.at + 1 :]
    at = next((at for at, token in enumerate(behind) if token.low == "from"), None)
    if at is None or not act.verb.has("BAN") or not act.names or act.hits_chinese:
        return None
    if not any(token.has("exports") or token.low in TRADING for token in behind[at : at + 4]):
        return None
    return replace(act.claim("amend", "unreliable-entity-list"), hinted=True, explains=True)
