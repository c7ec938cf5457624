"""What `deploy/` holds, by the tools that will read it, and against the commands that there are."""

import json
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from crontab import CronTab
from dockerfile_parse import DockerfileParser

from crawler.cli import track
from crawler.sections import ScheduleConfig

DEPLOY = Path(__file__).parents[1] / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


def parsed(line: str) -> None:
    """Whether a command line of `track` is one: options and all, without running it."""
    name, *arguments = shlex.split(line.partition(">")[0])[shlex.split(line).index("track") + 1 :]
    command = track.get_command(click.Context(track), name)
    assert command, line
    command.make_context(name, arguments)


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """With the program in a folder that exists here: systemd-analyze looks for it."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    (tmp_path / "track").symlink_to("/bin/true")
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/curbwatch/bin", str(tmp_path))
        (tmp_path / unit.name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *(tmp_path / unit.name for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    complaints = [line for line in done.stderr.splitlines() if "curbwatch" in line]
    assert (done.returncode, complaints) == (0, [])


def settings(unit: Path, key: str) -> Iterator[str]:
    for line in unit.read_text("utf-8").splitlines():
        if line.startswith(f"{key}="):
            yield line.partition("=")[2]


def test_the_units_run_commands_that_there_are_and_wait_longer_than_a_child_may_take() -> None:
    for unit in DEPLOY.glob("*.service"):
        (line,) = settings(unit, "ExecStart")
        parsed(line.replace("/opt/curbwatch/bin/track", "track"))
    (patience,) = settings(DEPLOY / "curbwatch.service", "TimeoutStopSec")
    assert float(patience) > ScheduleConfig().grace


def test_the_crontab_has_times_and_commands_that_there_are() -> None:
    lines = (DEPLOY / "crontab").read_text("utf-8").splitlines()
    entries = [line for line in lines if line and not line.startswith("#") and "=" not in line.split()[0]]
    assert len(entries) == 3
    for entry in entries:
        fields = entry.split(maxsplit=5)
        assert CronTab(" ".join(fields[:5])).next(default_utc=True) > 0
        for part in fields[5].split(";"):
            if "track" in part:
                parsed(part)


def test_cron_takes_the_crontab() -> None:
    """`-T` tests it; Debian's older cron does so with `-n`, which is another matter for those that know `-T`."""
    if not shutil.which("crontab"):
        pytest.skip("no crontab here")
    done = subprocess.run(["crontab", "-T", DEPLOY / "crontab"], capture_output=True, text=True, check=False)
    if "invalid option" in done.stderr:
        done = subprocess.run(["crontab", "-n", DEPLOY / "crontab"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_container_file_is_one_and_starts_the_schedule(tmp_path: Path) -> None:
    parser = DockerfileParser(str(tmp_path / "Dockerfile"))
    parser.content = (DEPLOY / "Containerfile").read_text("utf-8")
    said = {step["instruction"]: step["value"] for step in parser.structure}
    assert parser.baseimage.startswith("docker.io/library/python:3.")
    assert said["USER"] == "curbwatch"
    parsed(shlex.join(json.loads(said["ENTRYPOINT"]) + json.loads(said["CMD"])))
    parsed(shlex.join(json.loads(said["HEALTHCHECK"].partition("CMD ")[2])))
    for step in parser.structure:
        if step["instruction"] == "RUN":
            subprocess.run(["sh", "-n", "-c", step["value"]], check=True)
