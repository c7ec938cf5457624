"""The digest of the demo's days, as a person asks for it."""

import csv
import io
import re
import subprocess
import sys
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from crawler.demo import run_demo

ROOT = Path(__file__).parents[1]
DAYS = ("--since", "2026-03-02", "--until", "2026-03-05")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_demo(tmp_path_factory.mktemp("digest") / "demo", lambda _: None)


def digest(store: Path, *words: object, fails: int = 0) -> str:
    """What `track digest` says, on either side."""
    command = (sys.executable, "-m", "crawler", "digest", "--db", str(store), *map(str, words))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == fails, done.stderr
    return done.stderr if fails else done.stdout


def message(store: Path, folder: Path, *words: str) -> EmailMessage:
    """What `track digest --out FILE.eml` writes."""
    digest(store, *words, "--out", folder / "d.eml")
    found = message_from_bytes((folder / "d.eml").read_bytes(), policy=default)
    assert isinstance(found, EmailMessage)
    return found


@pytest.mark.parametrize(
    ("since", "until", "subject"),
    [
        ("2026-03-02", "2026-03-03", "2026-03-02: 2 listings, 1 control, 1 press, 1 report judged"),
        (
            "2026-03-03",
            "2026-03-04",
            "2026-03-03: 1 listing, 1 proposal, 2 press, 2 reports judged, 1 edit, 1 no longer stated",
        ),
        ("2026-03-04", "2026-03-05", "2026-03-04: 1 suspension, 1 page vanished"),
        ("2026-03-05", "2026-03-06", "2026-03-05: nothing new, 5 sources in doubt"),
        ("2026-06-01", "2026-06-03", "2026-06-02: 1 lapse, 5 sources in doubt"),
    ],
)
def test_each_day_in_one_line(store: Path, tmp_path: Path, since: str, until: str, subject: str) -> None:
    assert message(store, tmp_path, "--since", since, "--until", until)["Subject"] == f"Curbwatch {subject}"


def test_the_text_in_the_readers_order(store: Path) -> None:
    text = digest(store, *DAYS)
    assert re.findall(r"(.+)\n=+\n", text) == [
        "LISTINGS AND REMOVALS",
        "SUSPENSIONS AND WHAT ENDS SOON",
        "PROPOSALS AND ITEM CONTROLS",
        "PRESS WITHOUT A NOTICE YET: REPORTS, WHICH ARE NOT LAW",
        "PRESS THAT A NOTICE BEARS OUT OR CONTRADICTS",
        "EDITS WORTH READING",
        "VANISHED, RETURNED, NO LONGER STATED",
        "HOW FAR TO TRUST THIS",
    ]
    for said in (
        "  Until: 2026-06-01\n",
        "* 2026-04-02 consultation closes\n",
        "[-on Wednesday-]{+immediately.",
        "- scmp: reached 2026-03-04 01:00 UTC, 4 links, newest 2026-03-03: US adds 12 Chinese firms",
    ):
        assert said in text
    assert not re.search(r"\n{4}| \n|<\w", text.replace("\n-- \n", "\n"))


def test_the_message_has_text_html_and_every_name(store: Path, tmp_path: Path) -> None:
    found = message(store, tmp_path, *DAYS)
    assert [part.get_content_type() for part in found.walk()][2:] == ["text/plain", "text/html", "text/csv"]
    (attached,) = found.iter_attachments()
    assert attached.get_filename() == "curbwatch-2026-03-04.csv"
    rows = csv.DictReader(io.StringIO(attached.get_content().lstrip("\ufeff")))
    listed = [row["name_zh"] for row in rows if row["instrument"] == "MOFCOM-2026-101"]
    assert len(listed) == 4
    shown = found.get_body(("plain",))
    assert shown and [name in shown.get_content() for name in listed] == [True, True, True, False]
    assert found["Message-ID"] == message(store, tmp_path, *DAYS)["Message-ID"]


def test_a_past_window_knows_nothing_of_later_days(store: Path) -> None:
    text = digest(store, "--since", "2026-03-02", "--until", "2026-03-03")
    assert "- mofcom: reached 2026-03-02 01:00 UTC, 9 links, newest 2026-03-02" in text
    assert "2026-03-03:" not in text


def test_files_are_their_owners_alone_and_of_three_kinds(store: Path, tmp_path: Path) -> None:
    for suffix, opening in ((".eml", "From: "), (".html", "<!doctype html>"), (".txt", "CURBWATCH 2026-03-04")):
        file = tmp_path / f"d{suffix}"
        digest(store, *DAYS, "--out", file)
        assert file.read_text("utf-8").startswith(opening)
        assert file.stat().st_mode & 0o777 == 0o600
    assert "expected a name that ends in" in digest(store, *DAYS, "--out", tmp_path / "d.pdf", fails=2)
    assert "No such file" in digest(store, *DAYS, "--out", tmp_path / "none" / "d.txt", fails=1)


def test_looking_keeps_nothing_and_a_window_must_have_a_length(store: Path) -> None:
    before = store.read_bytes()
    digest(store)
    assert store.read_bytes() == before
    assert "is not before" in digest(store, "--since", "2026-03-05", "--until", "2026-03-04", fails=2)
    assert "give one of them" in digest(store, "--send", "--out", "d.eml", fails=2)
    assert "mail.to: nobody to send to" in digest(store, "--send", fails=2)


def test_what_hits_a_supplier_comes_first_and_says_why(store: Path, tmp_path: Path) -> None:
    (tmp_path / "suppliers.csv").write_text("name,id\nLILLIPUT MICRO DRONES,S-1\nOrdinary Bakery,S-2\n", "utf-8")
    (tmp_path / "config.toml").write_text('[profile]\nnames = "suppliers.csv"\n', "utf-8")
    text = digest(store, *DAYS, "--config", tmp_path / "config.toml")
    assert re.findall(r"(.+)\n=+\n", text)[0] == "WHAT CONCERNS YOU"
    mine = text.partition("WHAT CONCERNS YOU")[2].partition("LISTINGS AND REMOVALS")[0]
    assert "* LISTED on the Unreliable Entity List" in mine
    assert "Concerns you: your LILLIPUT MICRO DRONES (S-1) and " in mine
    assert "Bakery" not in text
