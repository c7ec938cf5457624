"""The evidence pack proves what it says with tools that are not ours, and nothing scraped does harm in it."""

import hashlib
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from warcio.archiveiterator import ArchiveIterator

from crawler.export.pack import evidence_pack, folder_name
from crawler.sections import Config, StoreConfig
from storage.archive import ArchiveWriter
from storage.errors import StoreError
from storage.store import Store
from tests.archived import FORMULA, SCRIPT, ArchivedCrawl, hostile_event, hostile_notice
from tests.fakes import LISTING, PORTAL, TEXT, WWW, event, minute, notice

KEY = "MOFCOM-2026-11"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(store=StoreConfig(path=tmp_path / "t.db"))


@pytest.fixture
def crawl(config: Config) -> Iterator[ArchivedCrawl]:
    with Store.open(config.database) as store, ArchiveWriter(config.archive, "one") as writer:
        yield ArchivedCrawl(store, writer)


@pytest.fixture
def listed(crawl: ArchivedCrawl) -> ArchivedCrawl:
    """A hostile notice, its copy with equal bytes, an edit, a last look, and a notice that suspends it."""
    crawl.read(hostile_notice(), [hostile_event(affects=("MOFCOM-2026-9",))], at=minute(0), body="one page")
    crawl.read(hostile_notice(url=PORTAL), [hostile_event()], at=minute(1), body="one page", rank=2)
    crawl.start(minute(60))
    edited = hostile_notice(text=f"{TEXT}。")
    crawl.read(edited, [hostile_event(affects=("MOFCOM-2026-9",))], at=minute(61), body="another page")
    pause = notice(instrument="MOFCOM-2026-12", url=f"{WWW}?12", title="暂停")
    crawl.read(pause, [event(action="suspend", affects=(KEY,), until_on="2026-05-30")], at=minute(62))
    crawl.read(notice(instrument="MOFCOM-2026-9", url=f"{WWW}?9", title="九号"), at=minute(63))
    return crawl


def unpacked(config: Config, folder: Path) -> Path:
    with zipfile.ZipFile(BytesIO(evidence_pack(config, KEY))) as archive:
        archive.extractall(folder)
    return folder / f"evidence-{KEY}"


def sha256sum(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("listed")
def test_the_sums_are_right_by_the_system_s_own_tool(config: Config, tmp_path: Path) -> None:
    folder = unpacked(config, tmp_path)
    done = sha256sum(folder)
    assert done.returncode == 0, done.stderr
    checked = {line.partition(": ")[0] for line in done.stdout.splitlines()}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert checked == there - {"SHA256SUMS"}
    (folder / "index.html").write_text("forged")
    assert sha256sum(folder).returncode == 1


@pytest.mark.usefixtures("listed")
def test_the_archive_has_every_page_whole_and_the_texts_are_those_of_the_events(config: Config, tmp_path: Path) -> None:
    folder = unpacked(config, tmp_path)
    with (folder / "archive.warc.gz").open("rb") as file:
        bodies = {
            (record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
            if record.rec_type == "response"
        }
    assert bodies == {(WWW, b"one page"), (PORTAL, b"one page"), (WWW, b"another page")}
    assert not (folder / "unchanged.warc.gz").exists()
    found = json.loads((folder / "evidence.json").read_text("utf-8"))
    texts = [path.read_text("utf-8") for path in sorted((folder / "texts").iterdir())]
    assert texts == [TEXT, TEXT, f"{TEXT}。"]
    digests = {"sha256:" + hashlib.sha256(body).hexdigest() for _, body in bodies}
    assert {version["proof"]["digest"] for version in found["versions"]} == digests
    (told,) = [one for one in found["events"] if not one["retracted_at"]]
    evidence = told["evidence"]
    (text,) = [
        text for text, version in zip(texts, found["versions"], strict=True) if version["proof"] == told["proof"]
    ]
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"] == LISTING


@pytest.mark.usefixtures("listed")
def test_the_page_shows_all_and_loads_and_runs_nothing(config: Config, tmp_path: Path) -> None:
    source = (unpacked(config, tmp_path) / "index.html").read_text("utf-8")
    page = html.fromstring(source)
    assert page.xpath("//script | //img | //link | //iframe | //*[@onload or @onerror or @onclick or @style]") == []
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]
    assert page.xpath("string(//h1)").startswith(SCRIPT)
    assert page.xpath("//mark/text()") == [LISTING]
    text = page.text_content()
    assert FORMULA in text
    assert f"{SCRIPT}乙公司 (-2+3)" in text
    assert "announced 2026-03-02; effective 2026-03-02" in text
    assert "known since 2026-03-02 01:02 UTC" in text
    assert "MOFCOM-2026-9, 九号" in text
    assert re.search(r"SUSPENDED MOFCOM-2026-11 .*, by MOFCOM-2026-12", text)
    assert set(page.xpath("//a/@href")) == {WWW, PORTAL, f"{WWW}?9", *(f"texts/00{number}.txt" for number in (1, 2, 3))}


@pytest.mark.usefixtures("listed")
def test_the_readme_is_plain_and_names_what_is_there(config: Config, tmp_path: Path) -> None:
    folder = unpacked(config, tmp_path)
    text = (folder / "README.txt").read_text("utf-8")
    assert "\nBEGIN:VEVENT" not in text
    assert "\x1b" not in text
    assert all(name in text for name in ("sha256sum --check", "archive.warc.gz", "texts/003.txt", WWW))
    assert max(map(len, text.splitlines())) <= 250


@pytest.mark.usefixtures("listed")
def test_the_same_store_gives_the_same_bytes(config: Config) -> None:
    first = evidence_pack(config, KEY)
    assert first == evidence_pack(config, PORTAL)
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())


def test_a_last_look_that_found_nothing_new_is_there_too(listed: ArchivedCrawl, config: Config, tmp_path: Path) -> None:
    listed.start(minute(120))
    same = listed.capture(PORTAL, "one page", minute(121), status=304, not_modified=True)
    copy = hostile_notice(url=PORTAL)
    listed.store.remember(copy, same, [hostile_event()], run=listed.run, rank=2, reader_version=1, rules_version=1)
    folder = unpacked(config, tmp_path)
    assert (folder / "unchanged.warc.gz").exists()
    assert "unchanged.warc.gz" in (folder / "README.txt").read_text("utf-8")


def test_what_the_archive_lost_is_said_first(listed: ArchivedCrawl, config: Config, tmp_path: Path) -> None:
    listed.writer.path.unlink()
    folder = unpacked(config, tmp_path)
    assert "Not in this pack" in (folder / "index.html").read_text("utf-8")
    assert "one.warc.gz at" in (folder / "README.txt").read_text("utf-8")


@pytest.mark.usefixtures("listed")
def test_an_unknown_document_is_an_error_that_helps(config: Config) -> None:
    with pytest.raises(StoreError, match="no document UEL-2025-7; `track search"):
        evidence_pack(config, "UEL-2025-7")


@pytest.mark.parametrize("key", ["https://a.example/../../etc/passwd", "..", "a/b\\c\n\0d", "x" * 500, "公告"])
def test_a_key_is_no_path(key: str) -> None:
    assert re.fullmatch(r"evidence-[A-Za-z0-9.-]{0,80}", folder_name(key))
    assert "/" not in folder_name(key)
