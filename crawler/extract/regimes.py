"""The tables of the law: names of lists, words for measures, nationalities. A change of the law is a change here."""

import re

from storage.model import Measure, Regime

# A firm or person is put on one of these. Foreign lists (“实体清单”, 最终用户清单 …) have other names, so that
# direction decides itself; the pattern for 不可靠实体清单 must come before any that ends alike.
LISTS: tuple[tuple[Regime, str], ...] = (
    ("unreliable-entity-list", r"不可靠实体清单"),
    ("export-control-list", r"(?:出口管制)?管控名单"),
    ("watch-list", r"关注名单"),
    ("countermeasures", r"反制(?:措施)?(?:对象)?清单"),
)
LIST_NAMES = "|".join(pattern for _, pattern in LISTS)
CATALOGUES: tuple[tuple[Regime, str], ...] = (
    ("technology-catalogue", r"禁止出口限制出口技术目录|禁止出口、限制出口技术目录"),
    (
        "licence-catalogue",
        r"(?:进出口|出口)许可证管理(?:货物|商品)?目录|出口易制毒化学品管理目录|特定国家（地区）目录",
    ),
)
CATALOGUE_NAMES = "|".join(pattern for _, pattern in CATALOGUES)
ITEM_CONTROL = re.compile(r"两用物项|出口管制(?!管控名单)|物项")

MEASURES: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    ("asset-freeze", re.compile(r"冻结.{0,40}财产")),
    ("data-transfer-ban", re.compile(r"(?:传输|提供)(?:数据|敏感信息|个人信息)")),
    (
        "dual-use-export-ban",
        re.compile(
            r"禁止.{0,40}出口两用物项|禁止(?:所有)?两用物项(?:对|向).{0,60}出口|"
            r"(?:原则上)?(?:不予许可|不得).{0,40}两用物项(?:对|向).{0,30}出口|不得向.{0,60}出口两用物项"
        ),
    ),
    ("enhanced-review", re.compile(r"更(?:加|为)?严格的最终用户|加强.{0,10}最终用户.{0,10}审查")),
    ("entry-ban", re.compile(r"(?:禁止|限制).{0,60}(?:人员|高管|个人|其).{0,20}入境|不予签发签证、?不准入境|不准入境")),
    ("fine", re.compile(r"处以.{0,10}罚款|罚款，金额|缴纳罚款")),
    ("investment-ban", re.compile(r"(?:禁止|不得|以及|和).{0,60}在中国境内(?:新增)?投资")),
    ("permit-revocation", re.compile(r"工作许可.{0,20}居留资格|(?:取消|撤销|吊销).{0,20}(?:工作许可|居留)")),
    (
        "third-country-transfer-ban",
        re.compile(r"(?:组织和个人|组织或者?个人)[^。；\n]{0,60}原产于[^。；\n]{0,40}(?:转移|提供)"),
    ),
    ("trade-ban", re.compile(r"与中国有关的进出口活动|禁止.{0,30}(?:向|对)中国出口|禁止.{0,30}自中国进口")),
    ("transaction-ban", re.compile(r"与(?:其|上述|该).{0,20}进行.{0,10}交易、?合作")),
)
# 加处罚款 threatens whoever does not pay; it is no measure of its own.
SURCHARGE = re.compile(r"加处罚款|可能.{0,10}罚款")

NATIONS = {
    "美国": "US", "美": "US", "台湾地区": "TW", "日本": "JP", "欧盟": "EU", "英国": "GB", "德国": "DE", "法国": "FR",
    "荷兰": "NL", "韩国": "KR", "加拿大": "CA", "墨西哥": "MX", "澳大利亚": "AU", "印度": "IN", "俄罗斯": "RU",
    "意大利": "IT", "西班牙": "ES", "瑞典": "SE", "瑞士": "CH", "挪威": "NO", "芬兰": "FI", "丹麦": "DK", "波兰": "PL",
    "捷克": "CZ", "立陶宛": "LT", "拉脱维亚": "LV", "爱沙尼亚": "EE", "比利时": "BE", "奥地利": "AT", "爱尔兰": "IE",
    "葡萄牙": "PT", "希腊": "GR", "匈牙利": "HU", "罗马尼亚": "RO", "保加利亚": "BG", "乌克兰": "UA", "以色列": "IL",
    "土耳其": "TR", "新加坡": "SG", "马来西亚": "MY", "菲律宾": "PH", "越南": "VN", "泰国": "TH", "印度尼西亚": "ID",
    "新西兰": "NZ", "巴西": "BR", "阿根廷": "AR", "智利": "CL", "南非": "ZA", "伊朗": "IR", "朝鲜": "KP",
    "缅甸": "MM", "老挝": "LA", "阿富汗": "AF", "柬埔寨": "KH", "巴拿马": "PA", "阿联酋": "AE", "沙特阿拉伯": "SA",
}  # fmt: skip
NATION = "|".join(sorted((name for name in NATIONS if len(name) > 1), key=len, reverse=True))
BODY_OF_NATION = re.compile(
    rf"(?:家|个|名)?(?:的)?(?P<nation>{NATION}|美|日)(?:籍|方|涉\S{{1,2}}|相关|军工|国防|军事){{0,3}}(?:等)?(?:实体|企业|公司|子公司|机构|高管|个人)"
)
# 美国 · 日本 · 欧盟 … as the one who acts.
FOREIGN_ACTOR = re.compile(
    rf"(?:{NATION})(?:政府|商务部|国防部|财政部|外交部|国会|方面)?|[美英日荷加韩欧澳]方|台湾当局|民进党当局"
)
# … who decides something: 美方宣布, 荷兰政府9月30日发布 …
FOREIGN_ACT = re.compile(
    rf"(?:{FOREIGN_ACTOR.pattern})[^，。；]{{0,24}}?(?:宣布|决定|发布|已|将|于|自|同意|承诺|暂停|取消|停止)"
)


def regime_of(text: str, names: tuple[tuple[Regime, str], ...] = LISTS) -> Regime | None:
    """The first regime in the order of the table whose name the text holds."""
    return next((regime for regime, pattern in names if re.search(pattern, text)), None)


def measures_in(text: str) -> tuple[Measure, ...]:
    """Codes of the measures that the text prints, sorted."""
    bare = SURCHARGE.sub("", text)
    return tuple(sorted(code for code, pattern in MEASURES if pattern.search(bare)))


def nation_in(*texts: str) -> str | None:
    """The country of bodies that the first text to print one names (28家美国实体 → US)."""
    for text in texts:
        if found := BODY_OF_NATION.search(text):
            return NATIONS.get(found["nation"]) or {"日": "JP"}.get(found["nation"])
    return None
