"""Exports to a country, or to its military users, barred or tightened."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.extract.official.controls import replaced
from crawler.extract.official.dates import effective_on
from crawler.extract.official.nations import NATION, NATIONS, is_theirs, nations_in
from crawler.extract.official.reading import Reading
from crawler.extract.official.regimes import lawful
from crawler.extract.official.sentences import Sentence, is_quoted
from storage.model import PolicyEvent, Target

# 加强相关两用物项对美国出口管制 · 禁止两用物项对日本军事用户 … 出口 · 收紧对境外军事用户的两用物项出口
WHOM = rf"(?P<nations>(?:{NATION})(?:[、和及](?:{NATION}))*)|[^，。；\n]{{0,12}}?(?:军事用户|军事最终用户)"
TOWARDS = re.compile(rf"(?:对|向)(?:{WHOM})(?P<what>[^。；\n]{{0,60}}?)出口")
BODIES = re.compile(r"实体|企业|公司|机构|银行")
TIGHTENED = re.compile(r"加强|收紧|禁止|限制|不予许可|严格")
TIGHTENED_BEFORE = 80  # characters between 加强 and 对美国
DECIDED = re.compile(r"决定|公告|发布")
BARRED = re.compile(r"禁止|不予许可|不予批准|不得")


def restrictions(reading: Reading) -> Iterator[PolicyEvent]:
    """The restriction that the decision, else the title, names: whole countries, or military users anywhere."""
    towards, decision = _restricted(reading)
    if towards is None or decision is None:
        return
    act = next((one for one in reading.own if BARRED.search(one.text) and TOWARDS.search(one.text)), decision)
    names = nations_in(towards["nations"] or "")
    event = reading.act("restrict", "dual-use-items", act.evidence())
    yield replace(
        event,
        effective_on=event.effective_on or effective_on(decision.text, reading.announced_on),
        instrument=reading.notice.instrument or reading.told_instrument(decision),
        affects=replaced(reading) if reading.basis == "notice" else (),
        targets=tuple(Target(kind="country", name_zh=name, country=NATIONS[name]) for name in names),
        measures=lawful("dual-use-items", reading.measures()),
    )


def _restricted(reading: Reading) -> tuple[re.Match[str] | None, Sentence | None]:
    """Whom, and the sentence that decides: 决定加强…对日本出口管制."""
    for sentence in reading.own:
        towards = tightened(sentence.text) if DECIDED.search(sentence.text) else None
        if towards and reading.is_news(sentence.text):
            return towards, sentence
    return tightened(reading.notice.title), next((one for one in reading.own if tightened(one.text)), None)


def tightened(text: str) -> re.Match[str] | None:
    """Towards whom exports are tightened, by us."""
    for match in TOWARDS.finditer(text):
        before = text[max(0, match.start() - TIGHTENED_BEFORE) : match.start()]
        whole = TIGHTENED.search(before) and not BODIES.search(match["what"]) and not is_quoted(text, match.start())
        if whole and not is_theirs(text, match.start()):
            return match
    return None
