"""A sentence's clauses, and in each of them who acts.

Split is at marks and at words that begin a new predicate. What stands in brackets is left out: it explains, it does not
act.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from crawler.extract.press.labels import BARE, LISTS
from crawler.extract.press.tokens import Token, tokenise, words

Agent = Literal["china", "foreign", "party", "thing", "none"]

MARKS = words("; : — – | … ―")
COORDINATING = words(", and but while whereas plus then")
SUBORDINATING = words("after as when since because before although though once until")
RESUMING = words("is are was were has have had")  # ", including A and B, have been"
STEPPED_OVER = words(
    "and also then separately the a an its further it has have is are was were will been be another while thus even "
    "so that"
)
PREPOSITIONS = words(
    "to on against of by from with in over for amid despite following at into toward towards between via through "
    "targeting than about around under within without like including versus involving concerning regarding"
)

# Organs that stand behind "China's" and are then its own, whatever they are called.
ORGANS = words(
    "administration agency authorities cabinet commission congress court customs department government lawmakers "
    "minister ministry officials parliament premier president regulator secretary senate side"
)
ACTORS = ("china", "authority", "other-authority", "nation", "foreign", "firm", "body", "person")
SECOND = ("LIST", "SUSPEND", "LIFT", "RESUME", "IMPOSE")
NOUNS = words("order issue set need release place step raise list name start")  # as often nouns as verbs
REMEMBERED = 32  # sentences: those of one piece, which many ask about
FAR = 40  # tokens: a clause may name many between a number and its list

# Words that may stand between an authority and its verb. Any other plain word makes "China" part of a longer name:
# in "China industry bodies call" and "China decision to ban" it is not China that acts.
BETWEEN = words(
    "on in at also has have had is was be been being it its the a an this that which who said to will now today "
    "again still just then yet further jointly newly first monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sept sep oct nov dec week month year spokesperson spokesman spokeswoman statement officials department "
    "departments and , ( ) response retaliation turn move bid of with 's by for other relevant ministry bureau "
    "general late early separately earlier together administration customs decided no choice but commerce office day "
    "night afternoon morning evening press conference notice announcement website side government"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A run of tokens with one predicate.

    `inherited`: who acted in the clause before; `opener`: its first word; `reported`: a clause before it "said that".
    `marks`: all labels and words of its tokens.
    """

    tokens: tuple[Token, ...]
    marks: frozenset[str]
    inherited: Agent
    opener: str
    reported: bool = False


@lru_cache(maxsize=REMEMBERED)
def clauses(sentence: str) -> tuple[Clause, ...]:
    """The sentence's clauses in order."""
    found: list[Clause] = []
    inherited: Agent = "none"
    reported = False
    for opener, tokens in split(outside_brackets(tokenise(sentence))):
        clause = Clause(
            tokens=tuple(tokens), marks=marks_of(tokens), inherited=inherited, opener=opener, reported=reported
        )
        found.append(clause)
        inherited = agent_before(clause, first_verb(clause))
        reported = inherited == "china" and (reported or any(token.has("say") for token in tokens))
    return tuple(found)


def marks_of(tokens: list[Token]) -> frozenset[str]:
    """The labels of all tokens and their words in lower case."""
    return frozenset().union(*(token.labels for token in tokens), *(token.low.split() for token in tokens))


def first_verb(clause: Clause) -> int:
    """Where the clause's predicate begins; its end when it has no verb."""
    return next((at for at, token in enumerate(clause.tokens) if token.has("verb")), len(clause.tokens))


def outside_brackets(tokens: list[Token]) -> list[Token]:
    """The tokens that stand in no brackets; all of them when brackets do not pair."""
    kept, depth = [], 0
    for token in tokens:
        depth += (token.text in "(（") - (token.text in ")）" and depth > 0)
        if not depth and token.text not in "()（）":
            kept.append(token)
    return kept if not depth else tokens


def split(tokens: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """The runs between clause boundaries, each with the word that opens it."""
    opener = ""
    run: list[Token] = []
    for at, token in enumerate(tokens):
        if run and is_boundary(tokens, at):
            yield opener, run
            opener, run = token.low, []
        elif not run and token.low in SUBORDINATING:
            opener = token.low
        run.append(token)
    yield opener, run


def is_boundary(tokens: list[Token], at: int) -> bool:
    """True where a new predicate begins."""
    word = tokens[at].low
    if word in MARKS or word in ("while", "whereas"):
        return True
    if word not in SUBORDINATING and word not in COORDINATING:
        return False
    following = next((token for token in tokens[at + 1 : at + 7] if not is_stepped_over(token)), None)
    if following is None:
        return False
    if word in SUBORDINATING:
        return following.has("china", "authority", "foreign", "nation", "firm")
    if word == "," and tokens[at + 1].low in RESUMING:
        return False
    return begins_predicate(following) or is_elliptic(tokens, at) or is_second_verb(tokens, at, following)


def is_stepped_over(token: Token) -> bool:
    """True for articles, auxiliaries and weekdays before a new predicate."""
    return token.low in STEPPED_OVER or token.low.endswith("ly")


def begins_predicate(token: Token) -> bool:
    """True for a verb or for one who acts."""
    return token.has("china", "authority", "foreign", "other-authority") or (token.has("verb") and token.form != "base")


def is_second_verb(tokens: list[Token], at: int, following: Token) -> bool:
    """True for "will lift curbs on 15 firms, and suspend those on 16": a bare verb that cannot be a noun."""
    if following is not next(iter(tokens[at + 1 :]), None) or not following.has(*SECOND):
        return False
    modal = any(token.low in ("will", "would", "to") for token in tokens[max(0, at - FAR) : at])
    nouns = following.low in NOUNS or following.has("noun-SUSPEND", *BARE, *LISTS)
    return modal and following.form == "base" and not nouns


def is_elliptic(tokens: list[Token], at: int) -> bool:
    """True for "…, and 10 on the unreliable entity list": a number and a list of their own."""
    if not any(token.has(*LISTS, "control", "bare-control", "sanctions") for token in tokens[max(0, at - FAR) : at]):
        return False  # "put Skydio and ten others on the list": one act
    rest = tokens[at + 1 : at + FAR]
    rest = rest[: first_of(rest, MARKS)]
    named = next((n for n, token in enumerate(rest) if token.has(*LISTS) or is_under(rest, n)), None)
    if named is None or all(token.number is None for token in rest[: min(named, 5)]):
        return False
    return named < first_of(rest, COORDINATING) or any(token.low == "including" for token in rest[:named])


def is_under(tokens: list[Token], at: int) -> bool:
    """True for the controls of "another 15 placed under export controls"."""
    return at > 0 and tokens[at].has("control") and tokens[at - 1].low == "under"


def first_of(tokens: list[Token], low: frozenset[str]) -> int:
    """Where the first of these words stands; the end when none does."""
    return next((at for at, token in enumerate(tokens) if token.low in low), len(tokens))


def agent_before(clause: Clause, at: int) -> Agent:
    """Who acts at a place in the clause: the last one named before it who is not governed by a preposition."""
    agent, aside = clause.inherited, 0
    for place in range(at):
        if place >= aside and (named := agent_at(clause.tokens, place)):
            agent, aside = named, end_of_aside(clause.tokens, place)
    return agent


def end_of_aside(tokens: tuple[Token, ...], at: int) -> int:
    """Where the apposition ends in "China, the world's top producer, tightens"."""
    if at + 1 >= len(tokens) or tokens[at + 1].text != ",":
        return at
    return next((end for end in range(at + 2, len(tokens)) if tokens[end].text == ","), len(tokens))


def agent_at(tokens: tuple[Token, ...], at: int) -> Agent | None:
    """What a token is as one who acts; None when it names nobody, or somebody acted upon."""
    token = tokens[at]
    if not token.labels or not token.has(*ACTORS):
        return None
    if governed(tokens, at):
        return None
    if token.has("firm", "body", "person"):
        return "foreign" if speaks_abroad(tokens, at) else "party"
    if token.has("nation", "foreign"):
        return "foreign"
    if token.has("authority", "other-authority"):
        return authority(tokens, at)
    return "thing" if owns(tokens, at) or not linked(tokens, at) else "china"


def speaks_abroad(tokens: tuple[Token, ...], at: int) -> bool:
    """True for "the Dutch economy minister said"."""
    says = any(token.has("say") for token in tokens[at + 1 : at + 2])
    return says and tokens[at].has("person") and any(token.has("nation") for token in tokens[max(0, at - 3) : at])


def authority(tokens: tuple[Token, ...], at: int) -> Agent:
    """ "commerce ministry" is China's unless the name of another country stands before it."""
    before = [token for token in tokens[max(0, at - 3) : at] if token.low not in ("'s", "’s", "the")]
    if before and before[-1].has("nation"):
        return "foreign"
    return "thing" if tokens[at].has("other-authority") else "china"


def owns(tokens: tuple[Token, ...], at: int) -> bool:
    """True for "China's" before what is no organ of the state."""
    rest = tokens[at + 1 : at + 8]
    if not rest or rest[0].low not in ("'s", "’s"):
        return False
    return not any(token.has("authority", "other-authority") or token.low in ORGANS for token in rest[1:])


def linked(tokens: tuple[Token, ...], at: int) -> bool:
    """True when only words that may stand between "China" and its verb stand there."""
    aside = False
    for token in tokens[at + 1 :]:
        if token.text == ",":
            aside = not aside
        elif token.has("verb", "unreal"):
            return True
        elif not aside and not may_stand_between(token):
            return False
    return True


def may_stand_between(token: Token) -> bool:
    """True for adverbs, times, auxiliaries, names and authorities."""
    return (
        token.low in BETWEEN
        or token.low.endswith("ly")
        or token.has("authority")
        or token.number is not None
        or token.text.isdecimal()
        or (token.text[:1].isupper() and not token.labels)
    )


def governed(tokens: tuple[Token, ...], at: int) -> bool:
    """True when a preposition stands before it, articles, numbers, nations and plain words between them aside."""
    for token in reversed(tokens[max(0, at - 5) : at]):
        if token.low in PREPOSITIONS:
            return True
        if token.has("verb", "china", "authority") or token.low in MARKS or token.text == "," or token.low == "and":
            return False
    return False
