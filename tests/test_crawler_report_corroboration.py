"""Corroboration in plain words, in cells and in JSON; what outlets wrote is printed safely."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.report.change_sheet import COLUMNS, as_sheet
from crawler.report.changes import as_text
from crawler.report.corroboration import corroboration_lines, span
from crawler.report.sheets import as_form
from storage.counterparts import Corroboration, Counterpart
from storage.model import Change, DocumentRef
from tests.fakes import article, event

SEEN = datetime(2026, 3, 3, 1, tzinfo=UTC)


def other(key: str = "UEL-2025-7", minutes: int = 95) -> Counterpart:
    return Counterpart(
        key=key, source=key.split(":", maxsplit=1)[0], title="t", url=f"https://x.org/{key}", minutes=minutes
    )


def found(state: Any = "confirmed", **fields: Any) -> Corroboration:
    return Corroboration(state=state, since=SEEN, **fields)


CONFIRMED = found(others=(other(),), reasons=("both count 11",), lead=95)


@pytest.mark.parametrize(
    ("one", "basis", "line"),
    [
        (CONFIRMED, "report", "confirmed by UEL-2025-7, seen 95 minutes after the report: both count 11"),
        (
            replace(CONFIRMED, lead=-1),
            "report",
            "confirmed by UEL-2025-7, seen 1 minute before the report: both count 11",
        ),
        (
            found("contradicted", others=(other(),), differs=("15 against 16",), reasons=("both name A",), lead=0),
            "report",
            "contradicted by UEL-2025-7, seen in the same minute as the report: 15 against 16; both name A",
        ),
        (found("press only", reasons=("nothing",), lasting=4321), "report", "press only for 3 days: nothing"),
        (found("press only", reasons=("nothing",)), "report", "press only: nothing"),
        (found("official only"), "notice", "official only: no report of it is known"),
        (
            found(others=(other("scmp:1"), other("voa:2", -600)), lead=95),
            "notice",
            "first reported by scmp 95 minutes earlier (https://x.org/scmp:1), then by voa 10 hours later",
        ),
        (
            found("contradicted", others=(other("scmp:1", 0),), differs=("16 against 15",)),
            "statement",
            "first reported by scmp in the same minute (https://x.org/scmp:1); a report differs: 16 against 15",
        ),
    ],
)
def test_a_line_says_who_who_else_and_when(one: Corroboration, basis: str, line: str) -> None:
    assert list(corroboration_lines(one, basis)) == [line]


def test_copies_stand_under_the_report_they_repeat() -> None:
    lines = list(corroboration_lines(replace(CONFIRMED, also_at=(other("voa:2"), other("ap:3"))), "report"))
    assert lines[1] == "also at https://x.org/voa:2 (voa), https://x.org/ap:3 (ap)"
    lines = list(corroboration_lines(replace(CONFIRMED, copy_of=other("scmp:1", 40)), "report"))
    assert lines[0] == "the text of scmp:1, seen 40 minutes earlier: https://x.org/scmp:1"


def change(kind: Any, corroboration: Corroboration) -> Change:
    one = article()
    ref = DocumentRef(key=one.key, source="scmp", kind="article", title=one.title, url=one.url, published=None)
    claimed = event(basis="report", instrument=None)
    return Change(kind=kind, seen_at=SEEN, document=ref, capture=None, event=claimed, corroboration=corroboration)


def test_a_report_that_turned_has_a_group_and_a_word_of_its_own() -> None:
    text = as_text([change("corroborated", CONFIRMED), change("event", CONFIRMED)])
    assert text.startswith("1 confirmed, 1 reported.")
    assert "Reports told before that the authority has now confirmed or contradicted\n- CONFIRMED: LISTED on" in text
    assert as_text([change("corroborated", found("press only"))]).startswith("1 no longer confirmed.")
    repeated = as_text([change("event", replace(CONFIRMED, copy_of=other("scmp:1")))])
    assert repeated.startswith("1 repeated.\n\nReports told before, repeated elsewhere\n- LISTED on")


def test_every_format_has_it_and_none_has_what_could_act() -> None:
    evil = replace(CONFIRMED, reasons=("\x1b[31m=HYPERLINK(1)\u202e",), also_at=(other("voa:2"),))
    sheet = as_sheet([change("event", evil)])
    row = dict(zip(COLUMNS, list(csv.reader(io.StringIO(as_form(sheet, "csv"))))[1], strict=True))
    assert (row["corroboration"], row["joined"], row["lead_minutes"]) == ("confirmed", "UEL-2025-7", "95")
    assert row["reasons"] == "[31m=HYPERLINK(1)"
    assert row["also_at"] == "https://x.org/voa:2"
    assert "\x1b" not in as_text([change("event", evil)]) + as_form(sheet, "markdown")
    (record,) = json.loads(as_form(sheet, "json"))
    assert record["corroboration"]["others"][0]["minutes"] == 95
    assert record["corroboration"]["also_at"][0]["key"] == "voa:2"


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "1 minute"), (179, "179 minutes"), (180, "3 hours"), (2880, "2 days")]
)
def test_spans_are_read_at_a_glance(minutes: int, words: str) -> None:
    assert span(minutes) == words
