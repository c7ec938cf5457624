"""The lines of a PDF: PDFium reads the characters, pdfplumber finds the tables that are ruled. Runs in the child.

Cells without rules between them cannot be told from words, and stay the words of a line.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

from spiders.attachments.breaks import joined, unbroken
from spiders.attachments.rows import row_lines
from storage.errors import UnreadableError

# Fonts lead some PDFs to say ⼯ (a radical) for 工: the glyph is the same, and no rule knows the radical.
RADICALS = {code: normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)}
UNPRINTED = dict.fromkeys([*range(9), *range(14, 32), 0xFFFE, 0xFFFF])  # marks of PDFium's own, as for a broken word
PAGE_NUMBER = re.compile(r"^[-–—·\s]{0,4}(?:第\s?)?\d{1,4}(?:\s?页.{0,12})?[-–—·\s]{0,4}$")

Box = tuple[float, float, float, float]  # left, top, right, bottom, from the upper left corner


def pdf_lines(body: bytes) -> Iterator[str]:
    """The lines of every page, without its number."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("attachment", "", "an encrypted PDF") from error
        raise
    for number, page in enumerate(document):
        yield from page_lines(page, tables(body, number) if is_ruled(page) else [])
        page.close()


def is_ruled(page: Any) -> bool:
    """Whether lines are drawn on a page that lies as it is read: only there tables are looked for."""
    upright = page.get_rotation() == 0 and tuple(page.get_mediabox()[:2]) == (0, 0)
    return upright and next(page.get_objects(filter=[FPDF_PAGEOBJ_PATH]), None) is not None


def tables(body: bytes, number: int) -> list[Any]:
    """The ruled tables of a page, from top to bottom."""
    import pdfplumber  # takes longer to load than most files to read

    with pdfplumber.open(BytesIO(body), pages=[number + 1]) as document:
        return sorted(document.pages[0].find_tables(), key=lambda table: table.bbox[1])


def page_lines(page: Any, found: list[Any]) -> Iterator[str]:
    """The lines of a page from top to bottom, the rows of its tables among them."""
    text, (width, height) = page.get_textpage(), page.get_size()

    def inside(box: Box) -> list[str]:
        left, top, right, bottom = box
        printed: str = text.get_text_bounded(left, height - bottom, right, height - top)
        return printed.translate(RADICALS).translate(UNPRINTED).splitlines()

    above = 0.0
    for table in found:
        yield from unbroken(inside((0, above, width, table.bbox[1])))
        for row in table.rows:
            yield from row_lines([joined(inside(cell)) if cell else "" for cell in row.cells])
        above = max(above, table.bbox[3])
    yield from unbroken(without_number(inside((0, above, width, height))))


def without_number(lines: list[str]) -> list[str]:
    """A page's lines without the number above or below them."""
    if lines and PAGE_NUMBER.match(lines[-1]):
        return lines[:-1]
    return lines[1:] if lines and PAGE_NUMBER.match(lines[0]) else lines
