"""The pages, as a person meets them: in a real browser, against a real server on a real store."""

import csv
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.web.chart import listings_by_month, months_between
from storage.lists import Stated
from storage.model import Target
from storage.outbox import Mail
from storage.store import Store
from tests.fakes import BUREAU, TEXT, Crawl, article, event, minute, notice

CHROMIUM = shutil.which("chromium")
EVIL = '<script>document.title = "harmed"</script>'
FORMULA = "=HYPERLINK(1)"
PAGES = (
    "/",
    "/lists",
    "/document?key=MOFCOM-2026-11",
    "/upcoming",
    "/held",
    "/sources",
    "/search?q=%E7%B2%BE%E5%AF%86",
)


def fill(path: Path) -> None:
    """A listing with a hostile title and name, an act that is held, and a suspended one."""
    named = (Target(kind="company", name_zh=f"{EVIL}公司", name_en=FORMULA, country="US"), *event().targets[1:])
    with Store.open(path) as store:
        crawl = Crawl(store, at=minute(0))
        crawl.read(notice(title=f"公告{EVIL}"), [event(targets=named)], at=minute(0))
        pause = event(action="suspend", instrument="MOFCOM-2026-12", affects=("MOFCOM-2026-11",), until_on="2099-01-01")
        crawl.read(notice(url=BUREAU, instrument="MOFCOM-2026-12"), [replace(pause, targets=())], at=minute(1))
        odd = event(instrument="MOFCOM-2026-13", held=f"3 are declared, 2 are named {EVIL}")
        url = BUREAU.replace("9c8d", "7e7e")
        crawl.read(notice(url=url, instrument="MOFCOM-2026-13", text=f"{TEXT}\n三"), [odd], at=minute(2))
        crawl.read(article(), at=minute(3))
        crawl.start(minute(60))
        crawl.read(article(text=f"China added two US firms {EVIL}."), at=minute(60))
        crawl.end(minute(61))
        store.outbox.put(
            Mail(
                message_id="<secret-id@example.org>",
                since=minute(0),
                until=minute(60),
                subject="secret subject",
                body=b"secret body",
                recipients=("secret@example.org",),
                created_at=minute(62),
            )
        )


@contextmanager
def served(path: Path) -> Iterator[str]:
    """`track serve` in a process of its own; the address at which it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "crawler", "serve", "--db", str(path), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=os.environ | {"TRACK_CONFIG": ""}) as server:
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
    raise AssertionError("track serve does not answer")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("web") / "track.db"
    fill(path)
    with served(path) as address:
        yield address


def get(address: str) -> tuple[int, Any, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as reply:
            return reply.status, reply.headers, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_escaped_and_guarded(site: str, path: str) -> None:
    status, headers, body = get(site + path)
    assert status == 200
    assert "<script" not in body
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_datasette_shows_the_tables_under_the_same_guard(site: str) -> None:
    status, headers, body = get(f"{site}/track")
    assert status == 200
    assert "events" in body
    assert headers["X-Frame-Options"] == "DENY"
    rows = json.loads(get(f"{site}/track/events.json?_shape=array")[2])
    assert {row["action"] for row in rows} == {"list", "suspend"}


@pytest.mark.parametrize(
    "path", ["/track", "/track/mails", "/track/recipients", "/track.json?sql=select+*+from+mails+join+recipients"]
)
def test_the_mail_that_was_sent_is_for_no_visitor(site: str, path: str) -> None:
    status, _, body = get(site + path)
    assert status == 200
    assert "secret" not in body


def test_nothing_can_be_written(site: str) -> None:
    status, _, body = get(f"{site}/track.json?sql=delete+from+events")
    assert status == 400
    assert "SELECT" in body


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/?since=soon", 400, "not a time"),
        ("/?since=7d&regime=nobody", 400, "vocabulary"),
        ("/lists?as_of=tomorrow", 400, "not a day"),
        (f"/document?key={'x' * 5000}", 404, "no document"),
        ("/nowhere", 404, ""),
    ],
)
def test_what_is_asked_wrongly_is_told(site: str, path: str, status: int, word: str) -> None:
    found, _, body = get(site + path)
    assert (found, word in body) == (status, True)


def test_the_files_hold_what_the_page_shows(site: str) -> None:
    rows = list(csv.DictReader(io.StringIO(get(f"{site}/lists.csv?as_of=2026-03-10")[2])))
    assert {row["status"] for row in rows} == {"suspended"}
    assert f"'{FORMULA}" in {row["latin name"] for row in rows}
    records = json.loads(get(f"{site}/lists.json?as_of=2026-03-01")[2])
    assert records == []
    kinds = {row["kind"] for row in csv.DictReader(io.StringIO(get(f"{site}/changes.csv?since=2026-01-01")[2]))}
    assert kinds == {"event", "edited"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian's package chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        yield opened
        opened.close()


def test_from_a_row_to_its_evidence(site: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"{site}/lists?as_of=2026-03-10")
    page.get_by_role("link", name="MOFCOM-2026-11").first.click()
    assert page.locator("mark").first.inner_text().startswith("商务部决定将")
    assert "SUSPENDED" in page.get_by_text("What changed it").locator("xpath=following-sibling::ul[1]").inner_text()
    assert page.title().startswith(f"公告{EVIL}")  # printed, not run


def test_filters_and_download(site: str, browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(f"{site}/?since=2026-01-01")
    page.get_by_label("Action").select_option("suspend")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".entry .tag").all_inner_texts() == ["SUSPENDED"]
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "changes.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "changes.csv").read_text("utf-8"))))
    assert [row["action"] for row in rows] == ["suspend"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_phone_needs_no_sideways_scrolling_and_nothing_is_blocked(
    site: str, browser: Any, path: str, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme, java_script_enabled=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(site + path)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert said == []  # the policy stopped nothing that the page needs
    context.close()


def test_the_keyboard_reaches_the_content_first(site: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"


def test_the_plot_stacks_what_was_listed() -> None:
    one = Stated(event=event(), document="MOFCOM-2026-11")
    more = event(
        regime="watch-list", instrument="MOFCOM-2026-12", announced_on="2026-01-05", targets=event().targets[:1]
    )
    chart = listings_by_month([one, Stated(event=more, document="MOFCOM-2026-12")], "2026-04-01")
    assert [(column.month, column.total) for column in chart.columns] == [
        ("2026-01", 1),
        ("2026-02", 0),
        ("2026-03", 2),
        ("2026-04", 0),
    ]
    assert [name for _, name in chart.names] == ["Export Control List", "Watch List"]
    assert months_between("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
