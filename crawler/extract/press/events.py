"""From claims to events: regimes settled by the whole piece, claims of one act joined, details read around them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from crawler.extract.press import days, targets
from crawler.extract.press.act import Claim
from crawler.extract.press.clauses import agent_before, clauses
from crawler.extract.press.measures import measures_in
from crawler.extract.press.numbers import printed
from crawler.extract.press.parties import parties
from crawler.extract.press.piece import REGIME_WORDS, unrecalled
from crawler.extract.press.sentences import TITLE, Sentence
from storage.model import Action, Basis, Evidence, Measure, PolicyEvent, Regime, Target

RELEASES: frozenset[Action] = frozenset(("suspend", "extend", "lift", "resume", "delist"))
ON_GOODS: frozenset[Action] = frozenset(("control", "restrict", "propose", "amend"))
LISTS_OF_PERSONS: frozenset[Regime] = frozenset(
    ("export-control-list", "watch-list", "unreliable-entity-list", "countermeasures")
)
GOODS_REGIMES: frozenset[Regime] = frozenset(("dual-use-items", "technology-catalogue", "licence-catalogue"))
# What a title says loosely and the text exactly.
MORE_EXACT = frozenset(
    (
        ("lift", "suspend"),
        ("lift", "extend"),
        ("suspend", "extend"),
        ("control", "restrict"),
        ("control", "propose"),
        ("restrict", "propose"),
        ("list", "investigate"),
    )
)
CATALOGUE = re.compile(r"\bcatalog(?:ue)?\b", re.IGNORECASE)
COVERED = re.compile(r"\b(?:covered|covers?|covering)\b", re.IGNORECASE)
FIRMS = re.compile(
    r"\b(?:compan(?:y|ies)|firms?|entit(?:y|ies)|contractors?|makers?|manufacturers?|groups?)\b", re.IGNORECASE
)
ORDINAL = re.compile(r"\bthe (?:second|latter|other)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A claim with its sentence: the words that are its own, and those that belong to no claim of the sentence."""

    claim: Claim
    sentence: Sentence
    own: str
    shared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What details are read from beside a claim's own words: the whole lead, and the piece's days."""

    basis: Basis
    title: str
    lead: tuple[Sentence, ...]
    days: days.Days

    @property
    def words(self) -> str:
        """Title and lead without what is only recalled."""
        return "\n".join([self.title, *(unrecalled(one.text) for one in self.lead)])


def events(found: list[Located], context: Context) -> tuple[PolicyEvent, ...]:
    """One event for each act that the claims tell of."""
    groups = grouped(settle(found, context.words), context.basis)
    return tuple(
        event(group, context, [one for other in groups if other is not group for one in other]) for group in groups
    )


def settle(found: list[Located], words: str) -> list[Located]:
    """Give every claim a regime, once; drop what only sums up, explains or recalls the act that the piece is about."""
    named = {one.claim.regime: one.claim.count for one in found if one.claim.action == "list" and not one.claim.hinted}
    released = next((one.claim.regime for one in found if one.claim.action in RELEASES and one.claim.regime), None)
    kept = [settled(one, words, named, released) for one in turned(found) if not sums_up(one, named)]
    listed = any(one.claim.action == "list" and not one.claim.explains for one in kept)
    return leading([one for one in kept if not (listed and explains_listing(one))])


def turned(found: list[Located]) -> list[Located]:
    """Where the title only says that measures are suspended, "28 firms on the export control list" are the suspended."""
    release = next((one.claim for one in found if one.claim.action in RELEASES and one.claim.regime is None), None)
    if release is None or not any(one.claim.action == "list" and not one.claim.hinted for one in found):
        return found
    return [
        replace(one, claim=replace(one.claim, action=release.action)) if one.claim.action == "list" else one
        for one in found
        if one.claim is not release
    ]


def leading(found: list[Located]) -> list[Located]:
    """Of each regime the act that leads, and what stands in one sentence with it: the rest is background.

    A piece on a suspension tells what was suspended, one on a draft what it would control.
    """
    leads: dict[str, Located] = {}
    for one in found:
        family = family_of(one.claim.regime)
        leads[family] = better(leads.get(family), one)
    return [kept for one in found if (kept := led(one, leads[family_of(one.claim.regime)], found))]


def family_of(regime: Regime | None) -> str:
    """Goods and technologies are one family; each list of persons is its own."""
    return regime if regime in LISTS_OF_PERSONS and regime else "goods"


def better(lead: Located | None, one: Located) -> Located:
    """The claim that says more exactly what the act is: the text's "suspends" before the title's "lifts"."""
    if lead is None:
        return one
    exact = (lead.claim.action, one.claim.action) in MORE_EXACT
    near = one.sentence.number <= 1 and lead.sentence.number == TITLE
    return one if exact and near and not one.claim.weak else lead


def led(one: Located, lead: Located, found: list[Located]) -> Located | None:
    """The claim, turned into the lead's act where it was the less exact title; None when it is background."""
    if one.claim.action == lead.claim.action or one.sentence.number == lead.sentence.number:
        return one
    if one.sentence.number == TITLE:
        return replace(one, claim=replace(one.claim, action=lead.claim.action, regime=lead.claim.regime))
    together = {other.sentence.number for other in found if other.claim.action == lead.claim.action}
    return one if one.sentence.number in together and one.claim.regime not in GOODS_REGIMES else None


def sums_up(one: Located, named: Mapping[Regime | None, int | None]) -> bool:
    """True for "sanctions" in the title of a piece that then names several lists one by one."""
    return one.claim.hinted and one.claim.action == "list" and len(named) > 1


def explains_listing(one: Located) -> bool:
    """True for "dual-use exports to them are prohibited": the measure of a listing, not an act upon goods."""
    upon_goods = one.claim.action in ("control", "restrict") and not one.claim.nations
    return one.claim.explains or (upon_goods and not targets.goods(one.sentence.text, one.claim.tokens))


def settled(one: Located, words: str, named: Mapping[Regime | None, int | None], regime: Regime | None) -> Located:
    """A hinted claim with the one list that the piece names, else with the regime whose words the piece uses.

    `regime` is that of the measures of which the piece says that they are released.
    """
    claim = in_catalogue(one.claim, words)
    one = replace(one, claim=claim)
    released = regime if claim.action in RELEASES else None
    if not claim.hinted:
        return one
    if claim.action == "list" and len(named) == 1 and is_same(claim, next(iter(named.items()))):
        return replace(one, claim=replace(claim, regime=next(iter(named))))
    return replace(one, claim=replace(claim, regime=claim.regime or released or default_of(claim, words)))


def default_of(claim: Claim, words: str) -> Regime:
    """The regime of a claim that names none, in a piece that settles nothing else."""
    if claim.action == "investigate":
        return "unreliable-entity-list"
    found = by_words(words)
    return "export-control-list" if claim.action in RELEASES and found == "countermeasures" else found


def in_catalogue(claim: Claim, words: str) -> Claim:
    """Controls on technologies belong to the catalogue where the piece speaks of it."""
    on_technology = claim.action == "control" and any(token.has("tech") for token in claim.tokens)
    return replace(claim, regime="technology-catalogue") if on_technology and CATALOGUE.search(words) else claim


def is_same(claim: Claim, named: tuple[Regime | None, int | None]) -> bool:
    """True when a listing without a list can be the one that is named: no other number, or no regime of its own."""
    return claim.regime is None or claim.count is None or named[1] in (None, claim.count)


def by_words(words: str) -> Regime:
    """The regime whose words the piece uses; countermeasures where it names no list."""
    return next((regime for regime, pattern in REGIME_WORDS if pattern.search(words)), "countermeasures")


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
    """True when a claim tells of the act that a group tells of."""
    if any((other.claim.action, other.claim.regime) != (one.claim.action, one.claim.regime) for other in group):
        return False
    if ORDINAL.search(one.own) and group[0].sentence.number == TITLE:
        return False
    return basis == "report" or group[-1].sentence != one.sentence


def event(group: list[Located], context: Context, others: list[Located]) -> PolicyEvent:
    """The event of one group of claims; `others` are the claims of the other groups."""
    claim = group[0].claim
    texts = readings(group, context, others)
    announced = next((on for text in texts if (on := days.announced_on(text, context.days))), None)
    effective = next((on for text in texts if (on := days.effective_on(text, context.days, announced))), None)
    until = next((on for text in texts if (on := days.until_on(text, context.days, effective))), None)
    instrument, affects = numbers(group)
    return PolicyEvent(
        action=claim.action,
        regime=claim.regime or "countermeasures",
        basis=context.basis,
        instrument=instrument,
        affects=affects,
        targets=targets_of(group, context, others),
        declared_count=count_of(group, context, others),
        announced_on=announced.isoformat() if announced else None,
        effective_on=effective,
        until_on=until,
        measures=measures_of(group, texts),
        evidence=evidence_of(group, context),
    )


def readings(group: list[Located], context: Context, others: list[Located]) -> list[str]:
    """The texts to read details from: the claims' own words, what their sentences share, sentences without a claim."""
    own = [unrecalled(one.own) for one in group]
    shared = [unrecalled(one.shared) for one in group if one.sentence.number != TITLE]
    taken = {one.sentence.number for one in (*group, *others)}
    rest = [unrecalled(one.text) for one in context.lead if one.number not in taken]
    return [*own, *shared, *rest]


def measures_of(group: list[Located], texts: list[str]) -> tuple[Measure, ...]:
    """What the measures are; of a release, those that its own words repeat; "bans exports to" a country is itself one."""
    claim = group[0].claim
    own = texts[: len(group)] if claim.action in RELEASES or claim.action == "propose" else texts
    found = measures_in("\n".join(own), claim.regime or "countermeasures")
    banned: tuple[Measure, ...] = ("dual-use-export-ban",) if any(one.claim.banned for one in group) else ()
    return tuple(sorted({*found, *banned}))


def numbers(group: list[Located]) -> tuple[str | None, tuple[str, ...]]:
    """The number of the notice that the report is about, and those of the notices that it changes."""
    instrument, affects = None, []
    for one in group:
        verb = one.claim.tokens[min(one.claim.at, len(one.claim.tokens) - 1)].start
        for start, key in printed(one.sentence.text):
            if one.claim.action in RELEASES and start > verb:
                affects.append(key)
            else:
                instrument = instrument or key
    return instrument, tuple(sorted(set(affects)))


def count_of(group: list[Located], context: Context, others: list[Located]) -> int | None:
    """The first number that the claims print for those hit, or for the goods put under control."""
    if is_on_goods(group[0].claim):
        return next((count for one in group if (count := targets.count_of_goods(one.claim.tokens))), None)
    counts = [one.claim.count for one in group if one.claim.count]
    if counts or group[0].claim.action != "list":
        return next(iter(counts), None)
    taken = {one.sentence.number for one in others}
    rest = (unrecalled(one.text) for one in context.lead if one.number not in taken)
    return next((count for text in rest if (count := counted(text))), None)


def counted(text: str) -> int | None:
    """The first number of foreign persons in a sentence that is not about what somebody else does."""
    for clause in clauses(text):
        if agent_before(clause, len(clause.tokens)) == "foreign":
            return None
        if found := next((one.count for one in parties(clause.tokens) if one.count and not one.chinese), None):
            return found
    return None


def is_on_goods(claim: Claim) -> bool:
    """True when goods, not persons, are hit."""
    return claim.action in ON_GOODS or claim.regime in ("dual-use-items", "technology-catalogue")


def targets_of(group: list[Located], context: Context, others: list[Located]) -> tuple[Target, ...]:
    """Everything that the claims name as hit, each name once."""
    nation = next((one.claim.party.nation for one in group if one.claim.party and one.claim.party.nation), "")
    found = [target for one in group for target in named_by(one, nation)]
    if is_on_goods(group[0].claim):
        found += covered(context)
    elif not found:
        found += named_apart(group, context, others, nation)
    return unique(found)


def unique(found: list[Target]) -> tuple[Target, ...]:
    """Each name once, whatever its case."""
    kept: dict[str, Target] = {}
    for target in found:
        kept.setdefault(re.sub(r"\W", "", (target.name_en or "").casefold()), target)
    return tuple(kept.values())


def named_by(one: Located, nation: str) -> tuple[Target, ...]:
    """What one claim names."""
    claim = one.claim
    if is_on_goods(claim):
        return targets.countries(claim.tokens, claim.nations) + targets.goods(one.sentence.text, claim.tokens)
    return targets.persons(one.own, nation) or targets.objects(one.sentence.text, claim.tokens, claim.at, nation)


def covered(context: Context) -> list[Target]:
    """The goods of "lithium batteries and graphite are also covered"."""
    sentences = [one.text for one in context.lead if COVERED.search(one.text)]
    parts = [
        (text, clause.tokens)
        for text in sentences
        for clause in clauses(text)
        if any(COVERED.fullmatch(t.low) for t in clause.tokens)
    ]
    return [target for text, tokens in parts for target in targets.goods(text, tokens)]


def named_apart(group: list[Located], context: Context, others: list[Located], nation: str) -> list[Target]:
    """Names that stand beside the claim: behind a colon of its sentence, or in a sentence of their own."""
    taken = {one.sentence.number for one in others} - {one.sentence.number for one in group}
    shared = [one.shared for one in group]
    rest = [one.text for one in context.lead if one.number not in taken and FIRMS.search(one.text)]
    return next((list(found) for text in (*shared, *rest) if (found := targets.persons(unrecalled(text), nation))), [])


def evidence_of(group: list[Located], context: Context) -> Evidence:
    """The first sentence of the text that makes the claim; where only the title does, the lead's first sentence."""
    return next((one.sentence for one in group if one.sentence.number != TITLE), context.lead[0]).evidence()
