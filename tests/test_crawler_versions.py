"""`track show --versions`: a document through its texts, in lines, as records, and side by side."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.report.versions import versions_as
from storage.history import History
from storage.model import DocumentRef
from storage.store import Store
from tests.fakes import Crawl, article, minute

ROOT = Path(__file__).parents[1]
EVIL = "<script>alert(1)</script>"
FIRST, SECOND, THIRD = "It listed 15 firms.", "It listed 16 firms.", f"It listed 16 firms. {EVIL}"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with Store.open(tmp_path_factory.mktemp("versions") / "t.db") as store:
        crawl = Crawl(store, at=minute(0))
        crawl.read(article(text=FIRST), at=minute(0))
        crawl.start(minute(60))
        crawl.read(article(text=SECOND, title="China adds 16 firms"), at=minute(60))
        crawl.start(minute(3000))
        crawl.read(article(text=THIRD, title="China adds 16 firms"), at=minute(3000))
        crawl.start(minute(4000))
        crawl.read(
            article(text=f"{THIRD} More.", title="China adds 16 firms"),
            at=minute(4000),
            reader=2,
            body=f"China adds 16 firms{THIRD}",  # the same bytes, read by a newer reader
        )
        yield store.path


def shown(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "crawler", "show", "scmp:3345678", *words, "--db", str(path))
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_every_text_with_the_kind_of_edit_and_its_redline(path: Path) -> None:
    lines = shown(path, "--versions").stdout.splitlines()
    heads = [line.partition("  ")[2].partition(" (")[0] for line in lines if not line.startswith(" ")]
    assert heads == ["first seen", "headline changed, numbers changed", "reworded", "reworded [our correction]"]
    assert any("[-15-]{+16+}" in line for line in lines)


def test_records_hold_every_text_whole(path: Path) -> None:
    found = json.loads(shown(path, "--versions", "--format", "json").stdout)
    assert [one["text"] for one in found] == [FIRST, SECOND, THIRD, f"{THIRD} More."]
    assert [one["cause"] for one in found] == ["world", "world", "world", "correction"]
    assert found[0]["edit"] is None
    assert found[1]["edit"]["kinds"] == ["headline", "numbers"]


def test_the_page_needs_nothing_else_and_runs_nothing(path: Path) -> None:
    page = shown(path, "--versions", "--format", "html").stdout
    assert "<del>15</del>" in page
    assert "<ins>16</ins>" in page
    assert EVIL not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "src=" not in page
    assert "<link" not in page


@pytest.mark.parametrize("words", [("--format", "html"), ("--versions", "--format", "markdown")])
def test_a_form_that_there_is_not_is_refused(path: Path, words: tuple[str, ...]) -> None:
    done = shown(path, *words)
    assert done.returncode == 2
    assert "--versions" in done.stderr


def test_a_hostile_title_stays_text(path: Path) -> None:
    with History.open(path) as history:
        texts = history.texts("scmp:3345678")
    ref = DocumentRef(key="k", source="s", kind="article", title=EVIL, url="javascript:alert(1)", published=None)
    assert "<script" not in versions_as(ref, texts, "html")
