"""The tables of the law: names of lists and catalogues, words for measures. A change of the law is a change here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from storage.model import Measure, Regime

# A firm or person is put on one of these. Foreign lists (“实体清单”, 最终用户清单 …) have other names, so that
# direction decides itself; the pattern for 不可靠实体清单 must come before any that ends alike.
Names = tuple[tuple[Regime, re.Pattern[str]], ...]
LISTS: Names = (
    ("unreliable-entity-list", re.compile(r"不可靠实体清单")),
    ("export-control-list", re.compile(r"(?:出口管制)?管控名单")),
    ("watch-list", re.compile(r"(?:出口管制)?关注名单")),
    ("countermeasures", re.compile(r"反制(?:措施)?(?:对象)?清单")),
)
LIST_NAMES = "|".join(name.pattern for _, name in LISTS)
CATALOGUES: Names = (
    ("technology-catalogue", re.compile(r"禁止出口、?限制出口(?:的)?技术目录")),
    (
        "licence-catalogue",
        re.compile(r"(?:进出口|出口)许可证管理(?:货物|商品)?目录|出口易制毒化学品管理目录|特定国家（地区）目录"),
    ),
)
CATALOGUE_NAMES = "|".join(name.pattern for _, name in CATALOGUES)
ITEM_CONTROL = re.compile(r"两用物项|出口管制(?!管控名单)|物项|临时管制")


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that print a measure: `words`, where `lead` stands before them in the same sentence within `reach`."""

    code: Measure
    words: re.Pattern[str]
    lead: re.Pattern[str] | None = None
    reach: int = 60


BARRED = re.compile(r"禁止|限制|不得|不准|不予|停止")
SIGNS = (
    Sign("asset-freeze", re.compile(r"财产|资产"), re.compile(r"冻结|查封|扣押")),
    Sign(
        "data-transfer-ban",
        re.compile(r"(?:传输|提供)(?:数据|敏感信息|个人信息)"),
        re.compile(r"禁止|不得|特别是"),
        100,
    ),
    Sign(
        "dual-use-export-ban",
        re.compile(r"出口[^，。；\n]{0,20}两用物项|转让两用物项"),
        re.compile(r"禁止|不得|停止"),
        80,
    ),
    Sign(
        "dual-use-export-ban",
        re.compile(r"出口"),
        re.compile(r"(?:禁止|不予许可|停止)[^，。；\n]{0,60}两用物项(?:对|向)"),
        120,
    ),
    Sign("enhanced-review", re.compile(r"最终用户"), re.compile(r"严格的|加强"), 12),
    Sign("entry-ban", re.compile(r"入境"), BARRED, 200),
    Sign("fine", re.compile(r"罚款"), re.compile(r"(?<!加)处以|处罚款|缴纳"), 16),
    Sign("fine", re.compile(r"罚款，金额")),
    Sign("investment-ban", re.compile(r"(?:在中国境内|在华)(?:新增)?投资"), re.compile(r"禁止|不得|限制|以及|和"), 80),
    Sign("permit-revocation", re.compile(r"居留"), re.compile(r"工作许可|在华工作|取消|撤销|吊销|不批准"), 60),
    Sign("permit-revocation", re.compile(r"工作许可"), re.compile(r"取消|撤销|吊销"), 30),
    Sign(
        "third-country-transfer-ban",
        re.compile(r"转移|提供"),
        re.compile(r"组织(?:和|或者?|、|及)个人[^。；\n]{0,60}原产于"),
        160,
    ),
    Sign("trade-ban", re.compile(r"与中国有关的进出口活动")),
    Sign("trade-ban", re.compile(r"(?:向|对)中国出口|自中国进口|从中国进口"), re.compile(r"禁止"), 40),
    Sign("transaction-ban", re.compile(r"交易(?:、|和|或者?|及)?合作"), re.compile(r"禁止"), 80),
)
# What the export-control law allows for: nothing else that a page prints belongs to an act on its lists and goods.
EXPORT_CONTROL: frozenset[Regime] = frozenset(("export-control-list", "watch-list", "dual-use-items"))
OF_EXPORT_CONTROL: frozenset[Measure] = frozenset(
    ("dual-use-export-ban", "third-country-transfer-ban", "enhanced-review", "export-licence", "fine")
)
# 可能被处以罚款 and 加处罚款 threaten; they are no measure.
THREAT = re.compile(r"(?:可能|可以?|依法|加|加处)被?$")
SENTENCE_MARK = re.compile(r"[。；;\n]")


def regimes_of(text: str, names: Names = LISTS) -> tuple[Regime, ...]:
    """The regimes whose names the text holds, in the order of the table."""
    return tuple(regime for regime, name in names if name.search(text))


def regime_of(text: str, names: Names = LISTS) -> Regime | None:
    """The first regime in the order of the table whose name the text holds."""
    return next((regime for regime, name in names if name.search(text)), None)


def signs_in(text: str) -> tuple[tuple[int, Measure], ...]:
    """(place, code) of every measure that the text prints, in order. Linear: each sign looks back a bounded way."""
    found = [
        (match.start(), sign.code) for sign in SIGNS for match in sign.words.finditer(text) if _led(text, sign, match)
    ]
    return tuple(sorted(found))


def _led(text: str, sign: Sign, match: re.Match[str]) -> bool:
    """Whether the words that must stand before do so, in the same sentence, and threaten nothing."""
    before = SENTENCE_MARK.split(text[max(0, match.start() - sign.reach) : match.start()])[-1]
    if sign.lead is None:
        return True
    lead = sign.lead.search(before)
    return lead is not None and not (sign.code == "fine" and THREAT.search(before[: lead.start()]))


def lawful(regime: Regime, codes: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures that an act of this regime can have, sorted."""
    return tuple(sorted({code for code in codes if regime not in EXPORT_CONTROL or code in OF_EXPORT_CONTROL}))


def measures_in(text: str) -> tuple[Measure, ...]:
    """Codes of the measures that the text prints, sorted."""
    return tuple(sorted({code for _, code in signs_in(text)}))
