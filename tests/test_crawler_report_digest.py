"""A digest says the same in text and HTML, in the reader's order, within bounds, unharmed by what it reads."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from lxml import html as lxml_html

from crawler.report.digest import Digest, Span, build_digest
from crawler.report.entries import safe_link
from crawler.report.message import as_message
from crawler.report.render import LARGEST, render, rendered
from storage.model import Change, PolicyEvent, Target
from storage.revision import revision
from storage.runs import SourceReport, SourceState
from storage.upcoming import Upcoming
from tests.test_crawler_report import DOCUMENT, EVENT, LISTING, SEEN

SPAN = Span(since=SEEN - timedelta(hours=1), until=SEEN + timedelta(hours=1))
SUSPENSION = replace(EVENT, action="suspend", affects=("UEL-2025-21",), targets=(), until_on="2026-06-01")
REPORT = replace(EVENT, basis="report", instrument=None)
PRESS = replace(DOCUMENT, key="scmp:1", source="scmp", kind="article", url="https://www.scmp.com/1")


class Reader:
    """Her supplier is 乙 Corp."""

    def concerning(self, changes: Sequence[Change]) -> list[tuple[str, ...]]:
        return [("supplier 乙 Corp.",) if is_named(change) else () for change in changes]


def is_named(change: Change) -> bool:
    return any(target.name_en == "乙 Corp." for target in (change.event.targets if change.event else ()))


def event(given: PolicyEvent, **fields: object) -> Change:
    return replace(LISTING, event=given, **fields)


def digest(*changes: Change, **fields: object) -> Digest:
    return build_digest(changes, span=SPAN, **({"states": {}} | fields))  # type: ignore[arg-type]


def state(**fields: object) -> SourceState:
    report = SourceReport(source="mofcom", ok=True, links=61)
    given = {"report": report, "run": 1, "started_at": SEEN, "finished_at": SEEN, "reached_at": SEEN}
    return SourceState(**(given | {"open_issues": 0, "newest": DOCUMENT} | fields))  # type: ignore[arg-type]


def sent(of: Digest) -> EmailMessage:
    """The message as its reader gets it."""
    message = as_message(of, sender="watch@example.org", recipients=("anna@example.org",), now=SPAN.until)
    received = message_from_bytes(message.as_bytes(), policy=default)
    assert isinstance(received, EmailMessage)
    return received


def rows(of: Digest) -> list[dict[str, str]]:
    (attached,) = sent(of).iter_attachments()
    return list(csv.DictReader(io.StringIO(attached.get_content().lstrip("\ufeff"))))


# What is said, and in which order

CHANGES = (
    event(REPORT, document=PRESS),
    event(replace(EVENT, action="control", regime="dual-use-items", targets=())),
    event(SUSPENSION),
    LISTING,
    event(replace(EVENT, held="5 are declared, 4 are named")),
    Change(kind="edited", seen_at=SEEN, document=DOCUMENT, capture=None, revision=revision("15 firms.", "16 firms.")),
    Change(kind="gone", seen_at=SEEN, document=PRESS, capture=None),
)


def test_sections_come_in_the_readers_order() -> None:
    assert [section.title for section in digest(*CHANGES).sections] == [
        "Listings and removals",
        "Suspensions and what ends soon",
        "Proposals and item controls",
        "Press without a notice yet: reports, which are not law",
        "Edits worth reading",
        "Vanished, returned, no longer stated",
        "Held for review: these do not add up",
    ]


def test_her_own_matters_come_first_but_what_is_held_is_never_told_as_fact() -> None:
    found = digest(*CHANGES, profile=Reader())
    assert [len(section.entries) for section in found.sections] == [2, 1, 1, 1, 1, 1]
    assert found.sections[0].title == "What concerns you"
    assert [entry.link for entry in found.sections[0].entries] == [DOCUMENT.url, PRESS.url]  # the law before the press
    assert found.sections[-1].entries[0].reasons == ("supplier 乙 Corp.",)
    assert found.summary.startswith("3 concern you: 1 listing, 1 suspension, 1 control, 1 press, 1 edit, ")
    assert "Concerns you: supplier 乙 Corp." in render(found).text


def test_nothing_that_concerns_her_is_said_only_where_a_profile_is() -> None:
    change = event(SUSPENSION)
    assert "matches your profile" in render(digest(change, profile=Reader())).text
    assert "matches your profile" not in render(digest(change)).text


def test_an_event_says_what_to_whom_from_when_and_on_what_proof() -> None:
    text = render(digest(LISTING)).text
    for line in (
        "* LISTED on the Export Control List",
        "  4 entities (US): 甲公司 (甲 Corp.), 乙公司 (乙 Corp.), 丙公司 (丙 Corp.) and 1 more",
        "  Instrument: MOFCOM-2026-8",
        "  Effective: 2026-03-03",
        "  Measures: no dual-use exports",
        f"  “{EVENT.evidence.quote}”",
        f"  (characters 0 to {EVENT.evidence.end} of the text)",
        f"  {DOCUMENT.url}",
        "  Seen 2026-03-03 01:00 UTC, archived in a.warc.gz at 12",
    ):
        assert line in text.splitlines()


def test_text_and_html_say_the_same() -> None:
    coming = [Upcoming(on="2026-03-20", what="suspension ends", event=SUSPENSION, document="UEL-2025-21")]
    parts = render(digest(*CHANGES, profile=Reader(), coming=coming, watched=["mofcom"], states={"mofcom": state()}))
    shown = " ".join(lxml_html.fromstring(parts.html.encode()).text_content().split())
    for entry in (entry for section in digest(*CHANGES).sections for entry in section.entries):
        for said in (entry.headline, entry.whom, entry.quote, entry.held, entry.place, entry.archived):
            assert said in parts.text
            assert said in shown
    for said in ("2026-03-20 suspension ends", "UEL-2025-21", "reached 2026-03-03 01:00 UTC, 61 links"):
        assert said in parts.text
        assert said in shown


def test_the_csv_has_every_target_though_three_are_named() -> None:
    found = rows(digest(*CHANGES, profile=Reader()))
    listed = [row for row in found if row["action"] == "list" and row["basis"] == "notice" and not row["held"]]
    assert [row["name_en"] for row in listed] == ["甲 Corp.", "乙 Corp.", "丙 Corp.", "丁 Corp."]
    assert {(row["archive_file"], row["archive_offset"], row["concerns"]) for row in listed} == {
        ("a.warc.gz", "12", "supplier 乙 Corp.")
    }
    assert [row["kind"] for row in found if not row["action"]] == ["edited", "gone"]


# The assurance


@pytest.mark.parametrize(
    ("known", "said", "sure"),
    [
        (state(), "reached 2026-03-03 01:00 UTC, 61 links, newest 2026-03-03: 商务部公告2026年第8号", True),
        (None, "cannot say: never looked at", False),
        (
            state(finished_at=SEEN - timedelta(days=2)),
            "cannot say: not looked at since 2026-03-01 01:00 UTC",
            False,
        ),
        (
            state(report=SourceReport(source="mofcom", ok=False, failed=1), reached_at=SEEN - timedelta(days=1)),
            "cannot say: unreachable since 2026-03-02 01:00 UTC",
            False,
        ),
        (
            state(report=SourceReport(source="mofcom", ok=False, failed=2, links=61)),
            "cannot say all: 2 failed; reached 2026-03-03 01:00 UTC, 61 links",
            False,
        ),
    ],
)
def test_silence_is_told_from_ignorance(known: SourceState | None, said: str, sure: bool) -> None:
    found = digest(watched=["mofcom"], states={"mofcom": known} if known else {})
    assert found.summary == ("nothing new" if sure else "nothing new, 1 source in doubt")
    assert found.quiet is sure
    text = render(found).text
    assert f"{'-' if sure else '!'} mofcom: {said}" in text
    assert "Nothing new: no listing" in text


# Headers and bounds


def test_the_headers() -> None:
    message = sent(digest(*CHANGES))
    assert message["Subject"] == (
        "Curbwatch 2026-03-03: 1 listing, 1 suspension, 1 control, 1 press, 1 edit, 1 page vanished, 1 held"
    )
    assert message["From"] == "Curbwatch <watch@example.org>"
    assert message["To"] == "anna@example.org"
    assert message["Date"].datetime == SPAN.until
    assert message["List-Id"] == "Curbwatch digest <digest.curbwatch.example.org>"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/csv",
    ]


def test_the_same_digest_has_the_same_id_and_no_other_has() -> None:
    def name(span: Span = SPAN, to: tuple[str, ...] = ("a@x.org", "b@x.org")) -> str:
        found = replace(digest(*CHANGES), span=span)
        return as_message(found, sender="w@x.org", recipients=to, now=datetime.now(UTC))["Message-ID"]

    assert name() == name(to=("b@x.org", "a@x.org"))
    others = {name(to=("a@x.org",)), name(replace(SPAN, since=SEEN)), name(replace(SPAN, until=SEEN))}
    assert len({name(), *others}) == 4


def test_midnight_ends_the_day_before() -> None:
    midnight = datetime(2026, 3, 2, 16, tzinfo=UTC)  # in Beijing
    assert Span(since=SEEN, until=midnight).day == "2026-03-02"


@pytest.mark.parametrize("number", [30, 3000])
def test_a_flood_is_cut_counted_and_whole_in_the_csv(number: int) -> None:
    long = replace(EVENT, evidence=replace(EVENT.evidence, quote=EVENT.evidence.quote * 20))
    coming = [Upcoming(on="2026-03-20", what="takes effect", event=EVENT, document="x")] * number
    found = digest(*[event(long)] * number, *[event(REPORT)] * number, coming=coming)
    parts = render(found)
    assert parts.size <= LARGEST < rendered(found).size
    shown = parts.text.count("* LISTED") + parts.text.count("* REPORTED: LISTED")
    assert 8 <= shown < 2 * number
    assert parts.text.count(f"and {number - shown // 2} more, in the attached CSV") == 2
    assert f"and {number - shown // 2} more, see track upcoming" in parts.text
    assert len(rows(found)) == 2 * 4 * number
    shown_parts = [part for part in sent(found).walk() if part.get_content_type() in ("text/plain", "text/html")]
    assert sum(len(part.as_bytes()) for part in shown_parts) < 100_000


# Hostile words

EVIL = '<script>alert(1)</script>\r\nBcc: victim@example.org\r\n\r\n=HYPERLINK("http://evil")\u202e'


def test_hostile_words_do_no_harm() -> None:
    target = Target(kind="company", name_zh=EVIL, name_en='=HYPERLINK("http://evil")', country="US")
    evil = replace(EVENT, targets=(target,), instrument=EVIL, held=EVIL)
    document = replace(DOCUMENT, title=EVIL, url='javascript:alert("x")')
    edited = Change(kind="edited", seen_at=SEEN, document=document, capture=None, revision=revision("a", EVIL))
    newest = state(newest=document, report=SourceReport(source="mofcom", ok=False, note=EVIL, links=1))
    found = digest(
        event(evil, document=document),
        event(replace(evil, held=None), document=document),
        edited,
        coming=[Upcoming(on="2026-03-20", what="takes effect", event=evil, document=EVIL)],
        watched=["mofcom"],
        states={"mofcom": newest},
    )
    message = sent(found)
    assert "evil" not in str(message.items())
    assert message["Bcc"] is None
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert not [line for line in text.splitlines() if line.startswith(("Bcc", "=HYPER"))]
    assert "\u202e" not in text + html
    tree = lxml_html.fromstring(html.encode())
    assert not tree.xpath("//script | //img | //iframe | //form | //@*[starts-with(name(), 'on')]")
    assert not [link for link in tree.xpath("//@href | //@src") if not link.startswith("https://")]
    for row in rows(found):
        assert not [cell for cell in row.values() if cell[:1] in tuple("=+-@\t\r") and cell]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "https://a b", "//evil", "", "https://x.org/" + "a" * 1000],
)
def test_what_no_browser_should_be_sent_to_is_no_link(url: str) -> None:
    assert safe_link(url) == ""
