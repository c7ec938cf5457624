"""What is written can be read again, in the words of the event model."""

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.codec import CARRIED, document_json, document_of, event_json, event_of, fingerprint, target_json
from storage.model import (
    Action,
    Article,
    Attachment,
    Basis,
    Evidence,
    Measure,
    Notice,
    PolicyEvent,
    Referral,
    Regime,
    Resolution,
    Target,
    TargetKind,
)
from tests.fakes import TEXT, article, event, notice

words = st.text(max_size=20)
maybe = st.none() | words
lists = st.lists(words, max_size=3).map(tuple)
dates = st.none() | st.dates().map(str)

ALL_FIELDS = {
    "name_zh": maybe,
    "name_en": maybe,
    "aliases": lists,
    "address": maybe,
    "postcode": maybe,
    "country": maybe,
    "parent": maybe,
    "role": maybe,
    "employer": maybe,
    "control_codes": lists,
    "hs_codes": lists,
}


@st.composite
def targets(draw: st.DrawFn) -> Target:
    kind = draw(st.sampled_from(get_args(TargetKind)))
    return Target(kind=kind, **{name: draw(ALL_FIELDS[name]) for name in CARRIED[kind]})


events = st.builds(
    PolicyEvent,
    action=st.sampled_from(get_args(Action)),
    regime=st.sampled_from(get_args(Regime)),
    basis=st.sampled_from(get_args(Basis)),
    instrument=maybe,
    affects=lists,
    targets=st.lists(targets(), max_size=4).map(tuple),
    declared_count=st.none() | st.integers(),
    announced_on=dates,
    effective_on=dates,
    until_on=dates,
    measures=st.lists(st.sampled_from(get_args(Measure))).map(tuple),
    evidence=st.builds(Evidence, quote=words, start=st.integers(), end=st.integers()),
    refers_to=st.lists(st.builds(Referral, on=dates, count=st.none() | st.integers(), country=maybe)).map(tuple),
    resolved_affects=st.lists(st.builds(Resolution, instrument=words, reason=words)).map(tuple),
    held=maybe,
)
unread = st.builds(Attachment, url=words, label=words)
attachments = unread | st.builds(Attachment, url=words, label=words, start=st.integers(), digest=words)
notices = st.builds(
    Notice,
    source=words,
    url=words,
    title=words,
    text=words,
    published=maybe,
    language=words,
    instrument=maybe,
    issuer=words,
    signed_on=maybe,
    attachments=st.lists(attachments, max_size=3).map(tuple),
)
articles = st.builds(
    Article,
    source=words,
    key=words,
    url=words,
    title=words,
    text=words,
    published=maybe,
    modified=maybe,
    authors=lists,
    section=words,
    language=words,
    access=st.sampled_from(["free", "paywalled"]),
)


@given(events)
def test_an_event_survives_json(one: PolicyEvent) -> None:
    assert event_of(json.loads(json.dumps(event_json(one)))) == one


@given(notices | articles)
def test_a_document_survives_json(one: Notice | Article) -> None:
    assert document_of(json.loads(json.dumps(document_json(one)))) == one


def test_attachments_of_older_records_are_addresses() -> None:
    found = document_json(notice()) | {"attachments": ["https://a.cn/1.pdf"]}
    assert document_of(found) == notice(attachments=(Attachment(url="https://a.cn/1.pdf"),))


def test_keys_and_order_are_those_of_the_event_model() -> None:
    assert list(event_json(event())) == [
        "action",
        "regime",
        "basis",
        "instrument",
        "affects",
        "targets",
        "declared_count",
        "announced_on",
        "effective_on",
        "until_on",
        "measures",
        "evidence",
    ]
    assert list(event_json(event(held="two declared, one found")))[-1] == "held"
    assert list(document_json(notice()))[:6] == ["source", "kind", "instrument", "title", "published", "text"]
    assert document_json(article())["instrument"] is None


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("company", ["kind", "name_zh", "name_en", "aliases", "address", "postcode", "country", "parent"]),
        ("organization", ["kind", "name_zh", "name_en", "aliases", "address", "postcode", "country", "parent"]),
        ("person", ["kind", "name_zh", "name_en", "role", "employer"]),
        ("item", ["kind", "name_zh", "name_en", "control_codes", "hs_codes"]),
        ("technology", ["kind", "name_zh", "name_en", "control_codes"]),
        ("country", ["kind", "name_zh", "name_en", "country"]),
    ],
)
def test_a_target_has_the_fields_its_kind_carries(kind: TargetKind, fields: list[str]) -> None:
    assert list(target_json(Target(kind=kind, aliases=("x",), hs_codes=("1",), role="y", country="US"))) == fields


def test_the_fingerprint_is_of_what_is_said_not_of_where() -> None:
    moved = f"更正。\n{TEXT}"
    assert fingerprint(event()) == fingerprint(event(moved))
    assert fingerprint(event()) != fingerprint(event(until_on="2027-03-01"))
    assert fingerprint(event()) != fingerprint(event(held="a count that does not add up"))
    assert fingerprint(event()) != fingerprint(event(targets=event().targets[:1]))
