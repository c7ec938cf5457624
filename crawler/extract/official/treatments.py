"""Measures against bodies that no list is named for, or added to a listing made before: firms and their executives."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.extract.official.dates import STARTS, start_of
from crawler.extract.official.names import COMPANY, OFFICES, person
from crawler.extract.official.naming import Naming, targets_of
from crawler.extract.official.nations import is_theirs, nation_in
from crawler.extract.official.numerals import declared_count
from crawler.extract.official.reading import Reading
from crawler.extract.official.running import SEPARATOR, targets_named
from crawler.extract.official.sentences import Sentence
from storage.model import PolicyEvent, Regime, Target

CORRECTED = re.compile(r"更正为|予以更正|更正如下|修正为|勘误")
TREATED = re.compile(r"采取(?:以下|下列|如下|相应)?(?P<kind>反制|处理|不可靠实体清单处理)?措施")
ANAPHOR = re.compile(r"(?:该|上述|前述)")
TITLED = re.compile(r"对(?P<names>[^，。；]{2,200}?)(?:追加|采取|实施)")
DAY_REACH = 60  # characters before 决定 in which the day of a recalled act stands
ENTRY = re.compile(r"入境")
BARRED = re.compile(r"禁止|不准|限制|不批准")
OF_EMPLOYER = re.compile(
    rf"^(?P<employer>[^（）()]{{2,40}}?(?:{COMPANY.pattern}))(?:的|(?={OFFICES.pattern.replace('?P<role>', '?:')}))"
)
LATIN_FORM = re.compile(r"[（(][^（）()]{0,80}[A-Za-z][^（）()]{0,80}[）)]")


def treatments(reading: Reading) -> Iterator[PolicyEvent]:
    """`决定对NAMES采取以下反制措施`, a listing by its regime, and `…处理措施`, added to one made before (rule 6)."""
    for sentence in reading.own:
        match = TREATED.search(sentence.text)
        decided = sentence.text.rfind("决定对", 0, match.start()) if match else -1
        if match is None or decided < 0 or is_theirs(sentence.text, decided):
            continue
        if reading.recalls(sentence.text[max(decided - DAY_REACH, 0) : decided]):
            continue
        naming = Naming(sentence=sentence, begins=decided, start=decided + 3, end=match.start(), closes=match.end())
        if match["kind"] == "反制":
            yield _treatment(reading, naming, "countermeasures")
        elif reading.regime(before=sentence.text) == "unreliable-entity-list":
            yield _treatment(reading, naming, "unreliable-entity-list")


def _treatment(reading: Reading, naming: Naming, regime: Regime) -> PolicyEvent:
    sentence = naming.sentence
    adds = regime == "unreliable-entity-list"
    event = reading.act("amend" if adds else "list", regime, sentence.evidence(naming.begins))
    return replace(
        event,
        instrument=event.instrument or reading.told_instrument(sentence, regime),
        affects=_recalled(reading) if adds else (),
        targets=tuple(with_latin(reading, target) for target in _treated(reading, regime, naming)),
        declared_count=declared_count(naming.clause),
        measures=reading.measures(sentence.start),
    )


def _treated(reading: Reading, regime: Regime, naming: Naming) -> tuple[Target, ...]:
    """Whom the decision names; 该企业 and 上述公司 are those whom the title names."""
    titled = TITLED.search(reading.notice.title) if ANAPHOR.match(naming.printed) else None
    if titled is None:
        return targets_of(reading, regime, naming)
    return targets_named(titled["names"], nation_in(titled["names"]) or reading.nation)


def _recalled(reading: Reading) -> tuple[str, ...]:
    """Notices named in the recall of the listing that a measure is added to."""
    keys = [key for one in reading.own if re.search(r"列入|清单", one.text) for key in reading.keys_in(one)]
    return tuple(dict.fromkeys(keys))


def corrections(reading: Reading) -> Iterator[PolicyEvent]:
    """A notice that corrects what another printed: 公告2026年第27号附件中…更正为…."""
    for sentence in reading.own:
        if reading.basis != "notice" or not CORRECTED.search(sentence.text):
            continue
        keys = reading.keys_in(sentence)
        regime = reading.regime(before=sentence.text)
        if keys and regime:
            yield replace(reading.act("amend", regime, sentence.evidence()), affects=keys)


def executives(reading: Reading) -> Iterator[PolicyEvent]:
    """Persons barred by name from a firm listed before: 禁止甲公司的约翰·史密斯（John Smith）…入境."""
    for sentence in reading.own:
        closes = ENTRY.search(sentence.text)
        opens = BARRED.search(sentence.text, 0, closes.start()) if closes else None
        if closes is None or opens is None or not re.search(r"决定|自", sentence.text[: opens.start()]):
            continue
        if persons := tuple(_persons(sentence, opens.end(), closes.start())):
            yield _barring(reading, sentence, opens, persons)


def _barring(reading: Reading, sentence: Sentence, opens: re.Match[str], persons: tuple[Target, ...]) -> PolicyEvent:
    begins = max(sentence.text.rfind("决定", 0, opens.start()), 0)
    starts = STARTS.search(sentence.text, begins)
    event = reading.act("amend", reading.regime() or "countermeasures", sentence.evidence(begins))
    return replace(
        event,
        affects=_recalled(reading),
        targets=persons,
        effective_on=start_of(starts, reading.announced_on) if starts else event.effective_on,
        measures=tuple(sorted({"entry-ban", *reading.measures(*sentence.span())})),
    )


def _persons(sentence: Sentence, start: int, end: int) -> Iterator[Target]:
    """The persons between 禁止 and 入境; an employer holds for all who follow up to the next."""
    employer: str | None = None
    printed = sentence.as_printed(start, end)
    for part in re.split(rf"(?<=[）)])(?:{SEPARATOR.pattern})", printed):
        of = OF_EMPLOYER.match(part)
        employer = of["employer"].strip() if of else employer
        named = part[of.end() :] if of else part
        if LATIN_FORM.search(named) and (known := person(named, employer, surely=True)):
            yield known


def with_latin(reading: Reading, target: Target) -> Target:
    """The target with the Latin name that the notice prints behind its Chinese name elsewhere."""
    if target.name_zh is None or target.name_en is not None:
        return target
    place = reading.notice.text.find(f"{target.name_zh}（")
    printed = LATIN_FORM.match(reading.notice.text, place + len(target.name_zh)) if place >= 0 else None
    return targets_named(target.name_zh + printed[0], target.country)[0] if printed else target
