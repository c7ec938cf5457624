"""From an element to the lines a person sees."""

from collections.abc import Iterator

from bs4 import Comment, NavigableString, PageElement, Tag

BLOCKS = frozenset(
    "address article blockquote center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul".split()  # noqa: SIM905
)
CELLS = ("td", "th")
SILENT = frozenset(("script", "style", "noscript", "template"))
CELL_LENGTH = 1000  # characters; what is longer in a cell is an article laid out by a table, not a table's content


def lines_of(element: Tag) -> list[str]:
    """The element's text, a line for every block and `<br>`; the cells of a table's row on one line, `|` between."""
    return "".join(_parts(element)).split("\n")


def _parts(element: Tag) -> Iterator[str]:
    """Text and line feeds in document order, without recursion: hostile pages nest deeply."""
    node: PageElement | None = element.next_element
    end = _after(element)
    while node is not None and node is not end:
        if isinstance(node, Tag) and node.name == "tr" and (cells := _data_cells(node)):
            yield "\n" + " | ".join(cells) + "\n"
            node = _after(node)
            continue
        if isinstance(node, Tag) and node.name in SILENT:
            node = _after(node)
            continue
        yield _own(node)
        node = node.next_element


def _own(node: PageElement) -> str:
    if isinstance(node, Tag):
        return "\n" if node.name in BLOCKS or node.name == "br" else "\t" if node.name in CELLS else ""
    return str(node).replace("\n", " ") if isinstance(node, NavigableString) and not isinstance(node, Comment) else ""


def _after(element: Tag) -> PageElement | None:
    """The first element behind one and all that it holds."""
    node: PageElement | None = element
    while node is not None and node.next_sibling is None:
        node = node.parent
    return node.next_sibling if node is not None else None


def _data_cells(row: Tag) -> list[str]:
    """The cells of a row of data; none for a row that lays out a page (one cell, tables inside, a long text)."""
    cells = [cell for cell in row.children if isinstance(cell, Tag) and cell.name in CELLS]
    if len(cells) < 2 or any(cell.find("table") for cell in cells):
        return []
    texts = [" ".join(cell.get_text(" ").split()) for cell in cells]
    return texts if max(map(len, texts)) <= CELL_LENGTH else []
