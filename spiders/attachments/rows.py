"""A row of a table as one line with ` | ` between its cells, as `spiders.mofcom.lines` has it for a page's tables."""

CELL_LENGTH = 1000  # characters; what is longer is a text laid out by a table


def row_lines(cells: list[str]) -> list[str]:
    """The row up to its last cell that says something; a single cell, or a text laid out, as its own lines."""
    texts = [" ".join(cell.split()) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if sum(map(bool, texts)) > 1 and max(map(len, texts)) <= CELL_LENGTH:
        return [" | ".join(texts)]
    return [line for cell in cells for line in cell.splitlines()]
