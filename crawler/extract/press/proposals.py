"""Readers of drafts: proposals laid open for comment, and plans that may turn out to be such."""

from crawler.extract.press.act import CONTROL, GOODS, Act, Claim
from storage.model import Regime

OPINIONS = frozenset(("opinion", "opinions", "comment", "comments", "feedback", "input", "views", "view"))


def proposed(act: Act) -> Claim | None:
    """ "proposes export curbs on battery technology", "seeks public comment on adding technologies to its list"."""
    if not (act.verb.has("PROPOSE") or asks(act) or (act.verb.has("OPEN") and is_consultation(act))) or not is_about_exports(act):
        return None
    return act.claim("propose", regime_of(act))


def asks(act: Act) -> bool:
    """True for "seeks public opinion", "opens a consultation", "releases a draft for comment"."""
    near = act.tokens[act.at : act.at + 12]
    return act.verb.has("SEEK", "IMPOSE") and any(
        token.has("noun-PROPOSE") or OPINIONS & set(token.low.split()) for token in near
    )


def drafted(act: Act) -> Claim | None:
    """A clause without a verb: "commerce ministry proposal of 2 January on cathode technology"; weak without the goods."""
    if not (act.has("noun-PROPOSE") or is_consultation(act)) or act.has("nation", "foreign", "outside"):
        return None
    return act.claim("propose", regime_of(act), weak=not (act.has("tech") or is_about_exports(act)))


def is_consultation(act: Act) -> bool:
    """True for a consultation on technologies or the catalogue; those between governments are talks."""
    return any(token.low == "consultation" for token in act.tokens) and act.has("catalogue", "tech")


def planned(act: Act) -> Claim | None:
    """ "plans export curbs on battery parts": weak, an act only where the piece tells of a draft."""
    if not act.verb.has("PLAN") or not is_about_exports(act):
        return None
    return act.claim("propose", regime_of(act), weak=True)


def is_about_exports(act: Act) -> bool:
    """True when exports, controls on them, or the catalogue are what it is about."""
    if act.has("outside"):
        return False
    return act.has("exports", "catalogue", "item-list", *CONTROL)


def regime_of(act: Act) -> Regime:
    """Technology goes into the catalogue; goods alone under dual-use controls."""
    goods_only = act.has("goods", "any-goods") and not act.has("tech", "catalogue") and not act.has("battery")
    return "dual-use-items" if goods_only and not act.has(*GOODS[1:]) else "technology-catalogue"
