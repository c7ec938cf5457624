"""Notices in the language of the real ones, and every event they announce, field by field.

`pages/mofcom/*.txt` hold the cases, written for this project: `=== name`, `title:`, `published:`, the text (a line that
begins with `<` is markup), `--- events`, and the events as `rendered` prints them. An empty rest means: no event.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.extract.official import extract_notice
from spiders.mofcom.notice import read_notice
from storage.model import Notice, Page, PolicyEvent, Target

PAGES = Path(__file__).parent / "pages" / "mofcom"
FAMILIES = ("listings", "layouts", "suspensions", "controls", "catalogues", "answers", "silence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page and what it must yield."""

    name: str
    title: str
    published: str
    lines: tuple[str, ...]
    events: str


def cases(family: str) -> Iterator[Case]:
    for block in (PAGES / f"{family}.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        page, _, events = block.partition("\n--- events")
        name, title, published, *lines = page.split("\n")
        yield Case(
            name=name.strip(),
            title=title.removeprefix("title: "),
            published=published.removeprefix("published: "),
            lines=tuple(lines),
            events=events.strip("\n"),
        )


def read_case(case: Case) -> Notice:
    """The case as the ministry's site would serve it, read by the reader."""
    body = "".join(line if line.startswith("<") else f"<p>{html.escape(line)}</p>" for line in case.lines)
    head = (
        f'<meta name="ArticleTitle" content="{html.escape(case.title)}">'
        f'<meta name="PubDate" content="{case.published} 16:00">'
    )
    page = f'<html><head><meta charset="utf-8">{head}</head><body><div ergodic="article">{body}</div></body></html>'
    url = f"https://www.mofcom.gov.cn/art/{abs(hash(case.name))}.html"
    return read_notice(Page(url=url, body=page.encode(), fetched_at=datetime(2026, 1, 1, tzinfo=UTC)))


def rendered(events: tuple[PolicyEvent, ...]) -> str:
    return "\n".join(line for event in events for line in event_lines(event))


def event_lines(event: PolicyEvent) -> Iterator[str]:
    """One line for the act, one for its proof, one for each target; what is null or empty is left out."""
    facts = {
        "affects": " ".join(event.affects),
        "count": event.declared_count,
        "announced": event.announced_on,
        "effective": event.effective_on,
        "until": event.until_on,
        "measures": " ".join(event.measures),
        "held": event.held,
    }
    head = f"{event.action} {event.regime} {event.basis} {event.instrument or '-'}"
    yield " · ".join([head, *(f"{name} {value}" for name, value in facts.items() if value)])
    quote = event.evidence.quote
    yield f"  “{quote if len(quote) <= 60 else f'{quote[:30]}…{quote[-20:]}'}”"
    yield from (f"  {target_line(target)}" for target in event.targets)


def target_line(target: Target) -> str:
    facts = {
        "aliases": ", ".join(target.aliases),
        "address": target.address,
        "postcode": target.postcode,
        "parent": target.parent,
        "role": target.role,
        "employer": target.employer,
        "codes": " ".join(target.control_codes),
        "hs": " ".join(target.hs_codes),
    }
    names = (target.name_zh or "-", target.name_en or "-", target.country or "-")
    return " | ".join(
        [f"{target.kind} {names[0]}", *names[1:], *(f"{key}={value}" for key, value in facts.items() if value)]
    )


CASES = [pytest.param(case, id=f"{family}: {case.name}") for family in FAMILIES for case in cases(family)]


@pytest.mark.parametrize("case", CASES)
def test_notice(case: Case) -> None:
    notice = read_case(case)
    events = extract_notice(notice)
    assert rendered(events) == case.events
    for event in events:
        proof = event.evidence
        assert proof.quote
        assert notice.text[proof.start : proof.end] == proof.quote
