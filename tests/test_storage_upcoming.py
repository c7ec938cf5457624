"""What begins or ends soon, and only what still stands."""

from dataclasses import replace

from storage.lists import Stated
from storage.model import Evidence, PolicyEvent
from storage.upcoming import upcoming

PROOF = Evidence(quote="x", start=0, end=1)
PAUSE = Stated(
    document="q1",
    event=PolicyEvent(
        action="suspend",
        regime="unreliable-entity-list",
        basis="statement",
        affects=("UEL-2025-7",),
        effective_on="2025-05-14",
        until_on="2025-08-11",
        evidence=PROOF,
    ),
)
LONGER = Stated(
    document="q2",
    event=PolicyEvent(
        action="extend",
        regime="unreliable-entity-list",
        basis="statement",
        affects=("UEL-2025-7",),
        effective_on="2025-08-12",
        until_on="2025-11-09",
        evidence=PROOF,
    ),
)
DRAFT = Stated(
    document="d",
    event=PolicyEvent(
        action="propose", regime="technology-catalogue", basis="notice", until_on="2025-08-20", evidence=PROOF
    ),
)


def told(*events: Stated, first: str, last: str) -> list[tuple[str, str, str]]:
    return [(one.on, one.what, one.document) for one in upcoming(events, first, last)]


def test_a_suspension_ends_and_a_consultation_closes() -> None:
    assert told(PAUSE, DRAFT, first="2025-08-01", last="2025-08-31") == [
        ("2025-08-11", "suspension ends", "q1"),
        ("2025-08-20", "consultation closes", "d"),
    ]


def test_the_last_day_is_still_coming_and_the_day_after_is_not() -> None:
    assert told(PAUSE, first="2025-08-11", last="2025-08-12") == [("2025-08-11", "suspension ends", "q1")]
    assert told(PAUSE, first="2025-08-12", last="2025-09-30") == []


def test_what_takes_effect_is_told_until_the_day_before() -> None:
    assert told(LONGER, first="2025-08-11", last="2025-08-12") == [("2025-08-12", "takes effect", "q2")]
    assert told(LONGER, first="2025-08-12", last="2025-08-13") == []


def test_a_suspension_that_was_overtaken_is_not_told() -> None:
    ended = Stated(
        document="n",
        event=PolicyEvent(
            action="lift",
            regime="unreliable-entity-list",
            basis="notice",
            affects=("UEL-2025-7",),
            effective_on="2025-10-01",
            evidence=PROOF,
        ),
    )
    assert told(PAUSE, LONGER, ended, first="2025-10-02", last="2025-12-31") == []


def test_what_is_held_is_not_told() -> None:
    held = replace(DRAFT, event=replace(DRAFT.event, held="why"))
    assert told(held, first="2025-08-01", last="2025-08-31") == []
