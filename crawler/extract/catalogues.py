"""Catalogues amended, and drafts laid open for comment."""

import re
from collections.abc import Iterator

from crawler.extract.controls import REPLACED
from crawler.extract.dates import printed_dates
from crawler.extract.items import coded_items
from crawler.extract.numerals import NUMBER, number
from crawler.extract.reading import Reading
from crawler.extract.regimes import CATALOGUE_NAMES, CATALOGUES, NATION, NATIONS, regime_of
from crawler.extract.sentences import Sentence
from storage.model import PolicyEvent, Regime, Target

PUBLISHED = re.compile(
    rf"(?:公布|发布|调整|修订|修改|增列)[^。；\n]{{0,120}}(?:{CATALOGUE_NAMES})|(?:{CATALOGUE_NAMES})[^。；\n]{{0,80}}(?:公布|发布|调整|修订|修改)"
)
CONSULTED = re.compile(r"征求(?:社会)?(?:公众)?意见")
DEADLINE = re.compile(r"(?:截止|之?前(?:将|通过|反馈|提出|以)|征求意见.{0,12}[至到]|于)")
ADDED_NATIONS = re.compile(rf"将(?P<nations>(?:(?:{NATION})[、和及]?){{1,20}})(?:增列|列|纳)入")
NATION_COUNT = re.compile(rf"(?P<number>{NUMBER})个国家")
IMPORT_ONLY = re.compile(r"(?<!出口)(?<!进)进口许可证管理")


def amendments(reading: Reading) -> Iterator[PolicyEvent]:
    """A notice that publishes a catalogue anew or changes it."""
    if reading.basis != "notice" or CONSULTED.search(reading.notice.title) or IMPORT_ONLY.search(reading.notice.title):
        return
    act = _publishing_sentence(reading)
    regime = regime_of(act.text, CATALOGUES) if act else None
    if act is None or regime is None:
        return
    yield PolicyEvent(
        action="amend",
        regime=regime,
        basis=reading.basis,
        instrument=reading.notice.instrument,
        affects=_replaced(reading, regime, act),
        targets=_nations(reading) + (coded_items(reading.notice.text) if regime == "technology-catalogue" else ()),
        declared_count=_count_of_nations(reading),
        announced_on=reading.announced_on,
        effective_on=reading.effective_on,
        measures=("export-licence",) if regime == "licence-catalogue" or "许可" in reading.body else (),
        evidence=act.evidence(),
    )


def _publishing_sentence(reading: Reading) -> Sentence | None:
    """The sentence that names what is new (将美国增列入…), else the one that publishes the catalogue."""
    found = [one for one in reading.own if PUBLISHED.search(one.text) and not re.search(r"废止$", one.text)]
    return next((one for one in found if ADDED_NATIONS.search(one.text)), found[0] if found else None)


def _replaced(reading: Reading, regime: Regime, act: Sentence) -> tuple[str, ...]:
    """Notices by which the catalogue stood so far: repealed, or named where it is changed."""
    keys: list[str] = []
    for sentence in reading.own:
        repealed = REPLACED.search(sentence.text) and regime_of(sentence.text, CATALOGUES) == regime
        if repealed or sentence == act:
            keys.extend(reading.keys_in(sentence))
    return tuple(dict.fromkeys(key for key in keys if not key.startswith("MOFCOM-ORDER")))


def _nations(reading: Reading) -> tuple[Target, ...]:
    match = ADDED_NATIONS.search(reading.body)
    names = re.findall(NATION, match["nations"]) if match else []
    return tuple(Target(kind="country", name_zh=name, country=NATIONS[name]) for name in names)


def _count_of_nations(reading: Reading) -> int | None:
    match = NATION_COUNT.search(reading.body)
    return number(match["number"]) if match and _nations(reading) else None


def consultations(reading: Reading) -> Iterator[PolicyEvent]:
    """A draft laid open for comment, with its closing day."""
    asked = next((one for one in reading.own if CONSULTED.search(one.text)), None)
    subject = reading.notice.title + (asked.text if asked else "")
    if asked is None or not CONSULTED.search(reading.notice.title) or reading.basis != "notice":
        return
    regime = regime_of(subject, CATALOGUES) or (
        "dual-use-items" if re.search(r"两用物项.{0,12}(?:清单|目录)", subject) else None
    )
    if regime is None:
        return
    yield PolicyEvent(
        action="propose",
        regime=regime,
        basis=reading.basis,
        instrument=reading.notice.instrument,
        targets=coded_items(reading.notice.text),
        announced_on=reading.announced_on,
        until_on=_closing_day(reading),
        evidence=asked.evidence(),
    )


def _closing_day(reading: Reading) -> str | None:
    """The last printed day in a sentence on how and until when to comment."""
    days = [
        place.on
        for sentence in reading.own
        if DEADLINE.search(sentence.text) and "意见" in sentence.text
        for place in printed_dates(sentence.text, reading.announced_on)
    ]
    later = [day for day in days if reading.announced_on is None or day > reading.announced_on]
    return max(later) if later else None
