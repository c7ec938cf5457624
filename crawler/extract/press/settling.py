"""Claims settled by the piece as a whole: regimes where a clause names none, one leading act, what belongs together.

A piece on a suspension tells what was suspended, one on a draft what it would control: of each regime one act leads,
and what stands beside it in another sentence is background.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from crawler.extract.press.act import Claim
from crawler.extract.press.numbers import printed
from crawler.extract.press.piece import COUNTERED, REGIME_WORDS, UNRELIABLE
from crawler.extract.press.sentences import TITLE, Sentence
from crawler.extract.press.targets import goods
from storage.model import Action, Basis, Regime

RELEASES: frozenset[Action] = frozenset(("suspend", "extend", "lift", "resume", "delist"))
OF_PERSONS: frozenset[Regime] = frozenset(
    ("export-control-list", "watch-list", "unreliable-entity-list", "countermeasures")
)
# What a title says loosely and the text exactly.
MORE_EXACT: frozenset[tuple[Action, Action]] = frozenset(
    (
        ("lift", "suspend"),
        ("lift", "extend"),
        ("suspend", "extend"),
        ("control", "restrict"),
        ("control", "suspend"),
        ("control", "propose"),
        ("restrict", "propose"),
        ("list", "investigate"),
    )
)
CATALOGUE = re.compile(r"\bcatalog(?:ue)?\b", re.IGNORECASE)
ORDINAL = re.compile(r"\bthe (?:second|latter|other)\b", re.IGNORECASE)
MOST = 60  # claims of one document; a notice with more would be the first

Named = Mapping[Regime | None, int | None]  # the lists that the piece names, with the printed number of those listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A claim with its sentence: the words that are its own, and those that belong to no claim of the sentence."""

    claim: Claim
    sentence: Sentence
    own: str
    shared: str


def settle(found: list[Located], words: str, basis: Basis) -> list[list[Located]]:
    """The claims as groups, one for each act: each has its regime, what explains or recalls an act is dropped."""
    found = turned(found[:MOST])
    named = {one.claim.regime: one.claim.count for one in found if one.claim.action == "list" and not one.claim.hinted}
    kept = [settled(one, words, named, released(found)) for one in found if not sums_up(one, named)]
    listed = any(one.claim.action == "list" and not one.claim.explains for one in kept)
    kept = [one for one in kept if not (listed and explains_listing(one))]
    return grouped(leading(kept) if basis == "report" else standing(kept), basis)


def turned(found: list[Located]) -> list[Located]:
    """Where the title only says that measures are suspended, "28 firms on the export control list" are suspended."""
    release = next((one.claim for one in found if one.claim.action in RELEASES and one.claim.regime is None), None)
    if release is None or not any(one.claim.action == "list" and not one.claim.hinted for one in found):
        return found
    others = (one for one in found if one.claim is not release)
    return [acting(one, release.action) if one.claim.action == "list" else one for one in others]


def acting(one: Located, action: Action) -> Located:
    """The same claim of another act."""
    return replace(one, claim=replace(one.claim, action=action))


def released(found: list[Located]) -> Regime | None:
    """The regime of which the piece says plainly that its measures are released."""
    plain = (one.claim for one in found if one.claim.action in RELEASES and not one.claim.hinted)
    return next((claim.regime for claim in plain if claim.regime), None)


def settled(one: Located, words: str, named: Named, release: Regime | None) -> Located:
    """A hinted claim with the one list that the piece names, else with the regime whose words the piece uses."""
    claim = by_the_foreign_ministry(in_catalogue(one.claim, words), words)
    if not claim.hinted:
        return replace(one, claim=claim)
    if claim.action == "list" and len(named) == 1 and is_same(claim, next(iter(named.values()))):
        return replace(one, claim=replace(claim, regime=next(iter(named))))
    known = (release if claim.action in RELEASES else None) or claim.regime
    return replace(one, claim=replace(claim, regime=known or default_of(claim, words, named)))


def in_catalogue(claim: Claim, words: str) -> Claim:
    """Controls on technologies belong to the catalogue where the piece speaks of it."""
    on_technology = claim.action == "control" and any(token.has("tech") for token in claim.tokens)
    return replace(claim, regime="technology-catalogue") if on_technology and CATALOGUE.search(words) else claim


def by_the_foreign_ministry(claim: Claim, words: str) -> Claim:
    """People barred from entry are the commerce ministry's act, unless the piece names the other ministry alone."""
    barred = claim.explains and claim.action == "list"
    others = COUNTERED.search(words) and not UNRELIABLE.search(words)
    return replace(claim, regime="countermeasures") if barred and others else claim


def is_same(claim: Claim, count: int | None) -> bool:
    """True when a listing without a list can be the one that is named: no other number, or no regime of its own."""
    if claim.regime is None:
        return claim.count is None or count in (None, claim.count)
    return claim.count is None or count == claim.count


def default_of(claim: Claim, words: str, named: Named) -> Regime:
    """The regime of a claim that names none: that whose words the piece uses, countermeasures without any.

    A list that the piece names with another number of those listed is not meant.
    """
    if claim.action == "investigate":
        return "unreliable-entity-list"
    others = {regime for regime, count in named.items() if differ(claim.count, count)}
    spoken = [regime for regime, pattern in REGIME_WORDS if regime not in others and pattern.search(words)]
    if spoken and not (spoken == ["countermeasures"] and claim.action in RELEASES):
        return spoken[0]
    return "export-control-list" if claim.action in RELEASES else "countermeasures"


def sums_up(one: Located, named: Named) -> bool:
    """True for "sanctions" in the title of a piece that then names several lists one by one."""
    return one.claim.hinted and one.claim.action == "list" and len(named) > 1


def explains_listing(one: Located) -> bool:
    """True for "dual-use exports to them are prohibited": the measure of a listing, not an act upon goods."""
    upon_goods = one.claim.action in ("control", "restrict") and not one.claim.nations
    return one.claim.explains or (upon_goods and not goods(one.sentence.text, one.claim.tokens))


def leading(found: list[Located]) -> list[Located]:
    """Of each family of regimes the act that leads, and what stands in one sentence with it."""
    leads: dict[str, Located] = {}
    for one in found:
        leads[family(one)] = better(leads.get(family(one)), one)
    return [kept for one in found if (kept := led(one, leads[family(one)], found))]


def family(one: Located) -> str:
    """Goods and technologies are one family; each list of persons is its own."""
    return one.claim.regime if one.claim.regime in OF_PERSONS and one.claim.regime else "goods"


def better(lead: Located | None, one: Located) -> Located:
    """The claim that says more exactly what the act is: the text's "suspends" before the title's "lifts"."""
    if lead is None:
        return one
    exact = (lead.claim.action, one.claim.action) in MORE_EXACT and not one.claim.weak
    return one if exact and lead.sentence.number == TITLE and one.sentence.number <= 1 else lead


def led(one: Located, lead: Located, found: list[Located]) -> Located | None:
    """The claim, turned into the lead's act where it was the less exact title; None when it is background."""
    if one.claim.action == lead.claim.action or one.sentence.number == lead.sentence.number:
        return one
    if one.sentence.number == TITLE:
        return replace(one, claim=replace(one.claim, action=lead.claim.action, regime=lead.claim.regime))
    beside = {other.sentence.number for other in found if other.claim.action == lead.claim.action}
    return one if one.sentence.number in beside and one.claim.regime in OF_PERSONS else None


def standing(found: list[Located]) -> list[Located]:
    """Of a statement everything, but for the acts whose measures it releases: those it only recalls."""
    freed = {family(one) for one in found if one.claim.action in RELEASES}
    recalled = ("list", "control", "restrict")
    return [one for one in found if not (family(one) in freed and one.claim.action in recalled)]


def grouped(found: list[Located], basis: Basis) -> list[list[Located]]:
    """Claims of one act together, in order of appearance."""
    groups: list[list[Located]] = []
    for one in found:
        home = next((group for group in groups if joins(group, one, basis)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def joins(group: list[Located], one: Located, basis: Basis) -> bool:
    """True when a claim tells of the act that a group tells of: no other term, notice, or (in a statement) number."""
    first = group[0]
    if (first.claim.action, first.claim.regime) != (one.claim.action, one.claim.regime):
        return False
    if first.sentence.number == TITLE and ORDINAL.search(one.own):
        return False
    if any(differ(keys_of(other), keys_of(one)) for other in group):
        return False
    if basis == "report":
        return True
    apart = all(other.sentence != one.sentence for other in group)
    return apart and not any(differ(other.claim.count, one.claim.count) for other in group)


def keys_of(one: Located) -> frozenset[str]:
    """The notices that a claim's own words name."""
    return frozenset(key for _, key in printed(one.own))


def differ(left: object, right: object) -> bool:
    """True when both are there and are not the same."""
    return bool(left) and bool(right) and left != right
