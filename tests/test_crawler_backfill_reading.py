"""What a worker makes of one archive: dropped for a reason, read as a crawl reads, in parts that stay small."""

import gzip
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.backfill.archives import described
from crawler.backfill.reading import Harvest, Part, harvest, read_part
from crawler.backfill.wanted import Order
from crawler.backfill.words import Words
from crawler.sections import TERMS
from spiders.sources import SOURCES
from tests.fakes import packed
from tests.foreign import record
from tests.test_crawler_cli import NOTICE, URL

WARCS = Path(__file__).parents[2] / "shared" / "corpus" / "warc"
ORDER = Order(sources=tuple(SOURCES.values()), terms=TERMS, since=None, until=None, most=1_000_000)
GLOBAL = "https://www.globaltimes.cn/page/202603/{}.shtml"


def piece(title: str, text: str, aside: str = "") -> bytes:
    """A page of the Global Times."""
    body = f'<div class="article_content"><div class="article_right">{text}</div></div>'
    return f'<html><div class="article_title">{title}</div>{body}<p>{aside}</p></html>'.encode()


def archived(folder: Path, *records: bytes) -> Part:
    (folder / "a.warc.gz").write_bytes(b"".join(records))
    return Part(archive=described((folder / "a.warc.gz").as_uri()))


def test_records_are_dropped_for_a_reason(tmp_path: Path) -> None:
    lead = "China tightens export controls, the ministry said."
    part = archived(
        tmp_path,
        record("https://elsewhere.example/a.html", b"export"),
        record("https://www.globaltimes.cn/index.html", b"export"),
        record("no address", b""),
        record(GLOBAL.format(1), b"", status="301 Moved"),
        record(GLOBAL.format(2), b"\x89PNG", kind="image/png"),
        record(GLOBAL.format(3), b"export" * 1_000_000),
        record(GLOBAL.format(4), piece("Pandas are well", "They eat bamboo.")),
        record(GLOBAL.format(5), piece("Pandas are well", "They eat bamboo.", aside="More: export curbs")),
        record(GLOBAL.format(6), piece("New rules", lead)),
        record(GLOBAL.format(7), b"<html>export, and a layout nobody knows</html>"),
        record(URL, NOTICE.encode()),
    )
    done = read_part(ORDER, part)
    reasons = ("other host", "other address", "other status", "other type", "too large", "no word of it")
    assert done.dropped == Counter([*reasons, "other host", "no term on top", "layout"])
    read = {found.document.url: found.events[0].action for found in done.found if found.document}
    assert read == {GLOBAL.format(6): "control", URL: "list"}
    assert "layout: neither div.article_title" in done.named[0]
    assert (done.records, done.broken, done.failed) == (11, 0, "")


def test_only_the_days_that_are_asked_for(tmp_path: Path) -> None:
    evening = datetime(2026, 3, 1, 17, tzinfo=UTC)  # the second of March in Beijing
    part = archived(tmp_path, record(URL, NOTICE.encode(), evening))
    day = date(2026, 3, 2)
    assert len(read_part(replace(ORDER, since=day, until=day), part).found) == 1
    assert read_part(replace(ORDER, until=date(2026, 3, 1)), part).dropped == {"other day": 1}
    assert read_part(replace(ORDER, since=date(2026, 3, 3)), part).dropped == {"other day": 1}


@pytest.mark.parametrize("whole", [False, True], ids=["a member a record", "gzipped as a whole"])
def test_a_harvest_stays_small_and_the_rest_follows(tmp_path: Path, whole: bool) -> None:
    records = [record(URL.replace("art_", f"art_{number}"), NOTICE.encode()) for number in range(7)]
    part = archived(tmp_path, packed(b"".join(map(gzip.decompress, records))) if whole else b"".join(records))
    done: list[Harvest] = []
    following: Part | None = replace(part, unpacked=whole)
    while following:
        done.append(harvest(ORDER, following, tmp_path / "a.warc.gz", most_carried=2 * len(NOTICE.encode())))
        following = done[-1].following
    assert [len(one.found) for one in done] == [3, 3, 1]
    assert {found.exchange.url for one in done for found in one.found} == {
        found.exchange.url for found in read_part(ORDER, part).found
    }


def test_another_program_does_not_answer(tmp_path: Path) -> None:
    assert "rules 999" in read_part(replace(ORDER, program="rules 999"), archived(tmp_path)).failed


@pytest.mark.parametrize(
    "body",
    [
        "<p>两用物项</p>".encode(),
        "<p>两用物项</p>".encode("gb18030"),
        rb'{"title": "\u51fa\u53e3\u7ba1\u5236"}',
        b"a DUAL&nbsp;use good",
        b"dual-use",
        "Rare\u2011earth".encode(),
    ],
)
def test_words_are_found_as_pages_spell_them(body: bytes) -> None:
    assert Words(("dual use", "rare earth")).within(body)
    assert Words(("dual use", "rare earth")).within(b"." * 100_000 + body)
    assert not Words(("dual use", "rare earth")).within(b"dual carriageway, rare birds")


@pytest.mark.skipif(not WARCS.is_dir(), reason="the shared corpus is not here")
def test_real_and_broken_archives_do_no_harm() -> None:
    done = {path.name: read_part(ORDER, Part(archive=described(path.as_uri()))) for path in sorted(WARCS.iterdir())}
    assert len(done) == 20
    assert all(one.records or one.broken for one in done.values())
    assert not any(one.failed or one.found for one in done.values())
