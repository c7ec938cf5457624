"""An answer 304 moves a document's time of sight, as reading its page again would, and leaves what has to be read."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage.database import stamp
from storage.model import Attachment
from storage.store import Store
from tests.fakes import BUREAU, TEXT, WWW, Crawl, event, minute, notice

BODY = "the bytes"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "track.db"


@pytest.fixture
def crawl(path: Path) -> Iterator[Crawl]:
    with Store.open(path) as store:
        yield Crawl(store)


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return [line for line in database.iterdump() if "_sqlite_migrations" not in line]


def again(
    crawl: Crawl,
    *,
    url: str = WWW,
    body: str = BODY,
    rank: int = 0,
    reader: int = 1,
    rules: int = 1,
) -> bool:
    """An answer 304 to a page with these bytes."""
    versions = {"rank": rank, "reader_version": reader, "rules_version": rules}
    return crawl.store.record_unmodified(
        crawl.run, "mofcom", crawl.capture(url, body, minute(5), status=304), **versions
    )[1]


def test_a_page_as_it_was_is_seen_as_if_it_had_been_read_again(tmp_path: Path) -> None:
    paths = [tmp_path / "read.db", tmp_path / "seen.db"]
    for path in paths:
        with Store.open(path) as store:
            crawl = Crawl(store)
            crawl.read(notice(url=BUREAU), [event()], at=minute(1), body="other bytes")
            crawl.read(notice(), [event()], at=minute(2), body=BODY)
            if path.stem == "seen":
                assert again(crawl)
            else:
                still = crawl.capture(WWW, BODY, minute(5), status=304)
                store.remember(notice(), still, [event()], run=crawl.run, reader_version=1, rules_version=1)
    read, seen = map(dump, paths)
    assert read == seen
    assert any(stamp(minute(5)) in line and line.startswith('INSERT INTO "copies"') for line in seen)


def gone(crawl: Crawl) -> None:
    crawl.store.record_gone(WWW, crawl.run, crawl.capture(WWW, "", minute(3), status=404), "HTTP 404")


def attached(crawl: Crawl) -> None:
    files = (Attachment(url=f"{WWW}/a.pdf", start=len(TEXT), digest="sha256:0"),)
    crawl.read(notice(text=f"{TEXT}\nan annex", attachments=files), at=minute(3), body=BODY)


def reworked(crawl: Crawl) -> None:
    crawl.read(notice(), at=minute(3), body="other bytes, the same text")


def seen_later(crawl: Crawl) -> None:
    crawl.read(notice(), at=minute(9), body=BODY)


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        pytest.param(gone, {}, id="it was gone"),
        pytest.param(attached, {}, id="its attachments may have changed"),
        pytest.param(reworked, {"body": "other bytes, the same text"}, id="its record is of other bytes"),
        pytest.param(seen_later, {}, id="it was seen later"),
        pytest.param(None, {"url": f"{WWW}?page=2"}, id="no document stands there"),
        pytest.param(None, {"body": "a challenge"}, id="other bytes stand there"),
        pytest.param(None, {"rank": 1}, id="another rank"),
        pytest.param(None, {"reader": 2}, id="a newer reader"),
        pytest.param(None, {"rules": 2}, id="newer rules"),
    ],
)
def test_what_has_to_be_read_is_left_as_it_was(
    crawl: Crawl, path: Path, before: Callable[[Crawl], None] | None, asked: dict[str, Any]
) -> None:
    crawl.read(notice(), at=minute(2), body=BODY)
    if before:
        before(crawl)
    copies = [line for line in dump(path) if line.startswith('INSERT INTO "copies"')]
    assert copies
    assert not again(crawl, **asked)
    assert [line for line in dump(path) if line.startswith('INSERT INTO "copies"')] == copies


def test_the_answer_is_recorded_in_any_case(crawl: Crawl) -> None:
    still = crawl.capture(WWW, BODY, minute(5), status=304)
    kept, stands = crawl.store.record_unmodified(
        crawl.run, "mofcom", still, rank=0, reader_version=1, rules_version=1, etag='"1"'
    )
    assert (replace(kept, id=0), stands) == (still, False)
    found = crawl.store.validators(WWW)
    assert found is not None
    assert found.etag == '"1"'
