"""An act verb in its clause, and the questions that the readers of acts ask about it."""

from dataclasses import dataclass, replace
from functools import cached_property

from crawler.extract.press.clauses import COORDINATING, PREPOSITIONS, Agent, Clause, agent_before
from crawler.extract.press.labels import BARE, CONTROL, GOODS
from crawler.extract.press.parties import CODES, Party, parties
from crawler.extract.press.tokens import Token, words
from storage.model import Action, Regime

NO_VERB = Token(text="", start=0, end=0)
RECIPIENTS = words("to on against for targeting with of over at upon from")
DESTINATIONS = words("to on against for targeting at toward towards")
ANSWERED = words("response retaliation reply answer reaction according ties due talks")
ARTICLES = words("the a an its their certain some any all several new more")
BACKGROUND = words("after amid despite following because")  # "launches a campaign after export curbs": no control
ANSWERING = words("respond responds responded responding reply replies replied answer answers answered answering")
RELATIVE = words("that which whom")  # "20 firms that China placed on a list"
INTRANSITIVE = words("go goes went join joins joined appear appears appeared")
BEING = words("is are was were be been being get gets got")
# After the name of a country these say that it stands for itself; any other word, that it describes what follows.
AFTER_NATION = (PREPOSITIONS | COORDINATING) | words(
    ", . ; : — – ! ? ) 's as after when if effective immediately starting until through that which who amid because "
    "this last next today thursday monday tuesday wednesday friday says say said citing hours days again will would "
    "can could are is was were"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one clause claims: an act, by the words alone. `regime` is None where only the piece as a whole tells.

    `hinted`: the clause names no list, `regime` is a guess that the rest of the piece may correct.
    `weak`: a plan, an act only where the piece tells of a draft.
    `vague`: mere "curbs" on firms, an act of ours only where the piece says of which kind.
    `explains`: what a listing entails, no act of its own beside that listing.
    `agentless`: the clause does not say whose act it is.
    `aside`: told in passing, in a clause that explains what others do: "shares rise as China curbs exports".
    `banned`: exports are forbidden, not only controlled.
    """

    action: Action
    regime: Regime | None
    tokens: tuple[Token, ...]
    at: int
    party: Party | None = None
    count: int | None = None
    nations: tuple[str, ...] = ()
    banned: bool = False
    hinted: bool = False
    weak: bool = False
    vague: bool = False
    explains: bool = False
    agentless: bool = False
    aside: bool = False


@dataclass(frozen=True, kw_only=True)
class Act:
    """A verb, or a noun that stands for one, at a place of a clause, and who does it."""

    clause: Clause
    at: int
    agent: Agent

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The clause's tokens."""
        return self.clause.tokens

    @property
    def verb(self) -> Token:
        """The verb itself; a blank one for a clause that has none."""
        return self.tokens[self.at] if self.at < len(self.tokens) else NO_VERB

    @property
    def next_word(self) -> str:
        """The word after the verb, "." at the end of the clause."""
        return self.tokens[self.at + 1].low if self.at + 1 < len(self.tokens) else "."

    @cached_property
    def passive(self) -> bool:
        """True when the subject suffers the act: "were added", "firms added to", "exports banned"."""
        if self.verb.low in INTRANSITIVE:
            return True
        near = " ".join(token.low for token in self.tokens[max(0, self.at - 3) : self.at + 1]).split()
        aided = not BEING.isdisjoint(near)
        if self.verb.form not in ("ed", "base") or (self.agent in ("china", "foreign") and not (aided and self.tells)):
            return False
        bare = self.next_word in PREPOSITIONS or self.next_word in (
            ".",
            ",",
            ";",
            "as",
            "off",
            "effective",
            "immediately",
        )
        return aided or (bare and self.at > 0)

    @property
    def merely_answers(self) -> bool:
        """True for "responds to concerns over export approvals": what it is answered with must follow "with"."""
        return self.verb.low in ANSWERING and not any(token.low in ("with", "by") for token in self.tokens[self.at :])

    @property
    def tells(self) -> bool:
        """True when who acts is not the subject: named in the clause before, or only as saying what was done."""
        before = self.tokens[: self.at]
        named = [at for at, token in enumerate(before) if token.has("china", "authority", "foreign")]
        return not named or any(token.has("say") for token in before[named[-1] :])

    @cached_property
    def parties(self) -> list[Party]:
        """The persons of the clause."""
        return parties(self.tokens)

    def claim(self, action: Action, regime: Regime | None) -> Claim:
        """A claim of this clause, without further details."""
        return Claim(action=action, regime=regime, tokens=self.tokens, at=self.at, agentless=self.agent != "china")

    def upon(self, party: Party | None, action: Action, regime: Regime | None, count: int | None = None) -> Claim:
        """A claim of this clause that persons are hit, by `count` or else by their own number."""
        number = count if count is not None or party is None else party.count
        return replace(self.claim(action, regime), party=party, count=number)

    def place(self, *labels: str, start: int = 0, stop: int | None = None) -> int | None:
        """Where the first token with any of the labels stands."""
        end = len(self.tokens) if stop is None else min(stop, len(self.tokens))
        return next((at for at in range(start, end) if self.tokens[at].has(*labels)), None)

    def has(self, *labels: str) -> bool:
        """True when any token of the clause carries any of the labels."""
        return self.place(*labels) is not None

    def governs(self, *labels: str, within: int = 60) -> int | None:
        """Where the first such token that the verb governs stands: after it, or before a passive."""
        if self.passive and (found := self.place(*labels, stop=self.at)) is not None:
            return found
        return self.place(*labels, start=self.at + 1, stop=self.at + 1 + within)

    def control(self, start: int = 0, stop: int | None = None) -> int | None:
        """Where a control on exports is named: in so many words, or by a mere "curb" beside what is exported."""
        end = len(self.tokens) if stop is None else min(stop, len(self.tokens))
        return next((at for at in range(start, end) if self.is_control(at) and not self.is_foreign_owned(at)), None)

    def is_control(self, at: int) -> bool:
        """True for "export curbs", "rare earth curbs", "curbs on rare earths", "ban on sales of"."""
        if self.tokens[at].has(*CONTROL):
            return True
        if not self.tokens[at].has(*BARE):
            return False
        beside = (*self.tokens[max(0, at - 1) : at], *self.scope(at))
        return any(token.has("exports", "any-goods", *CONTROL, *GOODS) for token in beside)

    def scope(self, at: int) -> tuple[Token, ...]:
        """The first words behind "on", "of", "for", "over" after a place."""
        rest = self.tokens[at + 1 : at + 8]
        return rest[1:] if rest and rest[0].low in ("on", "of", "for", "over", "covering", "targeting") else ()

    def is_foreign_owned(self, at: int) -> bool:
        """True for "US export controls", "Washington's new curbs", "the Dutch ban"."""
        for place in range(at - 1, max(-1, at - 5), -1):
            token = self.tokens[place]
            if token.has("nation", "foreign"):
                return place == at - 1 or self.word_before(place) not in DESTINATIONS
            if token.low in PREPOSITIONS or token.has("verb", "firm", "china", "chinese"):
                return False
        return False

    def governs_control(self, within: int = 16) -> int | None:
        """Where the control stands that the verb governs: after it, or before a passive."""
        if self.passive and (found := self.control(stop=self.at)) is not None:
            return found
        ends = next(
            (at for at, token in enumerate(self.tokens) if at > self.at and token.low in BACKGROUND), len(self.tokens)
        )
        return self.control(start=self.at + 1, stop=min(ends, self.at + 1 + within))

    def word_before(self, at: int) -> str:
        """The word before a place, articles stepped over."""
        earlier = (token.low for token in reversed(self.tokens[max(0, at - 4) : at]))
        return next((word for word in earlier if word not in ARTICLES), "")

    @cached_property
    def victims(self) -> list[Party]:
        """Those whom the act hits, Chinese ones too: subject of a passive, else object or behind a preposition."""
        return [found for found in self.parties if found.kind != "military" and self.hits(found)]

    def hits(self, found: Party) -> bool:
        """True when the act hits them, rather than obliges or merely names them."""
        related = any(token.low in RELATIVE for token in self.tokens[found.end : found.end + 1])
        if found.end <= self.at and (self.passive or related):
            return True
        return found.start > self.at and (self.word_before(found.start) in RECIPIENTS or self.is_object(found))

    def is_object(self, found: Party) -> bool:
        """True for the verb's own object: "adds firms", "hits firms with"."""
        between = self.tokens[self.at + 1 : found.start]
        return not any(token.low in PREPOSITIONS or token.has("verb", "exports", *CONTROL) for token in between)

    @property
    def victim(self) -> Party | None:
        """The foreign ones hit, those with a number first; None without any."""
        foreign = [found for found in self.victims if not found.chinese]
        counted = [found for found in foreign if found.count is not None]
        return next(iter(counted or foreign), None)

    @property
    def hits_chinese(self) -> bool:
        """True when those hit are Chinese: then the act is somebody else's."""
        return any(found.chinese for found in self.victims) and self.victim is None

    @property
    def names(self) -> bool:
        """True when the verb's object is a proper name: "sanctions Lockheed Martin", "adds Skydio to"."""
        start = 1 if self.tokens[0].text in ",;:" else 0
        span = self.tokens[start : self.at] if self.passive else self.tokens[self.at + 1 :]
        for token in span:
            if token.low in PREPOSITIONS or token.text in ":;":
                return False
            if token.text[:1].isupper() and not token.labels and len(token.text) > 1:
                return True
        return False

    def destinations(self) -> tuple[str, ...]:
        """Countries that a restriction is aimed at: "exports to the US", "curbs on Japan", "for Japanese users"."""
        return tuple(dict.fromkeys(code for at in range(len(self.tokens)) if (code := self.destination(at))))

    def destination(self, at: int) -> str:
        """The country code when a token is a country that the act is aimed at, else ""."""
        token = self.tokens[at]
        if not token.has("nation") or token.has("foreign-any"):
            return ""
        answered = any(other.low in ANSWERED for other in self.tokens[max(0, at - 3) : at])
        aimed = self.word_before(at) in DESTINATIONS or self.in_row(at) or self.is_bound(at)
        return next(iter(token.labels & CODES), "") if aimed and self.stands_alone(at) and not answered else ""

    def stands_alone(self, at: int) -> bool:
        """True when a country's name describes nothing but an army after it."""
        rest = self.tokens[at + 1 : at + 4]
        if not rest or rest[0].low in AFTER_NATION or rest[0].form in ("s", "ed"):
            return True
        return any(token.has("military") for token in rest)

    def is_bound(self, at: int) -> bool:
        """True for "US-bound exports" printed as two words."""
        return at + 1 < len(self.tokens) and self.tokens[at + 1].low == "bound"

    def in_row(self, at: int) -> bool:
        """True for the later ones of "to the US, Mexico and Canada"."""
        back = at - 2
        return at >= 2 and self.tokens[at - 1].low in (",", "and", "or") and bool(self.destination(back))


def act_at(clause: Clause, at: int) -> Act:
    """The act at a place of a clause."""
    return Act(clause=clause, at=at, agent=agent_before(clause, at))
