"""FollowTheMoney by its own library's rules: one firm is one entity, however many lists it stands on."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from followthemoney import model

from crawler.export.ftm import as_entities, party_id
from storage.lists import Stated, fold
from storage.model import DocumentRef, Target
from tests.archived import BROKEN_LINE, FORMULA, SCRIPT
from tests.fakes import BUREAU, WWW, event

SKYDIO = Target(kind="company", name_zh="斯凯迪奥公司", name_en="Skydio, Inc.", country="US", address="San Mateo, CA")
ALIKE = Target(kind="company", name_zh="斯凯迪奥公司", name_en="Skydio Inc.", aliases=("Skydio",))
PERSON = Target(kind="person", name_zh="某人", name_en="Some One", role="主席", employer="Alpha")
GOODS = Target(kind="item", name_zh="金属碲", control_codes=("6C002.a",))


def stated(key: str, targets: tuple[Target, ...] = (SKYDIO,), **fields: Any) -> Stated:
    given: dict[str, Any] = {"instrument": key, "targets": targets} | fields
    return Stated(event=event(**given), document=key)


LISTED = stated("MOFCOM-2025-13", announced_on="2025-03-04", effective_on="2025-03-04")
UNRELIABLE = stated(
    "UEL-2025-4",
    (ALIKE,),
    regime="unreliable-entity-list",
    announced_on="2025-03-04",
    effective_on="2025-03-05",
    measures=("trade-ban",),
)
COUNTERED = stated("MOFCOM-ORDER-2024-9", (SKYDIO,), regime="countermeasures", effective_on="2024-10-10")
PAUSE = stated("q", (), action="suspend", affects=("UEL-2025-4",), effective_on="2025-05-14", until_on="2025-08-11")
END = stated("MOFCOM-2025-70", (), action="lift", affects=("MOFCOM-2025-13",), effective_on="2025-11-10")


def entities(*events: Stated, as_of: str = "2025-06-01", refs: Mapping[str, DocumentRef] | None = None) -> list[Any]:
    """The entities that are written, each valid by the library's own check."""
    found = [model.get_proxy(json.loads(line)) for line in as_entities(fold(events, as_of), refs or {}).splitlines()]
    for entity in found:
        entity.schema.validate({"properties": entity.to_dict()["properties"]})
    return found


def of(found: Iterable[Any], schema: str) -> list[Any]:
    return [entity for entity in found if entity.schema.name == schema]


def test_one_firm_on_three_lists_is_one_entity_with_three_sanctions() -> None:
    found = entities(LISTED, UNRELIABLE, COUNTERED)
    (firm,) = of(found, "Company")
    assert set(firm.get("name")) == {"Skydio, Inc.", "Skydio Inc.", "斯凯迪奥公司"}
    assert (firm.get("alias"), firm.get("country")) == (["Skydio"], ["us"])
    assert set(firm.get("topics")) == {"export.control", "sanction.counter"}
    sanctions = of(found, "Sanction")
    assert [one.get("entity") for one in sanctions] == [[firm.id]] * 3
    programs = {program for one in sanctions for program in one.get("programId")}
    assert programs == {"export-control-list", "unreliable-entity-list", "countermeasures"}


def test_a_sanction_says_by_whom_since_when_what_and_where_it_stands() -> None:
    refs = {
        key: DocumentRef(key=key, source="mofcom", kind="notice", title=key, url=url, published=None)
        for key, url in (("UEL-2025-4", BUREAU), ("q", WWW))
    }
    (sanction,) = of(entities(UNRELIABLE, PAUSE, refs=refs), "Sanction")
    assert sanction.get("authority") == ["Unreliable Entity List Working Mechanism of the People's Republic of China"]
    assert sanction.get("authorityId") == ["UEL-2025-4"]
    assert (sanction.get("listingDate"), sanction.get("startDate")) == (["2025-03-04"], ["2025-03-05"])
    assert sanction.get("provisions") == ["no import or export with China"]
    assert set(sanction.get("sourceUrl")) == {BUREAU, WWW}
    assert sanction.get("summary") == ["list UEL-2025-4 2025-03-05; suspend q 2025-05-14 to 2025-08-11"]


@pytest.mark.parametrize(
    ("as_of", "statuses", "topics"),
    [
        ("2025-05-13", ["active", "active"], ["export.control", "sanction.counter"]),
        ("2025-05-14", ["active", "suspended"], ["export.control", "sanction.counter"]),
        ("2025-08-12", ["active", "lapsed"], ["export.control", "sanction.counter"]),
        ("2025-11-10", ["lapsed", "lifted"], ["sanction.counter"]),
    ],
)
def test_suspended_is_not_free_and_lifted_has_its_day(as_of: str, statuses: list[str], topics: list[str]) -> None:
    found = entities(LISTED, UNRELIABLE, PAUSE, END, as_of=as_of)
    sanctions = of(found, "Sanction")
    assert sorted(status for one in sanctions for status in one.get("status")) == statuses
    assert sorted(of(found, "Company")[0].get("topics")) == topics
    assert [one.get("endDate") for one in sanctions if one.get("endDate")] == (
        [["2025-11-10"]] if "lifted" in statuses else []
    )


def test_ids_and_bytes_do_not_depend_on_arrival() -> None:
    events = (LISTED, UNRELIABLE, COUNTERED, PAUSE)
    assert len({as_entities(fold(order, "2025-06-01"), {}) for order in permutations(events)}) == 1
    assert party_id(SKYDIO) == party_id(ALIKE) == "curbwatch-119d7c74d85c443efab336f1af5e46e8"


def test_those_whose_names_differ_are_not_one() -> None:
    others = [
        replace(SKYDIO, name_en="Skydio Robotics, Inc."),
        replace(SKYDIO, name_zh="斯凯迪奥机器人公司"),
        replace(SKYDIO, name_zh=None),
        replace(PERSON, name_zh=SKYDIO.name_zh, name_en=SKYDIO.name_en, employer=None),
        PERSON,
        replace(PERSON, employer="Beta"),
    ]
    assert len({party_id(target) for target in (SKYDIO, *others)}) == 7


def test_persons_and_organizations_have_their_schema_and_goods_none() -> None:
    school = Target(kind="organization", name_zh="某大学", name_en="Some University", parent="某集团")
    found = entities(stated("UEL-2025-9", (PERSON, school, GOODS)), as_of="2026-06-01")
    (person,) = of(found, "Person")
    assert person.get("position") == ["主席, Alpha"]
    assert of(found, "Organization")[0].get("description") == ["Named under 某集团"]
    assert len(found) == 4


def test_an_instrument_whose_targets_were_never_seen_has_no_entity() -> None:
    assert entities(PAUSE) == []


def test_hostile_names_are_names() -> None:
    evil = Target(kind="company", name_zh=f"{SCRIPT}{BROKEN_LINE}", name_en=FORMULA, address="a\nb", country="US")
    text = as_entities(fold([stated("UEL-2025-9", (evil,))], "2026-06-01"), {})
    assert len(text.splitlines()) == 2
    (firm,) = of(entities(stated("UEL-2025-9", (evil,)), as_of="2026-06-01"), "Company")
    assert FORMULA in firm.get("name")
    assert firm.get("address") == ["a b"]


def test_what_is_held_designates_nobody() -> None:
    assert entities(replace(LISTED, event=replace(LISTED.event, held="5 are declared"))) == []
