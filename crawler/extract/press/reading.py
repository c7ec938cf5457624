"""From a sentence to the claims in it: each clause's verbs are offered to the readers of acts, if the act is real."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from crawler.extract.press import controls, lists, proposals, releases
from crawler.extract.press.act import Act, Claim, act_at
from crawler.extract.press.clauses import (
    BETWEEN,
    REMEMBERED,
    SUBORDINATING,
    Agent,
    Clause,
    agent_before,
    clauses,
    first_verb,
)
from crawler.extract.press.labels import BARE, CONTROL, GOODS, LISTS, NOUN_ACTS, PREDICATES
from crawler.extract.press.readers import Marks, Reader, marks_by_word, marks_in
from crawler.extract.press.tokens import Token, words

# Who can act: the more exact reader stands before the more general one.
ACTING: tuple[Reader, ...] = (
    *(lists.unlisted, releases.extended, releases.released, releases.investigated, proposals.proposed, lists.listed),
    *(
        lists.sanctioned,
        lists.executives,
        lists.barred,
        lists.frozen,
        lists.cut_off,
        lists.controlled_firms,
        controls.controlled,
        lists.curbed_firms,
    ),
)
NEEDING_LEAVE: tuple[Reader, ...] = (controls.licensed, controls.moved, controls.in_force)
OF_THINGS: tuple[Reader, ...] = (*NEEDING_LEAVE, proposals.proposed)
SUFFERING: tuple[Reader, ...] = (*ACTING, *NEEDING_LEAVE)
VERBLESS: tuple[Reader, ...] = (lists.elliptic, proposals.drafted, controls.announced)
READERS = (*SUFFERING, *VERBLESS, proposals.planned)
BY_WORD = marks_by_word(READERS)

LOOKING_BACK = words("after since because")  # "Japan protests after China bans": Japan's news
BEFORE_TO = words("it is was are were also and now , made")
BEFORE_INFINITIVE = ("china", "authority", "say", "exports", "any-goods", *GOODS, *CONTROL)  # "China to ban"
PREDICATIVE = ("verb", *NOUN_ACTS, "noun-INVESTIGATE", "noun-PROPOSE")
NOUNS = (*BARE, "sanctions", "any-list", "noun-SUSPEND", "noun-INVESTIGATE")
BEFORE_VERB = (BETWEEN | {"would"}) - words("of in on at by for with a the an its it first other trade")
ATTRIBUTING = words("newly recently previously the its a these those such")
BEFORE_ING = words("of for about against over without before after from")


@lru_cache(maxsize=REMEMBERED)
def claims_in(sentence: str) -> tuple[Claim, ...]:
    """What a sentence claims."""
    return tuple(claims_by_clause(sentence)) if may_claim(marks_in(sentence, BY_WORD)) else ()


def may_claim(marks: Marks) -> bool:
    """False where no reader has the words that it needs: in four of five sentences of the press."""
    return any(reader.may_read(marks) for reader in READERS) if marks else False


def claims_by_clause(sentence: str) -> list[Claim]:
    """What a sentence claims, clause by clause."""
    found: list[Claim] = []
    leads: Agent = "none"
    for clause in clauses(sentence):
        aside = clause.opener in SUBORDINATING and leads != "china"
        if not (clause.opener in LOOKING_BACK and leads in ("foreign", "party")):
            found += [replace(claim, aside=aside) for claim in claims_of(clause)]
        leads = agent_before(clause, first_verb(clause)) if leads == "none" else leads
    return found


def claims_of(clause: Clause) -> list[Claim]:
    """What the first verb of the clause that claims anything claims; without a verb, what stands there alone."""
    if not may_claim(clause.marks):
        return []
    acts = list(predicates(clause))
    if any(token.text == "?" for token in clause.tokens):
        return []
    for act in acts:
        if act.agent == "foreign" or is_void(act):
            return []
        if is_saying_of_noun(act) or only_says(act):
            continue
        if act.verb.has("PLAN") and act.agent == "china":
            return first((proposals.planned,), act)
        if is_real(act) and (found := first(readers_for(act), act)):
            return found
    spoken = any(act.verb.has("verb") and act.agent == "china" and not is_noun(act) for act in acts)
    return [] if spoken else verbless(clause)


def verbless(clause: Clause) -> list[Claim]:
    """What stands in a clause in which China does nothing by a verb."""
    alone = act_at(clause, len(clause.tokens))
    named = alone.place(*LISTS, *CONTROL, *BARE)
    return [] if is_unreal(list(clause.tokens[:named])) else first(VERBLESS, alone)


def is_saying_of_noun(act: Act) -> bool:
    """True for "announces suspension of": the noun is the act."""
    near = act.tokens[act.at + 1 : act.at + 5]
    says = act.verb.has("say", "IMPOSE") and not act.verb.has("EXTEND")
    return says and any(token.has(*NOUN_ACTS) for token in near)


def only_says(act: Act) -> bool:
    """True for "announced on Tuesday that it will lift": the act is the verb behind "that"."""
    return act.verb.has("say") and any(token.low == "that" for token in act.tokens[act.at + 1 : act.at + 5])


def predicates(clause: Clause) -> Iterator[Act]:
    """The clause's verbs, and the nouns that stand for one, in order."""
    for at, token in enumerate(clause.tokens):
        if token.labels and token.has(*PREDICATIVE):
            yield act_at(clause, at)


def first(readers: tuple[Reader, ...], act: Act) -> list[Claim]:
    """What the first reader finds that finds anything."""
    marks = act.clause.marks
    found = next((claims for one in readers if one.may_read(marks) and (claims := one.read(act))), [])
    return [found] if isinstance(found, Claim) else list(found)


def readers_for(act: Act) -> tuple[Reader, ...]:
    """Who can act can do all; a firm needs leave, a document proposes; all but the actor may suffer."""
    if act.agent == "china":
        return ACTING
    if act.agent == "party" and not act.passive:
        return NEEDING_LEAVE
    return OF_THINGS if act.agent == "thing" and not act.passive else SUFFERING


def is_void(act: Act) -> bool:
    """True when from here on the clause only opposes, demands, argues."""
    return act.verb.has("react") and not act.verb.has("say", *PREDICATES)


def is_real(act: Act) -> bool:
    """True when the act is done: not possible, intended, asked for, negated, or suffered by China itself."""
    if is_unreal(before(act), act.clause.reported) or not is_finite(act):
        return False
    return not (suffers(act) or is_noun(act) or is_relative(act) or is_attributive(act))


def is_noun(act: Act) -> bool:
    """True for "ban", "curbs" or "sanctions" behind an adjective, a good or a preposition, where they are no verbs."""
    if act.verb.form not in ("base", "s") or not act.verb.has(*NOUNS):
        return False
    if act.next_word in ("on", "over", "against") and not act.passive:
        return True
    earlier = unadverbed(act)
    return bool(earlier) and not (earlier[-1].has("china", "authority") or earlier[-1].low in BEFORE_VERB)


def unadverbed(act: Act) -> list[Token]:
    """The tokens before the verb without adverbs in -ly."""
    return [token for token in act.tokens[: act.at] if not token.low.endswith("ly")]


def is_relative(act: Act) -> bool:
    """True for "a contractor hit by sanctions seeks": the participle only describes whom the clause is about."""
    return act.passive and any(token.has("verb") and token.form == "s" for token in act.tokens[act.at + 1 :])


def is_attributive(act: Act) -> bool:
    """True for "the newly introduced controls": a participle before its noun tells no act."""
    return act.verb.form == "ed" and not act.passive and act.at > 0 and act.tokens[act.at - 1].low in ATTRIBUTING


def before(act: Act) -> list[Token]:
    """The tokens between the one who acts and the verb."""
    start = 0
    for at, token in enumerate(act.tokens[: act.at]):
        if token.has("china", "authority"):
            start = at + 1
    return list(act.tokens[start : act.at])


def is_unreal(tokens: list[Token], reported: bool = False) -> bool:
    """True when one of them makes the act unreal; "would" after a verb of saying does not."""
    said = reported or any(token.has("say") for token in tokens)
    return any(token.has("unreal", "PLAN") and not (said and token.low == "would") for token in tokens)


def is_finite(act: Act) -> bool:
    """False for an infinitive or gerund that depends on some other word: "an effort to curb", "calls for lifting"."""
    earlier = unadverbed(act)
    last = earlier[-1].low if earlier else ""
    if act.verb.form == "ing":
        return last not in BEFORE_ING
    if last != "to" or act.verb.form != "base":
        return True
    governs = earlier[-2] if len(earlier) > 1 else None
    if governs is None or (governs.has("china", "authority") and act.agent != "china"):
        return False  # "a step by China to tighten"
    return governs.has(*BEFORE_INFINITIVE) or governs.low in BEFORE_TO


def suffers(act: Act) -> bool:
    """True for "China was hit with export controls"."""
    beside = act.tokens[max(0, act.at - 2) : act.at]
    return (
        act.agent == "china"
        and not act.tells
        and act.verb.form in ("ed", "base")
        and any(token.low in ("was", "is", "were", "been") for token in beside)
    )
