"""The lines of each kind of file, as a person sees them. Runs in the child process.

A row of a table is one line with ` | ` between its cells, as `spiders.mofcom.lines` has it for a page's tables.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pypdfium2
import xlrd
from docx.table import Table, _Cell

from storage.errors import UnreadableError

CELL_LENGTH = 1000  # characters; what is longer is a text laid out by a table
# Fonts lead some PDFs to say ⼯ (a radical) for 工: the glyph is the same, and no rule knows the radical.
RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)}
UNPRINTED = dict.fromkeys([*range(9), *range(14, 32), 0xFFFE, 0xFFFF])  # marks of PDFium's own, as for a broken word
PAGE_NUMBER = re.compile(r"^[-–—·\s]{0,4}(?:第\s?)?\d{1,4}(?:\s?页.{0,12})?[-–—·\s]{0,4}$")


def pdf_lines(body: bytes) -> Iterator[str]:
    """The lines of every page, without its number."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("attachment", "", "an encrypted PDF") from error
        raise
    for page in document:
        text = page.get_textpage().get_text_bounded().translate(RADICALS).translate(UNPRINTED)
        page.close()
        yield from without_number(text.splitlines())


def without_number(lines: list[str]) -> list[str]:
    """A page's lines without the number above or below them."""
    if lines and PAGE_NUMBER.match(lines[-1]):
        return lines[:-1]
    return lines[1:] if lines and PAGE_NUMBER.match(lines[0]) else lines


def docx_lines(body: bytes) -> Iterator[str]:
    """Paragraphs and tables in the order of the document."""
    for block in docx.Document(BytesIO(body)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield from row_lines([cell.text for cell in apart(row.cells)])
        else:
            yield from block.text.splitlines()


def apart(cells: Iterable[_Cell]) -> list[_Cell]:
    """The cells of a row, a merged one once."""
    return list({id(cell._tc): cell for cell in cells}.values())


def xlsx_lines(body: bytes) -> Iterator[str]:
    """The rows of every sheet that is not hidden."""
    workbook = openpyxl.load_workbook(BytesIO(body), read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # what a file says of its size is not believed
            for row in sheet.iter_rows(values_only=True):
                yield from row_lines(list(map(printed, row)))


def xls_lines(body: bytes) -> Iterator[str]:
    """The same of a workbook as Excel wrote it before 2007."""
    try:
        with open(os.devnull, "w") as silence:  # noqa: PTH123 - it prints what it finds odd
            workbook = xlrd.open_workbook(file_contents=body, logfile=silence)
    except xlrd.XLRDError as error:
        raise UnreadableError("attachment", "", f"a document of old Office, no workbook: {error}"[:300]) from error
    for sheet in workbook.sheets():
        if not sheet.visibility:
            for number in range(sheet.nrows):
                yield from row_lines(list(map(printed, sheet.row_values(number))))


def printed(value: Any) -> str:
    """A cell's value as text. A customs number is a number to Excel, and has no decimals."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def row_lines(cells: list[str]) -> list[str]:
    """A row as one line, up to its last cell that says something; a single cell, or a text laid out, as its lines."""
    texts = [" ".join(cell.split()) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if sum(map(bool, texts)) > 1 and max(map(len, texts)) <= CELL_LENGTH:
        return [" | ".join(texts)]
    return [line for cell in cells for line in cell.splitlines()]
