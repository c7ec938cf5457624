"""Acts as Chinese reports retell them in a sentence of their own words, where the rules for notices find none."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.extract.official.dates import effective_on, outside_starts, printed_dates, until_on
from crawler.extract.official.nations import NATION, NATIONS, NOUNS, SHORT, SHORT_NATION, is_theirs, nation_in
from crawler.extract.official.numerals import COUNT, number
from crawler.extract.official.sentences import Sentence, sentences
from storage.model import Action, Measure, PolicyEvent, Regime, Target

OURS = re.compile(r"商务部|外交部|海关总署|中方|中国")
UNDONE = re.compile(
    r"(?:消息|知情)人士|考虑|酝酿|或将|可能|曾|此前|去年|今年\d{1,2}月|反对|敦促|指责|要求|呼吁|希望|关税|反倾销"
)
WHOM = r"[^，。；]{1,60}?"
REST = r"[^，。；]{0,30}"
OF_NATION = rf"(?:{NATION}|{SHORT_NATION})"
SAID: tuple[tuple[Action, Regime, re.Pattern[str]], ...] = (
    ("suspend", "dual-use-items", re.compile(rf"暂停[^，。；]{{0,60}}(?:出口(?:管制|禁令|限制)|禁止{WHOM}出口)")),
    ("lift", "dual-use-items", re.compile(r"(?:取消|解除)[^，。；]{0,60}出口(?:管制|禁令|限制)")),
    ("list", "countermeasures", re.compile(rf"对(?P<whom>{WHOM})(?:采取反制措施|采取制裁措施|实施制裁)")),
    ("list", "export-control-list", re.compile(rf"对(?P<whom>{WHOM}(?:{NOUNS}|企))实施出口管制")),
    (
        "restrict",
        "dual-use-items",
        re.compile(rf"(?:禁止|停止)[^，。；]{{0,40}}?[对向](?P<nation>{OF_NATION}){REST}出口(?!商)"),
    ),
    ("control", "dual-use-items", re.compile(rf"对(?P<goods>{WHOM})(?:相关)?(?:物项|产品)?实施(?:临时)?出口管制")),
)
MEASURES: tuple[tuple[Measure, Regime, re.Pattern[str]], ...] = (
    ("export-licence", "dual-use-items", re.compile(r"许可")),
    ("dual-use-export-ban", "export-control-list", re.compile(r"禁止[^。]{0,40}两用物项")),
    ("asset-freeze", "countermeasures", re.compile(r"冻结")),
    ("transaction-ban", "countermeasures", re.compile(r"禁止[^。]{0,60}(?:交易|合作)")),
    ("entry-ban", "countermeasures", re.compile(r"入境")),
)
# The month of "6日" is that of publication.
TOLD = re.compile(r"(?<![\d月])(?P<day>\d{1,2})日(?=发布|公告|公布|宣布|表示|就|在)")
GOODS = re.compile(r"[^、和及与等]{1,20}")


def retold(text: str, published: str | None) -> tuple[PolicyEvent, ...]:
    """The acts that a report's lead tells, each regime once."""
    found: dict[tuple[Action, Regime], PolicyEvent] = {}
    for event in (event for sentence in sentences(text) for event in acts(sentence, text, published)):
        found.setdefault((event.action, event.regime), event)
    return tuple(found.values())


def acts(sentence: Sentence, text: str, published: str | None) -> Iterator[PolicyEvent]:
    """The one act of a sentence in which China, and nobody else, does something."""
    for action, regime, pattern in SAID:
        said = pattern.search(sentence.text)
        if said and is_done(sentence.text, said):
            event = PolicyEvent(action=action, regime=regime, basis="report", evidence=sentence.evidence())
            yield detailed(event, said, text, published)
            return


def is_done(text: str, said: re.Match[str]) -> bool:
    """True when China did it: named before it, no other government after that, neither recalled nor only thought of."""
    before = text[: said.start()]
    return bool(OURS.search(before)) and not is_theirs(text, said.start()) and not UNDONE.search(before)


def detailed(event: PolicyEvent, said: re.Match[str], text: str, published: str | None) -> PolicyEvent:
    """The event with its days, number, measures and targets."""
    day = told_on(said.string.partition("，")[0], published)
    start = effective_on(text, day)
    banned: tuple[Measure, ...] = ("dual-use-export-ban",) if event.action == "restrict" else ()
    counted = COUNT.search(said.groupdict().get("whom") or "")
    measures = {code for code, regime, found in MEASURES if regime == event.regime and found.search(text)}
    return replace(
        event,
        announced_on=day,
        effective_on=start,
        until_on=until_on(said.string, start) if event.action == "suspend" else None,
        declared_count=number(counted["number"]) if counted else None,
        measures=tuple(sorted({*measures, *banned})),
        targets=targets(said.groupdict()),
    )


def told_on(opening: str, published: str | None) -> str | None:
    """The day printed at the head of the sentence, in full or as "6日"."""
    printed = next((place.on for place in printed_dates(outside_starts(opening), published)), None)
    bare = TOLD.search(opening)
    if printed or not bare or not published or int(bare["day"]) > int(published[8:10]):
        return printed
    return f"{published[:8]}{int(bare['day']):02}"


def targets(named: dict[str, str]) -> tuple[Target, ...]:
    """The country or the goods that the act is upon; firms are not named in such sentences."""
    if nation := named.get("nation"):
        return (Target(kind="country", name_zh=nation, country=NATIONS.get(nation) or SHORT[nation]),)
    goods = named.get("goods", "")
    if nation_in(goods):
        return ()
    return tuple(Target(kind="item", name_zh=name.removesuffix("相关")) for name in GOODS.findall(goods))
