"""Countries as Chinese texts print them: of those who are hit, and of governments that act themselves."""

import re

NATIONS = {
    "美国": "US", "台湾地区": "TW", "日本": "JP", "欧盟": "EU", "英国": "GB", "德国": "DE", "法国": "FR",
    "荷兰": "NL", "韩国": "KR", "加拿大": "CA", "墨西哥": "MX", "澳大利亚": "AU", "印度": "IN", "俄罗斯": "RU",
    "意大利": "IT", "西班牙": "ES", "瑞典": "SE", "瑞士": "CH", "挪威": "NO", "芬兰": "FI", "丹麦": "DK", "波兰": "PL",
    "捷克": "CZ", "立陶宛": "LT", "拉脱维亚": "LV", "爱沙尼亚": "EE", "比利时": "BE", "奥地利": "AT", "爱尔兰": "IE",
    "葡萄牙": "PT", "希腊": "GR", "匈牙利": "HU", "罗马尼亚": "RO", "保加利亚": "BG", "乌克兰": "UA", "以色列": "IL",
    "土耳其": "TR", "新加坡": "SG", "马来西亚": "MY", "菲律宾": "PH", "越南": "VN", "泰国": "TH", "印度尼西亚": "ID",
    "新西兰": "NZ", "巴西": "BR", "阿根廷": "AR", "智利": "CL", "南非": "ZA", "伊朗": "IR", "朝鲜": "KP",
    "缅甸": "MM", "老挝": "LA", "阿富汗": "AF", "柬埔寨": "KH", "巴拿马": "PA", "阿联酋": "AE", "沙特阿拉伯": "SA",
    "斯洛伐克": "SK", "斯洛文尼亚": "SI", "克罗地亚": "HR", "卢森堡": "LU", "塞浦路斯": "CY", "马耳他": "MT",
    "巴基斯坦": "PK", "哈萨克斯坦": "KZ", "白俄罗斯": "BY", "叙利亚": "SY", "也门": "YE",
}  # fmt: skip
SHORT = {"美": "US", "日": "JP", "英": "GB", "欧": "EU", "荷": "NL", "加": "CA", "韩": "KR", "澳": "AU", "德": "DE"}
NATION = "|".join(sorted(NATIONS, key=len, reverse=True))
SHORT_NATION = "|".join(SHORT)

NOUNS = "实体|企业|公司|子公司|机构|银行|大学|院所|高管|个人|高级管理人员|组织"
COUNTED = r"(?:(?:\d{1,3}|[一二两三四五六七八九十]{1,3})\s?(?:家|个|名|所))?"
# 28家美国实体 · 美国企业 · 韩华海洋株式会社5家美国相关子公司 · 欧盟两家金融机构 · 3家涉台美企
BODY_OF_NATION = re.compile(
    rf"(?P<nation>{NATION}|美|日)(?:籍|的)?{COUNTED}(?:相关|涉军|涉\S|军工|国防|军事|金融|科研|防务){{0,3}}(?:等)?(?:{NOUNS}|企)"
)

# Who acts. A bare nation acts only where a word for acting follows at once and no preposition stands before it
# (对美国实施 …, 将美国甲公司 …); 美国商务部 is never 商务部.
GOVERNMENT = "政府|商务部|国防部|财政部|外交部|国会|国务院|贸易代表|总统|法院|当局|方面|经济产业省|产业与安全局|大臣"
ACTING_AT_ONCE = r"(?=(?:已|将|宣布|决定|发布|公布|于|自|在|近日|继续|同意|承诺|暂停|取消|停止|实施|采取|把|也|不|拟))"
PREPOSITION = r"(?<![对向从赴针将与和中由])"
THEIRS = (
    rf"(?:{NATION})(?:{GOVERNMENT})|{PREPOSITION}(?:{SHORT_NATION})(?:方|商务部|政府|国会|财政部|法院|委会|国防部)|"
    rf"{PREPOSITION}(?:{NATION}){ACTING_AT_ONCE}|欧盟委员会|欧委会|欧盟理事会|联合国|安理会|北约|台湾当局|民进党当局|"
    r"台当局|核供应国集团|瓦森纳安排"
)
OURS = (
    r"(?<=[，：])经[^，。；]{0,30}批准|中方|我方|中国政府|商务部|工作机制|我国|中华人民共和国|"
    r"(?<=[，：])现?决定|^现?决定"
)
ACTOR = re.compile(rf"(?P<theirs>{THEIRS})|(?P<ours>{OURS})")
FOREIGN_HEAD = re.compile(rf"^(?:关于)?(?:{THEIRS}|{NATION}|七国集团|澳大利亚集团)")


SUBJECT_REACH = 240  # characters between who acts and what is done


def is_theirs(text: str, end: int) -> bool:
    """Whether the last who acts before a place is another government (美方宣布于11月10日起暂停…)."""
    actors = list(ACTOR.finditer(text, max(0, end - SUBJECT_REACH), end))
    return bool(actors) and actors[-1]["theirs"] is not None


def nation_in(*texts: str) -> str | None:
    """The country of bodies that the first text to print one names (28家美国实体 → US)."""
    for text in texts:
        if found := BODY_OF_NATION.search(text):
            return NATIONS.get(found["nation"]) or SHORT[found["nation"]]
    return None


def nations_in(text: str) -> tuple[str, ...]:
    """Every country that the text prints, in order, once."""
    return tuple(dict.fromkeys(re.findall(NATION, text)))
