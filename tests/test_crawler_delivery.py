"""Each recipient gets each digest once: on a real server that refuses, hangs up, and sees its client killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import SMTP

from crawler.delivery import Posted, post
from crawler.digest import Asked
from crawler.report.send import dotted
from crawler.sections import BUILTIN, Config, DigestConfig, MailConfig, SourceConfig, StoreConfig
from storage.errors import ConfigError, LockedError
from storage.history import History
from storage.store import Store, lock
from tests.fakes import BUREAU, Crawl, event, minute, notice
from tests.mailing import Office, hang_up, knows_ada, open_office, server_context

ROOT = Path(__file__).parents[1]
ANNA, BEN, CARL = "anna@example.org", "ben@example.org", "carl@example.org"
EVERYBODY = (ANNA, BEN, CARL)
WINDOW = Asked(since="2026-03-01", until="2026-03-03")
TOMORROW = minute(24 * 60)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A store that has seen one listing."""
    with Store.open(tmp_path / "track.db") as store:
        crawl = Crawl(store)
        crawl.read(notice(), [event()], at=minute(1))
        crawl.end(minute(2))
    return tmp_path / "track.db"


@pytest.fixture
def office() -> Iterator[tuple[Office, int]]:
    with open_office() as opened:
        yield opened


def config(db: Path, port: int, *, when: Any = "always", channels: tuple[str, ...] = (), **mail: Any) -> Config:
    given = {"host": "127.0.0.1", "port": port, "security": "none", "sender": "watch@example.org", "to": EVERYBODY}
    return Config(
        store=StoreConfig(path=db),
        mail=MailConfig(**(given | mail)),
        digest=DigestConfig(when=when, channels=channels),
        sources={name: SourceConfig(enabled=False) for name in BUILTIN},
    )


def send(
    config: Config, asked: Asked = WINDOW, *, again: bool = False, now: datetime = TOMORROW, **environ: str
) -> Posted:
    return post(config, asked, again=again, clock=lambda: now, environ=environ)


def states(posted: Posted) -> dict[str, str]:
    return {delivery.address: delivery.state for delivery in (*posted.tried, *posted.left)}


# The way there


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that this machine trusts."""
    found = trustme.CA()
    found.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return found


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd does not see that the whole port is TLS
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_private_and_logged_in(db: Path, authority: trustme.CA, security: str) -> None:
    context = server_context(authority)
    way = {"ssl_context": context} if security == "tls" else {"tls_context": context, "require_starttls": True}
    login = {"authenticator": knows_ada, "auth_required": True, "auth_require_tls": security == "starttls"}
    with open_office(**way, **login) as (office, port):
        given = config(db, port, security=security, user="ada")
        wrong = send(given, TRACK_MAIL_PASSWORD="wrong")
        assert states(wrong) == {ANNA: "deferred", BEN: "waiting", CARL: "waiting"}  # one failed login, not three
        assert "535" in wrong.tried[0].detail
        assert office.box == []
        assert send(given, TRACK_MAIL_PASSWORD="s3cret").ok
    assert sorted(office.readers) == [*EVERYBODY]
    assert {message["Subject"] for _, message in office.box} == {"Curbwatch 2026-03-02: 1 listing"}
    assert len({message["Message-ID"] for _, message in office.box}) == 1
    assert "甲精密公司 (Alpha Precision, Inc.)" in office.box[0][1].get_body(("plain",)).get_content()


def test_never_in_the_clear_and_never_to_a_stranger(db: Path, authority: trustme.CA) -> None:
    with open_office() as (office, port):
        posted = send(config(db, port, security="starttls"))
        assert "STARTTLS" in posted.tried[0].detail
        assert office.asked == []
    with open_office(tls_context=server_context(trustme.CA())) as (office, port):
        posted = send(config(db, port, security="starttls"))
        assert "CERTIFICATE_VERIFY_FAILED" in posted.tried[0].detail
        assert office.asked == []
    with pytest.raises(ValueError, match="starttls"):
        config(db, 25, user="ada")


def test_what_is_missing_is_named_at_once_and_nothing_is_kept(db: Path) -> None:
    given = config(db, 25, security="starttls", host="", sender=None, user="ada")
    with pytest.raises(ConfigError) as raised:
        send(given)
    assert [problem.partition(":")[0] for problem in raised.value.problems] == [
        "mail.host",
        "mail.sender",
        "mail.password_env",
    ]
    with pytest.raises(ConfigError, match="nobody to send to"):
        send(config(db, 25, to=()))
    with pytest.raises(ConfigError, match="--to"):
        send(config(db, 25), Asked(to=("a@b\r\nBcc: c@d",)))
    with Store.open(db) as store:
        assert store.outbox.deliveries() == []


def test_no_line_of_a_message_ends_it() -> None:
    assert dotted(b"a\r\n.\r\n.b\r\nc") == b"a\r\n..\r\n..b\r\nc\r\n"


# What goes wrong on it


def test_nobody_there_loses_nothing(db: Path) -> None:
    with open_office() as (_, port):
        pass
    posted = send(config(db, port))
    assert not posted.ok
    assert "refused" in posted.tried[0].detail  # the connection
    with open_office() as (office, port):
        assert send(config(db, port)).ok
    assert sorted(office.readers) == [*EVERYBODY]


def test_a_refused_recipient_stops_nobody_and_is_tried_again_alone(db: Path, office: tuple[Office, int]) -> None:
    post_office, port = office
    post_office.at_recipient = lambda _, address: "550 no such\x07 user" if address == BEN else None
    posted = send(config(db, port))
    assert states(posted) == {ANNA: "sent", BEN: "refused", CARL: "sent"}
    assert [one.detail for one in posted.tried if one.address == BEN] == ["550 no such user"]
    post_office.at_recipient = lambda *_: None
    assert states(send(config(db, port))) == {BEN: "sent"}
    assert states(send(config(db, port))) == {}
    assert sorted(post_office.readers) == [*EVERYBODY]


def test_a_refusal_that_lasts_is_left_to_a_person(db: Path, office: tuple[Office, int]) -> None:
    post_office, port = office
    post_office.at_recipient = lambda _, address: "550 no such user"
    send(config(db, port, to=(BEN,)))
    asked = len(post_office.asked)
    later = send(config(db, port, to=(BEN,)), now=TOMORROW + timedelta(days=8))
    assert ([one.state for one in later.left], len(post_office.asked)) == (["refused"], asked)
    post_office.at_recipient = lambda *_: None
    assert send(config(db, port, to=(BEN,)), again=True).ok
    assert post_office.readers == [BEN]


@pytest.mark.parametrize("moment", ["at_recipient", "before_accepting"])
def test_a_no_for_now_is_tried_again(db: Path, office: tuple[Office, int], moment: str) -> None:
    post_office, port = office
    setattr(post_office, moment, lambda *_: "451 later")
    assert set(states(send(config(db, port))).values()) == {"deferred"}
    setattr(post_office, moment, lambda *_: None)
    assert send(config(db, port)).ok
    assert sorted(post_office.readers) == [*EVERYBODY]


def test_a_connection_lost_before_the_message_is_tried_again(db: Path, office: tuple[Office, int]) -> None:
    post_office, port = office
    post_office.at_recipient = lambda server, address: hang_up(server, address) if address == BEN else None
    assert states(send(config(db, port))) == {ANNA: "sent", BEN: "deferred", CARL: "sent"}
    post_office.at_recipient = lambda *_: None
    assert send(config(db, port)).ok
    assert sorted(post_office.readers) == [*EVERYBODY]


def test_a_connection_lost_after_the_message_is_not_repeated_and_not_hidden(
    db: Path, office: tuple[Office, int]
) -> None:
    post_office, port = office
    post_office.after_accepting = lambda server, address: hang_up(server, address) if address == BEN else None
    posted = send(config(db, port))
    assert states(posted) == {ANNA: "sent", BEN: "uncertain", CARL: "sent"}
    assert not posted.ok
    again = send(config(db, port))
    assert (states(again), again.ok) == ({BEN: "uncertain"}, True)
    assert sorted(post_office.readers) == [*EVERYBODY]


def test_what_may_be_lost_is_sent_again_when_a_person_asks(db: Path, office: tuple[Office, int]) -> None:
    post_office, port = office
    post_office.before_accepting = hang_up
    assert set(states(send(config(db, port))).values()) == {"uncertain"}
    post_office.before_accepting = lambda *_: None
    assert send(config(db, port), again=True).ok
    assert sorted(post_office.readers) == [*EVERYBODY]


# Crashes, and two at once: processes of their own


def toml(db: Path, port: int) -> Path:
    file = db.with_name("config.toml")
    to = ", ".join(f'"{address}"' for address in EVERYBODY)
    server = f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "watch@example.org"\nto = [{to}]\n'
    file.write_text(f'[store]\npath = "{db}"\n[mail]\n{server}', "utf-8")
    return file


def sending(db: Path, port: int, *words: str) -> "subprocess.Popen[str]":
    window = ("--since", str(WINDOW.since), "--until", str(WINDOW.until))
    command = (sys.executable, "-m", "crawler", "digest", "--send", *window, "--config", str(toml(db, port)), *words)
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class Killer:
    """Kills the process that is sending to Ben, once, and waits until it is dead."""

    def __init__(self) -> None:
        self.victim: subprocess.Popen[str] | None = None

    def __call__(self, _: SMTP, address: str) -> None:
        if address == BEN and self.victim:
            os.kill(self.victim.pid, signal.SIGKILL)
            self.victim.wait()
            self.victim = None


@pytest.mark.parametrize(
    ("moment", "left"),
    [("after_accepting", "uncertain"), ("at_recipient", "sent")],
)
def test_a_crash_repeats_nothing_that_was_accepted(
    db: Path, office: tuple[Office, int], moment: str, left: str
) -> None:
    """Killed after the server has taken the mail and before that is marked; or before the server could take it."""
    post_office, port = office
    killer = Killer()
    setattr(post_office, moment, killer)
    with sending(db, port) as killed:
        killer.victim = killed
        _, trouble = killed.communicate(timeout=60)
    assert (killed.returncode, trouble) == (-signal.SIGKILL, "")
    assert post_office.readers == [ANNA, BEN][: 2 if left == "uncertain" else 1]
    with sending(db, port) as process:
        said, _ = process.communicate(timeout=60)
    assert process.returncode == (1 if left == "uncertain" else 0)
    assert (f"{BEN}: may have arrived or not" in said) is (left == "uncertain")
    assert f"{CARL}: sent: Curbwatch 2026-03-02: 1 listing" in said
    assert f"{ANNA}: sent" not in said
    assert sorted(post_office.readers) == [*EVERYBODY]


def test_two_digests_at_once_are_one(db: Path, office: tuple[Office, int]) -> None:
    post_office, port = office
    post_office.pause = 0.3
    with ExitStack() as stack:
        processes = [stack.enter_context(sending(db, port)) for _ in range(2)]
        codes = [process.wait(60) for process in processes]
        said = "".join(process.stderr.read() for process in processes if process.stderr)
    assert codes.count(0) >= 1
    assert set(codes) <= {0, 75}
    assert ("another run holds the lock" in said) is (75 in codes)
    assert sorted(post_office.readers) == [*EVERYBODY]


def test_who_comes_second_is_told_so(db: Path, office: tuple[Office, int]) -> None:
    with lock(db.with_name("track.db.outbox")), pytest.raises(LockedError, match=f"pid {os.getpid()}"):
        send(config(db, office[1]))
    assert office[0].asked == []


# Windows


def test_windows_join_and_a_quiet_day_is_told_or_not(db: Path, office: tuple[Office, int]) -> None:
    post_office, port = office
    later = [TOMORROW + timedelta(days=number) for number in range(3)]
    assert send(config(db, port), Asked(), now=later[0]).subject == "Curbwatch 2026-03-03: 1 listing"
    assert send(config(db, port), Asked(), now=later[1]).subject == "Curbwatch 2026-03-04: nothing new"
    assert send(config(db, port, when="changes"), Asked(), now=later[2]).subject is None
    assert len(post_office.box) == 2 * len(EVERYBODY)
    with History.open(db) as history:
        assert history.covered(EVERYBODY) == later[1]


def test_what_a_crawl_under_way_brings_belongs_to_the_next_digest(db: Path, office: tuple[Office, int]) -> None:
    given = config(db, office[1])
    with lock(db), Store.open(db) as store:
        crawl = Crawl(store)
        crawl.start(TOMORROW - timedelta(minutes=9))
        another = "MOFCOM-2026-12"
        crawl.read(notice(url=BUREAU, instrument=another), [event(instrument=another)], at=TOMORROW)
        assert send(given, Asked(), now=TOMORROW).subject == "Curbwatch 2026-03-03: 1 listing"
        with pytest.raises(LockedError, match="a crawl is under way since 2026-03-03 00:53 UTC"):
            send(given, Asked(), now=TOMORROW)
    assert send(given, Asked(), now=TOMORROW + timedelta(hours=1)).subject == "Curbwatch 2026-03-03: 1 listing"
    with History.open(db) as history:
        assert history.covered(EVERYBODY) == TOMORROW + timedelta(hours=1)


# Channels


class Hook(BaseHTTPRequestHandler):
    """A webhook that remembers what it was told."""

    told: list[str] = []  # noqa: RUF012 - of the one server of one test

    def do_POST(self) -> None:
        Hook.told.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quietly."""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Apprise imports what Python gives up
def test_a_channel_gets_the_text_once_and_its_secret_stays_in_the_environment(db: Path) -> None:
    given = config(db, 25, to=(), channels=("TEAM_HOOK",))
    assert [one.detail for one in send(given).tried] == ["$TEAM_HOOK holds no Apprise URL"]
    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        for _ in range(2):
            assert send(given, TEAM_HOOK=f"json://127.0.0.1:{server.server_port}/s3cret").ok
        server.shutdown()
    (told,) = Hook.told
    assert "Curbwatch 2026-03-02: 1 listing" in told
    assert "LISTED on the Export Control List" in told
    assert "<html" not in told
    assert b"s3cret" not in db.read_bytes()
