"""The name of a good or technology, cut out of the heading of its entry (rule 9 of the event model)."""

import re

NUMBERS = re.compile(r"[（(][^（）()]{0,20}(?:商品编号|税则号列|税则号|海关编码)[^（）()]{0,4000}[）)]")
PROPERTIES = re.compile(r"具[有备](?:以下|下述|下列)(?:所有|任一|全部|任何一种|任意一种)?(?:特性|特征|条件)的")
CLOSING = re.compile(r"(?:特性|特征|条件)的|(?:以下|下述|下列)(?:任一|任何一种)的?")
# A condition and a comma before the goods: 可在高于55摄氏度环境中稳定工作，且具有以下所有特性的激光器.
BEFORE_HEAD = re.compile(
    r"^[^，,]{1,200}[，,](?!或?包[括含]|含|或|以及).{0,300}(?:(?:特性|特征|条件)的|(?:以下|下述|下列)(?:任一|任何一种))[^\s，,：:。；;]"
)
ENDS = re.compile(r"[，,：:。；;](?![^（(]{0,120}[）)])|在.{0,40}的情况下")
TECHNOLOGY = re.compile(
    r"(?:技术|工艺|技术及资料|技术资料|技术及其载体|技术与资料|工艺和技术)(?:[（(][^（）()]{0,60}[）)])?$|^(?:用于|生产|制造|研发|设计).{0,80}技术"
)
# An entry of the technology catalogue: 删去中国传统建筑技术条目.
AMENDED = re.compile(r"^(?:拟)?(?:删除|删去|新增|增加|修改|调整)(?:限制类|禁止类)?(?=.)|条目.*$")


def name_of(heading: str) -> str:
    """The goods of a heading.

    >>> name_of("具有下述所有特性的固态钨：")
    '固态钨'
    >>> name_of("作用距离大于5千米（km），且具有以下任一特性的合成孔径雷达（SAR）（参考海关商品编号：8526109011）：")
    '合成孔径雷达（SAR）'
    """
    bare = NUMBERS.sub("", heading[:1000]).strip().lstrip(".．、 ")
    head = ENDS.split(bare, maxsplit=1)[0]
    if BEFORE_HEAD.search(bare):
        head = ENDS.split(CLOSING.split(bare)[-1], maxsplit=1)[0] or head
    return AMENDED.sub("", PROPERTIES.sub("", head)).strip() or bare


def is_technology(name: str, codes: tuple[str, ...]) -> bool:
    """By the letter of the entry's own codes (E), else by the name; entries of the technology catalogue all are."""
    letters = {code[1] for code in codes if not code[:6].isdecimal()}
    if letters:
        return letters == {"E"}
    return bool(codes) or bool(TECHNOLOGY.search(name))
