"""Lists of names: numbered, with branches and details under an entry, the rows of a table, or plain lines.

The list follows a line 附件, or stands in the body under 决定将以下实体列入 …. An entry broken over two lines is
joined, its number must be the next one unless a full stop makes it plain; what is printed is kept as it is.
"""

import re
from dataclasses import dataclass, field

from crawler.extract.official.entries import BRANCH, DASH, DETAIL, ENTRY, LONGEST, columns_of, targets_of_entry
from crawler.extract.official.names import CHINESE, CLOSE, LATIN, OPEN, is_whole
from crawler.extract.official.nations import nation_in
from crawler.extract.official.numerals import number
from crawler.extract.official.regimes import regime_of
from storage.model import Regime, Target

MOST = 3000  # entries: ten times the longest list of the world; a list cut there is held
HEADINGS = 8  # lines over a list that are kept
MOST_LINES = 400  # of one entry: a group with all its branches, each with its details

ANNEX = re.compile(
    r"^附\s{0,4}件\s{0,4}(?P<number>\d{0,2}|[一二三四五六七八九十]{1,2})\s?[:：.．、]?\s?(?P<title>.{0,80})$"
)
SIGNED = re.compile(r"^(?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[二一][〇○零一二]\S{2}年\S{2,8}日)$")
NAMED = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")
LATIN_FORM = re.compile(r"[（(][^（）()]{0,100}[A-Za-z]")
# A line that is a name with its Latin form and nothing else, in a list without numbers.
PLAIN_NAME = re.compile(r"^[^，。；：:（）()\d][^，。；：:（）()]{1,60}[（(][^\u4e00-\u9fff]{2,120}[）)]$")
PERSONS = re.compile(r"高级管理人员|高管|个人|人员名单|负责人")
GROUP = re.compile(r"(?:分支机构|子公司|分公司|附属公司|关联公司)\S{0,4}$")
LISTED = re.compile(r"(?:清单|名单)$")
SORT = re.compile(r".{0,6}(?:企业|实体|机构|公司|组织|个人|人员)(?:[（(].{0,8}[）)])?$")  # a part's heading: 二、个人
# A numbered line that acts is no name: 一、禁止上述企业从事…, 2.通过电子邮件发送至…
ACTING = re.compile(r"禁止|应当|不得|可以|通过|发送|根据|按照|决定|暂停|申请|公告|措施|请在|登录|合同|文件|\d{4}\s?年")
# A numbered line that names what is attached: 1.出口管制管控名单.pdf, 2.填报指南
ATTACHED = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|et|zip|rar|7z)$|(?:名单|清单|目录|指南|说明|申请[书表]|登记表)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """One list of names.

    `annex` is the number of its annex (0 when none is printed), `heading` the lines over it back to the annex's own;
    `numbers` those its entries were printed under, `cut` whether there were more than are read.
    """

    annex: int
    heading: tuple[str, ...]
    targets: tuple[Target, ...]
    numbers: tuple[int, ...]
    cut: bool = False

    @property
    def regime(self) -> Regime | None:
        """The list whose name the nearest of its headings prints."""
        return next((found for line in reversed(self.heading) if (found := regime_of(line))), None)


@dataclass(slots=True)
class Gathering:
    """A list while its lines are read: each entry is its own line, then what stands under it."""

    annex: int
    heading: list[str]
    entries: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    columns: tuple[str, ...] = ()


def annex_start(text: str) -> int:
    """Where the annexes begin: the first line 附件 under the signature, or one that no signature follows."""
    place = 0
    signed = False
    for line in text.split("\n"):
        if line.startswith("附") and place and ANNEX.match(line) and (signed or not _is_signed_below(text, place)):
            return place
        signed = signed or SIGNED.match(line) is not None
        place += len(line) + 1
    return len(text)


def _is_signed_below(text: str, place: int) -> bool:
    """附件： in front of the signature only names what is attached (1.物项列表 2.指引.pdf)."""
    return any(SIGNED.match(line) for line in text[place : place + 1000].split("\n")[1:12])


def annexes(text: str, start: int, country: str | None) -> tuple[Annex, ...]:
    """The lists of names in `text[start:]`, in order."""
    lists: list[Gathering] = [Gathering(annex=0, heading=[])]
    for line in text[start:].split("\n"):
        _take(lists, line)
        if len(lists[-1].entries) >= MOST or len(lists) >= MOST:
            break
    return tuple(_annex(one, country) for one in lists if one.entries)


def _take(lists: list[Gathering], line: str) -> None:
    """Put one line where it belongs: a new annex, an entry, under an entry, or over the next list."""
    current = lists[-1]
    if line.startswith("附") and (match := ANNEX.match(line)):
        lists.append(Gathering(annex=number(match["number"]) if match["number"] else 0, heading=[match["title"]]))
    elif current.entries and (under := _under(current.entries[-1], line)):
        current.entries[-1].append(under)
    elif printed := _entry_number(current, line):
        _begin(lists, printed, line)
    elif PLAIN_NAME.match(line) and not current.numbers:
        current.entries.append([line])
    elif current.entries:
        lists.append(Gathering(annex=current.annex, heading=[*current.heading[-HEADINGS:], line[:LONGEST]]))
    else:
        current.columns = columns_of(line[:LONGEST]) or current.columns
        current.heading = [*current.heading[-HEADINGS:], line[:LONGEST]]


def _begin(lists: list[Gathering], printed: int, line: str) -> None:
    """Begin an entry; number 1 begins a list of its own under the same headings."""
    current = lists[-1]
    if current.entries and (printed == 1 or not current.numbers):
        current = Gathering(annex=current.annex, heading=current.heading)
        lists.append(current)
    current.numbers.append(printed)
    current.entries.append([line])


def _entry_number(current: Gathering, line: str) -> int:
    """The number of an entry that holds a name, 0 for any other line."""
    match = ENTRY.match(line[:LONGEST])
    if match is None or not NAMED.search(match["name"]) or any(p.search(match["name"]) for p in (ACTING, ATTACHED)):
        return 0
    printed = number(match["number"])
    if not match["number"].isdecimal():  # 一、甲公司（A Corp.） is an entry, 二、高级管理人员 a heading
        return printed if LATIN_FORM.search(match["name"]) or _is_listed(current, match["name"]) else 0
    plain = "|" in match["stop"] or not match["stop"].isspace()
    return printed if plain or printed in (1, (current.numbers or [0])[-1] + 1) else 0


def _is_listed(current: Gathering, name: str) -> bool:
    """Whether a name without Latin form stands in a list: whole, under a heading that says so, and none itself."""
    listed = any(LISTED.search(line) for line in current.heading)
    return listed and not SORT.match(name) and is_whole(name)


def _under(entry: list[str], line: str) -> str | None:
    """The line, when it stands under the entry: a branch, a detail, or the rest of a broken line; else None."""
    last = entry[-1]
    if len(entry) > MOST_LINES or len(last) > LONGEST or len(line) > LONGEST:
        return None
    if BRANCH.match(line) or DETAIL.match(line):
        return line
    if branch := _branch_without_dash(entry[0], line):
        return f"{DASH} {branch}"
    if DETAIL.match(last):
        return line if LATIN.match(line) else None  # the rest of an address
    unclosed = sum(map(last.count, OPEN)) > sum(map(last.count, CLOSE))
    latin_form = line.startswith(tuple(OPEN)) and not last.endswith(tuple(CLOSE)) and not ENTRY.match(line)
    return line if unclosed or (latin_form and LATIN.search(line)) else None


def _branch_without_dash(group: str, line: str) -> str | None:
    """The name of a branch under 甲公司及其9家分支机构：, numbered （1） or not at all."""
    if not GROUP.search(group):
        return None
    match = ENTRY.match(line[:LONGEST])
    if match is not None:
        return match["name"] if match["open"] and not group.startswith(tuple(OPEN)) else None
    return line if PLAIN_NAME.match(line) or not CHINESE.search(line) else None


def _annex(one: Gathering, country: str | None) -> Annex:
    country = nation_in(*reversed(one.heading)) or country
    persons = bool(PERSONS.search(one.heading[-1] if one.heading else ""))
    entries = [targets_of_entry(entry, one.columns, country, persons=persons) for entry in one.entries]
    return Annex(
        annex=one.annex,
        heading=tuple(one.heading),
        targets=tuple(target for entry in entries for target in entry),
        numbers=tuple(one.numbers),
        cut=len(one.entries) >= MOST,
    )
