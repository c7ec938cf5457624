"""Goods and technologies put under control, by notice or in the spokesperson's words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from crawler.extract.official.dates import STARTS, effective_on, start_of
from crawler.extract.official.goods import NUMBERS, name_of
from crawler.extract.official.items import HS, MOST, items_in, sections, target_of
from crawler.extract.official.nations import is_theirs
from crawler.extract.official.reading import Reading
from crawler.extract.official.resting import acts_in
from crawler.extract.official.sentences import Sentence, is_quoted
from storage.model import Evidence, PolicyEvent, Target

CONTROL = re.compile(
    r"实施[^，。；]{0,10}?管制|采取(?:以下|下列)?出口管制措施|出口管制(?:措施|政策)|《[^》]{0,30}出口管制清单》(?!.{0,8}译本)|"
    r"(?:列|纳)入(?:《?.{0,12}两用物项出口管制清单|出口管制(?!管控名单|关注名单))|临时出口管制|(?:增列|列|纳)入管制(?:范围|清单)"
)
DECIDED = re.compile(r"决定|公布|发布|出台|调整包括")
DECIDED_BEFORE = 240  # characters between 决定 and 实施出口管制: the names of the goods
MOST_PARTS = 20  # of one sentence
PART_IN_FORCE = re.compile(r"本公告[“\"]?(?P<parts>[^。；\n]{1,60}?)部分自")
PART = re.compile(r"[一二三四五六七八九十]{1,3}(?P<label>（[一二三四五六七八九十]{1,3}）)")
REPLACED = re.compile(r"废止|停止执行|优化调整|进行(?:部分)?(?:调整|修[改订])|不再适用|予以(?:调整|修[改订])")
BASIS = re.compile(r"(?:根据|依据|依照|按照)[^，。；]{0,400}")
GOODS_NAMED = re.compile(
    r"对(?P<name>[^，。；对（(]{2,40}[（(][^（）()]{0,20}(?:商品编号|税则号列)[^（）()]{0,400}[）)])"
)


def controls(reading: Reading) -> Iterator[PolicyEvent]:
    """A notice that puts items under control: one event, or one for each part with a date of its own."""
    act = next((one for one in reading.own if _decides(one.text)), None) if reading.basis == "notice" else None
    if act is None:
        return
    if parts := _parts(reading):
        for proof, in_force_on, targets in parts:
            yield replace(_control(reading, proof, targets), effective_on=in_force_on)
        return
    yield _control(reading, act.evidence(), items_in(reading.notice.text) or _named_goods(act.text))


def _decides(text: str) -> bool:
    """Whether a sentence says that control is decided or published, by us."""
    for match in CONTROL.finditer(text):
        decided = DECIDED.search(text, max(0, match.start() - DECIDED_BEFORE), match.start())
        if decided and not is_quoted(text, match.start()) and not is_theirs(text, match.start()):
            return True
    return False


def _control(reading: Reading, proof: Evidence, targets: tuple[Target, ...]) -> PolicyEvent:
    return replace(
        reading.act("control", "dual-use-items", proof),
        affects=replaced(reading),
        targets=targets,
        measures=("export-licence",),
        held="the notice has more entries than are read" if len(targets) >= MOST else None,
    )


def replaced(reading: Reading) -> tuple[str, ...]:
    """Notices that this one adjusts or repeals; a mere replacement is no `lift`, a law that it follows is none."""
    keys = [key for one in reading.own if REPLACED.search(one.text) for key in keys_outside_basis(reading, one)]
    return tuple(dict.fromkeys(keys))


def keys_outside_basis(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    """Notices named in a sentence, but for those by which it acts (根据…2005年第29号令，…)."""
    basis = [key for match in BASIS.finditer(sentence.text) for key in reading.keys_in(sentence, *match.span())]
    return tuple(key for key in reading.keys_in(sentence) if key not in basis)


def _parts(reading: Reading) -> list[tuple[Evidence, str | None, tuple[Target, ...]]]:
    """(proof, its date, its items) of each `本公告“一（一）”和“一（二）”部分自…起实施`."""
    clauses = [(one, match) for one in reading.own for match in islice(PART_IN_FORCE.finditer(one.text), MOST_PARTS)]
    found = sections(reading.notice.text) if clauses else ()
    entries = {entry.label: entry for _, below in found for entry in below}
    parts = []
    for sentence, match in clauses:
        if starts := STARTS.search(sentence.text, match.start()):
            labels = [part["label"] for part in PART.finditer(match["parts"])]
            targets = tuple(target_of(entries[label]) for label in labels if label in entries)
            proof = sentence.evidence(match.start(), _clause_end(sentence.text, starts.end()))
            parts.append((proof, start_of(starts, reading.announced_on), targets))
    return parts


def _clause_end(text: str, place: int) -> int | None:
    """Where the clause around a place ends, None when it ends the text."""
    comma = text.find("，", place)
    return comma if comma >= 0 else None


def _named_goods(text: str) -> tuple[Target, ...]:
    """Goods named in the decision itself with their customs number: 决定对高氯酸钾（海关商品编号：…）实施出口管制."""
    return tuple(
        Target(kind="item", name_zh=name_of(match["name"]), hs_codes=tuple(HS.findall(match["name"])))
        for match in GOODS_NAMED.finditer(text)
        if NUMBERS.search(match["name"])
    )


def stated_controls(reading: Reading) -> Iterator[PolicyEvent]:
    """In an answer: notices just issued that put items under control, one event a notice."""
    told: set[str | None] = set()
    for sentence in reading.own if reading.basis == "statement" else ():
        if not _decides(sentence.text) or not reading.is_news(sentence.text):
            continue
        named = reading.keys_in(sentence)
        for instrument in named or ((None,) if not told else ()):
            if instrument not in told:
                yield _statement(reading, sentence, instrument)
            told.add(instrument)


def _statement(reading: Reading, sentence: Sentence, instrument: str | None) -> PolicyEvent:
    event = reading.act("control", "dual-use-items", sentence.evidence(0, _release(sentence.text)))
    return replace(
        event,
        instrument=instrument,
        effective_on=effective_on(sentence.text, reading.announced_on) or event.effective_on,
        measures=("export-licence",),
    )


def _release(text: str) -> int | None:
    """Where a control's sentence goes on to release other goods, an act of its own (…实施出口管制，同时取消…)."""
    return next((act.opens - 1 for act in acts_in(text) if act.opens), None)
