"""Files as notices attach them: made by the libraries that write them, the PDF by hand."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

import docx
import openpyxl

# A Chinese font that every reader knows and no file need hold.
FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF with one line of text under the other."""
    return drawn(
        *(f"BT /F 12 Tf 16 TL 60 780 Td {' '.join(f'{shown(line)} T*' for line in lines)} ET" for lines in pages)
    )


def ruled(above: str, rows: Sequence[Sequence[str]], below: str) -> bytes:
    """A PDF with a table: its cells are drawn one by one, of two lines each where a cell has a line feed."""
    places = [(60, 780, above), (60, 700 - 40 * len(rows), below)]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            lines = enumerate(cell.split("\n"))
            places += [(64 + 120 * column, 744 - 40 * number - 14 * line, text) for line, text in lines]
    right, bottom = 60 + 120 * len(rows[0]), 760 - 40 * len(rows)
    across = [f"60 {760 - 40 * number} m {right} {760 - 40 * number} l S" for number in range(len(rows) + 1)]
    down = [f"{60 + 120 * number} 760 m {60 + 120 * number} {bottom} l S" for number in range(len(rows[0]) + 1)]
    texts = [f"1 0 0 1 {x} {y} Tm {shown(text)}" for x, y, text in places]
    return drawn(" ".join(["BT /F 12 Tf", *texts, "ET", *across, *down]))


def shown(text: str) -> str:
    return f"<{text.encode('utf-16-be').hex()}> Tj"


def drawn(*pages: str) -> bytes:
    """A PDF of what its pages draw."""
    kids = [6 + 2 * number for number in range(len(pages))]
    catalogue = "<< /Type /Catalog /Pages 2 0 R >>"
    tree = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    objects = [catalogue, tree, *FONT]
    for kid, page in zip(kids, pages, strict=True):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {kid + 1} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(page)} >>\nstream\n{page}\nendstream")
    return numbered(objects)


def numbered(objects: Sequence[str]) -> bytes:
    """The objects with the table of where each begins."""
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def word(*blocks: str | Sequence[Sequence[str]]) -> bytes:
    """A DOCX of paragraphs and tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for row, texts in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def excel(*rows: Sequence[object], hidden: Sequence[object] = ()) -> bytes:
    """An XLSX of one sheet, and a hidden one."""
    workbook = openpyxl.Workbook(write_only=True)
    for name, lines in (("清单", rows), ("底稿", [hidden])):
        sheet = workbook.create_sheet(name)
        for row in lines:
            sheet.append(list(row))
    workbook["底稿"].sheet_state = "hidden"
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def archive(files: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in dict(files).items():
            packed.writestr(name, body)
    return file.getvalue()


def replaced(packed: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """An office document with something else in one of its parts."""
    with zipfile.ZipFile(BytesIO(packed)) as parts:
        bodies = {name: parts.read(name) for name in parts.namelist()}
    assert old in bodies[part]
    return archive(bodies | {part: bodies[part].replace(old, new)})
