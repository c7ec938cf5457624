"""Attachments of every kind as lines, told by their bytes, and what becomes of hostile ones: a name."""

import subprocess
import sys

import pytest

from spiders.attachments import Limits, read_attachment
from spiders.attachments.breaks import unbroken
from spiders.attachments.pdf import without_number
from spiders.attachments.rows import row_lines
from storage.errors import GoneError, UnreadableError
from storage.model import Page
from tests.files import archive, excel, pdf, replaced, ruled, word
from tests.reading import PAGES, page

URL = "https://www.mofcom.gov.cn/cms_files/attach/202603/0a1b.pdf?fileName=x.pdf"
ITEMS = [
    ["序号", "管制编码", "物项名称", "海关商品编号"],
    [1, "1C117.d", "钨粉", 2804690000],
    [2, "1C117.e", "碳化钨", "28499020"],
]
ITEM_LINES = [
    "序号 | 管制编码 | 物项名称 | 海关商品编号",
    "1 | 1C117.d | 钨粉 | 2804690000",
    "2 | 1C117.e | 碳化钨 | 28499020",
]
NAMES = ["1. 甲精密公司（Alpha Precision, Inc.）", "2. 乙航天公司（Beta Aerospace）"]
LAUGHS = b"<!DOCTYPE x [<!ENTITY a '" + b"ha" * 500 + b"'>" + b"".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 50}'>".encode() for n in range(8)
) + b"]>"  # fmt: skip


def attached(body: bytes) -> Page:
    return page(URL, body, content_type="application/octet-stream")


def lines(body: bytes) -> list[str]:
    return read_attachment(attached(body)).text.split("\n")


def refused(body: bytes, limits: Limits | None = None) -> tuple[str, str]:
    with pytest.raises(UnreadableError) as caught:
        read_attachment(attached(body), limits or Limits())
    assert caught.value.url == URL
    return caught.value.kind, caught.value.detail


def test_the_lines_of_a_pdf_come_out_as_lines_without_page_numbers() -> None:
    body = pdf(["附件1", "出口管制管控名单", NAMES[0], "— 1 —"], [NAMES[1], "地址：某州某街1号", "第2页 共2页"])
    assert lines(body) == ["附件1", "出口管制管控名单", *NAMES, "地址：某州某街1号"]


def test_the_ruled_tables_of_a_pdf_come_out_as_rows() -> None:
    rows = [
        ["序号", "管制编码", "物项名称", "海关商品编号"],
        ["1", "1C117.d", "钨粉", "2804690000"],
        ["2", "1C117.e", "碳化钨及其\n化合物", "28499020"],
    ]
    body = ruled("两用物项清单", rows, NAMES[0])
    assert lines(body) == ["两用物项清单", *ITEM_LINES[:2], "2 | 1C117.e | 碳化钨及其化合物 | 28499020", NAMES[0]]


def test_a_radical_in_a_pdf_is_the_character_it_looks_like() -> None:
    assert lines(pdf(["\u2f42\u4ef6", "重\u2f2f公司"])) == ["文件", "重工公司"]


LONG = "1. 拉普他第一精密工业股份有限责任公司及其在各地的分支机构和"


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        ([LONG, "代表处（Laputa, Inc.）", "2. 乙公司"], [f"{LONG}代表处（Laputa, Inc.）", "2. 乙公司"]),
        ([f"{LONG}（Alpha", "Beta LLC）"], [f"{LONG}（Alpha Beta LLC）"]),
        ([LONG, "2. 乙公司（B Corp.）", "地址：某街"], [LONG, "2. 乙公司（B Corp.）", "地址：某街"]),
        ([LONG, "1C117.d 钨粉"], [LONG, "1C117.d 钨粉"]),
        ([f"{LONG}。", "本公告"], [f"{LONG}。", "本公告"]),
        (["出口管制管控名单", "甲公司"], ["出口管制管控名单", "甲公司"]),
    ],
)
def test_a_line_broken_at_the_margin_is_one_line(given: list[str], whole: list[str]) -> None:
    assert unbroken(given) == whole
    assert lines(pdf(given)) == whole


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["1", "甲"], ["甲"]),
        (["甲", "- 2 -"], ["甲"]),
        (["甲", "2025"], ["甲"]),
        (["1. 甲", "乙"], ["1. 甲", "乙"]),
        ([], []),
    ],
)
def test_a_page_number_is_furniture(given: list[str], kept: list[str]) -> None:
    assert without_number(given) == kept


def test_paragraphs_and_tables_of_a_docx_in_order() -> None:
    table = [["序号", "名称"], ["1", "甲精密公司\nAlpha"]]
    assert lines(word("管控名单", table, NAMES[1])) == ["管控名单", "序号 | 名称", "1 | 甲精密公司 Alpha", NAMES[1]]


def test_the_rows_of_an_xlsx_but_for_hidden_sheets() -> None:
    assert lines(excel(*ITEMS, [], ["备注"], hidden=["不给人看"])) == [*ITEM_LINES, "备注"]


def test_the_rows_of_an_xls_but_for_hidden_sheets() -> None:
    assert lines((PAGES / "attachments" / "items.xls").read_bytes()) == ITEM_LINES


def test_the_files_of_an_archive_each_under_its_name() -> None:
    inner = archive({"附件2.xlsx": excel(*ITEMS)})
    found = read_attachment(
        attached(archive({"附件1：名单.pdf": pdf(NAMES), "更多.zip": inner, "说明.rar": b"Rar!\x1a\x07"}))
    )
    assert found.text.split("\n") == ["附件1：名单", *NAMES, "更多", "附件2", *ITEM_LINES]
    assert found.unread == ("说明.rar: a RAR archive",)


def test_a_name_in_an_archive_written_by_chinese_windows() -> None:
    body = archive({"mingdan.pdf": pdf(NAMES)}).replace(b"mingdan.pdf", "名单a.pdf".encode("gb18030").ljust(11, b"f"))
    assert lines(body)[0] == "名单a"


@pytest.mark.parametrize(("cells", "found"), [
    (["", "甲", ""], ["甲"]),
    (["", "甲", "乙", ""], [" | 甲 | 乙"]),
    (["甲\n乙"], ["甲", "乙"]),
    (["长" * 1001, "乙"], ["长" * 1001, "乙"]),
    (["", ""], []),
])  # fmt: skip
def test_rows(cells: list[str], found: list[str]) -> None:
    assert row_lines(cells) == found


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b"Rar!\x1a\x07\x00", "attachment", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "attachment", "7z"),
        (b"<html>404</html>", "attachment", "markup"),
        (b"", "attachment", "no kind"),
        (pdf([""]), "attachment", "without text"),
        (archive({"a.rar": b"Rar!\x1a\x07"}), "attachment", "a.rar: a RAR archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "attachment", "encrypted"),
        (pdf(NAMES)[:400], "layout", "broken"),
        (word("x")[:400], "layout", "broken"),
    ],
)
def test_what_is_not_read_is_named(body: bytes, kind: str, said: str) -> None:
    found = refused(body)
    assert found[0] == kind
    assert said in found[1]


def nested(depth: int) -> bytes:
    body = pdf(NAMES)
    for _ in range(depth):
        body = archive({"a.zip": body})
    return body


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (archive({"a": bytes(20_000_000)}), "unpack to 20,000,000"),
        (archive((f"{number}.pdf", b"%PDF-") for number in range(101)), "101 files"),
        (excel(["长" * 1000], ["长" * 100]), "a text of 1,101 characters"),
    ],
)
def test_a_bomb_is_too_large(body: bytes, said: str) -> None:
    kind, detail = refused(body, Limits(characters=1000))
    assert kind == "too-large"
    assert said in detail


def test_archives_within_archives_end() -> None:
    assert "archives within archives" in refused(nested(3))[1]
    assert lines(nested(2))[-2:] == NAMES


LAUGHING = {
    "docx": replaced(
        replaced(word("甲", "乙"), "word/document.xml", b"<w:document", LAUGHS + b"<w:document"),
        "word/document.xml", "甲".encode(), b"&i;",
    ),
    "xlsx": replaced(excel([1]), "xl/worksheets/sheet1.xml", b"<worksheet", LAUGHS + b"<worksheet"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LAUGHING)
def test_entities_that_grow_are_harmless(kind: str) -> None:
    assert refused(LAUGHING[kind])[0] == "layout"


SLOW = excel(*([f"{number}"] * 10 for number in range(40_000)))


@pytest.mark.parametrize(
    ("limits", "said"),
    [(Limits(seconds=1), "1 seconds of computing"), (Limits(patience=0.01), "0.01 seconds")],
)
def test_a_parser_gets_only_so_much_time(limits: Limits, said: str) -> None:
    kind, detail = refused(SLOW, limits)
    assert kind == "too-large"
    assert said in detail


def test_a_parser_gets_only_so_much_memory() -> None:
    paragraphs = b"x</w:t></w:r></w:p><w:p><w:r><w:t>" * 200_000
    body = replaced(word("甲"), "word/document.xml", "甲".encode(), paragraphs)
    assert refused(body, Limits(memory=200 << 20))[0] in ("layout", "too-large")  # not every library says which it was


def test_a_file_that_is_not_there_is_gone() -> None:
    with pytest.raises(GoneError):
        read_attachment(page(URL, b"", status=404))


def test_the_libraries_are_loaded_by_the_child_alone() -> None:
    code = (
        "import sys, crawler.reread; print({'docx', 'openpyxl', 'pdfplumber', 'pypdfium2', 'xlrd'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PAGES.parents[1], check=True)
    assert run.stdout == "set()\n"
