"""Which measures rest, go on resting, end or come back, and of which notices.

One sentence may hold several acts with different terms: 自5月14日起，暂停A相关措施90天，暂停B相关措施.
Each verb takes the notices that follow it up to the next verb, or, where none follow, those before it (A、B暂停实施).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from crawler.extract.dates import STARTS, outside_starts, printed_dates, start_of, until_on
from crawler.extract.nations import is_theirs
from crawler.extract.numerals import declared_count
from crawler.extract.reading import Reading
from crawler.extract.regimes import ITEM_CONTROL, LIST_NAMES, LISTS, regime_of
from crawler.extract.running import targets_named
from crawler.extract.sentences import Sentence
from storage.model import Action, Measure, PolicyEvent, Regime, Target

VERBS = re.compile(
    r"(?P<extend>(?:继续|延长|延续)暂停|暂停.{0,12}?(?:延长|延续)|延长.{0,40}?暂停)|(?P<suspend>暂停|中止)|(?P<resume>恢复)|"
    r"(?P<lift>停止(?!执行之日)|取消|终止|解除|不再(?:采取|实施|适用|执行))"
)
# Somebody is asked to stop, might stop, or stops something that is nobody's measure.
NOT_DONE = re.compile(
    r"(?:敦促|要求|希望|呼吁|如果?|若|可以?|应当?|将视|不会|尽快|立即|拟|是否|或者?|同时|申请|经审核|可依法)[^，。；]{0,12}$"
)
NO_MEASURE = re.compile(
    r"(?:停止|取消|恢复|暂停|中止|解除)(?:或|供应|供货|对中国|对华|打压|错误|干涉|实施上述|执行.{0,10}合同|合作|其|针对中国|生产|出口经营|加征|征收)"
)
OBJECT = re.compile(r"措施|公告|管制|决定|实施|清单|名单|调查")
OWN_START = re.compile(r"自[^，。；]{1,24}起|经批准|决定|公告|现将|自即日")
AGAIN = re.compile(r"上述|前述|该公告|相关措施|有关措施")
OUR_MEASURES = re.compile(rf"出口管制|临时管制|{LIST_NAMES}")
COUNTERMEASURES = re.compile(r"反制措施")
NAMED_BODY = re.compile(r"公司|集团|会社|实体|企业|清单")
TARIFF = re.compile(r"关税|港务费|反倾销|反补贴")
NAMED = re.compile(r"对(?P<names>[^，。；]{2,400}?)(?:采取|实施|的)[^，。；]{0,12}措施")
# A ministry's announcement never concerns the mechanism's list, whatever list its sentence names beside it.
OF_MINISTRY = tuple(entry for entry in LISTS if entry[0] != "unreliable-entity-list")
SERIES_REGIME: dict[str, Regime] = {"UEL": "unreliable-entity-list", "MOFCOM-ORDER": "countermeasures"}
MOST = 100  # verbs of one sentence
WITHOUT_NUMBER = "no notice is named by number: which measures rest must be said by a person"


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
        found = _acts(sentence.text)
        starts = STARTS.search(sentence.text)
        inherited = start_of(starts, reading.announced_on) if starts else inherited if found else None
        if inherited or OWN_START.search(sentence.text) or _promised(sentence.text):
            for act in found:
                yield from _events(reading, sentence, act, dated, inherited)


def _promised(text: str) -> bool:
    return "中方将" in text


def _acts(text: str) -> list[Act]:
    """The verbs of a sentence with their parts: from the verb before to the verb behind."""
    verbs = list(islice(VERBS.finditer(text), MOST)) if OBJECT.search(text) else []
    ends = [verb.start() for verb in verbs[1:]] + [len(text)]
    begins = [0] + [verb.end() for verb in verbs[:-1]]
    return [
        Act(action=verb.lastgroup, start=verb.start(), clause_start=begin, clause_end=end)  # type: ignore[arg-type]
        for verb, begin, end in zip(verbs, begins, ends, strict=False)
        if _is_done(text, verb)
    ]


def _is_done(text: str, verb: re.Match[str]) -> bool:
    """Whether the verb is an act of ours: not asked for, not possible, not another's, not of anything but measures."""
    before = text[max(0, verb.start() - 20) : verb.start()]
    asked = NOT_DONE.search(before) or NO_MEASURE.match(text, verb.start())
    titled = text.rfind("《", 0, verb.start()) > text.rfind("》", 0, verb.start())
    return not (asked or titled or is_theirs(text, verb.start()))


def _events(
    reading: Reading, sentence: Sentence, act: Act, dated: dict[str, str], inherited: str | None
) -> Iterator[PolicyEvent]:
    """One event for each regime whose notices an act names."""
    text = sentence.text
    if TARIFF.search(text, act.start, act.clause_end):
        return
    affects, begin = _affected(reading, sentence, act, dated)
    start = _start(text, act)
    starts = (start_of(start, reading.announced_on) if start else None) or inherited or reading.effective_on
    until = until_on(_own_clause(text, act, begin), starts) if act.action in ("suspend", "extend") else None
    opens = start.start() if start and act.clause_start <= start.start() <= act.start else min(begin, act.start)
    for regime, keys in _by_regime(reading, sentence, affects).items():
        if keys or _our_measures(text, act):
            yield replace(
                reading.act(act.action, regime, sentence.evidence(opens, _trimmed(text, act.clause_end))),
                affects=keys,
                targets=_targets(reading, sentence, act),
                declared_count=declared_count(text[begin : act.clause_end]),
                effective_on=starts,
                until_on=until,
                measures=_measures(reading, regime),
                held=None if keys else WITHOUT_NUMBER,
            )


def _affected(reading: Reading, sentence: Sentence, act: Act, dated: dict[str, str]) -> tuple[tuple[str, ...], int]:
    """The notices of one act, and where its part of the sentence begins."""
    after = _named(reading, sentence, act.start, act.clause_end, dated)
    if after:
        return after, act.start
    begin = act.clause_start
    before = _named(reading, sentence, begin, act.start, dated)
    if not before and AGAIN.search(sentence.text):
        before = tuple(dict.fromkeys(dated.values()))
    return before, begin


def _named(reading: Reading, sentence: Sentence, start: int, end: int, dated: dict[str, str]) -> tuple[str, ...]:
    """Notices named by number in a part of a sentence, else taken up by their day (对4月4日列入…的16家实体)."""
    if keys := reading.keys_in(sentence, start, end):
        return keys
    days = [place.on for place in printed_dates(sentence.text[start:end], reading.announced_on)]
    return tuple(dict.fromkeys(dated[day] for day in days if day in dated))


def _dated_notices(reading: Reading) -> dict[str, str]:
    """Day of issue -> key, from sentences that name as many days as notices (4月4日和9日…第21号、第22号公告)."""
    found: dict[str, str] = {}
    for sentence in reading.own:
        keys = reading.keys_in(sentence)
        places = printed_dates(outside_starts(sentence.text), reading.announced_on)
        days = list(dict.fromkeys(place.on for place in places if place.on <= (reading.announced_on or "")))
        if keys and len(keys) == len(days):
            found.update(zip(days, keys, strict=True))
    return found


def _by_regime(reading: Reading, sentence: Sentence, affects: tuple[str, ...]) -> dict[Regime, tuple[str, ...]]:
    """The notices by regime: by their series, else by the list that the words around them are about."""
    if not affects:
        regime = _regime(reading, (sentence.text,), LISTS)
        return {regime: ()} if regime else {}
    found: dict[Regime, tuple[str, ...]] = {}
    for key in affects:
        naming = tuple(one.text for one in reading.own if key in reading.keys_in(one))
        of_series = SERIES_REGIME.get(key.rsplit("-", 2)[0])
        regime = of_series or _regime(reading, (sentence.text, *naming), OF_MINISTRY) or "dual-use-items"
        found[regime] = (*found.get(regime, ()), key)
    return found


def _regime(reading: Reading, texts: tuple[str, ...], names: tuple[tuple[Regime, str], ...]) -> Regime | None:
    """The first list in the texts nearest to the act, then in the title and the page."""
    for text in texts:
        if regime := regime_of(text, names):
            return regime
    if names is LISTS and COUNTERMEASURES.search(texts[0]):
        return "countermeasures"
    page = "\n".join(one.text for one in reading.own)
    return (
        regime_of(reading.notice.title, names)
        or regime_of(page, names)
        or ("dual-use-items" if ITEM_CONTROL.search(texts[0]) else None)
    )


def _our_measures(text: str, act: Act) -> bool:
    """Without a number: measures of ours are named (暂停实施…出口管制措施), no tariff."""
    clause = text[act.start : act.clause_end] + text[act.clause_start : act.start]
    if OUR_MEASURES.search(clause):
        return True
    return bool(COUNTERMEASURES.search(clause) and NAMED_BODY.search(clause))


def _start(text: str, act: Act) -> re.Match[str] | None:
    """The nearest start of ours before the verb, else the first of the sentence."""
    starts = list(STARTS.finditer(text))
    before = [match for match in starts if match.start() <= act.start and not is_theirs(text, match.start())]
    return before[-1] if before else starts[0] if starts else None


def _own_clause(text: str, act: Act, begin: int) -> str:
    """The words from which the term is read: of this act alone, or the head of the sentence when it has one verb."""
    head = text[: act.start] if act.clause_start == 0 else ""
    return re.sub(r"自[^，。；]{1,30}?起", "", head) + text[max(begin, act.start) : act.clause_end]


def _targets(reading: Reading, sentence: Sentence, act: Act) -> tuple[Target, ...]:
    """Bodies named with their Latin form as those whose measures rest; a parent named only for its units is none."""
    match = NAMED.search(sentence.text, act.start, act.clause_end)
    names = sentence.as_printed(match.start("names"), match.end("names")) if match else ""
    return targets_named(names, reading.nation) if re.search(r"[（(][^（）()]*[A-Za-z]", names) else ()


def _measures(reading: Reading, regime: Regime) -> tuple[Measure, ...]:
    """What the text repeats of the measures that rest: where it is about several lists, under the list's own name."""
    lists = {found for one in reading.own if (found := regime_of(one.text))}
    if len(lists) < 2:
        return reading.measures()
    codes: set[Measure] = set()
    current: Regime | None = None
    for sentence in reading.own:
        current = regime_of(sentence.text) or current
        codes.update(reading.measures(*sentence.span()) if current == regime else ())
    return tuple(sorted(codes))


def _trimmed(text: str, end: int) -> int:
    return len(text[:end].rstrip("，、和并及对 "))
