"""Readers of drafts: proposals laid open for comment, and plans that may turn out to be such."""

from dataclasses import replace

from crawler.extract.press.act import Act, Claim
from crawler.extract.press.labels import CONTROL
from crawler.extract.press.readers import reader
from crawler.extract.press.tokens import Token, words
from storage.model import Regime

EXPORTED = ("exports", "catalogue", "item-list", *CONTROL)
OPINIONS = words("opinion opinions comment comments feedback input views view")


@reader(("PROPOSE", "SEEK", "IMPOSE", "OPEN"), ("PROPOSE", "noun-PROPOSE", "consultation", *OPINIONS), EXPORTED)
def proposed(act: Act) -> Claim | None:
    """Read "proposes export curbs on battery technology", "seeks public comment on adding technologies to its list"."""
    opens = act.verb.has("OPEN") and is_consultation(act)
    if not (act.verb.has("PROPOSE") or asks(act) or opens) or not is_about_exports(act):
        return None
    return act.claim("propose", regime_of(act))


def asks(act: Act) -> bool:
    """True for "seeks public opinion", "opens a public consultation", "releases a draft for comment"."""
    return act.verb.has("SEEK", "IMPOSE") and any(map(is_asked, act.tokens[act.at : act.at + 12]))


def is_asked(token: Token) -> bool:
    """True for an opinion, and for the draft that it is asked on."""
    return token.has("noun-PROPOSE") or not OPINIONS.isdisjoint(token.low.split())


def is_consultation(act: Act) -> bool:
    """True for a consultation on technologies or the catalogue; those between governments are talks."""
    return any(token.low == "consultation" for token in act.tokens) and act.has("catalogue", "tech")


@reader(("noun-PROPOSE", "consultation"))
def drafted(act: Act) -> Claim | None:
    """Read a clause without a verb: "commerce ministry proposal of 2 January on cathode technology".

    Where it does not say what the proposal is about, the rest of the piece must.
    """
    if not (act.has("noun-PROPOSE") or is_consultation(act)) or act.has("nation", "foreign", "outside"):
        return None
    return replace(act.claim("propose", regime_of(act)), weak=not (act.has("tech") or is_about_exports(act)))


@reader(("PLAN",), EXPORTED)
def planned(act: Act) -> Claim | None:
    """Read "plans export curbs on battery parts": weak, an act only where the piece tells of a draft."""
    if not act.verb.has("PLAN") or not is_about_exports(act):
        return None
    return replace(act.claim("propose", regime_of(act)), weak=True)


def is_about_exports(act: Act) -> bool:
    """True when exports, controls on them, or the catalogue are what it is about, and nothing outside."""
    return not act.has("outside") and act.has(*EXPORTED)


def regime_of(act: Act) -> Regime:
    """Drafts on technology go into the catalogue; those on goods alone under dual-use controls."""
    goods_only = act.has("goods", "any-goods") and not act.has("tech", "catalogue")
    return "dual-use-items" if goods_only else "technology-catalogue"
