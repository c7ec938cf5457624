"""Who is put on a list or struck from it: 决定将NAMES列入LIST, by notice or by the spokesperson's word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from crawler.extract.official.dates import STARTS, effective_on, start_of
from crawler.extract.official.naming import Naming, targets_of, unread
from crawler.extract.official.nations import is_theirs
from crawler.extract.official.numerals import declared_count
from crawler.extract.official.reading import Reading
from crawler.extract.official.regimes import LIST_NAMES, lawful, regime_of, regimes_of
from crawler.extract.official.resting import VERBS
from crawler.extract.official.sentences import Sentence, is_quoted
from storage.model import Measure, PolicyEvent, Regime

MOST = 100  # acts of one sentence
LIST = rf"[《“\"]?(?:{LIST_NAMES})"
PUT_ON = re.compile(rf"(?:增列|列|纳)入{LIST}(?:[》”]?(?:和|、|及){LIST})?")
STRUCK = re.compile(rf"移(?:除)?出?{LIST}|从{LIST}[》”]?中?(?:移出|移除|删除)")
# What might be, what the rules provide for, what others are urged to do: no act.
POSSIBLE = re.compile(r"(?:(?<!不)可以?|应当|考虑|不排除|是否|(?<![模虚])拟|有权|申请|能够)[^，。；将]{0,12}$")
POSSIBLE_REACH = 20
URGED = re.compile(r"敦促|要求|希望|呼吁|如果|如违反|否则|凡|对于违反|一旦")
OWN_NEWS = re.compile(r"决定|宣布|依法|公告|公布|工作机制")
SAME_NAMES = re.compile(r"[》”]?[，、]?(?:并|同时|且){0,2}(?:将其)?")
GOES_ON = re.compile(r"(?:同时|并|另)?[，]?[将把]")
DAY_REACH = 60  # characters before 将 in which the day of a recalled act stands
REGIME_MEASURES: dict[Regime, tuple[Measure, ...]] = {"watch-list": ("enhanced-review",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Names put on the list of a regime, or struck from it."""

    naming: Naming
    regime: Regime
    strikes: bool


def listings(reading: Reading) -> Iterator[PolicyEvent]:
    """Every act that puts bodies on a list or strikes them from it."""
    acts = list(_all_acts(reading))
    for act in acts:
        event = _striking(reading, act) if act.strikes else _listing(reading, act, acts)
        if event.targets or event.declared_count is not None:
            yield event


def _all_acts(reading: Reading) -> Iterator[Act]:
    """Every act of the page; what goes on with 将 behind an act (…；将乙公司列入关注名单) is of the same authority."""
    acted = False
    for sentence in reading.own:
        goes_on = acted and GOES_ON.match(sentence.text) is not None
        acts = list(_acts(reading, sentence, goes_on=goes_on))
        acted = bool(acts) or (acted and goes_on)
        yield from acts


def _acts(reading: Reading, sentence: Sentence, *, goes_on: bool) -> Iterator[Act]:
    """Every act in a sentence, in order."""
    found = [*islice(PUT_ON.finditer(sentence.text), MOST), *islice(STRUCK.finditer(sentence.text), MOST)]
    last, naming = 0, None
    for match in sorted(found, key=re.Match.start):
        if is_quoted(sentence.text, match.start()):
            continue
        if naming and SAME_NAMES.fullmatch(sentence.text, last, match.start()):  # …移出关注名单，并列入管控名单
            naming = replace(naming, closes=match.end())
        elif decided := _decided(reading, sentence, last, match, goes_on=goes_on):
            naming = decided
        else:
            continue
        last = match.end()
        for regime in regimes_of(match[0]):
            yield Act(naming=naming, regime=regime, strikes=match.re is STRUCK)


def _decided(reading: Reading, sentence: Sentence, last: int, match: re.Match[str], *, goes_on: bool) -> Naming | None:
    """The names of `决定将NAMES列入`, or None when no act of our authority is told; `last` ends the act before."""
    text = sentence.text
    decided = text.rfind("决定", last, match.start())
    put = _put(text, decided, last, match.start())
    if put < 0 or not _is_act(text, last, put) or not (goes_on or _is_ours(reading, text, last, put, match)):
        return None
    begins = max(text.rfind("决定", 0, put), 0) if decided >= 0 or not last else put
    first = text.find("决定", last, put)
    if first >= 0 and VERBS.search(text, first, put):
        begins = put  # 决定停止…措施，将甲公司移出…: the words between are another act's
    return Naming(sentence=sentence, begins=begins, start=put + 1, end=match.start(), closes=match.end())


def _put(text: str, decided: int, last: int, end: int) -> int:
    """Where 将 or 把 opens the names: the first behind 决定, else the last before the list."""
    if decided >= 0:
        return min((place for word in "将把" if (place := text.find(word, decided, end)) >= 0), default=-1)
    return max(text.rfind(word, last, end) for word in "将把")


def _is_act(text: str, last: int, put: int) -> bool:
    """Whether something is done, by us: not possible, not asked for, no remark, not another government's."""
    possible = POSSIBLE.search(text, max(put - POSSIBLE_REACH, last), put)
    remarked = text.rfind("（", last, put) > text.rfind("）", last, put)
    return not (possible or remarked or URGED.search(text, last, put) or is_theirs(text, put))


def _is_ours(reading: Reading, text: str, last: int, put: int, match: re.Match[str]) -> bool:
    """Whether the authority acts now: it decides, or the title says so; in an answer it may also have announced it.

    What is told of another day is a recall.
    """
    before = text[:put]
    if reading.recalls(text[max(last, put - DAY_REACH) : put]):
        return False
    if "决定" in before:
        return True
    if reading.basis == "statement":
        return bool(OWN_NEWS.search(before)) and reading.is_news(before)
    titled = PUT_ON.search(reading.notice.title) or STRUCK.search(reading.notice.title)
    return titled is not None and regime_of(titled[0]) == regime_of(match[0])


def _listing(reading: Reading, act: Act, acts: list[Act]) -> PolicyEvent:
    naming, sentence = act.naming, act.naming.sentence
    event = reading.act("list", act.regime, sentence.evidence(naming.begins))
    return replace(
        event,
        instrument=event.instrument or reading.told_instrument(sentence, act.regime),
        targets=targets_of(reading, act.regime, naming),
        declared_count=declared_count(naming.clause),
        effective_on=_starts(reading, naming) or event.effective_on,
        measures=with_usual(act.regime, _measures(reading, act, acts)),
        held=unread(reading, naming),
    )


def with_usual(regime: Regime, measures: set[Measure]) -> tuple[Measure, ...]:
    """The measures with those that a regime always has, sorted."""
    return lawful(regime, {*measures, *REGIME_MEASURES.get(regime, ())})


def _measures(reading: Reading, act: Act, acts: list[Act]) -> set[Measure]:
    """The measures printed from the decision to the next that lists, but for those about another list or its annex."""
    begins = act.naming.sentence.start
    until = min((start for one in acts if (start := one.naming.sentence.start) > begins), default=None)
    others = {one.regime: one.naming.annex for one in acts if one.regime != act.regime}
    if not others:
        return set(reading.measures(begins, until))
    codes: set[Measure] = set()
    for sentence in reading.own:
        inside = begins <= sentence.start and (until is None or sentence.start < until)
        if inside and (sentence.start == begins or not _concerns(sentence.text, others)):
            codes.update(reading.measures(*sentence.span()))
    return codes


def _concerns(text: str, others: dict[Regime, int]) -> bool:
    """Whether a sentence speaks of one of other lists, or of the annex in which its names stand."""
    return regime_of(text) in others or any(annex and f"附件{annex}" in text for annex in others.values())


def _starts(reading: Reading, naming: Naming) -> str | None:
    """A start printed with the decision itself: 决定自4月10日起将… · 将…列入…，自4月10日起施行."""
    match = STARTS.search(naming.sentence.text, naming.begins, naming.start)
    if match:
        return start_of(match, reading.announced_on)
    return effective_on(naming.sentence.text[naming.closes :], reading.announced_on)


def _striking(reading: Reading, act: Act) -> PolicyEvent:
    naming, sentence = act.naming, act.naming.sentence
    return replace(
        reading.act("delist", act.regime, sentence.evidence(naming.begins)),
        affects=reading.keys_in(sentence, naming.begins),
        targets=targets_of(reading, act.regime, naming),
        declared_count=declared_count(sentence.text[naming.start : naming.closes]),
        effective_on=_starts(reading, naming) or reading.effective_on,
    )
