"""One printed name as a target: Chinese and Latin form, what kind of body it is, or a person with office and employer.

Kept as printed: zero-width characters dropped, white space folded, nothing repaired or translated (rule 8 of the
event model).
"""

import re
from typing import Literal

from storage.model import Target

LATIN = re.compile(r"[A-Za-z]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
OPEN, CLOSE = "（(", "）)"

ORGANIZATION_WORDS = (
    "研究院|研究所|研究中心|科学院|大学|学院|院校|机构|局|署|委员会|论坛|联盟|协会|基金会|智库|商会|学会|中心|图书馆|"
    "博物馆|联合会|理事会|办公室|司令部|代表处|工会|组织"
)
COMPANY_WORDS = (
    "公司|集团|会社|企业|工厂|厂|控股|实验室|合伙|商社|银行|船厂|造船厂|航空|工业|技术|科技|系统|实业|重工|电子|能源"
)
ORGANIZATION = re.compile(ORGANIZATION_WORDS)
# A company whatever else the name holds: 汉翔航空工业股份有限公司, 先进技术实验室.
COMPANY = re.compile(r"公司|集团|会社|企业|工厂|控股|合伙|商社|银行|船厂|实验室")
LATIN_ORGANIZATION = re.compile(
    r"\b(?:Universit\w{1,4}|Institute|Foundation|Association|Alliance|Council|Forum|Agency|Academy|College|Center|"
    r"Centre|Committee|Bureau|Federation|Commission)\b"
)
LATIN_COMPANY = re.compile(
    r"\b(?:Inc|LLC|Ltd|Limited|Corp|Corporation|Co|Company|Group|Holdings?|GmbH|AG|S\.?A|B\.?V|N\.?V|Oy|AB|AS|plc|LP|"
    r"LLP|L\.P|Partnership|[Ss]\.r\.[ol]|a\.s|S\.p\.A|Sp\. z o\.o|KG|Kft|K\.K)\b\.?"
)

OFFICE = (
    r"(?>(?:(?:联合|共同|高级|执行|常务|资深|前|时任|代理|名誉|非执行|独立)(?:兼)?){0,3}(?:副)?(?:董事长|总裁|总经理|(?:董事|理事)会主席|董事|主席|"
    r"创始人|总监|主任|所长|院长|教授|研究员|负责人|会长|理事长|秘书长|顾问|合伙人|经理|议员|主管|"
    r"首席[\u4e00-\u9fff]{2,4}官|高级管理人员|高管))"
)
OFFICES = re.compile(rf"(?P<role>{OFFICE}(?:(?:、|兼|和|及|暨|，){OFFICE}){{0,4}})")
PERSON_NAME = re.compile(r"^[\u4e00-\u9fffA-Za-z·•．.\s-]{2,60}$")
LEADING_DE = re.compile(r"^[\s的：:，,、]{1,3}")

BRANCHES = re.compile(
    r"及其\s?(?:\d{0,3}\s?(?:家|个))?(?:所有|全部|相关)?(?:分支机构|子公司|分公司|关联公司|附属公司|下属企业|关联实体)\S{0,6}$"
)
ENDING = " 。；;：:，,、"
GENERIC = re.compile(r"(?:株式会社|有限公司|股份有限公司|公司|集团|企业|控股公司|航空|航天)")


def split_name(printed: str) -> tuple[str | None, str | None]:
    """Chinese and Latin name of `中文名（Latin name）`; brackets of both widths, mixed in one pair or nested.

    >>> split_name("国际造船股份有限公司（CSBC Corporation,Taiwan）")
    ('国际造船股份有限公司', 'CSBC Corporation,Taiwan')
    >>> split_name("Sindlhauser Materials GmbH（辛德豪瑟材料有限公司）")
    ('辛德豪瑟材料有限公司', 'Sindlhauser Materials GmbH')
    """
    printed = without_branches(printed)
    if printed.endswith(tuple(CLOSE)) and (start := _opening(printed)) > 0:
        outer, inner = printed[:start].strip(), printed[start + 1 : -1].strip()
        if LATIN.search(inner) and not CHINESE.search(inner):
            return outer, inner
        if CHINESE.search(inner) and not CHINESE.search(outer):
            return inner, outer
    if not CHINESE.search(printed):
        return None, printed or None
    return _unbracketed(printed)


def without_branches(printed: str) -> str:
    """The name without `及其9家分支机构` behind it."""
    return BRANCHES.sub("", printed.strip(ENDING)).strip(ENDING)


def _opening(printed: str) -> int:
    """Where the bracket opens that the last character closes; -1 when none does."""
    depth = 0
    for place in range(len(printed) - 1, -1, -1):
        depth += (printed[place] in CLOSE) - (printed[place] in OPEN)
        if depth == 0:
            return place
    return -1


def _unbracketed(printed: str) -> tuple[str, str | None]:
    """`甲公司 A Corp.` and `A Corp. 甲公司` without brackets; AEVEX 航天公司 is one Chinese name."""
    last = max(place for place, character in enumerate(printed) if CHINESE.match(character))
    tail = printed[last + 1 :]
    if tail.startswith((" ", "|")) and LATIN.search(tail):
        return printed[: last + 1], tail.strip(" |")
    first = CHINESE.search(printed)
    head = printed[: first.start()].strip() if first else ""
    if LATIN_COMPANY.search(head[-16:]) and first and not GENERIC.match(printed, first.start()):
        return printed[first.start() :], head
    return printed, None


def target_named(printed: str, country: str | None, parent: str | None = None) -> Target:
    """The company or organization of one printed name."""
    name_zh, name_en = split_name(printed)
    return Target(kind=kind_of(name_zh, name_en), name_zh=name_zh, name_en=name_en, country=country, parent=parent)


def kind_of(name_zh: str | None, name_en: str | None) -> Literal["company", "organization"]:
    """Institutes, universities, agencies, forums and alliances are organizations (rule 11)."""
    if name_zh:
        organized = ORGANIZATION.search(name_zh) and not COMPANY.search(name_zh)
    else:
        organized = LATIN_ORGANIZATION.search(name_en or "") and not LATIN_COMPANY.search(name_en or "")
    return "organization" if organized else "company"


def is_whole(name: str) -> bool:
    """Whether this much of a text can be a whole name: closed by its Latin form or by a word for a body."""
    name = name.rstrip()[-60:]
    if not name or name.endswith(tuple(CLOSE)):
        return bool(name)
    return not CHINESE.search(name) or WHOLE.search(name) is not None


WHOLE = re.compile(rf"(?:{COMPANY_WORDS}|{ORGANIZATION_WORDS})(?:及其\S{{0,10}})?$")


def person(printed: str, employer: str | None = None, *, surely: bool = False) -> Target | None:
    """A person: `甲公司首席执行官约翰·史密斯（John Smith）` or `约翰·史密斯（John Smith），甲公司首席执行官`.

    Without an office the text must say `surely` that these are persons (a heading, a ban on entry).
    """
    office = OFFICES.search(printed)
    if office is None:
        return _person(printed, None, employer) if surely else None
    before, after = printed[: office.start()].strip(ENDING), LEADING_DE.sub("", printed[office.end() :]).strip(ENDING)
    if after:
        return _person(after, office["role"], before.removesuffix("的").strip() or employer)
    name, _, firm = before.partition("，")
    return _person(name, office["role"], firm.strip(ENDING).removesuffix("的") or employer)


def _person(printed: str, role: str | None, employer: str | None) -> Target | None:
    name_zh, name_en = split_name(printed)
    name = name_zh or name_en or ""
    if not PERSON_NAME.match(name) or WHOLE.search(name):
        return None
    return Target(kind="person", name_zh=name_zh, name_en=name_en, role=role, employer=employer)
