"""From an element to the lines a person sees."""

from bs4 import Comment, NavigableString, Tag

BLOCKS = frozenset(
    "address article blockquote center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul".split()  # noqa: SIM905
)
CELLS = frozenset(("td", "th"))
SILENT = frozenset(("script", "style", "noscript", "template"))


def lines_of(element: Tag) -> list[str]:
    """The element's text, a line for every block and `<br>`; the cells of a table row stand on one line."""
    parts: list[str] = []
    for node in element.descendants:
        if isinstance(node, NavigableString):
            if not isinstance(node, Comment) and not (node.parent and node.parent.name in SILENT):
                parts.append(str(node).replace("\n", " "))
        elif isinstance(node, Tag) and (node.name in BLOCKS or node.name == "br"):
            parts.append("\n")
        elif isinstance(node, Tag) and node.name in CELLS:
            parts.append("\t")
    return "".join(parts).split("\n")
