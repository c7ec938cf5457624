"""Which measures rest, go on resting, end or come back, and of which notices.

One sentence may hold several acts with different terms: 自5月14日起，暂停A相关措施90天，暂停B相关措施.
Each verb takes the notices that follow it up to the next verb, or, where none follow, those before it (A、B暂停实施).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from crawler.extract.official.affected import affected, by_regime, dated_notices, referrals
from crawler.extract.official.dates import STARTS, start_of, until_on
from crawler.extract.official.numerals import declared_count
from crawler.extract.official.reading import Reading
from crawler.extract.official.regimes import lawful
from crawler.extract.official.resting import Act, acts_in
from crawler.extract.official.running import targets_named
from crawler.extract.official.sentences import Sentence
from storage.model import Evidence, Measure, PolicyEvent, Regime, Target

OWN_START = re.compile(r"自[^，。；]{1,24}起|经批准|决定|公告|现将|自即日|中方|调整包括")
# 对于4月4日列入的…，暂停…。对于4月9日列入的…，停止… : one decision, whose start holds for both
ALIKE = re.compile(r"\s?对于?(?=[^，。；]{0,60}(?:列入|名单|公告))")
ISSUED = re.compile(r"发布|公布")
NAMED = re.compile(r"对(?P<names>[^，。；]{2,400}?)(?:(?:采取|实施)[^，。；]{0,60}|的[^，。；]{0,12})措施")
LATIN_FORM = re.compile(r"[（(][^（）()]*[A-Za-z]")
LATEST = 31  # days between the start of an act and the page that announces it
WITHOUT_NUMBER = "no notice is named by number: which measures rest must be said by a person"


def suspensions(reading: Reading) -> Iterator[PolicyEvent]:
    """Every suspension, extension, resumption and end of measures that the authority states."""
    dated = dated_notices(reading)
    inherited: str | None = None  # 自2025年11月10日起：一、停止…；二、继续暂停… : one start for all up to a full stop
    ended = 0
    for sentence in reading.own:
        acts = acts_in(sentence.text)
        starts = STARTS.search(sentence.text)
        goes_on = acts and ("。" not in reading.notice.text[ended : sentence.start] or ALIKE.match(sentence.text))
        inherited = start_of(starts, reading.announced_on) if starts else inherited if goes_on else None
        ended = sentence.span()[1]
        if inherited or OWN_START.search(sentence.text):
            for act in acts:
                yield from _events(reading, sentence, act, dated, inherited)


def _events(
    reading: Reading, sentence: Sentence, act: Act, dated: dict[str, str], inherited: str | None
) -> Iterator[PolicyEvent]:
    """One event for each regime whose notices an act names."""
    keys, begin = affected(reading, sentence, act, dated)
    starts = (start_of(act.begins, reading.announced_on) if act.begins else None) or inherited or reading.effective_on
    if _is_recalled(starts, reading.announced_on):
        return
    for regime, named in by_regime(reading, sentence, keys).items():
        if named or act.is_of_ours:
            event = reading.act(act.action, regime, _proof(reading, sentence, act, begin, named))
            yield replace(
                event,
                instrument=event.instrument or _told_instrument(reading, sentence, act, named),
                affects=named,
                targets=_targets(reading, sentence, act),
                declared_count=declared_count(act.text[begin : act.clause_end]),
                effective_on=starts,
                until_on=until_on(act.term(begin), starts) if act.action in ("suspend", "extend") else None,
                measures=_measures(reading, regime),
                refers_to=() if named else referrals(reading, act),
                held=None if named else WITHOUT_NUMBER,
            )


def _told_instrument(reading: Reading, sentence: Sentence, act: Act, affected: tuple[str, ...]) -> str | None:
    """In an answer: the notice of the day by which it is done (今天发布2025年第72号公告，暂停…)."""
    issued = ISSUED.search(sentence.text, 0, act.start)
    if reading.basis != "statement" or issued is None or not reading.is_news(sentence.text[: issued.start()]):
        return None
    keys = [key for key in reading.keys_in(sentence, 0, act.start) if key not in affected]
    return keys[0] if len(keys) == 1 else None


def _is_recalled(starts: str | None, announced_on: str | None) -> bool:
    """Whether an act began so long before the page that the page only recalls it."""
    if starts is None or announced_on is None:
        return False
    return date.fromisoformat(starts[:10]) + timedelta(days=LATEST) < date.fromisoformat(announced_on[:10])


def _proof(reading: Reading, sentence: Sentence, act: Act, begin: int, keys: tuple[str, ...]) -> Evidence:
    """The words of the act, from its notices on where they stand before it (第2号公告自3月1日起停止实施)."""
    opens, end = sentence.span(_opens(act, begin), act.closes)
    before = reading.references_in(sentence.place(act.clause_start), opens)
    start = next((one.start for one in before if set(one.keys) & set(keys)), opens)
    return Evidence(quote=reading.notice.text[start:end], start=start, end=end)


def _opens(act: Act, begin: int) -> int:
    """Where the quote begins: at the act's own start, else where its part of the sentence does."""
    if act.begins and act.clause_start <= act.begins.start() <= act.start:
        return act.begins.start()
    return min(begin, act.start)


def _targets(reading: Reading, sentence: Sentence, act: Act) -> tuple[Target, ...]:
    """Bodies named with their Latin form as those whose measures rest; a parent named only for its units is none."""
    match = NAMED.search(act.text, act.start, act.clause_end)
    names = sentence.as_printed(match.start("names"), match.end("names")) if match else ""
    return targets_named(names, reading.nation) if LATIN_FORM.search(names) else ()


def _measures(reading: Reading, regime: Regime) -> tuple[Measure, ...]:
    """What the text repeats of the measures that rest: where it is about several lists, under the list's own name."""
    if len(reading.regimes) < 2:
        return lawful(regime, reading.measures())
    return lawful(regime, reading.measures_of_lists.get(regime, ()))
