"""The command line: every command documents itself, and its exit status tells a script what to do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.cli import COMMANDS
from storage.store import Store, lock
from tests.fakes import Crawl, article, minute

ROOT = Path(__file__).parents[1]
TITLE = "商务部公告2026年第101号 公布将2家美国实体列入出口管制管控名单"
NAMES = "拉普他公司（Laputa, Inc.）、<b>布罗卜丁奈格公司</b>（Brobdingnag LLC）"
NOTICE = f"""<html><head><meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2026-03-02 16:00">
</head><body><div ergodic="article"><p>决定将{NAMES}等2家美国实体列入出口管制管控名单，禁止向其出口两用物项。</p>
<p>本公告自公布之日起实施。</p><p>2026年3月2日</p></div></body></html>"""
URL = "https://www.mofcom.gov.cn/zwgk/zcfb/art/2026/art_0123456789abcdef0123456789abcdef.html"


def track(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run `track` in an empty home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACK_")}
    environment = {**kept, "HOME": str(home), "XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "crawler", *arguments],
        capture_output=True,
        text=True,
        cwd=home,
        env=environment,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_ends_in_an_example(command: str, tmp_path: Path) -> None:
    run = track(command, "--help", home=tmp_path)
    assert run.returncode == 0, run.stderr
    text = run.stdout.partition("Options:")[0]
    assert "Example:" in text
    assert f"track {command}" in text.partition("Example:")[2]


def test_the_version_and_the_list_of_commands(tmp_path: Path) -> None:
    assert track("--version", home=tmp_path).stdout.startswith("track ")
    listed = track("--help", home=tmp_path).stdout
    assert all(f"\n  {command}" in listed for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("nosuch",), 2, "No such command 'nosuch'"),
        (("diff",), 2, "Missing option '--since'"),
        (("diff", "--since", "soon"), 2, "'soon' is not a time; expected a date"),
        (("diff", "--since", "7d", "--regime", "watchlist"), 2, "did you mean watch-list?"),
        (("diff", "--since", "7d"), 1, "there is no store yet; `track crawl` makes one"),
        (("show", "UEL-2026-1"), 1, "there is no store yet"),
        (("crawl", "nosuch"), 2, "nosuch: no such source; known are mofcom"),
        (("crawl", "--replay", "none.warc.gz"), 1, "none.warc.gz"),
        (("extract",), 2, "give either FILE with --url, or --manifest"),
        (("extract", "--manifest", "none.jsonl"), 2, "none.jsonl"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(
    arguments: tuple[str, ...], status: int, said: str, tmp_path: Path
) -> None:
    run = track(*arguments, home=tmp_path)
    assert run.returncode == status
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_a_diff_starts_without_what_it_does_not_need(tmp_path: Path) -> None:
    """Neither what checks a configuration nor what compares texts: they were compared when they were remembered."""
    with Store.open(tmp_path / "t.db") as store:
        crawl = Crawl(store, at=minute(0))
        for at, text in ((1, "China listed 15 firms."), (61, "China listed 16 firms.")):
            crawl.start(minute(at))
            crawl.read(article(text=text), at=minute(at))
    arguments = ("diff", "--since", "2026-01-01", "--db", str(tmp_path / "t.db"))
    code = (
        f"import sys; from crawler.cli import track; track({arguments!r}, standalone_mode=False); print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    *printed, modules = run.stdout.splitlines()
    assert any("[-15-]{+16+}" in line for line in printed)
    heavy = {"pydantic", "platformdirs", "sqlite_utils", "jinja2", "email", "hashlib", "csv", "storage.diff"}
    assert heavy.isdisjoint(modules.split())


def test_a_second_crawl_is_told_to_come_back_later(tmp_path: Path) -> None:
    db = tmp_path / "t.db"
    Store.open(db).close()
    with lock(db):
        run = track("crawl", "--db", str(db), home=tmp_path)
    assert run.returncode == 75
    assert str(os.getpid()) in run.stderr


def test_extract_prints_the_document_and_its_events(tmp_path: Path) -> None:
    (tmp_path / "n.html").write_text(NOTICE)
    run = track("extract", "n.html", "--url", URL, home=tmp_path)
    found = json.loads(run.stdout)
    assert found["url"] == URL
    assert found["document"]["instrument"] == "MOFCOM-2026-101"
    (event,) = found["events"]
    assert [target["name_en"] for target in event["targets"]] == ["Laputa, Inc.", "Brobdingnag LLC"]
    evidence = event["evidence"]
    assert found["document"]["text"][evidence["start"] : evidence["end"]] == evidence["quote"]


def test_extract_names_what_a_report_without_events_is_about(tmp_path: Path) -> None:
    page = "<h1>China imposes 34% tariffs on US goods</h1><article><p>They start on Thursday.</p></article>"
    (tmp_path / "a.html").write_text(page)
    found = json.loads(track("extract", "a.html", "--url", "https://example.org/a", home=tmp_path).stdout)
    assert (found["events"], found["aside"]) == ([], "tariff")


def test_a_manifest_is_answered_line_by_line_and_errors_stand_in_their_line(tmp_path: Path) -> None:
    (tmp_path / "n.html").write_text(NOTICE)
    (tmp_path / "q.html").write_text("<html><body>" + "?" * 400 + "</body></html>")
    pages = [("a", "n.html"), ("b", "q.html"), ("c", "missing.html")]
    lines = [json.dumps({"id": name, "url": URL, "file": file}) for name, file in pages]
    (tmp_path / "m.jsonl").write_text("\n".join(lines))
    run = track("extract", "--manifest", "m.jsonl", home=tmp_path)
    first, second, third = map(json.loads, run.stdout.splitlines())
    assert len(first["events"]) == 1
    assert second["error"].startswith("mojibake:")
    assert "No such file" in third["error"]


def test_extract_of_an_unreadable_page_fails(tmp_path: Path) -> None:
    (tmp_path / "q.html").write_text("")
    assert track("extract", "q.html", "--url", URL, home=tmp_path).returncode == 1


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    run = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m crawler crawl --help | head -1"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert run.stdout.startswith("Usage: track crawl")
    assert "Traceback" not in run.stderr
