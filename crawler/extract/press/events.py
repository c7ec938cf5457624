"""From settled claims to events: dates, numbers, measures, targets and the quote are read around each act."""

import re
from dataclasses import dataclass

from crawler.extract.press import days, targets
from crawler.extract.press.act import Claim
from crawler.extract.press.clauses import agent_before, clauses
from crawler.extract.press.labels import BARE, CONTROL
from crawler.extract.press.measures import measures_in
from crawler.extract.press.numbers import printed
from crawler.extract.press.parties import parties
from crawler.extract.press.piece import unrecalled
from crawler.extract.press.sentences import TITLE, Sentence
from crawler.extract.press.settling import OF_PERSONS, RELEASES, Located, settle
from crawler.extract.press.tokens import Token, has_number, words
from storage.model import Action, Basis, Evidence, Measure, PolicyEvent, Target

ON_GOODS: frozenset[Action] = frozenset(("control", "restrict", "propose", "amend"))
COVERED = re.compile(r"\b(?:cover(?:ed|s|ing)?|targets?|apply to|applies to|includes?|announcements?)\b", re.IGNORECASE)
INCLUDING = words("include includes announcement announcements")
FIRMS = re.compile(
    r"\b(?:compan(?:y|ies)|firms?|entit(?:y|ies)|contractors?|makers?|manufacturers?|groups?|banks?|subsidiaries|units|managers|"
    r"executives)\b|"
    r"\b(?:sanctions|restrictions) (?:on|against) (?-i:[A-Z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What details are read from beside a claim's own words: title, the whole lead, and the piece's days."""

    basis: Basis
    title: str
    lead: tuple[Sentence, ...]
    days: days.Days
    own: str | None = None  # the number of the notice that the page itself is

    @property
    def words(self) -> str:
        """Title and lead without what is only recalled."""
        return "\n".join([self.title, *(unrecalled(one.text) for one in self.lead)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The claims of one act, and the numbers of the sentences that tell of other acts."""

    claims: list[Located]
    elsewhere: frozenset[int]

    @property
    def first(self) -> Claim:
        """The claim that names the act."""
        return self.claims[0].claim

    @property
    def is_on_goods(self) -> bool:
        """True when goods, not persons, are hit."""
        if self.first.regime in OF_PERSONS:
            return False
        return self.first.action in ON_GOODS or self.first.regime in ("dual-use-items", "technology-catalogue")

    def beside(self, context: Context) -> list[str]:
        """The sentences of the lead that make no claim, without what they only recall."""
        mine = {one.sentence.number for one in self.claims}
        return [unrecalled(one.text) for one in context.lead if one.number not in mine | self.elsewhere]


def events(found: list[Located], context: Context) -> tuple[PolicyEvent, ...]:
    """One event for each act that the claims tell of."""
    groups = settle(found, context.words, context.basis) if found else []
    return tuple(event(Group(claims=group, elsewhere=elsewhere(group, groups)), context) for group in groups)


def elsewhere(group: list[Located], groups: list[list[Located]]) -> frozenset[int]:
    """The sentences of the other groups."""
    return frozenset(one.sentence.number for other in groups if other is not group for one in other)


def event(group: Group, context: Context) -> PolicyEvent:
    """The event of one group of claims."""
    texts = readings(group, context)
    announced = next(filter(None, (days.announced_on(text, context.days) for text in texts)), None)
    effective = next(filter(None, (days.effective_on(text, context.days, announced) for text in texts)), None)
    until = next(filter(None, (days.until_on(text, context.days, effective) for text in texts)), None)
    instrument, affects = numbers(group, context)
    return PolicyEvent(
        action=group.first.action,
        regime=group.first.regime or "countermeasures",
        basis=context.basis,
        instrument=context.own or instrument,
        affects=affects,
        targets=targets_of(group, context),
        declared_count=count_of(group, context),
        announced_on=announced.isoformat() if announced else None,
        effective_on=effective,
        until_on=until,
        measures=measures_of(group, texts),
        evidence=evidence_of(group, context),
    )


def readings(group: Group, context: Context) -> list[str]:
    """The texts to read details from: the claims' own words, what their sentences share, sentences without a claim."""
    own = [unrecalled(one.own) for one in group.claims]
    shared = [unrecalled(one.shared) for one in group.claims if one.sentence.number != TITLE]
    return [*own, *shared, *group.beside(context)]


def measures_of(group: Group, texts: list[str]) -> tuple[Measure, ...]:
    """What the measures are; of a release or draft, those in its own words; a ban on a country is itself one."""
    narrow = group.first.action in RELEASES or group.first.action == "propose"
    own = texts[: len(group.claims)] if narrow else texts
    found = measures_in("\n".join(own), group.first.regime or "countermeasures")
    banned: tuple[Measure, ...] = ("dual-use-export-ban",) if any(one.claim.banned for one in group.claims) else ()
    return tuple(sorted({*found, *banned}))


def numbers(group: Group, context: Context) -> tuple[str | None, tuple[str, ...]]:
    """The number of the notice that the report is about, and those of the notices that it changes."""
    instrument, affects = None, set()
    for one in group.claims:
        verb = one.claim.tokens[min(one.claim.at, len(one.claim.tokens) - 1)].start
        for start, key in printed(one.sentence.text):
            if one.claim.action in RELEASES and start > verb:
                affects.add(key)
            else:
                instrument = instrument or key
    return instrument or only_notice(group, context), tuple(sorted(affects))


def only_notice(group: Group, context: Context) -> str | None:
    """The one notice that the lead names beside the claim of a piece with a single act; None of several."""
    keys = {key for text in group.beside(context) for _, key in printed(text)}
    return next(iter(keys)) if len(keys) == 1 and not group.elsewhere and group.first.action not in RELEASES else None


def count_of(group: Group, context: Context) -> int | None:
    """The first number that is printed for those hit, or for the goods put under control."""
    if group.is_on_goods:
        return next(filter(None, (targets.count_of_goods(one.claim.tokens) for one in group.claims)), None)
    counts = [one.claim.count for one in group.claims]
    if group.first.action == "list":
        counts += map(counted, group.beside(context))
    return next(filter(None, counts), None)


def counted(text: str) -> int | None:
    """The first number of foreign persons in a sentence that is not about what somebody else does."""
    for clause in clauses(text) if has_number(text) else ():
        if agent_before(clause, len(clause.tokens)) == "foreign":
            return None
        if found := next((one.count for one in parties(clause.tokens) if one.count and not one.chinese), None):
            return found
    return None


def targets_of(group: Group, context: Context) -> tuple[Target, ...]:
    """Everything that the claims name as hit, each name once."""
    parties_hit = [one.claim.party for one in group.claims if one.claim.party]
    nation = next((party.nation for party in parties_hit if party.nation), "")
    found = [target for one in group.claims for target in named_by(one, group.is_on_goods, nation)]
    if group.is_on_goods:
        found += covered(context)
    elif not found:
        found += named_apart(group, context, nation)
    return unique(found)


def unique(found: list[Target]) -> tuple[Target, ...]:
    """Each name once, whatever its case."""
    kept: dict[str, Target] = {}
    for target in found:
        kept.setdefault(re.sub(r"\W", "", (target.name_en or "").casefold()), target)
    return tuple(kept.values())


def named_by(one: Located, on_goods: bool, nation: str) -> tuple[Target, ...]:
    """What one claim names."""
    claim, text = one.claim, one.sentence.text
    if on_goods:
        upon = targets.countries(claim.tokens, claim.nations) + targets.goods(text, claim.tokens)
        return upon + targets.continued(text[claim.tokens[-1].end :])
    if claim.action == "investigate":
        return targets.persons(one.own, nation) or targets.suspects(text, claim.tokens, nation)
    return targets.persons(one.own, nation) or targets.objects(text, claim.tokens, claim.at, nation)


def covered(context: Context) -> list[Target]:
    """The goods of "lithium batteries and graphite are also covered", "the rules target cathode materials"."""
    found: list[Target] = []
    for one in context.lead:
        if COVERED.search(one.text):
            about = (clause.tokens for clause in clauses(one.text) if is_covering(clause.tokens))
            found += (target for tokens in about for target in targets.goods(one.text, tokens))
    return found


def is_covering(tokens: tuple[Token, ...]) -> bool:
    """True when goods are said to be covered; what only "includes" them must be of a list or controls."""
    said = {token.low for token in tokens if COVERED.fullmatch(token.low)}
    return bool(said - INCLUDING) or (bool(said) and any(token.has("any-list", *CONTROL, *BARE) for token in tokens))


def named_apart(group: Group, context: Context, nation: str) -> tuple[Target, ...]:
    """Names that stand beside the claim: behind a colon of its sentence, or in a sentence of their own."""
    shared = [unrecalled(one.shared) for one in group.claims]
    rest = [unrecalled(one.text) for one in context.lead if one.number not in group.elsewhere]
    listed = (targets.persons(text, nation) for text in (*shared, *filter(FIRMS.search, rest)))
    return next(filter(None, (*listed, *(targets.sufferers(text, nation) for text in rest))), ())


def evidence_of(group: Group, context: Context) -> Evidence:
    """The first sentence of the text that makes the claim; where only the title does, the lead's first sentence."""
    return next((one.sentence for one in group.claims if one.sentence.number != TITLE), context.lead[0]).evidence()
