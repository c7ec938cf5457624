"""Records as a table for people (text, Markdown), for spreadsheets (CSV) and for machines (JSON)."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crawler.report.words import defused, plain, shortened

WIDEST = 60  # characters of a cell on a terminal; the other formats have all


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows of cells under column names, and the same records whole: only JSON asks for them, and once."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    records: Iterable[Any]


def as_form(sheet: Sheet, form: str) -> str:
    """The sheet in one of the formats of `--format`."""
    return {"text": as_text, "json": as_json, "csv": as_csv, "markdown": as_markdown}[form](sheet)


def as_json(sheet: Sheet) -> str:
    """An array of the whole records."""
    return json.dumps(list(sheet.records), ensure_ascii=False, indent=2)


def as_csv(sheet: Sheet) -> str:
    """Every cell defused against spreadsheets' formulas."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([defused(plain(cell)) for cell in row] for row in sheet.rows)
    return lines.getvalue().rstrip("\n")


def as_markdown(sheet: Sheet) -> str:
    """A table whose cells hold neither a column mark nor markup of others."""
    rows = [sheet.columns, ("---",) * len(sheet.columns), *([escaped(cell) for cell in row] for row in sheet.rows)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def escaped(cell: str) -> str:
    """Text that Markdown prints as it stands."""
    return "".join(f"\\{c}" if c in r"\`*_[]<>|#!" else c for c in plain(cell))


def as_text(sheet: Sheet) -> str:
    """Aligned columns; Chinese characters are two columns wide."""
    from rich.cells import cell_len, set_cell_size

    cells = [sheet.columns, *(tuple(shortened(plain(cell), WIDEST) for cell in row) for row in sheet.rows)]
    widths = [max(cell_len(row[place]) for row in cells) for place in range(len(sheet.columns))]
    lines = ("  ".join(set_cell_size(cell, width) for cell, width in zip(row, widths, strict=True)) for row in cells)
    return "\n".join(line.rstrip() for line in lines)
