"""What English reports and the ministry's own English pages claim: events with basis `report`, `statement` or `notice`.

A claim is read from language and law, in this order, each step a module:

lead sentences            `sentences`   the title and the first three paragraphs; a recall further down is none
| words with labels       `tokens`      by the tables of `actors`, `nouns`, `verbs`
| clauses and their agent `clauses`     whose act it is: direction decides
| readers of acts         `reading`     `lists`, `controls`, `releases`, `proposals`: real acts only
| the piece               `piece`       what its title leads with, what it is: reaction, opinion, digest make no event
| one act, one group      `settling`    regimes that only the piece tells; what explains an act is no other act
| events                  `events`      with `days`, `numbers`, `measures`, `targets` and the sentence that says so
Chinese reports go through the rules for notices (`chinese`), and `loose` where those find nothing. `asides` names what
a report without events is about.
"""

import re

from crawler.extract.press.chinese import chinese_reports
from crawler.extract.press.days import reference
from crawler.extract.press.events import Context, events
from crawler.extract.press.piece import is_ours, is_stated, lay_open
from crawler.extract.press.reading import claims_in
from crawler.extract.press.sentences import Sentence, lead
from crawler.extract.press.settling import Located
from storage.model import Article, Basis, Notice, PolicyEvent

__all__ = ["extract_english_statement", "extract_reports"]

STATEMENT_SENTENCES = 200
APART = re.compile(r"[;:]")
TAIL = re.compile(r", (?:effective|starting|beginning|with effect|from|as of)\b[^;]{0,200}$")


def extract_reports(article: Article) -> tuple[PolicyEvent, ...]:
    """The events that a report of the press claims as its news, in order of appearance."""
    if article.language == "zh":
        return chinese_reports(article)
    piece = lay_open(article)
    if piece.stance in ("foreign", "reaction") or not piece.lead:
        return ()
    title = piece.title.text if piece.title else ""
    told = reference(article.published, piece.words)
    context = Context(basis="report", title=title, lead=tuple(piece.lead), days=told)
    return events([one for one in located(piece.sentences) if is_ours(one.claim, one.sentence, piece)], context)


def extract_english_statement(notice: Notice) -> tuple[PolicyEvent, ...]:
    """The events that an English page of the ministry states: a notice when it prints its own number."""
    basis: Basis = "notice" if notice.instrument else "statement"
    spoken = lead(notice.text, paragraphs=STATEMENT_SENTENCES, most=STATEMENT_SENTENCES)
    if not spoken:
        return ()
    told = reference(notice.published, notice.text)
    context = Context(basis=basis, title="", lead=tuple(spoken), days=told, own=notice.instrument)
    return events([one for one in located(spoken) if is_stated(one.claim, one.sentence)], context)


def located(sentences: list[Sentence]) -> list[Located]:
    """The claims of the sentences with the words that are each claim's own, and those that their sentence shares."""
    return [one for sentence in sentences for one in divided(sentence)]


def divided(sentence: Sentence) -> list[Located]:
    """A sentence's claims: a claim's words go on to the next claim or, where it is the last, to the next semicolon."""
    claims, text = claims_in(sentence.text), sentence.text
    if not claims:
        return []
    starts = [claim.tokens[0].start for claim in claims]
    mark = next((found.start() for found in APART.finditer(text, claims[-1].tokens[-1].end - 1)), len(text))
    shared = f"{text[: starts[0]]}\n{text[mark:]}\n{tail(text, starts)}"
    ends = [next((later for later in starts if later > start), mark) for start in starts]
    return [
        Located(claim=claim, sentence=sentence, own=text[start:end], shared=shared)
        for claim, start, end in zip(claims, starts, ends, strict=True)
    ]


def tail(text: str, starts: list[int]) -> str:
    """A closing ", effective Thursday" of claims that no semicolon divides: it is said of all of them."""
    found = TAIL.search(text, starts[-1])
    return found[0] if found and ";" not in text[starts[0] : starts[-1]] else ""
