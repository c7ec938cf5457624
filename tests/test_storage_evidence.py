"""What is handed out of the store: every standing event with its proof, and all captures behind one document."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.archive import ArchiveWriter
from storage.database import connect
from storage.evidence import read_captures
from storage.history import History
from storage.model import Attachment
from storage.store import Store
from tests.archived import ArchivedCrawl
from tests.fakes import BUREAU, PORTAL, TEXT, WWW, article, event, minute, notice

KEY = "MOFCOM-2026-11"
LIST = "https://www.mofcom.gov.cn/files/名单.pdf"


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[ArchivedCrawl]:
    with Store.open(tmp_path / "t.db") as store, ArchiveWriter(tmp_path / "t.archive", "one") as writer:
        yield ArchivedCrawl(store, writer)


@pytest.fixture
def history(crawl: ArchivedCrawl) -> Iterator[History]:
    with History.open(crawl.store.path) as opened:
        yield opened


def test_a_standing_event_comes_with_document_proof_and_copies(crawl: ArchivedCrawl, history: History) -> None:
    crawl.read(notice(), [event()], at=minute(0), rank=1)
    crawl.read(notice(url=BUREAU), [event()], at=minute(1), rank=0)
    (found,) = history.standing()
    assert (found.event, found.document.key, found.first_seen_at) == (event(), KEY, minute(0))
    assert found.copies == (BUREAU, WWW)
    assert found.capture.url in found.copies


def test_what_no_longer_stands_is_not_handed_out(crawl: ArchivedCrawl, history: History) -> None:
    crawl.read(notice(), [event()], at=minute(0))
    crawl.start(minute(60))
    crawl.read(notice(text=f"更正：{TEXT}"), [], at=minute(61))
    assert history.standing() == []


def test_documents_by_their_keys(crawl: ArchivedCrawl, history: History) -> None:
    crawl.read(notice(), at=minute(0))
    crawl.read(article(), at=minute(1))
    found = history.refs([KEY, "UEL-2025-7", KEY])
    assert {key: ref.title for key, ref in found.items()} == {KEY: notice().title}


def test_every_version_has_its_text_and_every_look_its_capture(crawl: ArchivedCrawl, history: History) -> None:
    crawl.read(notice(), [event()], at=minute(0))
    crawl.start(minute(60))
    crawl.read(notice(text=f"{TEXT}。"), [], at=minute(61))
    crawl.read(notice(url=PORTAL), [event()], at=minute(62), rank=2)
    crawl.read(article(), at=minute(63))
    found = history.evidence(PORTAL)
    assert found is not None
    assert found.record.ref.key == KEY
    assert found.texts == (TEXT, f"{TEXT}。", TEXT)
    assert [one.capture.url for one in found.record.versions] == [WWW, WWW, PORTAL]
    assert [(one.url, one.fetched_at) for one in found.captures] == [
        (WWW, minute(0)),
        (WWW, minute(61)),
        (PORTAL, minute(62)),
    ]
    assert history.evidence("UEL-2025-7") is None


def test_attachments_are_among_the_captures(crawl: ArchivedCrawl, history: History) -> None:
    crawl.capture("https://www.mofcom.gov.cn/files/%E5%90%8D%E5%8D%95.pdf", "%PDF-", minute(0))
    crawl.capture("https://www.mofcom.gov.cn/files/other.pdf", "%PDF- other", minute(0))
    crawl.read(notice(attachments=(Attachment(url=LIST),)), at=minute(1))
    found = history.evidence(KEY)
    assert found is not None
    assert [one.url for one in found.captures] == ["https://www.mofcom.gov.cn/files/%E5%90%8D%E5%8D%95.pdf", WWW]


def test_an_attachment_is_found_by_the_bytes_that_were_read(crawl: ArchivedCrawl) -> None:
    moved = crawl.capture("https://files.mofcom.gov.cn/1.pdf", "%PDF-", minute(0))
    read = Attachment(url=LIST, label="名单", start=len(TEXT) + 1, digest=moved.digest)
    crawl.read(notice(text=f"{TEXT}\n名单", attachments=(read,)), at=minute(1))
    database = connect(crawl.store.path)
    assert moved in read_captures(database, 1)
    database.close()
