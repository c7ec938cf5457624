"""The numbers of official notices: how they are printed, and the keys we know them by.

`MOFCOM-2025-70`, `UEL-2025-7`, `MOFCOM-ORDER-2025-6`: series, year, number (the event model, *Instruments*).
A number without a year (第21号公告) takes the year printed before it in its sentence, or that of an earlier mention.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Literal

Series = Literal["MOFCOM", "UEL", "MOFCOM-ORDER"]

CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789")

# 〔2025〕7号 · 2025年第70号 · 2025第61号 · 二〇二五年 第6号, then 、56号 · 和第57号 · 、58 号 …
YEAR = r"[〔\[［（(【]?\s?(?P<year>(?:19|20)\d\d|[一二][〇○零九一二三四五六七八]{3})\s?[〕\]］）)】]?\s?(?:年\s?)?"
DIGITS = r"(?:\d{1,4}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
FIRST = rf"第?\s?(?P<first>{DIGITS})"
JOIN = r"\s{0,2}+(?:以及|[、，,及和与])\s{0,2}+"
REST = rf"(?P<rest>(?:号?{JOIN}第?\s?{DIGITS}(?=\s?号|{JOIN}第?\s?{DIGITS})){{0,40}})\s?号"
ENUMERATION = re.compile(rf"{YEAR}{FIRST}\s?{REST}")
YEARLESS = re.compile(rf"第\s?(?P<first>{DIGITS})\s?{REST}")
JOINED = re.compile(JOIN)
PRINTED_YEAR = re.compile(r"(?:19|20)\d\d(?=\s?年)")

# Bodies that sign with the Ministry of Commerce. Joint notices are numbered in the series of the first that signs.
MINISTRY = r"(?:中华人民共和国)?商务部"
ISSUER = (
    r"(?>(?:中华人民共和国)?(?:商务部|外交部|科技部|科学技术部|工业和信息化部|公安部|财政部|生态环境部|交通运输部|农业农村部|"
    r"应急管理部|自然资源部|司法部|海关总署|税务总局|市场监管总局|(?:中央军委)?装备发展部|中国人民银行|发展改革委|"
    r"国家[\u4e00-\u9fff]{2,8}?(?:委员会|总局|局|委|办|署|机构)))"
)
CHAIN = rf"(?P<issuers>(?>(?:{ISSUER}(?:等\d{{1,2}}部门)?[、，,和及与\s]{{0,2}}+){{1,12}}))"
CHAIN_BEFORE = re.compile(rf"{CHAIN}(?P<kind>联合公告|公告|令)?\s?[（(]?$")
UEL_BEFORE = re.compile(r"不可靠实体清单工作机制(?:公告)?\s?$")
UEL_ISSUES = re.compile(r"不可靠实体清单工作机制[^。；\n]{0,40}(?:发布|公布)了?\s?$")  # 于3月1日发布2026年第3号公告
WORD_BEFORE = re.compile(r"(?<![会署局部院办委省市])(?P<kind>公告|令)\s?[（(]?$")  # 税委会公告 is another's
WORD_AFTER = re.compile(r"\s?(?P<kind>公告|令)")
# What may stand before 第21号公告 when neither year nor issuer does: a verb of ours, never 国务院 or another issuer.
SPEAKING_BEFORE = re.compile(r"(?:发布|公布|印发|暂停|停止|取消|恢复|实施|执行|废止|对|了|的|[，、和及（(]|^)\s?$")
ENDS_ISSUER = frozenset("部署局委办构会行门、，,和及与制告令 （(")  # last characters of an issuer, a kind, a joint
LAST_OF_ISSUER = frozenset("部署局委办构会行门")
BEHIND_ISSUER = "联合公告令、，,及和与 \n\t　（("
ENDS_VERB = frozenset("布了")
MOST = 10_000  # numbers of one text that are looked at: a hundred times what the longest has
LOOK_BACK = 120  # characters: twelve issuers' names


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Notices named at `text[start:end]`, in the order printed."""

    keys: tuple[str, ...]
    start: int
    end: int


def references(text: str) -> tuple[Reference, ...]:
    """Every notice that the text names by number, enumerations spelt out, in order; the first `MOST` of either form.

    >>> [r.keys for r in references("商务部、海关总署公告2025年第55号、56号，及商务部公告2025年第61号")]
    [('MOFCOM-2025-55', 'MOFCOM-2025-56'), ('MOFCOM-2025-61',)]
    >>> [r.keys for r in references("商务部于2025年4月4日和9日分别发布第21号和22号公告")]
    [('MOFCOM-2025-21', 'MOFCOM-2025-22')]
    """
    dated = tuple(_dated(text))
    yearless = tuple(_yearless(text, dated))
    return tuple(sorted((*dated, *yearless), key=lambda reference: reference.start))


def key(series: Series, year: str, number: str) -> str:
    """The key of a notice; year and number may be printed in Chinese numerals."""
    return f"{series}-{year.translate(CHINESE_DIGITS)}-{_number(number)}"


def _number(printed: str) -> int:
    """7, ７, 七, 十二, 二十一."""
    tens, ten, ones = printed.rpartition("十")
    if not ten:
        return int(printed.translate(CHINESE_DIGITS))
    return 10 * int((tens or "一").translate(CHINESE_DIGITS)) + int((ones or "零").translate(CHINESE_DIGITS))


def _dated(text: str) -> Iterator[Reference]:
    """References printed with their year."""
    series: Series | None = None
    end = -1
    for match in islice(ENUMERATION.finditer(text), MOST):
        found, start = _series(text, match)
        if found is None and end >= 0 and JOINED.fullmatch(text, end, match.start()):
            found, start = series, match.start()  # 2025年第21号和2024年第46号公告: one series for both
        if found is None and (after := _next_in_series(text, match)):
            found, start = after, match.start()
        series, end = found, match.end()
        if found:
            yield _reference(found, match["year"], match, start)


def _reference(series: Series, year: str, match: re.Match[str], start: int) -> Reference:
    numbers = [match["first"], *re.findall(DIGITS, match["rest"])]
    keys = tuple(dict.fromkeys(key(series, year, number) for number in numbers))
    return Reference(keys=keys, start=start, end=match.end())


def _series(text: str, match: re.Match[str]) -> tuple[Series | None, int]:
    """The series that the words around a number print, and where those words begin; None for a foreign one."""
    after = WORD_AFTER.match(text, match.end())
    offset = max(0, match.start() - LOOK_BACK)
    before = text[offset : match.start()]
    if before[-1:] in ENDS_VERB and UEL_ISSUES.search(before):
        return "UEL", match.start()
    if before[-1:] not in ENDS_ISSUER:
        return _kind(after["kind"] if after else None), match.start()
    if found := UEL_BEFORE.search(before):
        return "UEL", offset + found.start()
    if before.rstrip(BEHIND_ISSUER)[-1:] in LAST_OF_ISSUER and (found := CHAIN_BEFORE.search(before)):
        kind = found["kind"] or (after["kind"] if after else None)
        ours = re.match(MINISTRY, found["issuers"])
        return (_kind(kind) if ours else None), offset + found.start()
    found = WORD_BEFORE.search(before)
    kind = found["kind"] if found else after["kind"] if after else None
    return _kind(kind), offset + found.start() if found else match.start()


def _kind(kind: str | None) -> Series | None:
    if kind is None:
        return None
    return "MOFCOM-ORDER" if kind == "令" else "MOFCOM"


def _next_in_series(text: str, match: re.Match[str]) -> Series | None:
    """The series of the number right behind this one, when only a joining word stands between them."""
    joined = JOINED.match(text, match.end())
    following = ENUMERATION.match(text, joined.end()) if joined else None
    return _series(text, following)[0] if following else None


def _yearless(text: str, dated: tuple[Reference, ...]) -> Iterator[Reference]:
    """References printed without a year: 第21号公告, 商务部公告第21号."""
    taken = iter(dated)
    current = next(taken, None)
    years = {key.rsplit("-", 2)[2]: key.rsplit("-", 2)[1] for reference in dated for key in reference.keys}
    for match in islice(YEARLESS.finditer(text), MOST):
        while current and current.end < match.end():
            current = next(taken, None)
        if current and current.start <= match.start():
            continue  # part of 2025年第21号
        series, start = _series(text, match)
        if series and (start < match.start() or SPEAKING_BEFORE.search(text, max(0, match.start() - 4), match.start())):
            year = years.get(str(_number(match["first"]))) or _year_before(text, match.start())
            if year:
                yield _reference(series, year, match, start)


def _year_before(text: str, end: int) -> str | None:
    """The last year printed before a place in the same sentence."""
    sentence = text[max(0, end - LOOK_BACK) : end]
    own = "".join(reversed(list(takewhile(lambda character: character not in "。；\n", reversed(sentence)))))
    years = PRINTED_YEAR.findall(own)
    return years[-1] if years else None


# A notice's own number stands at the head of its title, or in its label block, or under its letterhead; never is it
# just the first number mentioned. Answers, explanations and guides begin with other words or end in these.
OWN = re.compile(
    rf"(?:(?P<uel>不可靠实体清单工作机制)(?:公告)?|{CHAIN}(?P<kind>联合公告|公告|令)?)"
    rf"\s?{YEAR}{FIRST}\s?号\s?(?P<after>令|公告)?"
)
NOT_ITSELF = re.compile(r"答记者问|解读|问答|常见问题|指南|说明会|有关情况")


def own_number(printed: str) -> str | None:
    """The key that a title, a label (【发布文号】) or a letterhead prints as the document's own, or None.

    >>> own_number("商务部、海关总署公告2025年第70号 公布暂停实施商务部、海关总署公告2025年第55号的决定")
    'MOFCOM-2025-70'
    >>> own_number("商务部新闻发言人就2025年第61号公告答记者问") is None
    True
    """
    match = OWN.match(printed.lstrip())
    if match is None or NOT_ITSELF.search(printed):
        return None
    if match["uel"]:
        return key("UEL", match["year"], match["first"])
    series = _kind(match["kind"] or match["after"]) if re.match(MINISTRY, match["issuers"]) else None
    return key(series, match["year"], match["first"]) if series else None
