"""The piece as a whole: what it is, whose act its title tells, and which words of its lead colour a claim."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from crawler.extract.press.act import Act, Claim, act_at
from crawler.extract.press.clauses import REMEMBERED, Agent, agent_before, clauses
from crawler.extract.press.patterns import any_of
from crawler.extract.press.reading import claims_in
from crawler.extract.press.sentences import TITLE, Sentence, lead
from crawler.extract.press.tokens import words
from storage.model import Article, Regime

Stance = Literal["act", "foreign", "reaction", "open"]

# Titles and sections of pieces that argue, collect or look back.
NO_NEWS = any_of(
    r"^(?:opinion|comment|commentary|column|letters?|podcast|quiz|live|markets?)\s?[:|—–-]",
    r"\b(?:editorial|op-ed|podcast|daily highlights|round-?up|newsletter|timeline|factbox|year in review|week in)\b",
    r"\b(?:as it happened|live updates?|in pictures|transcript|morning brief\w*|stocks?|shares)\b",
    r"\bprices? (?:rise|fall|surge|jump|drop|slump|soar|climb|hit)",
)
NO_NEWS_SECTION = any_of(r"\b(?:opinion|comment|editorial|letters|viewpoint|columnists?)\b")
# "…, sources say": a lead. "…, White House says": somebody else's word for China's act.
NO_WITNESS = (
    r"(?:sources?|people familiar|insiders?|rumou?rs?|analysts?|experts?|White House|Trump|Bessent|Lutnick|Greer|"
    r"(?:US|U\.S\.) officials?)"
)
MEDIA = r"(?:Wall Street Journal|WSJ|Financial Times|FT|Nikkei|New York Times|Bloomberg|Reuters|Kyodo|Yomiuri)"
ATTRIBUTED = any_of(
    rf"\b{NO_WITNESS}\b.{{0,30}}?\b(?:say|says|said|claims?|claimed|told|reports?|expects?|suggests?)\b",
    rf"\b(?:say|says|said|according to) (?:the )?{NO_WITNESS}",
    r"\b(?:media )?reports? (?:say|says|said)\b",
    rf"(?:^|, )according to (?:the )?{MEDIA}\b",
    rf"\b{MEDIA} reports?$",
)
DRAFTED = any_of(
    r"\bpropos\w+",
    r"\bdrafts?\b",
    r"\bconsultations?\b",
    r"\b(?:public|seek\w*|solicit\w*|invit\w*)[^.]{0,30}(?:comments?|opinions?|feedback|input|views)",
    r"\bcomments? (?:until|by|close)",
)
EXPORTED = any_of(r"\bexport\w*", r"\bcatalog(?:ue)?\b")
UNRELIABLE = any_of(r"unreliable[- ]entit", r"\bUEL\b", r"barred[- ]entit", r"unreliable list")
CONTROLLED = any_of(
    r"dual[- ]use", r"export control", r"export (?:restriction|ban|curb)", r"\bECL\b", "military and civilian"
)
COUNTERED = any_of(
    "foreign ministry", "ministry of foreign affairs", "foreign sanctions law", r"\bassets?\b", r"\bMFA\b"
)
REGIME_WORDS: tuple[tuple[Regime, re.Pattern[str]], ...] = (
    ("unreliable-entity-list", UNRELIABLE),
    ("export-control-list", CONTROLLED),
    ("countermeasures", COUNTERED),
)
DEFENDED = any_of(
    r"\b(?:legitimate|lawful|legal|justified|reasonable|non-discriminatory|common practice)\b",
    r"\b(?:in line with (?:international|global|common|WTO|law)|in accordance with|consistent with)\b",
    r"\b(?:not target\w*|not (?:a )?bans?)\b",
)
CHINA = re.compile(r"\bChin(?:a|ese)\b|\bBeijing\b|\bMOFCOM\b|\bMOC\b")
INDEPENDENCE = any_of(
    "independence", "secession", "separatis", "Taiwan Affairs Office", r"\bTAO\b", "diehard", r"\bbount(?:y|ies)"
)
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# Each at the beginning of a word, which is asked once for all of them: no pattern is searched more often.
RECALLED = re.compile(
    r"\b(?:recall|(?:previous(?:ly)?|notes|last (?:year|month)|(?:months?|years?) (?:ago|earlier)"
    r"|in recent (?:years|months)|earlier (?:this year|sanctions|measures|curbs|controls|bans?)"
    rf"|had (?:already|earlier|previously)|over the past|since (?:20\d\d|last|{MONTHS})|historically)\b"
    rf"|in (?:early |late |mid-)?(?:{MONTHS}(?!,? \d{{1,2}}\b)|20\d\d\b))|^back (?:on|in)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=REMEMBERED)
def unrecalled(text: str) -> str:
    """The text up to where it only recalls."""
    found = RECALLED.search(text)
    return text[: found.start()] if found else text


SUFFERED = words("face faces faced")  # "Micron faces a probe": whose act it is, the text must say


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A report laid open: its title as a sentence (None when it only repeats the text), its lead, its stance."""

    title: Sentence | None
    lead: list[Sentence]
    stance: Stance

    @property
    def sentences(self) -> list[Sentence]:
        """The title and the lead."""
        return [self.title, *self.lead] if self.title else self.lead

    @property
    def words(self) -> str:
        """Title and lead as one text."""
        return "\n".join(sentence.text for sentence in self.sentences)

    @property
    def has_foreign_agent(self) -> bool:
        """True when a clause of the lead is about what somebody else does."""
        return any(
            agent_before(clause, len(clause.tokens)) == "foreign"
            for one in self.sentences
            for clause in clauses(one.text)
        )


def lay_open(article: Article) -> Piece:
    """The piece with its title's stance."""
    title = None if repeats(article.title, article.text) else Sentence(text=article.title[:400], start=0, number=TITLE)
    return Piece(title=title, lead=lead(article.text), stance=stance_of(title.text if title else "", article.section))


def repeats(title: str, text: str) -> bool:
    """True when the title is only the beginning of the text, as of a brief without a headline."""
    return not title or text.startswith(title.rstrip(".… "))


def stance_of(title: str, section: str) -> Stance:
    """What the title tells: `act` of China, `foreign` one, `reaction` of anybody; `open` when the text must say."""
    if NO_NEWS.search(title) or NO_NEWS_SECTION.search(section):
        return "reaction"
    if any(not claim.aside for claim in claims_in(title)) and not ATTRIBUTED.search(title):
        return "act"
    if DEFENDED.search(title):
        return "reaction"
    for clause in clauses(title):
        for at, token in enumerate(clause.tokens):
            if token.has("verb", "unreal"):
                return stance_at(act_at(clause, at))
    return "foreign" if leading_agent(title) == "foreign" else "open"


def stance_at(act: Act) -> Stance:
    """By who leads the title and whether the verb only reacts; firms that suffer lead nothing."""
    if act.agent == "foreign" or (
        act.agent == "party" and not (act.verb.form == "ed" and act.verb.has("LIST", "HIT", "DELIST"))
    ):
        return "foreign"
    reacts = act.verb.has("react") and not act.verb.has("say") and act.verb.low not in SUFFERED
    return "reaction" if reacts and act.agent != "thing" else "open"


def leading_agent(title: str) -> Agent:
    """Who is named first in a title without a verb."""
    return next(
        (agent for clause in clauses(title) if (agent := agent_before(clause, len(clause.tokens))) != "none"), "none"
    )


def is_ours(claim: Claim, sentence: Sentence, piece: Piece) -> bool:
    """True when a claim is China's, of the piece's news, and in the vocabulary."""
    if ATTRIBUTED.search(sentence.text) or INDEPENDENCE.search(sentence.text):
        return False
    if not is_borne_out(claim, piece.words) or (claim.agentless and not is_at_home(claim, sentence, piece)):
        return False
    if claim.aside and piece.stance != "act":
        return False
    fresh = sentence.number == TITLE or (sentence.number == 0 and (piece.stance == "act" or piece.title is None))
    return fresh or not RECALLED.search(sentence.text)


def is_stated(claim: Claim, sentence: Sentence) -> bool:
    """True when the ministry itself claims an act: neither a plan nor a mere word for curbs."""
    return not (claim.weak or claim.vague or INDEPENDENCE.search(sentence.text))


def is_borne_out(claim: Claim, words: str) -> bool:
    """True when the rest of the piece has what a claim leaves open: a draft for a plan, the kind of a curb."""
    if claim.weak and not (DRAFTED.search(words) and EXPORTED.search(words)):
        return False
    if claim.vague and not any(pattern.search(words) for _, pattern in REGIME_WORDS[:2]):
        return False
    if claim.hinted and INDEPENDENCE.search(words):
        return False
    return not (claim.action == "amend" and claim.explains) or bool(UNRELIABLE.search(words))


def is_at_home(claim: Claim, sentence: Sentence, piece: Piece) -> bool:
    """True when an act of nobody can be China's: the piece names China, or nobody else acts in it.

    "Export controls on rare earths" as a headline names a subject, it reports no act.
    """
    if sentence.number == TITLE and claim.at >= len(claim.tokens) and claim.action == "control":
        return False
    return bool(CHINA.search(piece.words)) or not piece.has_foreign_agent
