"""`track screen` and `track mute` through the command line, and the figures by which screening is judged."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.demo import run_demo
from crawler.screen import check
from crawler.screen.made_up import names
from storage.history import History
from storage.lists import fold
from storage.model import Target
from storage.store import Store
from tests.fakes import Crawl, event, minute, notice

ROOT = Path(__file__).parents[1]
ARCHIVE = ROOT.parent / "shared" / "corpus" / "mofcom-dev.warc.gz"
LIST = 'name,id\nALPHA PRECISION,7\n"=HYPERLINK(""x"") Beta Aerospace",8\n,9\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with one listing, and a list of suppliers."""
    with Store.open(tmp_path / "t.db") as store:
        Crawl(store).read(notice(), [event()], at=minute(1))
    (tmp_path / "suppliers.csv").write_text(LIST)
    return tmp_path


def track(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crawler", *arguments, "--db", str(folder / "t.db")],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "PYTHONPATH": str(ROOT)},
        check=False,
    )


def test_it_prints_hits_and_names_the_lines_it_did_not_read(folder: Path) -> None:
    run = track(folder, "screen", "suppliers.csv", "--exit-code")
    assert run.returncode == 1
    assert "Screened 2 names against 2 designations" in run.stdout
    assert "97 Alpha Precision, Inc. (甲精密公司) [" in run.stdout
    assert run.stderr == "track: suppliers.csv: line 4: no name\n"


def test_before_the_listing_there_is_no_hit(folder: Path) -> None:
    run = track(folder, "screen", "suppliers.csv", "--as-of", "2026-03-01", "--exit-code")
    assert (run.returncode, "0 hits on 0 names" in run.stdout) == (0, True)


def test_a_table_holds_no_formula(folder: Path) -> None:
    run = track(folder, "screen", "suppliers.csv", "--min-score", "50", "--format", "csv")
    assert run.returncode == 0
    assert all(not cell.startswith("=") for row in csv.reader(run.stdout.splitlines()) for cell in row)


def test_a_name_is_muted_by_its_key_and_comes_back(folder: Path) -> None:
    (found,) = json.loads(track(folder, "screen", "suppliers.csv", "--format", "json").stdout)
    key = found["key"]
    assert track(folder, "mute", "Alpha Precision", key).returncode == 2
    done = track(folder, "mute", "Alpha Precision", key, "--note", "of Linz")
    assert done.stdout == f"Alpha Precision: muted for {key}, MOFCOM-2026-11.\n"
    assert track(folder, "screen", "suppliers.csv", "--exit-code").returncode == 0
    assert "of Linz" in track(folder, "mute").stdout
    track(folder, "mute", "Alpha Precision", key, "--undo", "--note", "bought")
    assert track(folder, "mute").stdout == "Nothing is muted.\n"
    assert track(folder, "screen", "suppliers.csv", "--exit-code").returncode == 1


def test_what_goes_wrong_is_said_in_one_line(folder: Path) -> None:
    assert "there is no designation 00" in track(folder, "mute", "x", "00", "--note", "y").stderr
    assert "give a FILE" in track(folder, "screen").stderr
    assert "track: none.csv: No such file" in track(folder, "screen", "none.csv").stderr


def test_the_list_of_the_profile_is_screened_when_none_is_given(folder: Path) -> None:
    (folder / "config.toml").write_text('[profile]\nnames = "suppliers.csv"')
    assert "1 hit on 1 name" in track(folder, "screen").stdout


def figures(db: Path) -> check.Figures:
    with History.open(db) as history:
        return check.run([one.target for one in fold(history.stated(), "2026-12-31") if one.target])


def test_the_figures_on_the_sample(tmp_path: Path) -> None:
    found = figures(run_demo(tmp_path / "demo", lambda _: None))
    assert found.ok, found
    assert found.lines[0].asked > 10


@pytest.mark.skipif(not ARCHIVE.exists(), reason="the corpus of real notices is not beside this checkout")
def test_the_figures_on_real_notices(tmp_path: Path) -> None:
    assert track(tmp_path, "crawl", "--since", "2023-01-01", "--replay", str(ARCHIVE)).returncode == 0
    found = figures(tmp_path / "t.db")
    assert found.ok, found
    assert all(line.asked for line in found.lines)


def test_a_check_can_fail() -> None:
    found = check.run([Target(kind="company", name_en=name) for name in names(200)])
    assert len(found.false_hits) > check.AT_MOST
    assert not found.ok


def test_made_up_names_are_the_same_every_time() -> None:
    assert names(300) == names(300)
    assert len(set(names(300))) == 300
