"""A list of customers or suppliers: CSV with any usual delimiter, or JSON Lines. What is not read is named by line."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.errors import ConfigError

# fmt: off
COLUMNS = {
    "name": ("name", "names", "company", "company name", "customer", "customer name", "supplier", "supplier name",
             "vendor", "vendor name", "名称", "公司名称", "企业名称", "客户名称", "供应商名称",
             "客户", "供应商", "公司"),
    "id": ("id", "key", "number", "no", "customer id", "supplier id", "vendor id", "编号", "代码"),
    "country": ("country", "country code", "国家", "国别"),
    "hs_codes": ("hs codes", "hs code", "hs", "tariff code", "海关编码", "商品编码", "海关商品编号", "hs编码"),
    "control_codes": ("control codes", "control code", "eccn", "管制编码", "两用物项编码"),
    "note": ("note", "notes", "remark", "remarks", "comment", "备注"),
}
# fmt: on
FIELDS = {title: field for field, titles in COLUMNS.items() for title in titles}
DELIMITERS = (",", ";", "\t", "|")
LONGEST_ROW = 50  # lines of one quoted cell; more, and a quotation mark was forgotten
SINGLE_BYTE = re.compile(rb"[A-Za-z][\x80-\xff][a-z]")  # an accented letter alone in a word: no Chinese character


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One row: where it stands (from 1), and what it says."""

    line: int
    name: str
    id: str = ""
    country: str = ""
    hs_codes: tuple[str, ...] = ()
    control_codes: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A line that was not read, or not in full, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerList:
    """What a file holds."""

    customers: tuple[Customer, ...]
    faults: tuple[Fault, ...]


def load_customers(path: Path) -> CustomerList:
    """Read a list; raises `ConfigError` when there is no file, or no column of names in it."""
    try:
        return read_customers(path.read_bytes())
    except OSError as error:
        raise ConfigError([f"{path}: {error.strerror}"]) from error
    except ConfigError as error:
        raise ConfigError([f"{path}: {problem}" for problem in error.problems]) from error


def read_customers(body: bytes) -> CustomerList:
    """The customers of a file's bytes, and the lines that could not be read."""
    text = decoded(body)
    read = read_json_lines if text.lstrip().startswith("{") else read_csv
    found = list(read(text))
    return CustomerList(
        customers=tuple(one for one in found if isinstance(one, Customer)),
        faults=tuple(one for one in found if isinstance(one, Fault)),
    )


def decoded(body: bytes) -> str:
    """UTF-8, UTF-16 with its mark, GB18030, or what Excel writes in the West; what fits none shows as �."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    western = "cp1252" if SINGLE_BYTE.search(body) else "gb18030"
    for encoding in ("utf-8-sig", western):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("utf-8-sig", "replace")


def read_json_lines(text: str) -> Iterator[Customer | Fault]:
    """An object a line, its keys those of a CSV's columns; codes as a list or as text."""
    for line, row in enumerate(text.splitlines(), start=1):
        try:
            found = json.loads(row) if row.strip() else {}
        except ValueError as error:
            yield Fault(line=line, why=f"no JSON: {error}")
            continue
        if row.strip():
            cells = found.items() if isinstance(found, dict) else ()
            yield customer(line, ((FIELDS.get(titled(key)), as_text(value)) for key, value in cells))


def as_text(value: object) -> str:
    """A JSON value as a cell."""
    return " ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def read_csv(text: str) -> Iterator[Customer | Fault]:
    """A row a customer; the first line names the columns, unless there is one column only."""
    lines = io.StringIO(text, newline="").readlines()
    delimiter = max(DELIMITERS, key=(lines or [""])[0].count)
    columns = [FIELDS.get(titled(title)) for title in next(csv.reader(lines[:1], delimiter=delimiter), [])]
    if "name" not in columns and len(columns) > 1:
        raise ConfigError([f"line 1: no column is called name; columns are {', '.join(COLUMNS)}"])
    titles = columns if "name" in columns else ["name"]
    for line, row in rows(lines, int("name" in columns), delimiter):
        if isinstance(row, Fault):
            yield row
        elif any(cell.strip() for cell in row):
            if len(row) > len(titles):
                yield Fault(line=line, why=f"{len(row)} cells under {len(titles)} columns; read as far as they go")
            yield customer(line, zip(titles, row, strict=False))


def rows(lines: list[str], first: int, delimiter: str) -> Iterator[tuple[int, list[str] | Fault]]:
    """Number and cells of each row. A quotation mark that is never closed costs its own line, not the rest."""
    place = first
    while place < len(lines):
        line, reader = place + 1, csv.reader(lines[place : place + LONGEST_ROW], delimiter=delimiter, strict=True)
        try:
            row = next(reader)
            place += reader.line_num
        except csv.Error as error:
            yield line, Fault(line=line, why=f"quotation marks do not pair ({error}); read as it stands")
            row = lines[place].strip().split(delimiter)
            place += 1
        yield line, row


def customer(line: int, cells: Iterable[tuple[str | None, str]]) -> Customer | Fault:
    """A customer, or why the row is none."""
    found = {field: value.strip() for field, value in cells if field and value.strip()}
    if not any(c.isalnum() for c in found.get("name", "")):
        return Fault(line=line, why="no name")
    if "\ufffd" in found["name"]:
        return Fault(line=line, why="neither UTF-8 nor GB18030")
    return Customer(
        line=line,
        name=found["name"],
        id=found.get("id", ""),
        country=found.get("country", ""),
        hs_codes=codes(found.get("hs_codes", "")),
        control_codes=codes(found.get("control_codes", "")),
        note=found.get("note", ""),
    )


def codes(cell: str) -> tuple[str, ...]:
    """The codes in a cell, divided by anything usual."""
    return tuple(filter(None, re.split(r"[\s,;、，；|/]+", cell)))


def titled(text: str) -> str:
    """A title as it is looked up."""
    return " ".join(text.strip().strip('"').casefold().replace("_", " ").replace("-", " ").split())
