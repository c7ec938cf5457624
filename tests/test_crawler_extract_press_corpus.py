"""The press corpus: every page read as it is, every claim scored by the tool that will score unseen ones."""

import json
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from spiders.generic import read_article
from spiders.mofcom.english import read_english
from spiders.pages import fold_lines
from spiders.sources import source_for
from storage.model import Article, Document, Page
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


# Of each layout one page: key, authors, modified, section, access, as the page itself prints them.
FIELDS = {
    "034": ("scmp:3339170", ("SCMP Reporter",), "2026-01-08T16:08:27+08:00", "China / Diplomacy", "free"),
    "055": ("global-times:1331468", ("Global Times",), None, "SOURCE / ECONOMY", "free"),
    "147": ("voa:4514702", ("VOA News",), "2018-08-05T04:30:00+00:00", "East Asia", "free"),
    "141": (
        "bloomberg-law:xi-says-china-must-better-protect-ip-manage-exports-of-tech",
        (),
        "2025-01-02T12:30:00+08:00",
        "",
        "paywalled",
    ),
    "060": ("https://en.people.cn/n3/2025/0410/c90000-20300058.html", (), "2025-04-10T12:30:00+08:00", "", "free"),
}


@pytest.mark.parametrize("row", [row for row in rows() if row["id"] in FIELDS], ids=lambda row: row["id"])
def test_the_other_fields_are_those_of_the_page(row: dict[str, Any]) -> None:
    found = read(page(row["url"], (CORPUS / row["file"]).read_bytes()))
    assert isinstance(found, Article)
    assert (found.key, found.authors, found.modified, found.section, found.access) == FIELDS[row["id"]]


def of_the_press(row: dict[str, Any]) -> bool:
    source = source_for(row["url"])
    return source is not None and source.authority == "press"


@pytest.mark.parametrize("row", list(filter(of_the_press, rows())), ids=lambda row: row["id"])
def test_an_article_has_one_key_whatever_its_address(row: dict[str, Any]) -> None:
    source, parts = source_for(row["url"]), urlsplit(row["url"])
    assert source is not None
    bare = parts._replace(query="", fragment="")
    addresses = [
        bare._replace(query="utm_source=rss_feed&module=top").geturl(),
        bare._replace(query="id=12").geturl(),
        bare._replace(fragment="comments", scheme="http").geturl(),
        bare._replace(netloc=bare.netloc.removeprefix("www.")).geturl(),
    ]
    assert {source.key(address) for address in addresses} == {source.key(row["url"])} != {None}


NEVER_TEXT = re.compile(
    r"Why you can trust|Advertisement|bsp-bb|Log In to keep reading|Photo: VCG$|^RELATED|^See also", re.M
)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_furniture_is_no_text(row: dict[str, Any]) -> None:
    assert not NEVER_TEXT.search(read(page(row["url"], (CORPUS / row["file"]).read_bytes())).text)


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
    assert score["events_f1"] >= 0.97
    assert score["fields"] >= 0.95
    assert score["targets_f1"] >= 0.94
    assert score["evidence"] == 1.0
