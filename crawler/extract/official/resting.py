"""Verbs that let measures rest, go on resting, end or come back, and the part of a sentence that belongs to each."""

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from crawler.extract.official.dates import STARTS
from crawler.extract.official.nations import is_theirs
from crawler.extract.official.regimes import LIST_NAMES
from storage.model import Action

MOST = 100  # verbs of one sentence
VERBS = re.compile(
    r"(?P<extend>(?:继续|延长|延续)暂停|暂停.{0,12}?(?:延长|延续)|延长.{0,40}?暂停)|(?P<suspend>暂停(?!期)|中止)|(?P<resume>恢复)|"
    r"(?P<lift>停止(?!执行之日)|取消|终止|解除|撤销|(?<=决定)废止|不再(?:对[^，。；]{1,80}?)?(?:采取|实施|适用|执行))"
)
# Somebody is asked to stop, or might.
NOT_DONE = re.compile(
    r"(?:敦促|要求|希望|呼吁|如果?|若|可以?|应当?|将视|不会|尽快|立即|拟|是否|或者?|申请|经审核|可依法)[^，。；]{0,12}$"
)
NOT_DONE_REACH = 20
REPLACED_TOO = re.compile(r"同时(?:停止(?:执行|实施|适用)|终止|废止)")
NO_MEASURE = re.compile(
    r"(?:停止|取消|恢复|暂停|中止|解除)"
    r"(?:或|供应|供货|对中国|对华|打压|错误|干涉|实施上述|执行.{0,10}合同|合作|其|针对中国|生产|出口经营|加征|征收|受理|办理)"
)
OBJECT = re.compile(r"措施|公告|管制|决定|实施|清单|名单|调查")
TARIFF = re.compile(r"关税|港务费|反倾销|反补贴")
OUR_MEASURES = re.compile(rf"出口管制|临时管制|{LIST_NAMES}")
COUNTERMEASURES = re.compile(r"反制措施")
NAMED_BODY = re.compile(r"公司|集团|会社|实体|企业|清单")
START_CLAUSE = re.compile(r"自[^，。；]{1,30}?起")
LISTING = re.compile(r"，(?:并|同时){0,2}将[^，。；]{1,200}(?:列入|移出)")
LOOSE_END = "，、和并及对 "


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One verb at `start` of a sentence and the part of the sentence, up to the verbs around it, that it takes."""

    action: Action
    text: str
    start: int
    clause_start: int
    clause_end: int

    @property
    def clause(self) -> str:
        """The part of the sentence that belongs to the verb."""
        return self.text[self.clause_start : self.clause_end]

    @property
    def begins(self) -> re.Match[str] | None:
        """The nearest start of ours before the verb, else the first of the sentence."""
        starts = list(islice(STARTS.finditer(self.text), MOST))
        before = [one for one in starts if one.start() <= self.start and not is_theirs(self.text, one.start())]
        return before[-1] if before else starts[0] if starts else None

    @property
    def opens(self) -> int:
        """Where the words between two commas begin that hold the verb."""
        return max(self.text.rfind("，", self.clause_start, self.start) + 1, self.clause_start)

    @property
    def closes(self) -> int:
        """Where the part ends but for what only joins it to the next."""
        return len(self.text[: self.clause_end].rstrip(LOOSE_END))

    def term(self, begin: int) -> str:
        """The words from which the term is read: those behind the verb, and the head where it is the first verb."""
        head = self.text[: self.start] if self.clause_start == 0 else ""
        return START_CLAUSE.sub("", head) + self.text[max(begin, self.start) : self.clause_end]

    @property
    def is_of_ours(self) -> bool:
        """Without a number: whether measures of ours are named (暂停实施…出口管制措施)."""
        if OUR_MEASURES.search(self.clause):
            return True
        return bool(COUNTERMEASURES.search(self.clause) and NAMED_BODY.search(self.clause))


def acts_in(text: str) -> list[Act]:
    """The acts of a sentence: each verb with its part, from the verb before to the verb behind."""
    verbs = list(islice(VERBS.finditer(text), MOST)) if OBJECT.search(text) else []
    ends = [_clause_end(text, verb.end(), after) for verb, after in pairwise([*verbs, None]) if verb]
    begins = [0] + [verb.end() for verb in verbs[:-1]]
    return [
        Act(action=verb.lastgroup, text=text, start=verb.start(), clause_start=begin, clause_end=end)  # type: ignore[arg-type]
        for verb, begin, end in zip(verbs, begins, ends, strict=False)
        if _is_done(text, verb) and not TARIFF.search(text, verb.start(), end)
    ]


def _clause_end(text: str, place: int, after: re.Match[str] | None) -> int:
    """Where the part of a verb ends: at the next verb, or where somebody is put on a list or struck from it."""
    end = after.start() if after else len(text)
    listing = LISTING.search(text, place, end)
    return listing.start() if listing else end


def _is_done(text: str, verb: re.Match[str]) -> bool:
    """Whether the verb is an act of ours: not asked for, not possible, not another's, not of anything but measures."""
    before = text[max(0, verb.start() - NOT_DONE_REACH) : verb.start()]
    asked = NOT_DONE.search(before) or NO_MEASURE.match(text, verb.start())
    replaced = REPLACED_TOO.match(text, max(0, verb.start() - 2))
    titled = text.rfind("《", 0, verb.start()) > text.rfind("》", 0, verb.start())
    return not (asked or replaced or titled or is_theirs(text, verb.start()))
