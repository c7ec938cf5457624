"""The real notices beside this checkout, scored against their gold by the rules of the shared score."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.extract import extract_events
from spiders.mofcom.notice import read_notice
from storage.model import Page, PolicyEvent

NOTICES = Path(__file__).parents[2] / "shared" / "corpus" / "notices"
FIELDS = ("effective_on", "until_on", "declared_count", "measures", "instrument", "basis")

pytestmark = pytest.mark.skipif(not NOTICES.is_dir(), reason="the corpus of real notices is not beside this checkout")


def pages() -> Iterator[tuple[list[dict[str, Any]], tuple[PolicyEvent, ...]]]:
    """(gold, found) of every page."""
    for line in (NOTICES / "manifest.jsonl").read_text().splitlines():
        row = json.loads(line)
        body = (NOTICES / row["file"]).read_bytes()
        notice = read_notice(Page(url=row["url"], body=body, fetched_at=datetime(2026, 1, 1, tzinfo=UTC)))
        yield json.loads((NOTICES / "gold" / f"{row['id']}.json").read_text())["events"], extract_events(notice)


def kind(event: dict[str, Any] | PolicyEvent) -> tuple[Any, ...]:
    fields = (
        event if isinstance(event, dict) else {name: getattr(event, name) for name in ("action", "regime", "affects")}
    )
    return fields["action"], fields["regime"], tuple(sorted(fields["affects"]))


def names(targets: Any) -> Counter[Any]:
    """Targets by their codes, else by their squashed names."""
    read = [
        target if isinstance(target, dict) else {name: getattr(target, name) for name in target.__slots__}
        for target in targets
    ]
    keys: Counter[Any] = Counter()
    for target in read:
        codes = [*(target.get("control_codes") or ()), *(target.get("hs_codes") or ())]
        squashed = "".join(filter(str.isalnum, f"{target.get('name_zh')}{target.get('name_en')}")).casefold()
        keys.update(codes if codes and target["kind"] in ("item", "technology") else [squashed])
    return keys


def test_events_targets_and_fields() -> None:
    wanted = found = hit = fields = right = targets = named = 0
    for gold, events in pages():
        left = list(events)
        wanted, found = wanted + len(gold), found + len(left)
        assert gold or not left, "a false page"
        for want in gold:
            have = next((event for event in left if kind(event) == kind(want)), None)
            targets += names(want["targets"]).total()
            fields += sum(name in want for name in FIELDS)
            if have is not None:
                left.remove(have)
                hit += 1
                named += (names(want["targets"]) & names(have.targets)).total()
                right += sum(_same(want[name], getattr(have, name)) for name in FIELDS if name in want)
    assert 2 * hit / (wanted + found) >= 0.99
    assert named / targets >= 0.995
    assert right / fields >= 0.99


def _same(want: Any, have: Any) -> bool:
    return list(want) == list(have) if isinstance(want, list) else want == have
