"""Readers of acts upon goods, technologies and countries: controls, bans, restrictions, licences."""

from crawler.extract.press.act import CONTROL, GOODS, Act, Claim
from crawler.extract.press.clauses import PREPOSITIONS
from crawler.extract.press.tokens import Token
from storage.model import Action, Regime

NEEDING = frozenset(("need", "needs", "needed", "require", "requires", "required"))
TAKING = frozenset(("take", "takes", "took", "taking", "come", "comes", "came"))
TALKING = frozenset(
    ("reaction", "response", "comment", "commentary", "editorial", "impact", "effects", "feature", "interview", "survey")
    + ("study", "history", "talks", "answer", "debate", "background", "analysis", "question", "questions", "timeline")
    + ("dispute", "row", "how", "why", "what", "defence", "defense", "despite", "amid", "fears", "worries", "protest")
)
FORCE = frozenset(("effect", "force"))
GRANTING = frozenset(
    ("issue", "issues", "issued", "issuing", "approve", "approves", "approved", "grant", "grants", "granted")
)


def controlled(act: Act) -> Claim | None:
    """ "imposes export controls on gallium", "tightens export rules for rare earths", "bans exports to Japan"."""
    if not is_control(act) or is_elsewhere(act) or act.hits_chinese:
        return None
    return of_scope(act)


def of_scope(act: Act) -> Claim | None:
    """A restriction where a country or an army is aimed at, else a control on goods; None when nothing is named."""
    banned = act.verb.has("BAN") or act.has("control-ban", "bare-ban")
    nations = act.destinations()
    if act.has("precursor"):
        return act.claim("amend", "licence-catalogue", nations=nations)
    if nations or (act.has("military") and not act.has(*GOODS)):
        return act.claim("restrict", "dual-use-items", nations=nations, banned=banned)
    if not act.has(*GOODS) and (act.agent != "china" or not act.has("any-goods", *CONTROL)):
        return None
    action, regime = control_of(act)
    return act.claim(action, regime)


def is_control(act: Act) -> bool:
    """True when exports are put under control, banned, curbed, or made subject to a licence."""
    if act.verb.has("IMPOSE", "HIT", "LIST") and (at := act.governs_control()) is not None:
        return not (act.verb.low in GRANTING and act.tokens[at].has("control-licence", "bare-licence"))
    if act.verb.has("BAN", "CURB") and governs_exports(act):
        return True
    lists = ("item-list", "export-control-list", "any-list")
    return act.verb.has("LIST", "noun-LIST") and act.place(*lists, start=act.at + 1) is not None and act.has(*GOODS)


def governs_exports(act: Act) -> bool:
    """True when the verb's object is exports, rules for them, or dual-use goods bound for somewhere."""
    exports = act.governs("exports", within=16)
    if exports is not None and (exports < act.at or not any(is_between(token) for token in act.tokens[act.at + 2 : exports])):
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
    if act.has("licence-goods"):
        return "control", "licence-catalogue"
    return "control", "technology-catalogue" if act.has("catalogue") else "dual-use-items"


def in_force(act: Act) -> Claim | None:
    """ "China's export curbs on antimony take effect", "the ban on exports to Japan comes into force"."""
    words = {token.low for token in act.tokens[act.at : act.at + 4]}
    if act.verb.low not in TAKING or not words & FORCE or act.control(stop=act.at) is None:
        return None
    return of_scope(act) if act.agent == "thing" else None


def announced(act: Act) -> Claim | None:
    """A clause without a verb: "MOFCOM and Customs: export controls on seven rare earth items from 4 April"."""
    at = act.control()
    if at is None or act.agent in ("foreign", "thing") or act.hits_chinese or any(token.low in TALKING for token in act.tokens):
        return None
    behind = act.scope(at)
    return of_scope(act) if any(token.has(*GOODS) for token in behind) else None


def licensed(act: Act) -> Claim | None:
    """ "licences needed for batteries", "foreign firms need Chinese approval for products with rare earths"."""
    permission = act.has("control-licence", "bare-licence")
    if act.verb.low not in NEEDING or not permission or act.agent == "foreign" or is_elsewhere(act):
        return None
    return act.claim(*control_of(act)) if act.has(*GOODS, "any-goods") else None


def moved(act: Act) -> Claim | None:
    """ "three graphite items move from temporary to permanent dual-use control", "drones come under export control"."""
    goods = act.place(*GOODS, "any-goods", stop=act.at)
    if act.control(start=act.at + 1) is None or goods is None or not act.verb.has("MOVE") or act.agent == "foreign":
        return None
    return act.claim(*control_of(act))
