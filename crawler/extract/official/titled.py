"""Answers whose title names a listing and whose text only justifies it: 近年来，…等3家公司不顾中方强烈反对…."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.extract.official.listings import LIST, with_usual
from crawler.extract.official.numerals import declared_count
from crawler.extract.official.reading import Reading
from crawler.extract.official.regimes import LIST_NAMES, regime_of
from crawler.extract.official.running import targets_named
from crawler.extract.official.sentences import Sentence
from storage.model import PolicyEvent, Regime, Target

TITLED = re.compile(rf"就(?:将|对|(?=\d))(?P<names>[^，。]{{0,80}}?)(?:被?(?:列|纳)入(?P<list>{LIST})|采取反制措施)")
BLAMED = re.compile(r"(?<=公司|企业|实体|机构|个人|集团)(?:不顾|长期|曾|协助|参与|违反|存在|无视|与台)")
LAWFUL = re.compile(rf"依法|追究|反制|{LIST_NAMES}")
SEVERAL = re.compile(r"[等、]")


def titled_listings(reading: Reading) -> Iterator[PolicyEvent]:
    """The listing that the title of an answer names."""
    match = TITLED.search(reading.notice.title)
    told = _justification(reading) if match and reading.basis == "statement" else None
    if match is None or told is None:
        return
    regime: Regime = regime_of(match["list"] or "") or "countermeasures"
    names = _blamed(told)
    yield replace(
        reading.act("list", regime, told.evidence()),
        instrument=reading.told_instrument(told, regime),
        targets=_targets(reading, names, match["names"]),
        declared_count=declared_count(names) or declared_count(match["names"]),
        measures=with_usual(regime, set(reading.measures())),
    )


def _justification(reading: Reading) -> Sentence | None:
    """The first sentence that blames those who are listed, else the first that speaks of the law or the list."""
    blaming = (one for one in reading.own if BLAMED.search(one.text))
    lawful = (one for one in reading.own if LAWFUL.search(one.text))
    return next(blaming, None) or next(lawful, None)


def _blamed(told: Sentence) -> str:
    """The names before 不顾中方强烈反对, as printed."""
    match = BLAMED.search(told.text)
    return told.as_printed(told.text.rfind("，", 0, match.start()) + 1, match.start()) if match else ""


def _targets(reading: Reading, names: str, titled: str) -> tuple[Target, ...]:
    """The names, unless it is one that the title has not: a parent named only for its units is none."""
    return targets_named(names, reading.nation) if SEVERAL.search(names) or names in titled else ()
