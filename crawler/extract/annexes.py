"""Lists of names: numbered, with branches, addresses and usual names under them, or the rows of a table.

The list follows a line 附件, or stands in the body under 决定将以下实体列入 …. An entry broken over two lines is
joined, its number must be the next one unless a full stop makes it plain; what is printed is kept as it is.
"""

import re
from dataclasses import dataclass, field, replace

from crawler.extract.names import CHINESE, CLOSE, LATIN, OPEN, person, target_named
from crawler.extract.nations import nation_in
from crawler.extract.numerals import number
from crawler.extract.regimes import regime_of
from storage.model import Regime, Target

MOST = 3000  # entries: ten times the longest list of the world; a list cut there is held
LONGEST = 600  # characters of one entry

ANNEX = re.compile(r"^附\s{0,4}件\s{0,4}(?P<number>[\d一二三四五六七八九]{0,2})\s?[:：.．、]?\s?(?P<title>.{0,80})$")
ENTRY = re.compile(
    r"^(?P<open>[（(]?)(?P<number>\d{1,4}|[一二三四五六七八九十]{1,3})(?P<stop>\s{0,2}[.．、:：)）]\s{0,4}|\s{1,4}(?:\|\s?)?)(?P<name>\S.*)$"
)
BRANCH = re.compile(r"^[-–—－●•·◆■]{1,3}\s{0,4}(?P<name>[A-Za-z\u4e00-\u9fff].*)$")
NAMED = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")
LATIN_FORM = re.compile(r"[（(][^（）()]{0,100}[A-Za-z]")
LABELS = {
    "地址": "address", "注册地址": "address", "邮编": "postcode", "邮政编码": "postcode", "常用名称": "aliases",
    "常用名": "aliases", "别名": "aliases", "别称": "aliases", "曾用名": "aliases", "又名": "aliases",
    "简称": "aliases",
}  # fmt: skip
LABEL = (
    r"(?:注册)?地\s{0,4}址|邮\s{0,4}编|邮政编码|常\s{0,2}用\s{0,2}名\s{0,2}称?|"
    r"别\s{0,4}[名称]|曾用名|又\s{0,2}名|简\s{0,2}称"
)
DETAIL = re.compile(rf"^[（(]?(?P<label>{LABEL})\s?[:：]\s?(?P<value>.*)$")
DETAIL_WITHIN = re.compile(rf"[\s，,；;|]{{1,3}}(?={LABEL}\s?[:：])|(?<=[）)])(?={LABEL}\s?[:：])")
COLUMNS = {
    "中文名称": "zh", "企业名称": "zh", "实体名称": "zh", "名称": "zh", "中文名": "zh", "单位名称": "zh", "姓名": "zh",
    "英文名称": "en", "英文名": "en", "外文名称": "en", "地址": "address", "注册地址": "address", "邮编": "postcode",
    "邮政编码": "postcode", "常用名称": "aliases", "别名": "aliases", "职务": "role", "任职单位": "employer",
    "所在企业": "employer",
}  # fmt: skip
USUAL_COLUMNS = ("", "zh", "en", "address", "postcode", "aliases")  # of a table without a head
PERSONS = re.compile(r"高级管理人员|高管|个人|人员名单|负责人")
# A numbered line that acts is no name: 一、禁止上述企业从事…, 2.通过电子邮件发送至…
ACTING = re.compile(r"禁止|应当|不得|可以|通过|发送|根据|按照|决定|暂停|申请|公告|措施|请在|登录|合同|文件|\d{4}\s?年")
SIGNED = re.compile(r"^(?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[二一][〇○零一二]\S{2}年\S{2,8}日)$")


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
    """A list while its lines are read."""

    annex: int
    heading: list[str]
    entries: list[list[str]] = field(default_factory=list)  # each entry's own line, then its branches and details
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
    """Put one line where it belongs: a new list, a heading, an entry, or what stands under an entry."""
    current = lists[-1]
    if line.startswith("附") and (match := ANNEX.match(line)):
        lists.append(Gathering(annex=number(match["number"]) if match["number"] else 0, heading=[match["title"]]))
    elif printed := _entry_number(current, line):
        if printed == 1 and current.entries:
            lists.append(current := Gathering(annex=current.annex, heading=current.heading))
        current.numbers.append(printed)
        current.entries.append([line])
    elif current.entries and _belongs(current.entries[-1], line):
        current.entries[-1].append(line)
    elif current.entries:
        lists.append(Gathering(annex=current.annex, heading=[*current.heading, line]))
    else:
        current.columns = _columns(line) or current.columns
        current.heading.append(line)


def _entry_number(current: Gathering, line: str) -> int:
    """The number of an entry that holds a name, 0 for any other line."""
    match = ENTRY.match(line[:LONGEST])
    if match is None or not NAMED.search(match["name"]) or ACTING.search(match["name"]):
        return 0
    printed = number(match["number"])
    if not match["number"].isdecimal():  # 一、甲公司（A Corp.） is an entry, 二、高级管理人员 a heading
        return printed if LATIN_FORM.search(match["name"]) else 0
    plain = "|" in match["stop"] or not match["stop"].isspace()
    return printed if plain or printed in (1, (current.numbers or [0])[-1] + 1) else 0


def _belongs(entry: list[str], line: str) -> bool:
    """Whether a line stands under the entry: a branch, a detail, or the rest of a broken line."""
    if BRANCH.match(line) or DETAIL.match(line):
        return True
    last = entry[-1]
    if DETAIL.match(last):
        return LATIN.match(line) is not None  # the rest of an address
    unclosed = sum(map(last.count, OPEN)) > sum(map(last.count, CLOSE))
    return unclosed or (line.startswith(tuple(OPEN)) and not last.endswith(tuple(CLOSE)) and bool(LATIN.search(line)))


def _columns(line: str) -> tuple[str, ...]:
    """The meaning of a table's columns, when a line is its head (序号 | 中文名称 | 英文名称 | 地址)."""
    cells = [re.sub(r"\s", "", cell) for cell in line.split("|")]
    return tuple(COLUMNS.get(cell, "") for cell in cells) if len(cells) > 1 and "序号" in cells else ()


def _annex(one: Gathering, country: str | None) -> Annex:
    country = nation_in(*reversed(one.heading)) or country
    persons = bool(PERSONS.search(one.heading[-1] if one.heading else ""))
    targets = [target for entry in one.entries for target in _entry(entry, one.columns, country, persons)]
    return Annex(
        annex=one.annex,
        heading=tuple(one.heading),
        targets=tuple(targets),
        numbers=tuple(one.numbers),
        cut=len(one.entries) >= MOST or len(one.entries[-1]) > MOST,
    )


def _entry(lines: list[str], columns: tuple[str, ...], country: str | None, persons: bool) -> list[Target]:
    """The targets of one entry: the body itself and its branches, each with the details under it."""
    match = ENTRY.match(lines[0][:LONGEST])
    named = match["name"] if match else lines[0]
    if "|" in lines[0]:
        return [_row(lines[0], columns or USUAL_COLUMNS, country)]
    found: list[Target] = []
    pieces = [piece for line in _joined([named, *lines[1:]]) for piece in DETAIL_WITHIN.split(line)]
    for piece in pieces:
        if detail := DETAIL.match(piece):
            found[-1:] = [_with_detail(found[-1], detail["label"], detail["value"])] if found else []
        elif (branch := BRANCH.match(piece)) and found:
            found.append(target_named(branch["name"], country, parent=found[0].name_zh or found[0].name_en))
        elif not found:
            known = person(piece, surely=persons) if persons or "（" in piece else None
            found.append(replace(known, country=country) if known else target_named(piece, country))
    return found


def _joined(lines: list[str]) -> list[str]:
    """Lines with the rests of broken ones put behind those they break off from."""
    whole: list[str] = []
    for line in lines:
        if whole and not DETAIL.match(line) and not BRANCH.match(line):
            whole[-1] += line if line.startswith(tuple(OPEN)) or CHINESE.match(line) else f" {line}"
        else:
            whole.append(line)
    return whole


def _row(line: str, columns: tuple[str, ...], country: str | None) -> Target:
    """One row of a table with a head."""
    cells = dict(zip(columns, (cell.strip() for cell in line.split("|")), strict=False))
    target = target_named(cells.get("zh") or cells.get("en") or "", country)
    if cells.get("role"):
        target = replace(target, kind="person", role=cells["role"], employer=cells.get("employer"))
    if cells.get("en") and target.name_en is None:
        target = replace(target, name_en=cells["en"])
    for label in ("address", "postcode", "aliases"):
        if cells.get(label):
            target = _with_detail(target, label, cells[label])
    return target


def _with_detail(target: Target, label: str, value: str) -> Target:
    """The target with its address, postcode or usual names (cut at commas)."""
    meaning = LABELS.get(re.sub(r"\s", "", label), label)
    value = value.strip(" ；;")
    if not value:
        return target
    if meaning == "address":
        return replace(target, address=value)
    if meaning == "postcode":
        return replace(target, postcode=value)
    usual = tuple(name for part in re.split(r"[,，、;；]", value) if (name := part.strip()))
    return replace(target, aliases=target.aliases + usual)
