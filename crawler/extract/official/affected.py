"""Which notices an act changes: named by number, taken up by their day, or by 上述; and what each is about."""

import re
from itertools import zip_longest

from crawler.extract.official.dates import ENDS, STARTS, outside_starts, printed_dates
from crawler.extract.official.nations import nation_in
from crawler.extract.official.numerals import declared_count, declared_counts
from crawler.extract.official.reading import Reading
from crawler.extract.official.regimes import ITEM_CONTROL, regime_of, regimes_of
from crawler.extract.official.resting import COUNTERMEASURES, Act
from crawler.extract.official.sentences import Sentence
from storage.model import Referral, Regime

AGAIN = re.compile(r"上述|前述|该公告|相关措施|有关措施")
GOODS_CONTROL = re.compile(r"(?:物项|技术)[^，。；]{0,12}(?:管制|公告)")
OF_SERIES: dict[str, Regime] = {"UEL": "unreliable-entity-list", "MOFCOM-ORDER": "countermeasures"}


def dated_notices(reading: Reading) -> dict[str, str]:
    """Day of issue -> key, from sentences that name as many days as notices (4月4日和9日…第21号、第22号公告)."""
    found: dict[str, str] = {}
    for sentence in reading.own:
        if not (keys := reading.keys_in(sentence)):
            continue
        places = printed_dates(outside_starts(sentence.text), reading.announced_on)
        days = list(dict.fromkeys(place.on for place in places if place.on <= (reading.announced_on or "")))
        if len(keys) == len(days):
            found.update(zip(days, keys, strict=True))
    return found


def affected(reading: Reading, sentence: Sentence, act: Act, dated: dict[str, str]) -> tuple[tuple[str, ...], int]:
    """The notices of one act, and where its part of the sentence begins: behind the verb, else before it."""
    if after := _named(reading, sentence, act.start, act.clause_end, dated):
        return after, act.start
    before = _named(reading, sentence, act.clause_start, act.start, dated)
    if not before and AGAIN.search(sentence.text):
        before = tuple(dict.fromkeys(dated.values()))
    return before, act.clause_start if before else act.opens


def _named(reading: Reading, sentence: Sentence, start: int, end: int, dated: dict[str, str]) -> tuple[str, ...]:
    """Notices named by number in a part of a sentence, else taken up by their day (对4月4日列入…的16家实体)."""
    if keys := reading.keys_in(sentence, start, end):
        return keys
    days = [place.on for place in printed_dates(sentence.text[start:end], reading.announced_on)]
    return tuple(dict.fromkeys(dated[day] for day in days if day in dated))


def referrals(reading: Reading, act: Act) -> tuple[Referral, ...]:
    """The notices that an act means without their number: behind the verb, else before it."""
    behind = act.text[act.start : act.clause_end]
    return _meant(behind, reading.announced_on) or _meant(act.clause, reading.announced_on)


def _meant(part: str, announced_on: str | None) -> tuple[Referral, ...]:
    """Notices spoken of by their day, their count or both (3月4日将15家美国实体列入…)."""
    own = [match.span() for pattern in (STARTS, ENDS) for match in pattern.finditer(part)]  # days of the act itself
    earlier = (place for place in printed_dates(part, announced_on) if place.on < (announced_on or ""))
    days = [place for place in earlier if not any(start <= place.start < end for start, end in own)]
    counts: list[int | None] = [*declared_counts(part)]
    country = nation_in(part)
    if days and len(counts) != len(days):
        ends = [place.start for place in days[1:]] + [len(part)]
        counts = [declared_count(part[place.end : end]) for place, end in zip(days, ends, strict=True)]
    paired = zip_longest((place.on for place in days), counts)
    return tuple(Referral(on=on, count=count, country=country) for on, count in paired)


def by_regime(reading: Reading, sentence: Sentence, keys: tuple[str, ...]) -> dict[Regime, tuple[str, ...]]:
    """The notices by regime: by their series, else by the list that the words around them are about."""
    if not keys:
        regime = "countermeasures" if _is_counter(sentence.text) else _regime(reading, sentence)
        return {regime: ()} if regime else {}
    found: dict[Regime, tuple[str, ...]] = {}
    for key in keys:
        of_series = OF_SERIES.get(key.rsplit("-", 2)[0])
        regime = of_series or _regime(reading, sentence, key) or "dual-use-items"
        found[regime] = (*found.get(regime, ()), key)
    return found


def _is_counter(text: str) -> bool:
    """Whether measures of no list are meant (暂停对甲公司实施反制措施)."""
    return regime_of(text) is None and COUNTERMEASURES.search(text) is not None


def _regime(reading: Reading, sentence: Sentence, key: str = "") -> Regime | None:
    """The first list in the words nearest to a notice, then in the title, then on the page; else goods, if they are.

    A ministry's announcement never concerns the mechanism's list, whatever list its sentence names beside it.
    """
    titled = reading.titles.get(key, "")
    near = (*regimes_of(titled), *regimes_of(sentence.text), *reading.lists_beside.get(key, ()))
    goods: tuple[Regime, ...] = ("dual-use-items",) if GOODS_CONTROL.search(titled + sentence.text) else ()
    named = (*near, *regimes_of(reading.notice.title), *goods, *reading.regimes)
    unwanted = "unreliable-entity-list" if key else None
    return next((regime for regime in named if regime != unwanted), None) or _of_measures(titled + sentence.text)


def _of_measures(text: str) -> Regime | None:
    """Whose measures a sentence means that names no list: counted bodies' (对3家实体采取的出口管制措施), or goods'."""
    if declared_count(text) is not None:
        return "export-control-list"
    return "dual-use-items" if ITEM_CONTROL.search(text) else None
