"""The piece as a whole: what it is, whose act its title tells, and which words of its lead colour a claim."""

import re
from dataclasses import dataclass
from typing import Literal

from crawler.extract.press.act import Act, Claim, act_at
from crawler.extract.press.clauses import Agent, agent_before, clauses
from crawler.extract.press.reading import claims_in
from crawler.extract.press.sentences import TITLE, Sentence, lead
from storage.model import Article, Regime

Stance = Literal["act", "foreign", "reaction", "open"]

# Titles and sections of pieces that argue, collect or look back.
NO_NEWS = re.compile(
    r"^(?:opinion|comment|commentary|column|letters?|podcast|quiz|live|markets?)\s?[:|—–-]|\b(?:editorial|op-ed|podcast|"
    r"daily highlights|round-?up|newsletter|timeline|factbox|year in review|week in|as it happened|live updates?|"
    r"in pictures|transcript|morning brief\w*|stocks?|shares)\b|\bprices? (?:rise|fall|surge|jump|drop|slump|soar|climb|hit)",
    re.IGNORECASE,
)
NO_NEWS_SECTION = re.compile(r"\b(?:opinion|comment|editorial|letters|viewpoint|columnists?)\b", re.IGNORECASE)
# "…, sources say": a lead. "…, White House says": somebody else's word for China's act.
ATTRIBUTED = re.compile(
    r"\b(?:sources?|people familiar|insiders?|rumou?rs?|White House|Trump|Bessent|Lutnick|Greer|US officials?|U\.S\. officials?|"
    r"analysts?|experts?)\b.{0,30}?\b(?:say|says|said|claims?|claimed|told|reports?|expects?|suggests?)\b|"
    r"\b(?:say|says|said|according to) (?:the )?(?:sources?|people familiar|insiders?|White House|Trump|Bessent|Lutnick|analysts?)",
    re.IGNORECASE,
)
DRAFTED = re.compile(
    r"\bpropos\w+|\bdrafts?\b|\bconsultations?\b|(?:public|seek\w*|solicit\w*|invit\w*)[^.]{0,30}(?:comments?|opinions?|feedback|input|views)"
    r"|comments? (?:until|by|close)",
    re.IGNORECASE,
)
EXPORTED = re.compile(r"\bexport\w*|\bcatalog(?:ue)?\b", re.IGNORECASE)
UNRELIABLE = re.compile(r"unreliable[- ]entit|\bUEL\b|barred[- ]entit|unreliable list", re.IGNORECASE)
REGIME_WORDS: tuple[tuple[Regime, re.Pattern[str]], ...] = (
    ("unreliable-entity-list", UNRELIABLE),
    (
        "export-control-list",
        re.compile(
            r"dual[- ]use|export control|export (?:restriction|ban|curb)|\bECL\b|military and civilian", re.IGNORECASE
        ),
    ),
    (
        "countermeasures",
        re.compile(
            r"foreign ministry|ministry of foreign affairs|foreign sanctions law|assets?|\bMFA\b", re.IGNORECASE
        ),
    ),
)
DEFENDED = re.compile(
    r"\b(?:legitimate|lawful|legal|common practice|in line with|in accordance with|not target\w*|consistent with|justified|"
    r"reasonable|non-discriminatory|not (?:a )?bans?)\b",
    re.IGNORECASE,
)
CHINA = re.compile(r"\bChin(?:a|ese)\b|\bBeijing\b|\bMOFCOM\b|\bMOC\b")
COMMERCE = re.compile(r"\bMOFCOM\b|\bMOC\b|(?:Ministry of Commerce|[Cc]ommerce [Mm]inistry)")
INDEPENDENCE = re.compile(
    r"independence|secession|separatis|Taiwan Affairs Office|\bTAO\b|diehards?|bount(?:y|ies)", re.IGNORECASE
)
RECALLED = re.compile(
    r"\brecall\w*|\bprevious(?:ly)?\b|\blast (?:year|month)\b|\bearlier (?:this year|sanctions|measures|curbs|controls|bans?)\b|"
    r"\b(?:months?|years?) (?:ago|earlier)\b|\bsince (?:20\d\d|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|last)\b|\bnotes\b|\bin recent (?:years|months)\b|\bhad (?:already|earlier|previously)\b|"
    r"\bin (?:early |late |mid-)?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?!,? \d{1,2}\b)|\bin (?:early |late |mid-)?20\d\d\b|\bover the past\b|\bhistorically\b",
    re.IGNORECASE,
)


def unrecalled(text: str) -> str:
    """The text up to where it only recalls."""
    found = RECALLED.search(text)
    return text[: found.start()] if found else text


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
    """`act`: the title claims an act of China; `foreign`: somebody else leads it; `reaction`: it argues; else `open`."""
    if NO_NEWS.search(title) or NO_NEWS_SECTION.search(section):
        return "reaction"
    if claims_in(title) and not ATTRIBUTED.search(title):
        return "act"
    if DEFENDED.search(title):
        return "reaction"
    for clause in clauses(title):
        for at, token in enumerate(clause.tokens):
            if token.has("verb", "unreal"):
                return stance_at(act_at(clause, at))
    return "foreign" if leading_agent(title) in ("foreign",) else "open"


def stance_at(act: Act) -> Stance:
    """By who leads the title and whether the verb only reacts; firms that suffer lead nothing."""
    if act.agent == "foreign" or (act.agent == "party" and not (act.verb.form == "ed" and act.verb.has("LIST", "HIT"))):
        return "foreign"
    reacts = act.verb.has("react") and not act.verb.has("say")
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
    if claim.weak and not (DRAFTED.search(piece.words) and EXPORTED.search(piece.words)):
        return False
    if claim.vague and not any(pattern.search(piece.words) for _, pattern in REGIME_WORDS[:2]):
        return False
    if claim.hinted and INDEPENDENCE.search(piece.words):
        return False
    if claim.action == "amend" and claim.explains and not UNRELIABLE.search(piece.words):
        return False
    if claim.agentless and sentence.number == TITLE and claim.at >= len(claim.tokens) and claim.action == "control":
        return False  # "Export controls on rare earths" as a headline names a subject, it reports no act
    if claim.agentless and not (CHINA.search(piece.words) or not piece.has_foreign_agent):
        return False
    return sentence.number <= 0 or not RECALLED.search(sentence.text)
