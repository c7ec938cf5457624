"""Goods and technologies put under control or released, and exports to a country restricted."""

import re
from collections.abc import Iterator

from crawler.extract.dates import STARTS, effective_on, printed_dates, start_of
from crawler.extract.items import coded_items, sections, target_of, uncoded_items
from crawler.extract.reading import Reading
from crawler.extract.regimes import FOREIGN_ACTOR, NATION, NATIONS, measures_in
from crawler.extract.sentences import Sentence
from storage.model import PolicyEvent, Target

CONTROLLED = re.compile(
    r"(?:决定|公布)[^。；\n]{0,200}(?:实施(?:临时)?(?:出口)?管制|采取以下出口管制措施)|现?(?:公布|发布)《?.{0,12}两用物项出口管制清单"
)
PART_IN_FORCE = re.compile(r"本公告[“\"]?(?P<parts>[^。；\n]{1,60}?)部分自")
PART = re.compile(r"[一二三四五六七八九十]{1,3}(?P<label>（[一二三四五六七八九十]{1,3}）)")
REPLACED = re.compile(r"同时废止|停止执行|予以废止|优化调整|进行调整|进行修改")
RELEASED = re.compile(r"(?:取消|解除|不再实施)(?:对.{0,60})?(?:临时)?(?:出口)?管制")
STRENGTHENED = re.compile(
    rf"(?:加强|收紧|禁止|限制)[^。；\n]{{0,60}}(?:对|向)(?P<nation>{NATION})(?:的)?(?:两用物项)?(?:出口管制|出口)"
)
ISSUED = re.compile(
    r"(?:发布|公布)(?:[^。；\n]{0,120}公告[^。；\n]{0,120}(?:实施.{0,8}管制|出口管制)|"
    r"[^。；\n]{0,40}对[^。；\n]{0,160}实施.{0,8}管制(?:措施)?的?(?:公告|决定))"
)


def controls(reading: Reading) -> Iterator[PolicyEvent]:
    """A notice that puts items under control: one event, or one for each part with a date of its own."""
    act = _controlling_sentence(reading)
    if act is None:
        return
    if parts := _parts(reading):
        for sentence, in_force_on, targets in parts:
            yield _control(reading, in_force_on, targets, sentence)
        return
    targets = coded_items(reading.notice.text) or uncoded_items(reading.notice.text)
    yield _control(reading, reading.effective_on, targets, act)


def _controlling_sentence(reading: Reading) -> Sentence | None:
    if reading.basis != "notice" or _strengthened(reading):
        return None
    return next((sentence for sentence in reading.own if CONTROLLED.search(sentence.text)), None)


def _control(reading: Reading, in_force_on: str | None, targets: tuple[Target, ...], proof: Sentence) -> PolicyEvent:
    return PolicyEvent(
        action="control",
        regime="dual-use-items",
        basis=reading.basis,
        instrument=reading.notice.instrument,
        affects=_replaced(reading),
        targets=targets,
        announced_on=reading.announced_on,
        effective_on=in_force_on,
        measures=("export-licence",),
        evidence=proof.evidence(),
    )


def _replaced(reading: Reading) -> tuple[str, ...]:
    """Notices that this one adjusts or repeals; a mere replacement is no `lift`."""
    keys = [key for sentence in reading.own if REPLACED.search(sentence.text) for key in reading.keys_in(sentence)]
    return tuple(dict.fromkeys(key for key in keys if not key.startswith("MOFCOM-ORDER")))


def _parts(reading: Reading) -> list[tuple[Sentence, str | None, tuple[Target, ...]]]:
    """(clause, its date, its items) of `本公告“一（一）”和“一（二）”部分自…起实施`."""
    entries = {entry.label: entry for _, found in sections(reading.notice.text) for entry in found}
    parts = []
    for sentence in reading.own:
        match = PART_IN_FORCE.search(sentence.text)
        starts = STARTS.search(sentence.text, match.start()) if match else None
        if match is None or starts is None:
            continue
        labels = [part["label"] for part in PART.finditer(match["parts"])]
        targets = tuple(target_of(entries[label]) for label in labels if label in entries)
        parts.append((sentence, start_of(starts, reading.announced_on), targets))
    return parts


def releases(reading: Reading) -> Iterator[PolicyEvent]:
    """Items that a notice releases: 其他物项取消临时出口管制."""
    for sentence in reading.own:
        match = RELEASED.search(sentence.text)
        if match is None or reading.basis != "notice" or _whose(sentence.text[: match.start()]):
            continue
        yield PolicyEvent(
            action="lift",
            regime="dual-use-items",
            basis=reading.basis,
            instrument=reading.notice.instrument,
            affects=reading.keys_in(sentence),
            announced_on=reading.announced_on,
            effective_on=reading.effective_on,
            evidence=sentence.evidence(),
        )


def _whose(before: str) -> bool:
    """Whether another government is the one who acts."""
    return bool(re.search(rf"(?:{FOREIGN_ACTOR.pattern})[^，]{{0,20}}(?:宣布|决定|将|已)$", before))


def restrictions(reading: Reading) -> Iterator[PolicyEvent]:
    """A notice that bars or tightens exports to a country or its military users."""
    titled = _strengthened(reading)
    if reading.basis != "notice" or titled is None:
        return
    act = next((one for one in reading.own if re.search(r"禁止|不予许可|不予批准", one.text)), reading.own[0])
    nation = titled["nation"]
    yield PolicyEvent(
        action="restrict",
        regime="dual-use-items",
        basis=reading.basis,
        instrument=reading.notice.instrument,
        affects=_replaced(reading),
        targets=(Target(kind="country", name_zh=nation, country=NATIONS[nation]),),
        announced_on=reading.announced_on,
        effective_on=reading.effective_on,
        measures=measures_in(reading.body),
        evidence=act.evidence(),
    )


def _strengthened(reading: Reading) -> re.Match[str] | None:
    """The title's words, else those of the decision: 决定加强…对日本出口管制."""
    decided = (STRENGTHENED.search(one.text, one.text.find("决定")) for one in reading.own if "决定" in one.text)
    return STRENGTHENED.search(reading.notice.title) or next((match for match in decided if match), None)


def stated_controls(reading: Reading) -> Iterator[PolicyEvent]:
    """In an answer: notices just issued that put items under control, one event a notice."""
    if reading.basis != "statement":
        return
    told: set[str] = set()
    for sentence in reading.own:
        match = ISSUED.search(sentence.text)
        if match is None or FOREIGN_ACTOR.match(sentence.text) or not _fresh(reading, sentence):
            continue
        for instrument in reading.keys_in(sentence) or (("",) if not told else ()):
            if instrument not in told:
                yield _statement(reading, sentence, instrument or None)
            told.add(instrument)


def _fresh(reading: Reading, sentence: Sentence) -> bool:
    """A day printed in the sentence is the day of announcement; an older one is a recall."""
    days = [place.on for place in printed_dates(sentence.text, reading.announced_on)]
    return not days or reading.announced_on in days


def _statement(reading: Reading, sentence: Sentence, instrument: str | None) -> PolicyEvent:
    return PolicyEvent(
        action="control",
        regime="dual-use-items",
        basis="statement",
        instrument=instrument,
        announced_on=reading.announced_on,
        effective_on=effective_on(sentence.text, reading.announced_on),
        measures=("export-licence",),
        evidence=sentence.evidence(),
    )
