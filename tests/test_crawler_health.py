"""Incidents as they open, go on and end in a real store; what is stale; and one message each way on a real server."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families

from crawler.alerts import tell_incidents
from crawler.commands.status import command
from crawler.digest import Asked, compose
from crawler.health import Health, SourceFacts, health, judged
from crawler.report.sources import sources_sheet
from crawler.report.status import as_json, as_prometheus, as_text
from crawler.sections import BUILTIN, Config, HealthConfig, MailConfig, SourceConfig, StoreConfig
from storage.errors import IssueKind
from storage.history import History
from storage.incidents import Cause
from storage.model import Issue
from storage.runs import SourceReport
from storage.store import Store
from tests.fakes import BUREAU, PORTAL, WWW, Crawl, article, minute
from tests.mailing import open_office

HOSTS = (WWW, BUREAU, PORTAL)
Trouble = tuple[IssueKind, str, int]  # kind, URL, status; 0: no page


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    with Store.open(tmp_path / "track.db") as store:
        yield Crawl(store)


def looked(crawl: Crawl, at: int, *trouble: Trouble, source: str = "mofcom", good: tuple[str, ...] = ()) -> None:
    """A run of one source: what could not be read, and pages that could."""
    crawl.start(minute(at))
    for kind, url, status in trouble:
        seen = crawl.capture(url, f"{at}{url}", minute(at), status=status) if status else None
        kept = crawl.store.record_capture(crawl.run, source, seen) if seen else None
        issue = Issue(
            source=source, kind=kind, url=url, detail="why", seen_at=minute(at), capture_id=kept.id if kept else None
        )
        crawl.store.record_issue(crawl.run, issue)
    for url in good:
        crawl.store.record_capture(crawl.run, source, crawl.capture(f"{url}?{at}", f"{at}", minute(at)))
    report = SourceReport(source=source, ok=not trouble, links=len(good), failed=len(trouble), unchanged=len(good))
    crawl.store.finish_run(crawl.run, finished_at=minute(at + 1), reports=[report])


def causes(crawl: Crawl) -> list[tuple[Cause, int, bool]]:
    """Of every incident: its cause, runs, and whether it is open."""
    with History.open(crawl.store.path) as history:
        return [(one.cause, one.runs, one.closed_at is None) for one in history.incidents(minute(-1000))]


SILENT: tuple[Trouble, ...] = tuple(("unreachable", url, 0) for url in HOSTS)


@pytest.mark.parametrize(
    ("trouble", "good", "cause"),
    [
        (SILENT, (), "geo-block"),
        (SILENT[:1], HOSTS[1:], "outage"),
        (SILENT[:1], (), "outage"),
        ([("http-error", WWW, 503)], (), "outage"),
        ([("http-error", WWW, 404)], (), "redesign"),
        ([("blocked", WWW, 200)], (), "blocked"),
        ([("http-error", WWW, 451)], (), "geo-block"),
        ([("empty", WWW, 200)], (), "redesign"),
        ([("layout", WWW, 200)], HOSTS, "unread"),
        ([("unreachable", WWW, 0)], (WWW, BUREAU), "unread"),
        ([("mojibake", WWW, 200)], HOSTS, "mojibake"),
        ([("robots", WWW, 0)], (), "robots"),
    ],
)
def test_causes_are_told_apart(crawl: Crawl, trouble: list[Trouble], good: tuple[str, ...], cause: Cause) -> None:
    looked(crawl, 0, source="voa", good=("https://www.voanews.com/",))
    looked(crawl, 10, *trouble, good=good)
    assert causes(crawl) == [(cause, 1, True)]


def test_when_no_source_answers_it_is_our_own_line(crawl: Crawl) -> None:
    looked(crawl, 0, ("unreachable", "https://www.voanews.com/", 0), source="voa")
    looked(crawl, 10, *SILENT)
    assert [cause for cause, _, _ in causes(crawl)] == ["outage", "offline"]


def test_a_paywall_is_news_only_where_there_was_none(crawl: Crawl) -> None:
    cut: list[Trouble] = [("paywall", f"https://www.scmp.com/{n}", 200) for n in range(3)]
    looked(crawl, 0, *cut, source="scmp", good=("https://www.scmp.com/rss",))
    assert causes(crawl) == []
    crawl.start(minute(10))
    report = SourceReport(source="scmp", ok=True, links=1, new=1)
    crawl.store.finish_run(crawl.run, finished_at=minute(11), reports=[report])
    looked(crawl, 20, *cut, source="scmp", good=("https://www.scmp.com/rss",))
    assert causes(crawl) == [("paywall", 1, True)]


def test_one_outage_is_one_incident_and_its_evidence_is_kept(crawl: Crawl) -> None:
    looked(crawl, 0, source="voa", good=("https://www.voanews.com/",))
    looked(crawl, 10, ("http-error", WWW, 503))
    looked(crawl, 20, *SILENT)
    looked(crawl, 30, *SILENT)
    assert causes(crawl) == [("outage", 3, True)]
    looked(crawl, 40, good=HOSTS)
    looked(crawl, 50, good=HOSTS)
    assert causes(crawl) == [("outage", 3, False)]
    looked(crawl, 60, *SILENT)
    assert causes(crawl) == [("outage", 3, False), ("geo-block", 1, True)]
    with History.open(crawl.store.path) as history:
        assert WWW in history.incidents(minute(0))[0].evidence


def test_behind_a_shut_door_nothing_is_well_again(crawl: Crawl) -> None:
    looked(crawl, 0, ("empty", WWW, 200))
    looked(crawl, 10, ("blocked", WWW, 403))
    assert causes(crawl) == [("redesign", 1, True), ("blocked", 1, True)]
    looked(crawl, 20, good=HOSTS)
    assert not any(is_open for _, _, is_open in causes(crawl))


TODAY = datetime(2026, 6, 30, 4, tzinfo=UTC)


def facts(*ages: int, answered: float = 1) -> SourceFacts:
    """A source that published so many days ago, and answered so many hours ago."""
    return SourceFacts(
        source="voa",
        answered_at=TODAY - timedelta(hours=answered),
        days=tuple((date(2026, 6, 30) - timedelta(days=age)).isoformat() for age in ages),
        period=timedelta(hours=1),
        next_at=TODAY,
    )


@pytest.mark.parametrize(
    ("known", "stale"),
    [
        (facts(0, 1, 2, 3, 4, 5, 6), ""),
        (facts(15, 16, 17, 18, 19, 20, 21), "nothing new for 15 days, where 1 are much"),
        (facts(40, 80, 100, 130, 170, 200, 240), ""),  # seldom has news, and that is usual for it
        (facts(300, 301), ""),  # too little past to tell
        (facts(0, answered=25), "no answer for 25 hours"),
    ],
)
def test_nothing_new_is_normal_and_no_answer_is_not(known: SourceFacts, stale: str) -> None:
    assert judged(known, [], HealthConfig(), TODAY).stale == stale


def test_who_is_crawled_once_a_week_need_not_answer_each_day() -> None:
    known = SourceFacts(
        source="voa", answered_at=TODAY - timedelta(days=13), days=(), period=timedelta(days=7), next_at=TODAY
    )
    assert judged(known, [], HealthConfig(), TODAY).stale == ""


def configured(path: Path, port: int = 25) -> Config:
    return Config(
        store=StoreConfig(path=path),
        mail=MailConfig(
            host="127.0.0.1", port=port, security="none", sender="watch@example.org", to=("anna@example.org",)
        ),
        sources={name: SourceConfig(enabled=name == "mofcom") for name in BUILTIN}
        | {'odd "name\\': SourceConfig(kind="feed", urls=("https://a.example/",))},
    )


def stood(crawl: Crawl) -> Health:
    """A store with a document, an open incident and a source that nobody has looked at."""
    crawl.read(article(), at=minute(1))
    looked(crawl, 10, ("blocked", WWW, 403))
    return health(configured(crawl.store.path), minute(60))


def test_prometheus_reads_what_is_written(crawl: Crawl) -> None:
    families = {one.name: one for one in text_string_to_metric_families(as_prometheus(stood(crawl)))}
    stale = {one.labels["source"]: one.value for one in families["curbwatch_source_stale"].samples}
    assert stale == {"mofcom": 1, 'odd "name\\': 1}
    (opened,) = families["curbwatch_incident_opened_timestamp_seconds"].samples
    assert (opened.labels, opened.value) == ({"source": "mofcom", "cause": "blocked"}, minute(11).timestamp())
    assert families["curbwatch_store_bytes"].samples[0].value > 0


def test_people_and_machines_read_the_same(crawl: Crawl) -> None:
    found = stood(crawl)
    assert "mofcom: blocked since 2026-03-02 01:13 UTC, 1 runs: why" in as_text(found)
    record = json.loads(as_json(found))
    assert record["ok"] is False
    assert [source["stale"] for source in record["sources"]] == ["never answered", "never answered"]


def test_the_digest_and_the_sources_say_what_is_wrong(crawl: Crawl) -> None:
    stood(crawl)
    config = configured(crawl.store.path)
    composed = compose(config, Asked(), minute(60))
    assert "blocked since 2026-03-02 01:13 UTC" in composed.text
    with History.open(crawl.store.path) as history:
        sheet = sources_sheet(
            config, {one.report.source: one for one in history.source_states()}, history.open_incidents()
        )
    assert dict(zip(sheet.columns, sheet.rows[0], strict=True))["incidents"] == "blocked"


def test_the_exit_status_says_whether_something_is_stale(crawl: Crawl, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text("".join(f"[sources.{name}]\nenabled = {str(name == 'voa').lower()}\n" for name in BUILTIN), "utf-8")
    arguments = ["--config", str(file), "--db", str(crawl.store.path)]
    assert CliRunner().invoke(command, arguments).exit_code == 1
    now = datetime.now(UTC)
    crawl.start(now)
    crawl.store.finish_run(crawl.run, finished_at=now, reports=[SourceReport(source="voa", ok=True, links=1)])
    assert CliRunner().invoke(command, arguments).exit_code == 0


def test_one_message_at_opening_and_one_at_closing_whatever_happens_between(crawl: Crawl) -> None:
    with open_office() as (office, port):
        config = configured(crawl.store.path, port)
        for at, trouble in ((0, SILENT), (10, SILENT), (20, SILENT), (30, ())):
            looked(crawl, at, *trouble, good=() if trouble else HOSTS)
            for _ in range(2):
                tell_incidents(config, clock=lambda at=at: minute(at + 2), environ={})  # type: ignore[misc]
    assert [message["Subject"] for _, message in office.box] == [
        "Curbwatch: mofcom: outage", "Curbwatch: mofcom: outage: well again",
    ]  # fmt: skip
    with History.open(crawl.store.path) as history:
        assert history.covered(["anna@example.org"]) is None  # an alert is no digest
        assert history.last_digest(minute(1000)) is None


def test_without_recipients_nobody_is_told(crawl: Crawl) -> None:
    looked(crawl, 0, *SILENT)
    assert tell_incidents(Config(store=StoreConfig(path=crawl.store.path)), clock=lambda: minute(2), environ={}) == ()
