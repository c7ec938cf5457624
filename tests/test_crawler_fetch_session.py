"""The boundary of a run: what nobody expected is an issue of its source."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from twisted.python.failure import Failure

from crawler.config import load_config
from crawler.fetch.desk import SourceCrawler
from crawler.fetch.plan import choose, window
from crawler.fetch.run import Unwatched
from crawler.fetch.session import FINISHED, Session, Watch
from spiders.spider import Errand, SourceSpider
from storage.archive import ArchiveWriter
from storage.store import Store
from tests.fetching import configure

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    """One source at its desk, no reactor."""
    config = load_config(configure(tmp_path, {}, {"news": "https://news.example/feed"}), environ={})
    with Store.open(tmp_path / "t.db") as store, ArchiveWriter(tmp_path / "t.archive", "1") as writer:
        session = Session(
            config=config,
            run=store.start_run(started_at=NOW, replay=False),
            store=store,
            writer=writer,
            window=window(None, NOW),
            clock=lambda: NOW,
            progress=Unwatched(),
            archives=None,
        )
        (choice,) = choose(config, ["news"])
        crawler = SourceCrawler(session.desk(choice))
        errand = Errand(window=session.window, clock=session.clock)
        crawler.spider = SourceSpider(source=choice.source, errand=errand)
        yield Watch(crawler)


def test_what_breaks_inside_fails_the_source(watch: Watch) -> None:
    watch.opened()
    watch.broke(Failure(RuntimeError("the pipeline fell over")))
    watch.closed(FINISHED)
    report = watch.report()
    (issue,) = watch.crawler.desk.tally.issues.values()
    assert (issue.source, issue.kind, issue.detail) == ("news", "layout", "RuntimeError: the pipeline fell over")
    assert (report.ok, report.failed, report.note) == (False, 1, "")


def test_a_source_that_was_never_begun_is_not_well(watch: Watch) -> None:
    assert (watch.report().ok, watch.report().note) == (False, "stopped: never begun")


def test_one_outage_is_one_issue(watch: Watch) -> None:
    for _ in range(3):
        watch.note(TimeoutError("gone"))
    assert watch.report().failed == 1
