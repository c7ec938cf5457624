"""Archives answer for the network, whoever wrote them and whatever happened to them since."""

import gzip
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.archive import ArchiveWriter, page_of
from storage.errors import StoreError
from storage.replay import ReplayIndex
from storage.scan import Broken, Entry, ManyInOneError, scan
from storage.warc import date_of
from tests.fakes import WWW, exchange, http, minute, packed, warc

SHARED = Path(__file__).parents[2] / "shared" / "corpus"
LIST_API = "https://exportcontrol.mofcom.gov.cn/edi_ecms_web_front/front/column/getColumnList"

Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write an archive and give its path."""

    def write(*pieces: bytes, name: str = "some.warc") -> Path:
        path = tmp_path / name
        path.write_bytes(b"".join(pieces))
        return path

    return write


def page(number: int, body: bytes = b"a page", **fields: str) -> bytes:
    return warc("response", number, block=http(body), **fields)


def body_of(index: ReplayIndex, url: str = WWW) -> bytes | None:
    found = index.find("GET", url)
    return found.body if found else None


@pytest.mark.parametrize("wrap", [b"".join, lambda records: packed(*records)])
def test_plain_and_gzipped(save: Save, wrap: Callable[[list[bytes]], bytes]) -> None:
    other = "http://www.scmp.com/news/1?b=2&a=1"
    index = ReplayIndex([save(wrap([page(1, b"first"), page(2, b"second", url=other), page(3, b"later")]))])
    found = index.find("GET", WWW)
    assert found is not None
    assert (found.url, found.method, found.status, found.body) == (WWW, "GET", 200, b"later")
    assert found.fetched_at == datetime(2026, 3, 2, 1, 3, tzinfo=UTC)
    assert body_of(index, "https://WWW.scmp.com/news/1?a=1&b=2#top") == b"second"
    assert index.find("GET", "https://www.scmp.com/news/2") is None
    assert index.hosts == {"www.mofcom.gov.cn", "www.scmp.com"}
    assert index.newest == datetime(2026, 3, 2, 1, 3, tzinfo=UTC)
    assert index.broken_count == 0


def test_the_latest_record_wins_whatever_the_order_of_files(save: Save) -> None:
    new, old = save(page(9, b"new"), name="new.warc"), save(page(1, b"old"), name="old.warc")
    assert body_of(ReplayIndex([new, old])) == b"new"
    assert body_of(ReplayIndex([old, new])) == b"new"


def form_request(number: int, together: int, form: bytes) -> bytes:
    block = b"POST /list HTTP/1.1\r\nHost: a\r\n\r\n" + form
    name = f"<urn:uuid:00000000-0000-0000-0000-{together:012}>"
    return warc("request", number, url=LIST_API, block=block, **{"WARC-Concurrent-To": name})


@pytest.mark.parametrize("requests_first", [True, False])
def test_forms_tell_answers_of_one_address_apart(save: Save, requests_first: bool) -> None:
    answers = [page(1, b"column 1", url=LIST_API), page(2, b"column 9", url=LIST_API)]
    asked = [form_request(11, 1, b"pageNumber=1&columnID=1"), form_request(12, 2, b"pageNumber=1&columnID=9")]
    index = ReplayIndex([save(packed(*asked, *answers) if requests_first else packed(*answers, *asked))])
    found = index.find("POST", LIST_API, b"columnID=9&pageNumber=1")
    assert found is not None
    assert (found.method, found.body, found.request_body) == ("POST", b"column 9", b"columnID=9&pageNumber=1")
    assert index.find("POST", LIST_API, b"columnID=10&pageNumber=1") is None
    assert index.find("GET", LIST_API) is None


def test_an_answer_may_name_its_request(save: Save) -> None:
    together = {"WARC-Concurrent-To": "<urn:uuid:00000000-0000-0000-0000-000000000011>"}
    answer = page(1, b"column 9", url=LIST_API, **together)
    asked = warc("request", 11, url=LIST_API, block=b"POST /list HTTP/1.1\r\nHost: a\r\n\r\ncolumnID=9")
    assert ReplayIndex([save(answer, asked)]).find("POST", LIST_API, b"columnID=9") is not None


def test_an_answer_without_a_request_is_a_get(save: Save) -> None:
    assert body_of(ReplayIndex([save(page(1))])) == b"a page"


def revisit(number: int, head: bytes = b"HTTP/1.1 200 OK\r\nX-New: 1\r\n\r\n", **headers: str) -> bytes:
    return warc("revisit", number, block=head, **headers)


@pytest.mark.parametrize(
    "reference",
    [
        {"WARC-Refers-To": "<urn:uuid:00000000-0000-0000-0000-000000000001>"},
        {"WARC-Payload-Digest": "sha1:SAME"},
        {"WARC-Refers-To-Target-URI": WWW.upper().replace("/ZCFB/", "/zcfb/"), "WARC-Refers-To-Date": "nothing"},
        {"WARC-Refers-To-Target-URI": WWW, "WARC-Refers-To-Date": "2026-03-02T01:01:00Z"},
    ],
)
def test_revisits_find_their_body_by_any_reference(save: Save, reference: dict[str, str]) -> None:
    first = page(1, b"the body", WARC_Payload_Digest="sha1:SAME")
    index = ReplayIndex([save(revisit(5, **reference), name="b.warc"), save(first, name="a.warc")])
    found = index.find("GET", WWW)
    assert found is not None
    assert found.body == b"the body"
    if reference.get("WARC-Refers-To-Date") == "nothing":  # then there is but the first record itself
        assert index.broken == ["b.warc at 0: the body it refers to is not in these archives"]
    else:
        assert found.fetched_at == datetime(2026, 3, 2, 1, 5, tzinfo=UTC)
        assert dict(found.headers) == {"X-New": "1"}


@pytest.mark.parametrize("head", [b"HTTP/1.1 304 Not Modified\r\n\r\n", b""])
def test_not_modified_gives_the_page_that_stands(save: Save, head: bytes) -> None:
    first = warc("response", 1, block=http(b"the body", ETag="1"))
    again = revisit(5, head, WARC_Refers_To="<urn:uuid:00000000-0000-0000-0000-000000000001>")
    found = ReplayIndex([save(first, again)]).find("GET", WWW)
    assert found is not None
    assert (found.status, found.headers, found.body) == (200, (("ETag", "1"),), b"the body")
    assert found.fetched_at == datetime(2026, 3, 2, 1, 5, tzinfo=UTC)


def test_our_own_archives(tmp_path: Path) -> None:
    first = exchange(body=b"same", headers=(("X", "1"),))
    listing = exchange(LIST_API, b"rows", method="POST", request_body=b"columnID=9")
    with ArchiveWriter(tmp_path, "one") as one:
        capture = one.append(first)
        one.append(listing)
    with ArchiveWriter(tmp_path, "two") as two:
        two.append(exchange(body=b"same", headers=(("X", "2"),), fetched_at=minute(9)), same_as=capture)
    index = ReplayIndex(sorted(tmp_path.glob("*.warc.gz")))
    found = index.find("GET", WWW)
    assert found is not None
    assert page_of(found) == page_of(exchange(body=b"same", headers=(("X", "2"),), fetched_at=minute(9)))
    posted = index.find("POST", LIST_API, b"columnID=9")
    assert posted is not None
    assert posted.body == b"rows"


def test_chunks_are_undone_and_a_body_that_has_none_stays(save: Save) -> None:
    chunked = warc("response", 1, block=http(b"4\r\nabcd\r\n0\r\n\r\n", Transfer_Encoding="chunked"))
    found = ReplayIndex([save(chunked)]).find("GET", WWW)
    assert found is not None
    assert (found.body, found.headers) == (b"abcd", ())
    wrong = warc("response", 1, block=http(b"<html>", Transfer_Encoding="chunked"))
    assert body_of(ReplayIndex([save(wrong)])) == b"<html>"


def test_an_archive_gzipped_as_a_whole(save: Save) -> None:
    other = "https://a.cn/2"
    noise = random.Random(1).randbytes(500)  # noqa: S311
    whole = gzip.compress(page(1, b"one") + page(2, noise, url=other))
    path = save(whole, name="whole.warc.gz")
    with pytest.raises(ManyInOneError):
        list(scan(path))
    index = ReplayIndex([path])
    assert (body_of(index), body_of(index, other)) == (b"one", noise)
    torn = save(whole[:-40], name="torn.warc.gz")
    index = ReplayIndex([torn])
    assert body_of(index) == b"one"
    assert "ends" in index.broken[0]


def test_lines_that_end_otherwise(save: Save) -> None:
    records = [warc("response", number, block=http(b"x"), end=b"\n") for number in (1, 2)]
    assert body_of(ReplayIndex([save(*records)])) == b"x"
    assert body_of(ReplayIndex([save(packed(*records))])) == b"x"


GOOD = "https://a.cn/good"
LAST = "https://a.cn/last"


@pytest.mark.parametrize(
    ("broken", "packs"),
    [
        (b"garbage\r\n\r\n" * 9, False),
        (page(5, b"y" * 90).replace(b"Content-Length: 1", b"Content-Length: ", 1), False),
        (b"WARC/1.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", False),
        (b"garbage" * 9, True),
        (packed(page(5, b"y" * 900))[:80], True),
        (packed(b"no record at all"), True),
        (packed(page(5, random.Random(1).randbytes(900)))[:-400] + bytes(400), True),  # noqa: S311
    ],
)
def test_what_is_broken_is_named_and_the_rest_is_read(save: Save, broken: bytes, packs: bool) -> None:
    good, last = page(1, b"good", url=GOOD), page(8, b"last", url=LAST)
    records = [packed(good), broken, packed(last)] if packs else [good, broken, last]
    index = ReplayIndex([save(*records)])
    assert body_of(index, GOOD) == b"good"
    assert body_of(index, LAST) == b"last"
    assert index.broken_count == len(index.broken) == 1
    assert index.broken[0].startswith("some.warc at ")


def test_a_torn_end_is_named_and_hides_no_earlier_answer(save: Save) -> None:
    good, torn = page(1, b"good", url=GOOD), page(8, b"last", url=GOOD)
    for whole in (torn, packed(torn)):
        for length in range(20, len(whole) - 10, 5):
            index = ReplayIndex([save(good if whole is torn else packed(good), whole[:length])])
            assert body_of(index, GOOD) in (b"good", b"last")
            assert len(index.broken) == (body_of(index, GOOD) == b"good")


def test_what_lies_inside_a_torn_record_is_no_record(save: Save) -> None:
    forged = page(9, b"forged", url=LAST)
    torn = page(5, b"<pre>\r\n" + forged + b"</pre>" * 9)[:-20]
    index = ReplayIndex([save(page(1, b"good", url=GOOD), torn)])
    assert body_of(index, GOOD) == b"good"
    assert body_of(index, LAST) is None
    assert "bytes before the record does" in index.broken[0]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-03-02T01:02:03Z", datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)),
        ("2026-03-02T01:02:03.123456789Z", datetime(2026, 3, 2, 1, 2, 3, 123456, tzinfo=UTC)),
        ("2026-03-02T09:02:03+08:00", datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)),
        ("2026-03-02", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2026-03", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2008-10-294T05:21:46-0700", None),
        ("0001-01-01T00:00:00+08:00", None),
        ("", None),
    ],
)
def test_odd_dates(save: Save, date: str, expected: datetime | None) -> None:
    assert date_of(date) == expected
    index = ReplayIndex([save(page(1, WARC_Date=date))])
    found = index.find("GET", WWW)
    assert (found.fetched_at if found else None) == expected
    assert index.broken_count == (expected is None)


def test_what_is_no_page_is_passed_over(save: Save) -> None:
    others = [
        warc("response", 1, url="dns:a.cn", block=b"20260302\r\na.cn. 5 IN A 1.1.1.1\r\n"),
        warc("resource", 2, block=b"x"),
        warc("metadata", 3, block=b"x"),
        warc("warcinfo", 4, block=b"software: x\r\n"),
        warc("response", 5, url="http://[", block=http(b"")),
    ]
    index = ReplayIndex([save(*others)])
    assert index.hosts == set()
    assert index.newest is None
    assert len(index.broken) == 1  # the address that is none
    assert ReplayIndex([save(b"")]).broken_count == 0


def test_an_answer_that_turns_out_broken_is_none(save: Save) -> None:
    index = ReplayIndex([save(warc("response", 1, block=b"no HTTP at all"))])
    assert index.find("GET", WWW) is None
    assert index.broken == ["some.warc at 0: it holds no HTTP response"]
    path = save(page(1))
    index = ReplayIndex([path])
    path.unlink()
    assert index.find("GET", WWW) is None
    assert "No such file" in index.broken[0]


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.warc.gz", tmp_path):
        with pytest.raises(StoreError, match=str(path)):
            ReplayIndex([path])


def test_a_hundred_broken_records_are_named_and_all_are_counted(save: Save) -> None:
    index = ReplayIndex([save(*(page(1, WARC_Date="never") for _ in range(150)))])
    assert (len(index.broken), index.broken_count) == (100, 150)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), wraps=st.booleans())
def test_no_damage_is_fatal(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, wraps: bool) -> None:
    records = [page(1, url=GOOD), form_request(2, 3, b"a=1"), page(3, url=LIST_API), revisit(4)]
    whole = bytearray(packed(*records) if wraps else b"".join(records))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=30))
    path = tmp_path_factory.mktemp("damaged") / "damaged.warc"
    path.write_bytes(whole)
    index = ReplayIndex([path])
    index.find("GET", GOOD)
    index.find("POST", LIST_API, b"a=1")


shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not here")


@shared
@pytest.mark.parametrize(
    ("name", "held", "broken"),
    [
        ("5mementos.warc", ["http://memento.us/"], 0),
        ("HTTP404.warc", ["http://memento.us/"], 0),
        ("baconIpsum_chunked.warc", ["http://www.cs.odu.edu/~mkelly/semester/2017_spring/baconIpsum.html"], 0),
        ("broken.warc", ["http://matkelly.com/frogsLeft"], 1),
        ("cc.warc.gz", ["http://commoncrawl.org/"], 0),
        ("clipped.warc.gz", [], 1),
        ("clueweb-quirk.warc.gz", [], 29),  # dates of the kind 2008-10-294
        ("dupes.warc.gz", ["http://example.com/", "http://iana.org/"], 8),
        ("example-bad-non-chunked.warc.gz", ["http://example.com/"], 0),
        ("example-trunc.warc", ["http://example.com/"], 1),
        ("example-url-agnostic-revisit.warc.gz", [], 1),
        ("example-wget-1-14.warc.gz", ["http://example.com/"], 0),
        ("example-wpull.warc.gz", ["http://example.com/"], 0),
        ("example-wrong-chunks.warc.gz", ["http://example.com/"], 0),
        ("example.warc.gz", ["http://example.com/"], 0),
        ("iana.warc.gz", ["http://www.iana.org/", "http://www.iana.org/domains"], 0),
        ("missing-status-text.warc", ["http://iana.org/bads"], 0),
        ("redirect.warc", [], 1),
        ("variableSizedDates.warc", ["http://memento.us/"], 0),
    ],
)
def test_archives_of_many_writers(name: str, held: list[str], broken: int) -> None:
    index = ReplayIndex([SHARED / "warc" / name])
    assert index.broken_count == broken
    for url in held:
        assert index.find("GET", url) is not None


@shared
def test_every_shared_archive_is_opened() -> None:
    named = {path.name for path in (SHARED / "warc").iterdir()}
    index = ReplayIndex(sorted((SHARED / "warc").iterdir()))
    assert len(named) > 15
    assert index.find("POST", "http://httpbin.org/post", b"test=abc&foo=bar") is not None
    assert "www.iana.org" in index.hosts


@shared
def test_the_archives_of_the_main_job() -> None:
    index = ReplayIndex([SHARED / "mofcom-dev.warc.gz", SHARED / "press-dev.warc.gz"])
    assert index.broken_count == 0
    assert index.newest == datetime(2026, 1, 10, 2, tzinfo=UTC)
    columns = {index.find("POST", LIST_API, f"title=&columnID={n}&pageNumber=1".encode()) for n in (1, 9, 10)}
    assert None not in columns
    assert len({column.body for column in columns if column}) == 3
    entries = [found for found in scan(SHARED / "mofcom-dev.warc.gz") if isinstance(found, Entry)]
    assert sum(entry.kind == "response" for entry in entries) == 109
    assert not any(isinstance(found, Broken) for found in scan(SHARED / "press-dev.warc.gz"))
