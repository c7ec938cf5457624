"""What attachments mean for copies and edits: a file that one server lost is no contradiction, and no edit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.history import ChangeWindow, History
from storage.model import Attachment, Notice, Outcome
from storage.store import Store
from tests.fakes import BUREAU, PORTAL, TEXT, WWW, Crawl, event, minute, notice

RANKS = {BUREAU: 0, WWW: 1, PORTAL: 2}
FILE = "https://www.mofcom.gov.cn/a/1.pdf"


def attached(url: str = WWW, *files: str | None, text: str = TEXT) -> Notice:
    """A notice with as many attachments; None is one that was not read."""
    attachments = []
    for number, file in enumerate(files):
        start = None if file is None else len(text) + 1
        attachments.append(Attachment(url=f"{FILE}{number}", start=start, digest=f"sha256:{file}" if file else ""))
        text = text if file is None else f"{text}\n附件{number}：\n{file}"
    return notice(url=url, text=text, attachments=tuple(attachments))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as store:
        yield store


@pytest.fixture
def crawl(store: Store) -> Crawl:
    return Crawl(store)


def read(crawl: Crawl, document: Notice, at: int) -> Outcome:
    """Read a copy whose page stays the same, whatever is attached."""
    return crawl.read(document, [event()], at=minute(at), rank=RANKS[document.url], body=document.page_text)


def issues(path: Path) -> list[str]:
    with History.open(path) as history:
        found = history.document("MOFCOM-2026-11")
        return [issue.kind for issue in found.issues] if found else []


def edits(path: Path, since: int) -> list[tuple[str, str]]:
    with History.open(path) as history:
        return [(one.kind, one.cause) for one in history.changes(ChangeWindow(since=minute(since)))]


def said(path: Path) -> tuple[str, str]:
    """The text, and the copy that it is taken from."""
    with History.open(path) as history:
        found = history.document("MOFCOM-2026-11")
        assert found
        return found.text, next(copy.url for copy in found.copies if copy.preferred)


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (attached(BUREAU, "名单"), attached(WWW, None), False),
        (attached(BUREAU, None), attached(WWW, "名单"), False),
        (attached(BUREAU, "名单"), attached(WWW), False),
        (attached(BUREAU, "名单", "清单"), attached(WWW, "名单", None), False),
        (attached(BUREAU, "名单"), attached(WWW, "别的名单"), True),
        (attached(BUREAU, "名单"), attached(WWW, None, text=f"{TEXT}改"), True),
        (attached(BUREAU, None), attached(WWW, None, text=f"{TEXT}改"), True),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_copies_contradict_each_other_in_what_both_say(
    crawl: Crawl, path: Path, one: Notice, other: Notice, conflict: bool, swapped: bool
) -> None:
    for at, document in enumerate((other, one) if swapped else (one, other), 1):
        read(crawl, document, at)
    assert issues(path) == (["conflict"] if conflict else [])


def test_of_copies_whose_pages_agree_the_one_with_its_attachments_is_taken(crawl: Crawl, path: Path) -> None:
    read(crawl, attached(BUREAU, None), 1)
    read(crawl, attached(WWW, "名单"), 2)
    assert said(path) == (attached(WWW, "名单").text, WWW)
    crawl.start(minute(60))
    assert read(crawl, attached(BUREAU, "名单"), 61) == Outcome.UNCHANGED
    assert said(path) == (attached(BUREAU, "名单").text, BUREAU)
    assert edits(path, 60) == []


def test_a_worse_copy_whose_page_differs_is_not_taken_for_its_attachments(crawl: Crawl, path: Path) -> None:
    read(crawl, attached(BUREAU, None), 1)
    read(crawl, attached(WWW, "名单", text=f"{TEXT}改"), 2)
    assert said(path) == (TEXT, BUREAU)


@given(st.permutations([attached(BUREAU, None), attached(WWW, "名单", None), attached(PORTAL, "名单", "清单")]))
def test_copies_arrive_in_any_order(tmp_path_factory: pytest.TempPathFactory, order: list[Notice]) -> None:
    path = tmp_path_factory.mktemp("any") / "t.db"
    with Store.open(path) as store:
        crawl = Crawl(store)
        for at, document in enumerate(order, 1):
            read(crawl, document, at)
    assert said(path) == (attached(PORTAL, "名单", "清单").text, PORTAL)
    assert issues(path) == []


def test_an_attachment_that_is_read_later_is_no_edit(crawl: Crawl, path: Path) -> None:
    read(crawl, attached(WWW, "名单", None), 1)
    crawl.start(minute(60))
    assert read(crawl, attached(WWW, "名单", "清单"), 61) == Outcome.CHANGED
    assert edits(path, 60) == []  # nothing in the world changed, and no event of ours
    assert said(path)[0].endswith("清单")


@pytest.mark.parametrize("after", [attached(WWW, "新名单"), attached(WWW, "名单", text=f"{TEXT}改")])
def test_a_replaced_attachment_is_an_edit_and_so_is_another_page(crawl: Crawl, path: Path, after: Notice) -> None:
    read(crawl, attached(WWW, "名单"), 1)
    crawl.start(minute(60))
    assert read(crawl, after, 61) == Outcome.CHANGED
    assert edits(path, 60) == [("edited", "world")]


def test_the_bytes_that_stand_come_first_then_those_last_read(store: Store, crawl: Crawl) -> None:
    good = crawl.capture(f"{FILE}0", "a list", minute(1))
    document = attached(WWW, good.digest.removeprefix("sha256:"))
    assert store.attachment_captures(f"{FILE}0") == []
    kept = store.record_capture(crawl.run, "mofcom", good)
    read(crawl, document, 2)
    assert store.attachment_captures(f"{FILE}0") == [kept]
    sorry = store.record_capture(crawl.run, "mofcom", crawl.capture(f"{FILE}0", "sorry", minute(3)))
    assert store.attachment_captures(f"{FILE}0") == [sorry, kept]
    assert store.attachment_captures("https://www.mofcom.gov.cn/other.pdf") == []
