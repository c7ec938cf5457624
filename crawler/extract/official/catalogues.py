"""Catalogues amended, and drafts laid open for comment."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from crawler.extract.official.controls import REPLACED, keys_outside_basis
from crawler.extract.official.dates import effective_on, printed_dates
from crawler.extract.official.items import coded_items
from crawler.extract.official.nations import NATION, NATIONS, is_theirs, nations_in
from crawler.extract.official.numerals import NUMBER, number
from crawler.extract.official.reading import Reading
from crawler.extract.official.regimes import CATALOGUE_NAMES, CATALOGUES, Names, regime_of
from crawler.extract.official.sentences import Sentence
from storage.model import PolicyEvent, Regime, Target

CATALOGUE = re.compile(CATALOGUE_NAMES)
PUBLISHED = re.compile(r"公布|发布|调整|修订|修改|增列|纳入")
MOST = 100  # catalogues named in one sentence
AROUND = 120  # characters between 公布 and the catalogue's name
CONSULTED = re.compile(r"征求(?:社会)?(?:公众)?意见")
DEADLINE = re.compile(r"截止|截至|之?前|征求意见.{0,24}[至到]|于|延长")
COMMENT = re.compile(r"意见|反馈")
ADDED_NATIONS = re.compile(rf"将(?P<nations>(?:(?:{NATION})[、和及]?){{1,20}})(?:增列|列|纳)入")
NATION_COUNT = re.compile(rf"(?P<number>{NUMBER})个国家")
IMPORT_ONLY = re.compile(r"(?<!出口)(?<!进)进口许可证管理|自动进口")
DRAFTED: Names = (
    *CATALOGUES,
    ("unreliable-entity-list", re.compile(r"不可靠实体清单")),
    ("dual-use-items", re.compile(r"两用物项|出口管制")),
)


def amendments(reading: Reading) -> Iterator[PolicyEvent]:
    """A notice, or an answer about one just issued, that publishes a catalogue anew or changes it."""
    if CONSULTED.search(reading.notice.title) or IMPORT_ONLY.search(reading.notice.title):
        return
    act = _publishing_sentence(reading)
    regime = regime_of(act.text, CATALOGUES) if act else None
    if act is None or regime is None:
        return
    event = reading.act("amend", regime, act.evidence())
    yield replace(
        event,
        instrument=event.instrument or reading.told_instrument(act),
        affects=_replaced(reading, regime, act) if reading.basis == "notice" else (),
        targets=_nations(reading) + (coded_items(reading.notice.text) if regime == "technology-catalogue" else ()),
        declared_count=_count_of_nations(reading),
        effective_on=event.effective_on or effective_on(act.text, reading.announced_on),
        measures=("export-licence",) if regime == "licence-catalogue" or "许可" in reading.notice.text else (),
    )


def _publishing_sentence(reading: Reading) -> Sentence | None:
    """The sentence that names what is new (将美国增列入…), else the one that publishes the catalogue."""
    found = [one for one in reading.own if _publishes(reading, one)]
    return next((one for one in found if ADDED_NATIONS.search(one.text)), found[0] if found else None)


def _publishes(reading: Reading, sentence: Sentence) -> bool:
    text = sentence.text
    named = (match.span() for match in islice(CATALOGUE.finditer(text), MOST) if not is_theirs(text, match.start()))
    published = any(PUBLISHED.search(text, max(0, start - AROUND), end + AROUND) for start, end in named)
    if not published or text.endswith("废止"):
        return False
    return reading.is_news(text) and (reading.basis == "notice" or _is_topic(reading))


def _is_topic(reading: Reading) -> bool:
    """An answer speaks of a catalogue as its news when its title names it."""
    return CATALOGUE.search(reading.notice.title) is not None


def _replaced(reading: Reading, regime: Regime, act: Sentence) -> tuple[str, ...]:
    """Notices by which the catalogue stood so far: repealed, or named where it is changed."""
    keys: list[str] = []
    for sentence in reading.own:
        repealed = REPLACED.search(sentence.text) and regime_of(sentence.text, CATALOGUES) in (regime, None)
        if repealed or sentence is act:
            keys.extend(keys_outside_basis(reading, sentence))
    return tuple(dict.fromkeys(keys))


def _nations(reading: Reading) -> tuple[Target, ...]:
    match = next((match for one in reading.own if (match := ADDED_NATIONS.search(one.text))), None)
    names = nations_in(match["nations"]) if match else ()
    return tuple(Target(kind="country", name_zh=name, country=NATIONS[name]) for name in names)


def _count_of_nations(reading: Reading) -> int | None:
    match = next((match for one in reading.own if (match := NATION_COUNT.search(one.text))), None)
    return number(match["number"]) if match and _nations(reading) else None


def consultations(reading: Reading) -> Iterator[PolicyEvent]:
    """A draft laid open for comment, with its closing day."""
    asked = next((one for one in reading.own if CONSULTED.search(one.text)), None)
    if asked is None or not CONSULTED.search(reading.notice.title) or is_theirs(asked.text, len(asked.text)):
        return
    regime = regime_of(reading.notice.title + asked.text, DRAFTED)
    if regime is not None:
        yield replace(
            reading.act("propose", regime, asked.evidence()),
            targets=coded_items(reading.notice.text),
            effective_on=None,
            until_on=_closing_day(reading),
        )


def _closing_day(reading: Reading) -> str | None:
    """The last printed day in a sentence on how and until when to comment."""
    days = [
        place.on
        for sentence in reading.own
        if DEADLINE.search(sentence.text) and COMMENT.search(sentence.text)
        for place in printed_dates(sentence.text, reading.announced_on)
    ]
    later = [day for day in days if reading.announced_on is None or day > reading.announced_on]
    return max(later) if later else None
