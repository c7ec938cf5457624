"""What a report without events is about where it could be taken for one: named, and left out."""

import re
from typing import Literal

from crawler.extract.press.clauses import agent_before, clauses, first_verb
from crawler.extract.press.labels import PREDICATES
from crawler.extract.press.patterns import any_of
from crawler.extract.press.piece import ATTRIBUTED, CONTROLLED, INDEPENDENCE, UNRELIABLE, Piece, lay_open
from storage.model import Article

Aside = Literal[
    "anti-dumping", "blocking order", "foreign measure", "investment rules", "lead", "procurement ban", "tariff",
    "Taiwan Affairs Office list",
]  # fmt: skip

SEPARATISTS = any_of(INDEPENDENCE.pattern, "国台办", "台独")
OTHERS: tuple[tuple[Aside, re.Pattern[str]], ...] = (
    ("anti-dumping", any_of(r"anti-?dumping", r"anti-?subsidy", "countervailing", "反倾销", "反补贴")),
    ("procurement ban", any_of("procurement", r"government (?:purchas\w+|tenders?|contracts?)", "政府采购")),
    ("blocking order", any_of(r"blocking (?:orders?|rules?|statute)", "prohibition order", "阻断")),
    ("investment rules", any_of(r"(?:outbound|foreign) investment", "investment rules", "境外投资", "外商投资")),
    ("tariff", any_of(r"\btariffs?\b", r"\b(?:import |additional |extra )dut(?:y|ies)\b", r"\blev(?:y|ies)\b", "关税")),
)
POSSIBLE = any_of(
    r"\b(?:may|might|could|consider\w*|mull\w*|weigh\w*|stud(?:y|ies|ying)|explor\w+|threat\w*|prepar\w+)\b",
    "考虑|酝酿|或将|拟|消息人士|知情人士",
)
MEASURES = any_of(
    UNRELIABLE.pattern, CONTROLLED.pattern, r"\bexports?\b", r"\bsanction\w*", r"\bblacklist\w*", r"\bentity list\b",
    r"\b(?:trade|military companies|end-user) list\b", "出口|制裁|实体清单",
)  # fmt: skip
THEIR_ACT = any_of(r"^(?:美国|日本|欧盟|英国|加拿大|荷兰|韩国)(?!要求)")


def aside(article: Article) -> Aside | None:
    """What a report tells that is no event of ours, by its headline; None where it tells nothing of the kind."""
    title = article.title[:400]
    if MEASURES.search(title):
        if is_foreign(lay_open(article)):
            return "foreign measure"
        if POSSIBLE.search(title) or ATTRIBUTED.search(title):
            return "lead"
    if SEPARATISTS.search(f"{title}\n{article.text.partition(chr(10))[0]}"):
        return "Taiwan Affairs Office list"
    return next((kind for kind, words in OTHERS if words.search(title)), None)


def is_foreign(piece: Piece) -> bool:
    """True when somebody other than China does what the headline tells."""
    title = piece.title.text if piece.title else ""
    if THEIR_ACT.search(title):
        return True
    clause = clauses(title)[0] if title.strip() else None
    if clause is None or piece.stance != "foreign":
        return False
    verb = first_verb(clause)
    acts = any(token.has(*PREDICATES) for token in clause.tokens[verb : verb + 1])
    return acts and agent_before(clause, verb) == "foreign" and not any(t.has("china") for t in clause.tokens[:verb])
