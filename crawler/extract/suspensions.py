"""Which measures rest, go on resting, end or come back, and of which notices.

One sentence may hold several acts with different terms: 自5月14日起，暂停A相关措施90天，暂停B相关措施.
Each verb takes the notices that follow it up to the next verb, or, where none follow, those before it (A、B暂停实施).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.extract.dates import STARTS, printed_dates, start_of, until_on
from crawler.extract.numerals import declared_count
from crawler.extract.reading import Reading
from crawler.extract.regimes import FOREIGN_ACT, ITEM_CONTROL, LIST_NAMES, measures_in, regime_of
from crawler.extract.sentences import Sentence
from storage.model import Action, Measure, PolicyEvent, Regime

VERBS = re.compile(
    r"(?P<extend>(?:继续|延长|延续)暂停|暂停.{0,12}(?:延长|延续)|延长.{0,40}暂停)|(?P<suspend>暂停|中止)|"
    r"(?P<resume>恢复)|(?P<lift>停止(?!执行之日)|取消|终止|解除|不再(?:采取|实施|适用|执行))"
)
# Somebody is asked to stop, might stop, or stops something that is nobody's measure.
NO_ACT = re.compile(
    r"敦促|要求|希望|呼吁|应当立即停止|立即停止(?!实施)|停止(?:供应|供货|实施上述|对中国|打压|错误)|可以|如果|将视|停止干涉|停止执行.{0,10}合同"
)
OBJECT = re.compile(r"措施|公告|管制|决定|实施|清单|名单|调查")
OWN_START = re.compile(r"自[^，。；]{1,24}起|经批准|决定|公告")
AGAIN = re.compile(r"上述|前述|该公告|相关措施|有关措施")
OURS = re.compile(r"中方|我方|商务部|工作机制|决定")
OUR_MEASURES = re.compile(rf"出口管制|反制|{LIST_NAMES}")
SERIES_REGIME: dict[str, Regime] = {"UEL": "unreliable-entity-list", "MOFCOM-ORDER": "countermeasures"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One verb in a sentence and the part of the sentence that belongs to it."""

    action: Action
    start: int
    clause_start: int
    clause_end: int


def suspensions(reading: Reading) -> Iterator[PolicyEvent]:
    """Every suspension, extension, resumption and end of measures that the authority states."""
    dated = _dated_notices(reading)
    inherited: str | None = None  # 自2025年11月10日起：一、停止…；二、继续暂停… : one start for all that follow it
    for sentence in reading.own:
        acts = _acts(sentence.text)
        starts = STARTS.search(sentence.text)
        inherited = start_of(starts, reading.announced_on) if starts else inherited if acts else None
        if NO_ACT.search(sentence.text) or not (inherited or OWN_START.search(sentence.text)):
            continue
        for act in acts:
            if event := _event(reading, sentence, act, dated, inherited):
                yield event


def _acts(text: str) -> list[Act]:
    """The verbs of a sentence with their parts: from the verb before to the verb behind."""
    verbs = list(VERBS.finditer(text)) if OBJECT.search(text) else []
    ends = [verb.start() for verb in verbs[1:]] + [len(text)]
    begins = [0] + [verb.end() for verb in verbs[:-1]]
    return [
        Act(action=verb.lastgroup, start=verb.start(), clause_start=begin, clause_end=end)  # type: ignore[arg-type]
        for verb, begin, end in zip(verbs, begins, ends, strict=False)
    ]


def _event(
    reading: Reading, sentence: Sentence, act: Act, dated: dict[str, str], inherited: str | None
) -> PolicyEvent | None:
    text = sentence.text
    affects, begin = _affected(reading, sentence, act, dated)
    regime = _regime(reading, sentence, affects)
    if regime is None or not (affects or _our_measures(text, act)):
        return None
    starts = _starts(reading, text, act) or inherited or reading.effective_on
    until = until_on(_own_clause(text, act, begin), starts)
    return PolicyEvent(
        action=act.action,
        regime=regime,
        basis=reading.basis,
        instrument=reading.notice.instrument,
        affects=affects,
        declared_count=declared_count(text[begin : act.clause_end]),
        announced_on=reading.announced_on,
        effective_on=starts,
        until_on=until if act.action in ("suspend", "extend") else None,
        measures=_measures(reading, regime),
        evidence=sentence.evidence(_evidence_start(text, act, begin), _trimmed(text, act.clause_end)),
        held=None if affects else "no notice is named by number: which measures rest must be said by a person",
    )


def _affected(reading: Reading, sentence: Sentence, act: Act, dated: dict[str, str]) -> tuple[tuple[str, ...], int]:
    """The notices of one act, and where its part of the sentence begins."""
    after = reading.keys_in(sentence, act.start, act.clause_end) or _by_date(
        reading, sentence, act.start, act.clause_end, dated
    )
    if after:
        return after, act.start
    begin = act.clause_start
    before = reading.keys_in(sentence, begin, act.start) or _by_date(reading, sentence, begin, act.start, dated)
    if not before and AGAIN.search(sentence.text):
        before = tuple(dict.fromkeys(dated.values()))
    return before, begin


def _dated_notices(reading: Reading) -> dict[str, str]:
    """Day of issue -> key, from sentences that name as many days as notices (4月4日和9日…第21号、第22号公告)."""
    found: dict[str, str] = {}
    for sentence in reading.own:
        keys = reading.keys_in(sentence)
        days = [place.on for place in printed_dates(sentence.text, reading.announced_on)]
        if keys and len(keys) == len(days):
            found.update(zip(days, keys, strict=True))
    return found


def _by_date(reading: Reading, sentence: Sentence, start: int, end: int, dated: dict[str, str]) -> tuple[str, ...]:
    """Notices taken up by their day of issue (对4月4日列入…的16家实体)."""
    days = [place.on for place in printed_dates(sentence.text[start:end], reading.announced_on)]
    return tuple(dict.fromkeys(dated[day] for day in days if day in dated))


def _regime(reading: Reading, sentence: Sentence, affects: tuple[str, ...]) -> Regime | None:
    for key in affects:
        if regime := SERIES_REGIME.get(key.rsplit("-", 2)[0]):
            return regime
    for text in (sentence.text, reading.notice.title, reading.body):
        if regime := regime_of(text):
            return regime
    if affects or ITEM_CONTROL.search(sentence.text):
        return "countermeasures" if "反制" in sentence.text and not affects else "dual-use-items"
    return None


def _our_measures(text: str, act: Act) -> bool:
    """Without a number: the authority's own measures are said to rest (中方将暂停实施…出口管制措施), not another's."""
    clause = text[act.clause_start : act.clause_end]
    ours = max((match.end() for match in OURS.finditer(text, 0, act.start)), default=-1)
    theirs = max((match.start() for match in FOREIGN_ACT.finditer(text, 0, act.start)), default=-1)
    return ours > theirs and bool(OUR_MEASURES.search(clause))


def _starts(reading: Reading, text: str, act: Act) -> str | None:
    """The nearest start before the verb, else the first of the sentence."""
    starts = list(STARTS.finditer(text))
    before = [match for match in starts if match.start() <= act.start]
    chosen = before[-1] if before else starts[0] if starts else None
    return start_of(chosen, reading.announced_on) if chosen else None


def _own_clause(text: str, act: Act, begin: int) -> str:
    """The words from which the term is read: of this act alone, or the head of the sentence when it has one verb."""
    head = text[: act.start] if act.clause_start == 0 else ""
    dates_out = re.sub(r"自[^，。；]{1,30}?起", "", head)
    return dates_out + text[max(begin, act.start) : act.clause_end]


def _measures(reading: Reading, regime: Regime) -> tuple[Measure, ...]:
    return measures_in(reading.body) if regime != "dual-use-items" else ()


def _evidence_start(text: str, act: Act, begin: int) -> int:
    start = STARTS.search(text, 0, act.start)
    return start.start() if start and act.clause_start == 0 else min(begin, act.start)


def _trimmed(text: str, end: int) -> int:
    return len(text[:end].rstrip("，、和并及 "))


def with_several(events: list[PolicyEvent]) -> list[PolicyEvent]:
    """A count that covers several events belongs to none of them (rule 4)."""
    counts = [event.declared_count for event in events if event.declared_count is not None]
    if len(counts) > 1 and len(set(counts)) == 1:
        return [replace(event, declared_count=None) for event in events]
    return events
