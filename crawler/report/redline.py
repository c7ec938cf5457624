"""An edit in a few lines of text: what went, what came, with a little of what stands around it."""

from collections.abc import Iterator

from crawler.report.words import plain, shortened
from storage.diff import Edit, diff_texts

AROUND = 30  # characters of unchanged text on either side
LONGEST = 160  # characters of one removed or added passage
MOST = 8  # passages; the rest is counted


def redline(before: str, after: str) -> Iterator[str]:
    """`… the [-15-]{+16+} firms …`, one line a passage."""
    passages = [plain(passage) for passage in _passages(diff_texts(before, after))]
    yield from passages[:MOST]
    if len(passages) > MOST:
        yield f"and {len(passages) - MOST} more passages"


def _passages(edits: tuple[Edit, ...]) -> Iterator[str]:
    """Runs of edits between longer stretches of unchanged text."""
    passage = ""
    for place, edit in enumerate(edits):
        if edit.op != "equal":
            passage += marked(edit)
        elif len(edit.text) <= 2 * AROUND and passage and place + 1 < len(edits):
            passage += edit.text
        else:
            if passage:
                yield passage + edit.text[:AROUND]
            passage = edit.text[-AROUND:] if place + 1 < len(edits) else ""
    if passage and edits and edits[-1].op != "equal":
        yield passage


def marked(edit: Edit) -> str:
    """`[-gone-]` or `{+new+}`."""
    text = shortened(edit.text, LONGEST)
    return f"[-{text}-]" if edit.op == "delete" else f"{{+{text}+}}"
