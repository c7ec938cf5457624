"""Who is put on a list, struck from it, investigated or warned."""

import re
from collections.abc import Iterator

from crawler.extract.names import Annex, inline_targets, target_named
from crawler.extract.numerals import declared_count
from crawler.extract.reading import Reading
from crawler.extract.regimes import FOREIGN_ACTOR, LIST_NAMES, measures_in, nation_in, regime_of
from crawler.extract.sentences import Sentence
from storage.model import Measure, PolicyEvent, Regime, Target

PUT_ON = re.compile(rf"(?:增?列|纳)入[《“]?(?P<list>{LIST_NAMES})")
STRUCK = re.compile(rf"(?:移出|移除出?|从)[《“]?(?P<list>{LIST_NAMES})(?:中?(?:移出|移除|删除))?")
COUNTERED = re.compile(r"采取(?:以下|下列|如下|相应)?反制措施")
TREATED = re.compile(r"采取(?:以下|下列|如下)?(?:处理)?措施")
INVESTIGATED = re.compile(r"(?:启动|开展|立案|进行).{0,12}调查")
WARNED = re.compile(
    r"与(?P<name>[^，。；\n]{2,60}?)(?:开展|进行).{0,20}(?:业务|交易|贸易)时，应当?.{0,120}(?:尽职调查|注意义务|风险)"
)
# What might be, what the rules provide for, what others are urged to do: no act.
NOT_DECIDED = re.compile(r"可以|可申请|应当将|考虑将|不排除|敦促|要求|希望|呼吁|如(?:果|违反)|否则|拟将")
IN_ANNEX = re.compile(r"见附件|附件所列|名单附后")
REGIME_MEASURES: dict[Regime, tuple[Measure, ...]] = {"watch-list": ("enhanced-review",)}


def listings(reading: Reading) -> Iterator[PolicyEvent]:
    """Every sentence that puts bodies on a list or strikes them from it."""
    for sentence in reading.own:
        last = 0
        for match in PUT_ON.finditer(sentence.text):
            named = _decided(reading, sentence.text, last, match.start())
            if named is not None:
                yield _listing(reading, sentence, named, match)
                last = match.end()
        for match in STRUCK.finditer(sentence.text):
            named = _decided(reading, sentence.text, last, match.start())
            if named is not None and "移" in match[0] + sentence.text[match.end() : match.end() + 4]:
                yield _striking(reading, sentence, named, match)


def _decided(reading: Reading, sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the names stand in `…决定将NAMES列入`, or None when no act of our authority is told.

    A notice decides (决定将); what it tells without the word it recalls. In an answer the authority may also say
    that it has announced it, unless the sentence is about another's act.
    """
    before = sentence[start:end]
    if NOT_DECIDED.search(before) and "决定" not in before:
        return None
    decided = before.rfind("决定")
    put = max(before.find("将", max(decided, 0)), before.find("把", max(decided, 0)))
    if put < 0 or (decided < 0 and (reading.basis == "notice" or not _own_news(before, sentence))):
        return None
    return start + put + 1, end


def _own_news(before: str, sentence: str) -> bool:
    """In an answer: 商务部宣布将… or 工作机制依法将…, not a recall that a suspension starts from."""
    return not FOREIGN_ACTOR.match(before) and bool(re.search(r"宣布|依法|公告", before)) and "暂停" not in sentence


def _listing(reading: Reading, sentence: Sentence, named: tuple[int, int], match: re.Match[str]) -> PolicyEvent:
    regime = _regime(match["list"])
    begins = max(sentence.text.rfind("决定", 0, named[0]), 0)
    clause = sentence.text[begins : match.end()]
    targets = _targets(reading, regime, sentence.text, named)
    return PolicyEvent(
        action="list",
        regime=regime,
        basis=reading.basis,
        instrument=reading.notice.instrument,
        targets=targets,
        declared_count=declared_count(clause),
        announced_on=reading.announced_on,
        effective_on=reading.effective_on,
        measures=tuple(sorted({*_measures(reading, sentence), *REGIME_MEASURES.get(regime, ())})),
        evidence=sentence.evidence(begins),
    )


def _striking(reading: Reading, sentence: Sentence, named: tuple[int, int], match: re.Match[str]) -> PolicyEvent:
    regime = _regime(match["list"])
    return PolicyEvent(
        action="delist",
        regime=regime,
        basis=reading.basis,
        instrument=reading.notice.instrument,
        affects=reading.keys_in(sentence),
        targets=_targets(reading, regime, sentence.text, named),
        declared_count=declared_count(sentence.text[named[0] : match.end()]),
        announced_on=reading.announced_on,
        effective_on=reading.effective_on,
        evidence=sentence.evidence(max(sentence.text.rfind("决定", 0, named[0]), 0)),
    )


def _regime(name: str) -> Regime:
    found = regime_of(name)
    assert found is not None, name  # noqa: S101  the pattern is built from the same table
    return found


def _targets(reading: Reading, regime: Regime, sentence: str, named: tuple[int, int]) -> tuple[Target, ...]:
    """From the annex that the sentence points to, else from the sentence itself."""
    annex = _annex_of(reading, regime)
    names = sentence[named[0] : named[1]]
    if annex is not None and (
        IN_ANNEX.search(sentence) or re.search(r"等\s?\S{1,3}\s?(?:家|个|名)[^（）()]*$|等[^（）()、]*实体$", names)
    ):
        return annex.targets
    if not re.search(r"[（(A-Za-z]", names) and declared_count(names) and "、" not in names:
        return ()  # 危害中国国家安全和利益的3家美国实体: counted, not named
    return inline_targets(names, reading.nation)


def _annex_of(reading: Reading, regime: Regime) -> Annex | None:
    """The list of names whose heading prints the regime's list, else the only one."""
    headed = [annex for annex in reading.annexes if regime_of(annex.heading) == regime]
    candidates = headed or list(reading.annexes)
    return candidates[0] if len(candidates) == 1 else None


def _measures(reading: Reading, sentence: Sentence) -> tuple[Measure, ...]:
    """The measures printed in the sentence and under it, up to the next listing."""
    further = [one.start for one in reading.own if one.start > sentence.start and _lists(one)]
    end = min(further, default=len(reading.notice.text))
    return measures_in("\n".join(one.text for one in reading.own if sentence.start <= one.start < end))


def _lists(sentence: Sentence) -> bool:
    return "决定" in sentence.text and PUT_ON.search(sentence.text) is not None


def countermeasures(reading: Reading) -> Iterator[PolicyEvent]:
    """`决定对NAMES采取以下反制措施`, where the names are on no list by name."""
    for sentence in reading.own:
        match = COUNTERED.search(sentence.text)
        decided = sentence.text.find("决定对", 0, match.start()) if match else -1
        if match is None or decided < 0:
            continue
        yield PolicyEvent(
            action="list",
            regime="countermeasures",
            basis=reading.basis,
            instrument=reading.notice.instrument,
            targets=_targets(reading, "countermeasures", sentence.text, (decided + 3, match.start())),
            declared_count=declared_count(sentence.text[decided : match.start()]),
            announced_on=reading.announced_on,
            effective_on=reading.effective_on,
            measures=_measures(reading, sentence),
            evidence=sentence.evidence(decided),
        )


def added_measures(reading: Reading) -> Iterator[PolicyEvent]:
    """A measure added to a listing made before (rule 6): 决定对NAMES采取以下处理措施, without 列入 of its own."""
    for sentence in reading.own:
        match = TREATED.search(sentence.text)
        decided = sentence.text.find("决定对", 0, match.start()) if match else -1
        if match is None or decided < 0 or regime_of(reading.notice.title + reading.body) != "unreliable-entity-list":
            continue
        named = _targets(reading, "unreliable-entity-list", sentence.text, (decided + 3, match.start()))
        yield PolicyEvent(
            action="amend",
            regime="unreliable-entity-list",
            basis=reading.basis,
            instrument=reading.notice.instrument,
            affects=_recalled(reading),
            targets=tuple(_known_latin(reading, target) for target in named),
            declared_count=declared_count(sentence.text[decided : match.start()]),
            announced_on=reading.announced_on,
            effective_on=reading.effective_on,
            measures=_measures(reading, sentence),
            evidence=sentence.evidence(decided),
        )


def _recalled(reading: Reading) -> tuple[str, ...]:
    """Notices named in the recall of the listing that a measure is added to."""
    keys = [key for sentence in reading.own if PUT_ON.search(sentence.text) for key in reading.keys_in(sentence)]
    return tuple(dict.fromkeys(keys))


def investigations(reading: Reading) -> Iterator[PolicyEvent]:
    """`决定对NAME…启动调查` under the rules of the Unreliable Entity List."""
    if regime_of(reading.notice.title + reading.body) != "unreliable-entity-list":
        return
    for sentence in reading.own:
        match = INVESTIGATED.search(sentence.text)
        decided = sentence.text.rfind("决定对", 0, match.start()) if match else -1
        if match is None or decided < 0:
            continue
        titled = re.search(r"对(?P<names>[^。；]{2,200}?)(?:启动|开展|立案|进行)", reading.notice.title)
        names = titled["names"] if titled else _first_body(sentence.text[decided + 3 : match.start()])
        yield PolicyEvent(
            action="investigate",
            regime="unreliable-entity-list",
            basis=reading.basis,
            instrument=reading.notice.instrument,
            targets=tuple(_known_latin(reading, target) for target in inline_targets(names, reading.nation)),
            declared_count=declared_count(sentence.text),
            announced_on=reading.announced_on,
            effective_on=reading.effective_on,
            evidence=sentence.evidence(decided),
        )


def _first_body(text: str) -> str:
    """The name at the head of `美国PVH集团针对涉疆产品涉嫌…`."""
    match = re.match(r"[^，。；]{1,60}?(?:公司|集团|会社|企业)(?:[（(][^（）()]{1,100}[）)])?", text)
    return match[0] if match else text


def warnings(reading: Reading) -> Iterator[PolicyEvent]:
    """A firm that is warned, not listed (rule 6): dealings with it ask for due diligence."""
    for sentence in reading.own:
        match = WARNED.search(sentence.text)
        if match is None or reading.basis != "notice":
            continue
        named = inline_targets(match["name"], nation_in(match["name"]))
        yield PolicyEvent(
            action="restrict",
            regime=regime_of(reading.notice.title + reading.body) or "export-control-list",
            basis=reading.basis,
            instrument=reading.notice.instrument,
            targets=tuple(_known_latin(reading, target) for target in named),
            announced_on=reading.announced_on,
            effective_on=reading.effective_on,
            measures=("enhanced-review",),
            evidence=sentence.evidence(),
        )


def _known_latin(reading: Reading, target: Target) -> Target:
    """The target with the Latin name that the notice prints behind its Chinese name elsewhere."""
    if target.name_zh is None or target.name_en is not None:
        return target
    printed = re.search(re.escape(target.name_zh) + r"[（(][^（）()\n]{1,120}[）)]", reading.notice.text)
    return target_named(printed[0], target.country) if printed else target
