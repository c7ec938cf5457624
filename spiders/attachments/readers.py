"""The lines of Office documents, as a person sees them. Runs in the child process."""

import os
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import docx
import openpyxl
import xlrd
from docx.table import Table, _Cell

from spiders.attachments.rows import row_lines
from storage.errors import UnreadableError


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
