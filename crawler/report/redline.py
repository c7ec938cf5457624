"""An edit in a few lines of text: what went, what came, with a little of what stands around it."""

from collections.abc import Iterator
from dataclasses import replace

from crawler.report.words import plain, shortened
from storage.diff import Edit, diff_texts

AROUND = 30  # characters of unchanged text on either side
LONGEST = 160  # characters of one removed or added passage
MOST = 8  # passages; the rest is counted

Passage = tuple[Edit, ...]


def redline(before: str, after: str) -> Iterator[str]:
    """`… the [-15-]{+16+} firms …`, one line a passage."""
    found = passages(before, after)
    yield from (plain("".join(map(marked, passage))) for passage in found[:MOST])
    if len(found) > MOST:
        yield f"and {len(found) - MOST} more passages"


def passages(before: str, after: str) -> tuple[Passage, ...]:
    """Runs of edits between longer stretches of unchanged text, of which a little is left on either side."""
    return tuple(_passages(diff_texts(before, after)))


def _passages(edits: tuple[Edit, ...]) -> Iterator[Passage]:
    passage: Passage = ()
    for place, edit in enumerate(edits):
        last = place + 1 == len(edits)
        if edit.op != "equal":
            passage += (replace(edit, text=shortened(edit.text, LONGEST)),)
        elif len(edit.text) <= 2 * AROUND and passage and not last:
            passage += (edit,)
        else:
            if passage:
                yield (*passage, replace(edit, text=edit.text[:AROUND]))
            passage = () if last else (replace(edit, text=edit.text[-AROUND:]),)
    if passage and edits[-1].op != "equal":
        yield passage


def marked(edit: Edit) -> str:
    """`[-gone-]` or `{+new+}`; what stayed as it stands."""
    before, after = {"delete": ("[-", "-]"), "insert": ("{+", "+}"), "equal": ("", "")}[edit.op]
    return f"{before}{edit.text}{after}"
