"""An edit in a few lines of text: what went, what came, with a little of what stands around it."""

from collections.abc import Iterable, Iterator

from crawler.report.words import plain, shortened
from storage.model import Edit, Revision

AROUND = 30  # characters of unchanged text on either side
LONGEST = 160  # characters of one removed or added passage
LONGEST_OF_STORY = 40  # characters of what a story puts in the place of its flash's words
MOST = 8  # passages; the rest is counted

Passage = tuple[Edit, ...]


def redline(revision: Revision) -> Iterator[str]:
    """`… the [-15-]{+16+} firms …`, one line a passage."""
    found = passages(revision)
    yield from (plain("".join(map(marked, passage))) for passage in found[:MOST])
    if len(found) > MOST:
        yield f"and {len(found) - MOST} more passages"


def passages(revision: Revision) -> tuple[Passage, ...]:
    """Runs of edits between longer stretches of unchanged text, of which a little is left on either side.

    Of a flash that grew into a story only what became of the flash itself: the rest is new from end to end.
    """
    found = tuple(_passages(revision.edits))
    return tuple(_of_flash(found)) if "grown" in revision.kinds else found


def _of_flash(found: Iterable[Passage]) -> Iterator[Passage]:
    for passage in found:
        if any(edit.op == "delete" for edit in passage):
            yield tuple(
                cut(edit, shortened(edit.text, LONGEST_OF_STORY)) if edit.op == "insert" else edit for edit in passage
            )


def _passages(edits: tuple[Edit, ...]) -> Iterator[Passage]:
    passage: Passage = ()
    for place, edit in enumerate(edits):
        last = place + 1 == len(edits)
        if edit.op != "equal":
            passage += (cut(edit, shortened(edit.text, LONGEST)),)
        elif len(edit.text) <= 2 * AROUND and passage and not last:
            passage += (edit,)
        else:
            if passage:
                yield (*passage, cut(edit, edit.text[:AROUND]))
            passage = () if last else (cut(edit, edit.text[-AROUND:]),)
    if passage and edits[-1].op != "equal":
        yield passage


def cut(edit: Edit, text: str) -> Edit:
    """The edit with less text."""
    return Edit(op=edit.op, text=text)


def marked(edit: Edit) -> str:
    """`[-gone-]` or `{+new+}`; what stayed as it stands."""
    before, after = {"delete": ("[-", "-]"), "insert": ("{+", "+}"), "equal": ("", "")}[edit.op]
    return f"{before}{edit.text}{after}"
