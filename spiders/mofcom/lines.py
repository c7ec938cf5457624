"""From an element to the lines a person sees."""

from collections.abc import Iterator

from bs4 import Comment, NavigableString, PageElement, Tag

BLOCKS = frozenset(
    "address article blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul".split()  # noqa: SIM905
)
CELLS = frozenset(("td", "th"))
SILENT = frozenset(("script", "style", "noscript", "template"))
CELL_LENGTH = 1000  # characters; what is longer in a cell is an article laid out by a table, not a table's content


def lines_of(element: Tag) -> list[str]:
    """The element's text, a line for every block and `<br>`; the cells of a table's row on one line, `|` between."""
    return "".join(_parts(element)).split("\n")


def _parts(element: Tag) -> Iterator[str]:
    """Text and line feeds in document order; each element is met once, however deep a hostile page nests."""
    laying_out = _rows_around_tables(element)
    passed: set[int] = set()  # what lies in a script or in a row that was put on one line
    for node in element.descendants:
        if id(node) in passed:
            continue
        if isinstance(node, Tag) and node.name in SILENT:
            passed.update(map(id, node.descendants))
        elif isinstance(node, Tag) and node.name == "tr" and (cells := _data_cells(node, laying_out)):
            passed.update(map(id, node.descendants))
            yield "\n" + " | ".join(cells) + "\n"
        else:
            yield _own(node)


def _own(node: PageElement) -> str:
    """What an element is by itself: a break, a gap, or its characters."""
    if isinstance(node, Tag):
        return "\n" if node.name in BLOCKS else "\t" if node.name in CELLS else ""
    return str(node).replace("\n", " ") if isinstance(node, NavigableString) and not isinstance(node, Comment) else ""


def _rows_around_tables(element: Tag) -> set[int]:
    """The rows that hold a table: they lay out a page."""
    rows: set[int] = set()
    for table in element.find_all("table"):
        row = table.find_parent("tr")
        while row is not None and id(row) not in rows:
            rows.add(id(row))
            row = row.find_parent("tr")
    return rows


def _data_cells(row: Tag, laying_out: set[int]) -> list[str]:
    """The cells of a row of data; none for a row that lays out a page (one cell, tables inside, a long text)."""
    cells = [cell for cell in row.children if isinstance(cell, Tag) and cell.name in CELLS]
    if len(cells) < 2 or id(row) in laying_out:
        return []
    texts = [" ".join(cell.get_text(" ").split()) for cell in cells]
    return texts if max(map(len, texts)) <= CELL_LENGTH else []
