"""`track export` as a person types it: bytes on the standard output or a whole file, and mistakes in one line."""

import csv
import json
import os
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from icalendar import Calendar

from storage.archive import ArchiveWriter
from storage.model import BEIJING
from storage.store import Store
from tests.archived import FORMULA, ArchivedCrawl, hostile_event, hostile_notice
from tests.fakes import TEXT, event, minute, notice

ROOT = Path(__file__).parents[1]
SOON = datetime.now(BEIJING).date() + timedelta(days=9)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store `t.db` and its archive."""
    folder = tmp_path_factory.mktemp("home")
    with Store.open(folder / "t.db") as store, ArchiveWriter(folder / "t.archive", "one") as writer:
        crawl = ArchivedCrawl(store, writer)
        crawl.read(hostile_notice(), [hostile_event()], at=minute(0))
        draft = event(action="propose", regime="technology-catalogue", targets=(), until_on=f"{SOON}")
        crawl.read(notice(instrument="MOFCOM-2026-12", url="https://www.mofcom.gov.cn/12.html"), [draft], at=minute(1))
    return folder


def track(home: Path, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "crawler", *arguments, "--db", "t.db"],
        capture_output=True,
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        check=False,
    )


def test_csv_is_utf8_whatever_the_terminal_speaks_and_has_a_mark_on_request(home: Path) -> None:
    plain = track(home, "export", "--format", "csv", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert plain.returncode == 0, plain.stderr
    rows = list(csv.DictReader(plain.stdout.decode("utf-8").splitlines()))
    assert [row["name_en"] for row in rows] == [f"'{FORMULA}", "'-2+3", ""]
    marked = track(home, "export", "--format", "csv", "--bom").stdout
    assert marked == b"\xef\xbb\xbf" + plain.stdout


def test_lines_are_valid_by_the_schema_that_is_printed(home: Path) -> None:
    schema = json.loads(track(home, "export", "--schema").stdout)
    lines = track(home, "export", "--format", "jsonl").stdout.decode().splitlines()
    assert len(lines) == 2
    for line in lines:
        jsonschema.validate(json.loads(line), schema)


@pytest.mark.parametrize("command", [("export", "--format", "ics"), ("upcoming", "--format", "ics")])
def test_both_calendars_can_be_read(command: tuple[str, ...], home: Path) -> None:
    done = track(home, *command)
    events = Calendar.from_ical(done.stdout).events
    assert [(one.start, str(one["CATEGORIES"].cats[0])) for one in events] == [(SOON, "technology-catalogue")]


def test_a_regime_can_be_chosen_and_a_day(home: Path) -> None:
    atom = track(home, "export", "--format", "atom", "--since", "2026-01-01", "--regime", "technology-catalogue").stdout
    assert atom.count(b"<entry>") == 1
    before = track(home, "export", "--format", "ftm", "--as-of", "2026-03-01").stdout
    after = track(home, "export", "--format", "ftm", "--as-of", "2026-03-02").stdout
    assert (before.count(b"\n"), after.count(b"\n")) == (0, 4)


def test_a_pack_is_written_whole_and_nothing_is_replaced_unasked(home: Path) -> None:
    asked = ("export", "--evidence", "MOFCOM-2026-11", "--out", "pack.zip")
    assert track(home, *asked).returncode == 0
    with zipfile.ZipFile(home / "pack.zip") as pack:
        assert pack.read("evidence-MOFCOM-2026-11/texts/001.txt").decode() == TEXT
    (home / "pack.zip").write_text("mine")
    refused = track(home, *asked)
    assert refused.returncode == 2
    assert b"--out pack.zip: there is such a file; --force replaces it" in refused.stderr
    assert (home / "pack.zip").read_text() == "mine"
    assert track(home, *asked, "--force").returncode == 0
    assert zipfile.is_zipfile(home / "pack.zip")
    assert not [*home.glob(".*.part")]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "give one of --format, --evidence and --schema"),
        (("--format", "csv", "--since", "7d"), 2, "--since: only --format atom"),
        (("--evidence", "MOFCOM-2026-11"), 2, "--evidence: --out FILE.zip says where to"),
        (("--evidence", "UEL-2025-7", "--out", "x.zip"), 1, "no document UEL-2025-7"),
        (("--format", "csv", "--out", "none/x.csv"), 1, "none/x.csv"),
        (("--format", "atom", "--since", "soon"), 2, "'soon' is not a time"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(arguments: tuple[str, ...], status: int, said: str, home: Path) -> None:
    done = track(home, "export", *arguments)
    assert done.returncode == status
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_without_the_library_the_extra_is_named(home: Path, tmp_path: Path) -> None:
    (tmp_path / "followthemoney.py").write_text("raise ImportError('not here')")
    done = track(home, "export", "--format", "ftm", env={"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"})
    assert done.returncode == 2
    assert b"pip install 'curbwatch[ftm]'" in done.stderr
