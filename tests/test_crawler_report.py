"""What others wrote is printed safely, and changes say what happened, to whom, from when and on what proof."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.report.change_sheet import COLUMNS, as_sheet
from crawler.report.changes import as_text, named
from crawler.report.redline import redline
from crawler.report.sheets import Sheet, as_form
from crawler.report.words import defused, plain
from storage.model import Capture, Change, DocumentRef, Evidence, PolicyEvent, Target
from storage.revision import revision

SEEN = datetime(2026, 3, 3, 1, tzinfo=UTC)
QUOTE = "决定将甲公司等4家美国实体列入出口管制管控名单"
DOCUMENT = DocumentRef(
    key="MOFCOM-2026-8",
    source="mofcom",
    kind="notice",
    title="商务部公告2026年第8号",
    url="https://www.mofcom.gov.cn/a.html",
    published="2026-03-03",
)
CAPTURE = Capture(url=DOCUMENT.url, status=200, file="a.warc.gz", offset=12, digest="sha256:00", fetched_at=SEEN)
EVENT = PolicyEvent(
    action="list",
    regime="export-control-list",
    basis="notice",
    instrument="MOFCOM-2026-8",
    targets=tuple(
        Target(kind="company", name_zh=f"{name}公司", name_en=f"{name} Corp.", country="US") for name in "甲乙丙丁"
    ),
    declared_count=4,
    announced_on="2026-03-03",
    effective_on="2026-03-03",
    measures=("dual-use-export-ban",),
    evidence=Evidence(quote=QUOTE, start=0, end=len(QUOTE)),
)
LISTING = Change(kind="event", seen_at=SEEN, document=DOCUMENT, capture=CAPTURE, event=EVENT)


def test_a_listing_says_what_to_whom_under_what_and_on_what_proof() -> None:
    text = as_text([LISTING])
    names = "甲公司 (甲 Corp.), 乙公司 (乙 Corp.), 丙公司 (丙 Corp.) and 1 more"
    assert f"LISTED on the Export Control List: 4 entities (US): {names}" in text
    assert "MOFCOM-2026-8; announced 2026-03-03; effective 2026-03-03; no dual-use exports" in text
    assert f"“{QUOTE}”" in text
    assert "https://www.mofcom.gov.cn/a.html (seen 2026-03-03 01:00 UTC, archived in a.warc.gz at 12)" in text


def test_held_events_stand_apart_and_are_not_counted_as_listings() -> None:
    held = replace(LISTING, event=replace(EVENT, held="5 are declared, 4 are named"))
    text = as_text([held, LISTING])
    assert text.startswith("1 held, 1 listed.")
    assert text.index("Held for review") > text.index("Listings and removals")
    assert "held: 5 are declared, 4 are named" in text


def test_a_correction_of_ours_is_not_shown_as_news_of_the_world() -> None:
    assert "[our correction]" in as_text([replace(LISTING, cause="correction")])
    assert "[our correction]" not in as_text([LISTING])


def test_an_edit_shows_what_went_and_what_came() -> None:
    edited = Change(
        kind="edited",
        seen_at=SEEN,
        document=DOCUMENT,
        capture=CAPTURE,
        revision=revision("It lists 15 firms.", "It lists 16 firms."),
    )
    assert "[-15-]{+16+}" in as_text([edited])
    assert list(redline(revision("same", "same"))) == []


def test_no_change_says_so() -> None:
    assert as_text([]) == "Nothing new."


def test_json_has_the_event_in_the_words_of_the_event_model() -> None:
    (found,) = json.loads(as_form(as_sheet([LISTING]), "json"))
    assert found["event"]["action"] == "list"
    assert found["event"]["evidence"] == {"quote": QUOTE, "start": 0, "end": len(QUOTE)}
    assert found["proof"]["file"] == "a.warc.gz"


def test_csv_has_every_column_and_no_formula() -> None:
    evil = replace(DOCUMENT, title='=HYPERLINK("http://evil","x")\n+1')
    rows = list(csv.reader(io.StringIO(as_form(as_sheet([replace(LISTING, document=evil)]), "csv"))))
    assert tuple(rows[0]) == COLUMNS
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert rows[1][COLUMNS.index("title")] == '\'=HYPERLINK("http://evil","x") +1'
    assert rows[1][COLUMNS.index("effective_on")] == "2026-03-03"
    assert rows[1][COLUMNS.index("held")] == ""


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "\rx"])
def test_formula_cells_are_defused(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "甲公司", "a=b", "1-2"])
def test_other_cells_stay(cell: str) -> None:
    assert defused(cell) == cell


def test_terminal_escapes_and_direction_marks_are_dropped() -> None:
    assert plain("a\x1b[31mb\u202ec\u200b\nd") == "a[31mbc d"


def test_markdown_cells_hold_no_markup() -> None:
    sheet = Sheet(columns=("a",), rows=(("<b>|*x*\n[y](z)",),), records=())
    assert as_form(sheet, "markdown").splitlines()[2] == r"| \<b\>\|\*x\* \[y\](z) |"


def test_text_columns_are_aligned_for_chinese() -> None:
    sheet = Sheet(columns=("name", "n"), rows=(("甲公司", "1"), ("ab", "2")), records=())
    assert as_form(sheet, "text").splitlines() == ["name    n", "甲公司  1", "ab      2"]


def test_items_are_named_with_their_codes() -> None:
    assert named(Target(kind="item", name_zh="金属碲", control_codes=("6C002.a",))) == "6C002.a 金属碲"
