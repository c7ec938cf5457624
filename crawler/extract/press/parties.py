"""Those whom an act hits: firms, bodies, people, with their number and nationality as printed, and their names."""

from dataclasses import dataclass
from typing import Literal

from crawler.extract.press.actors import COUNTRIES
from crawler.extract.press.clauses import BETWEEN, PREPOSITIONS
from crawler.extract.press.tokens import Token

PartyKind = Literal["firm", "body", "person", "military"]
KINDS: tuple[PartyKind, ...] = ("firm", "body", "person", "military")
REACH = 7  # tokens before the head noun that can belong to it
CODES = frozenset(COUNTRIES)
DOZENS = frozenset(("dozen", "hundred", "thousand", "percent"))
NOT_A_COUNT = frozenset(("other", "others", "more"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A noun phrase of persons: tokens `start` to `end` of a clause; `nation` is a country code or ""."""

    start: int
    end: int
    kind: PartyKind
    nation: str
    chinese: bool
    count: int | None


def parties(tokens: tuple[Token, ...]) -> list[Party]:
    """The noun phrases of persons in a clause, in order."""
    found = []
    for at, token in enumerate(tokens):
        if token.has(*KINDS) and not is_modifier(tokens, at):
            found.append(party(tokens, at))
    return found


def is_modifier(tokens: tuple[Token, ...], at: int) -> bool:
    """True when another such noun follows at once: "defence contractor executives" are people."""
    return at + 1 < len(tokens) and tokens[at + 1].has("firm", "body", "person")


def party(tokens: tuple[Token, ...], head: int) -> Party:
    """The phrase that ends in a head noun."""
    start = head
    while start > 0 and head - start < REACH and (belongs(tokens[start - 1]) or is_joined(tokens, start - 1)):
        start -= 1
    span = tokens[start : head + 1]
    nations = [nation_of(token) for token in span if token.has("nation")]
    return Party(
        start=start,
        end=head + 1,
        kind=next(kind for kind in KINDS if tokens[head].has(kind)),
        nation=next(filter(None, nations), ""),
        chinese=any(token.has("chinese", "china") for token in span),
        count=part_of(tokens, start) or count_of(span),
    )


def part_of(tokens: tuple[Token, ...], start: int) -> int | None:
    """The number before "of the 28 companies": ten of them are meant."""
    of = start > 1 and tokens[start - 1].low == "of"
    return tokens[start - 2].number if of else None


def belongs(token: Token) -> bool:
    """True for what can stand before a head noun: numbers, nations, adjectives, other nouns."""
    if token.has("verb") and not token.has("firm", "body", "person", "military"):
        return token.form == "ed" and token.has("say") and token.low not in ("said", "added")
    return not (
        token.low in PREPOSITIONS
        or token.has("unreal", "authority", "exports", "control", "sanctions")
        or token.text in ",;:—–.!?"
        or (token.low in BETWEEN and token.low not in ("the", "a", "other", "first", "its"))
        or token.low in ("and", "as", "or", "after", "including")
    )


def is_joined(tokens: tuple[Token, ...], at: int) -> bool:
    """True for the "and" of "12 American drone and robotics companies": behind a number two plain words are joined."""
    if tokens[at].low != "and" or at < 2 or not tokens[at - 1].text.islower() or not belongs(tokens[at - 1]):
        return False
    return not tokens[at - 1].has(*KINDS) and any(token.number is not None for token in tokens[max(0, at - 4) : at])


def nation_of(token: Token) -> str:
    """The country code of a nation, "" for "foreign" and the like."""
    return next(iter(token.labels & CODES), "")


def count_of(span: tuple[Token, ...]) -> int | None:
    """The number that counts the head: "28 US firms"; none in "27 other firms", of which the total is not printed."""
    for at, token in enumerate(span):
        if token.number is not None:
            following = span[at + 1].low if at + 1 < len(span) else ""
            vague = following in DOZENS or (following in NOT_A_COUNT and at + 2 < len(span))
            return None if vague else token.number
    return None


def is_foreign(found: Party) -> bool:
    """True for those who are not Chinese."""
    return not found.chinese
