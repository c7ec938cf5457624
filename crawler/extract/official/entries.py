"""One entry of a list of names as targets: the body or person itself, the branches under it, their details."""

import re
from dataclasses import replace

from crawler.extract.official.names import CHINESE, CLOSE, OPEN, person, target_named
from storage.model import Target

LONGEST = 600  # characters of one line of an entry
ENTRY = re.compile(
    r"^(?P<open>[（(]?)(?P<number>\d{1,4}|[一二三四五六七八九十]{1,3})"
    r"(?P<stop>\s{0,2}[.．、:：)）]\s{0,4}|\s{1,4}(?:\|\s?)?)(?P<name>\S.*)$"
)
DASH = "—"
BRANCH = re.compile(r"^[-–—－●•·◆■]{1,3}\s{0,4}(?P<name>[A-Za-z\u4e00-\u9fff].*)$")
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
DETAIL_WITHIN = re.compile(rf"[\s，,；;|]{{1,3}}(?={LABEL}\s?[:：])|(?<=[）)])[（(]?(?={LABEL}\s?[:：])")
GENDER = re.compile(r"(?<=[）)])[，,]\s?[男女](?=$|[，,])")  # 约翰·史密斯（John Smith），男，甲公司总裁
COLUMNS = {
    "中文名称": "zh", "企业名称": "zh", "实体名称": "zh", "名称": "zh", "中文名": "zh", "单位名称": "zh", "姓名": "zh",
    "英文名称": "en", "英文名": "en", "外文名称": "en", "地址": "address", "注册地址": "address", "邮编": "postcode",
    "邮政编码": "postcode", "常用名称": "aliases", "别名": "aliases", "职务": "role", "任职单位": "employer",
    "所在企业": "employer",
}  # fmt: skip
USUAL_COLUMNS = ("", "zh", "en", "address", "postcode", "aliases")  # of a table without a head


def columns_of(line: str) -> tuple[str, ...]:
    """The meaning of a table's columns, when a line is its head (序号 | 中文名称 | 英文名称 | 地址)."""
    cells = [re.sub(r"\s", "", cell) for cell in line.split("|")] if "|" in line else []
    return tuple(COLUMNS.get(cell, "") for cell in cells) if "序号" in cells else ()


def targets_of_entry(lines: list[str], columns: tuple[str, ...], country: str | None, *, persons: bool) -> list[Target]:
    """The targets of one entry: its own line, then the branches, details and rests of broken lines under it."""
    if "|" in lines[0]:
        return [_row(lines[0], columns or USUAL_COLUMNS, country)]
    match = ENTRY.match(lines[0][:LONGEST])
    found: list[Target] = []
    for line in _joined([match["name"] if match else lines[0], *lines[1:]]):
        for piece in DETAIL_WITHIN.split(line):
            _add(found, piece, country, persons=persons)
    return found


def _add(found: list[Target], piece: str, country: str | None, *, persons: bool) -> None:
    """Add what one line says: a detail of the target before it, a branch of the first, or the first itself."""
    if detail := DETAIL.match(piece):
        found[-1:] = [_with_detail(target, detail["label"], detail["value"]) for target in found[-1:]]
    elif (branch := BRANCH.match(piece)) and found:
        found.append(target_named(branch["name"], country, parent=found[0].name_zh or found[0].name_en))
    elif not found:
        piece = GENDER.sub("", piece)
        known = person(piece, surely=persons)
        found.append(replace(known, country=country) if known else target_named(piece, country))


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
    """One row of a table."""
    cells = dict(zip(columns, (cell.strip() for cell in line.split("|")), strict=False))
    target = target_named(cells.get("zh") or cells.get("en") or "", country)
    if cells.get("role"):
        target = replace(target, kind="person", role=cells["role"], employer=cells.get("employer"))
    if cells.get("en") and target.name_en is None:
        target = replace(target, name_en=cells["en"])
    for label in ("address", "postcode", "aliases"):
        target = _with_detail(target, label, cells.get(label, ""))
    return target


def _with_detail(target: Target, label: str, value: str) -> Target:
    """The target with its address, postcode or usual names (cut at commas)."""
    meaning = LABELS.get(re.sub(r"\s", "", label), label)
    value = value.strip(" ；;")
    if value.endswith(tuple(CLOSE)) and sum(map(value.count, CLOSE)) > sum(map(value.count, OPEN)):
        value = value[:-1]  # （地址：…；邮编：86529）
    if not value:
        return target
    if meaning == "address":
        return replace(target, address=value)
    if meaning == "postcode":
        return replace(target, postcode=value)
    usual = tuple(name for part in re.split(r"[,，、;；]", value) if (name := part.strip()))
    return replace(target, aliases=target.aliases + usual)
