"""The press corpus: every page read as it is, every claim scored by the tool that will score unseen ones."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from spiders.generic import read_article
from spiders.mofcom.english import read_english
from spiders.pages import fold_lines
from spiders.sources import source_for
from storage.model import Document, Page
from storage.urls import host_of
from tests.reading import page

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus" / "press"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the press corpus is not beside this checkout")


def rows() -> list[dict[str, Any]]:
    manifest = CORPUS / "manifest.jsonl"
    return [json.loads(line) for line in manifest.read_text().splitlines()] if manifest.exists() else []


def read(asked: Page) -> Document:
    if host_of(asked.url) == "english.mofcom.gov.cn":
        return read_english(asked)
    source = source_for(asked.url)
    return source.read(asked) if source else read_article(asked, "press")


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_pages_are_read_as_they_are(row: dict[str, Any]) -> None:
    gold = json.loads((CORPUS / "gold" / f"{row['id']}.json").read_text())
    document = read(page(row["url"], (CORPUS / row["file"]).read_bytes()))
    assert gold["title"] in (None, document.title)
    assert document.text == fold_lines(gold["text"].split("\n"))
    assert gold["published"] is None or at_same_time(gold["published"], document.published)


def at_same_time(gold: str, found: str | None) -> bool:
    """The gold prints a day, a local time without its zone, or an instant."""
    if found is None or "+" not in gold:
        return (found or "").startswith(gold) or datetime.fromisoformat(gold) == datetime.fromisoformat(found or gold)
    return datetime.fromisoformat(gold) == datetime.fromisoformat(found)


def test_claims_score_as_they_must() -> None:
    arguments = [
        CORPUS / "manifest.jsonl",
        CORPUS / "gold",
        "--json",
        "--command",
        f"{sys.executable} -m crawler extract",
    ]
    scored = subprocess.run(
        [sys.executable, SHARED / "tools" / "score.py", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    score = json.loads(scored.stdout)
    assert score["false_pages"] == []
    assert score["events_f1"] >= 0.95
    assert score["fields"] >= 0.95
    assert score["targets_f1"] >= 0.9
    assert score["evidence"] == 1.0
