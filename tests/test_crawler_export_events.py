"""CSV and JSON Lines: every standing event, whole, the same whatever came first, and harmless in a spreadsheet."""

import csv
import io
import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.export.asked import Asked, check
from crawler.export.lines import as_lines, schema
from crawler.export.records import event_id, published
from crawler.export.table import COLUMNS, as_table
from storage.errors import ConfigError
from storage.model import Capture, DocumentRef, Referral, Resolution, Target
from storage.standing import StandingEvent
from tests.archived import BROKEN_LINE, FORMULA, SCRIPT, hostile_event
from tests.fakes import BUREAU, START, WWW, event, minute

DOCUMENT = DocumentRef(
    key="MOFCOM-2026-11", source="mofcom", kind="notice", title="公告", url=WWW, published="2026-03-02"
)
LISTING = StandingEvent(
    event=event(),
    document=DOCUMENT,
    first_seen_at=START,
    capture=Capture(id=7, url=WWW, status=200, file="a.warc.gz", offset=12, digest="sha256:00ff", fetched_at=START),
    copies=(BUREAU, WWW),
)
HOSTILE = replace(LISTING, event=hostile_event(), document=replace(DOCUMENT, title=f"{SCRIPT}{BROKEN_LINE}"))
GOODS = Target(kind="item", name_zh="金属碲", control_codes=("6C002.a", "6C002.b"), hs_codes=("2804500001",))
FIRM = Target(kind="company", name_en="Alpha", aliases=("A", "B, Inc."), address="1 Main St", country="US", parent="P")
PERSON = Target(kind="person", name_zh="某人", role="主席", employer="Alpha")


def rows(*events: StandingEvent) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_table(events))))


def test_a_row_for_each_target_with_dates_evidence_and_proof() -> None:
    first, second = rows(LISTING)
    assert [first["name_en"], second["name_en"]] == ["Alpha Precision, Inc.", "Beta Aerospace"]
    assert first["event_id"] == second["event_id"] == event_id(LISTING)
    assert (first["action"], first["regime"], first["effective_on"]) == ("list", "export-control-list", "2026-03-02")
    assert (first["copies"], first["archived"], first["sha256"]) == (f"{BUREAU}; {WWW}", "a.warc.gz:12", "00ff")
    assert first["quote"] == event().evidence.quote


def test_every_field_of_a_target_has_its_column() -> None:
    goods, firm, person = rows(replace(LISTING, event=event(targets=(GOODS, FIRM, PERSON))))
    assert (goods["control_codes"], goods["hs_codes"]) == ("6C002.a 6C002.b", "2804500001")
    assert (firm["aliases"], firm["address"], firm["parent"]) == ("A; B, Inc.", "1 Main St", "P")
    assert (person["kind"], person["role"], person["employer"]) == ("person", "主席", "Alpha")


def test_an_event_that_names_nobody_has_a_row_too() -> None:
    (row,) = rows(replace(LISTING, event=event(action="suspend", targets=(), affects=("UEL-2025-7", "UEL-2025-8"))))
    assert (row["affects"], row["kind"]) == ("UEL-2025-7 UEL-2025-8", "")


def test_no_cell_is_a_formula_or_breaks_its_row() -> None:
    text = as_table([HOSTILE])
    assert text.count("\n") == 3
    assert "\r" not in text
    found = list(csv.reader(io.StringIO(text)))
    assert all(len(row) == len(COLUMNS) for row in found)
    assert all(cell[:1] not in tuple("=+-@") or not cell for row in found for cell in row)
    first, second = rows(HOSTILE)
    assert (first["name_en"], second["name_en"]) == (f"'{FORMULA}", "'-2+3")


@given(st.text(min_size=1, max_size=100))
def test_any_name_is_one_cell_and_one_line(name: str) -> None:
    one = replace(LISTING, event=event(targets=(Target(kind="company", name_en=name),)))
    _, row = csv.reader(io.StringIO(as_table([one])))
    assert len(row) == len(COLUMNS)
    assert row[COLUMNS.index("name_en")][:1] not in tuple("=+-@\t\r")
    (line,) = as_lines([one]).splitlines()
    assert json.loads(line)["event"]["targets"][0]["name_en"] == name


def test_the_order_and_the_ids_do_not_depend_on_arrival_or_review() -> None:
    later = replace(LISTING, event=event(announced_on="2026-03-09"), first_seen_at=minute(-5))
    assert published([later, LISTING], ()) == published([LISTING, later], ()) == [LISTING, later]
    resolved = event(resolved_affects=(Resolution(instrument="UEL-2025-7", reason="only one"),))
    assert event_id(replace(LISTING, event=resolved)) == event_id(LISTING)
    assert event_id(later) != event_id(LISTING)


def test_what_is_held_is_no_data_and_regimes_can_be_chosen() -> None:
    held = replace(LISTING, event=event(held="5 are declared, 4 are named"))
    watch = replace(LISTING, event=event(regime="watch-list"))
    assert published([held, watch, LISTING], ("watch-list",)) == [watch]
    assert published([held], ()) == []


@pytest.mark.parametrize(
    "one",
    [
        LISTING,
        HOSTILE,
        replace(LISTING, event=event(targets=(GOODS, FIRM, PERSON), declared_count=None)),
        replace(
            LISTING,
            event=event(
                refers_to=(Referral(on="2025-04-04", count=16),),
                resolved_affects=(Resolution(instrument="UEL-2025-7", reason="only one"),),
            ),
        ),
    ],
)
def test_a_line_is_valid_by_the_schema(one: StandingEvent) -> None:
    (line,) = as_lines([one]).splitlines()
    checker = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    checker.validate(json.loads(line))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("event", "action"), "ban"),
        (("event", "targets", 0, "kind"), "ship"),
        (("event", "evidence", "start"), "0"),
        (("event", "surprise"), 1),
        (("surprise",), 1),
        (("proof", "offset"), None),
    ],
)
def test_the_schema_refuses_what_is_no_line(path: tuple[str | int, ...], value: object) -> None:
    line = json.loads(as_lines([LISTING]))
    *to, last = path
    place = line
    for step in to:
        place = place[step]
    place[last] = value
    assert not jsonschema.Draft202012Validator(schema()).is_valid(line)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert "law" in schema()["description"]


def test_every_option_that_has_no_place_is_named() -> None:
    with pytest.raises(ConfigError) as found:
        check(Asked(form="csv", evidence="UEL-2025-7", since="7d", as_of="2026-01-01"))
    assert [problem.partition(":")[0] for problem in found.value.problems] == [
        "give one of --format, --evidence and --schema",
        "--evidence",
        "--since",
        "--as-of",
    ]
    with pytest.raises(ConfigError, match="--bom"):
        check(Asked(form="jsonl", bom=True))
    check(Asked(form="csv", bom=True))
