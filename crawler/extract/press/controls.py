"""Readers of acts upon goods, technologies and countries: controls, bans, restrictions, licences."""

from dataclasses import replace

from crawler.extract.press.act import Act, Claim
from crawler.extract.press.clauses import PREPOSITIONS
from crawler.extract.press.labels import BARE, CONTROL, GOODS
from crawler.extract.press.readers import reader
from crawler.extract.press.tokens import Token, words
from storage.model import Action, Regime

CONTROLLING = ("IMPOSE", "HIT", "LIST", "noun-LIST", "BAN", "CURB")
CONTROLLED = ("exports", "any-goods", "item-list", "export-control-list", "any-list")
SCOPES = ("nation", "military", "any-goods", *GOODS, *CONTROL)
NEEDING = words("need needs needed require requires required")
TAKING = words("take takes took taking come comes came")
FORCE = words("effect force")
LAWS = words("law laws regulation regulations")
GRANTING = words("issue issues issued issuing approve approves approved grant grants granted")
# A clause without a verb in which one of these stands speaks about controls and tells of none.
TALKING = words(
    "reaction response comment commentary editorial impact effects feature interview survey study history talks "
    "answer debate background analysis question questions timeline dispute row how why what defence defense despite "
    "amid fears worries protest"
)


@reader(CONTROLLING, (*CONTROLLED, *CONTROL, *BARE), SCOPES)
def controlled(act: Act) -> Claim | None:
    """Read "imposes export controls on gallium", "tightens export rules for rare earths", "bans exports to Japan"."""
    if not is_control(act) or is_elsewhere(act) or act.hits_chinese:
        return None
    return of_scope(act)


def of_scope(act: Act) -> Claim | None:
    """A restriction where a country or an army is aimed at, else a control on goods; None when nothing is named."""
    nations = act.destinations()
    if act.has("precursor"):
        return replace(act.claim("amend", "licence-catalogue"), nations=nations)
    if nations or (act.has("military") and not act.has(*GOODS)):
        banned = act.verb.has("BAN") or act.has("control-ban", "bare-ban")
        return replace(act.claim("restrict", "dual-use-items"), nations=nations, banned=banned)
    plainly_ours = act.agent == "china" and not act.passive and act.has("any-goods", *CONTROL) and not is_law(act)
    return act.claim(*control_of(act)) if act.has(*GOODS) or plainly_ours else None


def is_law(act: Act) -> bool:
    """True for "issues dual-use export regulations": a law is no control on anything yet."""
    return any(token.low.rpartition(" ")[2] in LAWS for token in act.tokens[act.at :])


def is_control(act: Act) -> bool:
    """True when exports are put under control, banned, curbed, or made subject to a licence."""
    if act.merely_answers:
        return False
    if act.verb.has("IMPOSE", "HIT", "LIST") and (at := act.governs_control()) is not None:
        return not (act.verb.low in GRANTING and act.tokens[at].has("control-licence", "bare-licence"))
    if act.verb.has("BAN", "CURB"):
        return governs_exports(act)
    named = act.place("item-list", "export-control-list", "any-list", start=act.at + 1)
    return act.verb.has("LIST", "noun-LIST") and named is not None and act.has(*GOODS)


def governs_exports(act: Act) -> bool:
    """True when the verb's object is exports, rules for them, or dual-use goods bound for somewhere."""
    exports = act.governs("exports", within=16)
    if exports is not None and not any(is_between(token) for token in act.tokens[act.at + 2 : exports]):
        return True
    if act.governs_control() is not None:
        return True
    return act.governs("any-goods", within=8) is not None and bool(act.destinations())


def is_between(token: Token) -> bool:
    """True for a preposition behind which stands no object of the verb; "tightens grip on exports" has one."""
    return token.low in PREPOSITIONS and token.low not in ("of", "on")


def is_elsewhere(act: Act) -> bool:
    """True when the object that stands first is outside the vocabulary: "bans imports", "curbs on port fees"."""
    outside = act.governs("outside")
    inside = act.governs("exports", *CONTROL)
    if outside is None:
        return False
    return inside is None or outside < inside or not act.has(*GOODS, "any-goods", "military")


def control_of(act: Act) -> tuple[Action, Regime]:
    """Action and regime of a control by what is controlled."""
    if act.has("licence-goods") and not act.has("goods"):
        return "control", "licence-catalogue"
    return "control", "technology-catalogue" if act.has("catalogue") else "dual-use-items"


@reader(TAKING, FORCE, (*CONTROL, *BARE), SCOPES)
def in_force(act: Act) -> Claim | None:
    """Read "China's export curbs on antimony take effect", "the ban on exports to Japan comes into force"."""
    starts = act.verb.low in TAKING and any(token.low in FORCE for token in act.tokens[act.at : act.at + 4])
    return of_scope(act) if starts and act.agent == "thing" and act.control(stop=act.at) is not None else None


@reader((*CONTROL, *BARE), GOODS)
def announced(act: Act) -> Claim | None:
    """Read a clause without a verb: "MOFCOM and Customs: export controls on seven rare earth items from 4 April"."""
    at = act.control()
    if at is None or act.agent in ("foreign", "thing") or act.hits_chinese:
        return None
    if any(token.low in TALKING for token in act.tokens):
        return None
    grants = act.tokens[at].has("bare-licence")
    return of_scope(act) if not grants and any(token.has(*GOODS) for token in act.scope(at)) else None


@reader((*NEEDING, "NEED"), ("control-licence", "bare-licence"), (*GOODS, "any-goods"))
def licensed(act: Act) -> Claim | None:
    """Read "licences needed for batteries", "foreign firms need Chinese approval for products with rare earths"."""
    permission = act.has("control-licence", "bare-licence")
    needs = (act.verb.low in NEEDING or act.verb.has("NEED")) and not is_relative(act)
    if not needs or not permission or act.agent == "foreign" or is_elsewhere(act):
        return None
    return act.claim(*control_of(act)) if act.has(*GOODS, "any-goods") else None


def is_relative(act: Act) -> bool:
    """True for "items that manufacturers require a licence for": a description, unless somebody "said that"."""
    that = next((at for at in range(max(1, act.at - 3), act.at) if act.tokens[at].low in ("that", "which")), None)
    return that is not None and not act.tokens[that - 1].has("say")


@reader(("MOVE",), (*CONTROL, *BARE), (*GOODS, "any-goods"))
def moved(act: Act) -> Claim | None:
    """Read "three graphite items move from temporary to permanent dual-use control", "drones come under control"."""
    goods = act.place(*GOODS, "any-goods", stop=act.at)
    if act.control(start=act.at + 1) is None or goods is None or not act.verb.has("MOVE") or act.agent == "foreign":
        return None
    return act.claim(*control_of(act))
