"""A real mail server for tests, that can be told to misbehave."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Answer = Callable[[SMTP, str], str | None]  # server, recipient -> a reply of its own, or None: as usual


def as_usual(_: SMTP, __: str) -> None:
    """Take it."""


def hang_up(server: SMTP, _: str) -> str:
    """Drop the connection; the reply reaches nobody."""
    server.transport.abort()
    return "421 nobody hears this"


class Office:
    """Takes mail: `box` holds (recipient, message) of all that was accepted, `asked` every recipient named."""

    def __init__(self) -> None:
        self.box: list[tuple[str, EmailMessage]] = []
        self.asked: list[str] = []
        self.at_recipient: Answer = as_usual
        self.before_accepting: Answer = as_usual
        self.after_accepting: Answer = as_usual
        self.pause = 0.0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _: Session, envelope: Envelope, address: str, __: Sequence[str]
    ) -> str:
        self.asked.append(address)
        if reply := self.at_recipient(server, address):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        if reply := self.before_accepting(server, address):
            return reply
        await asyncio.sleep(self.pause)
        message = message_from_bytes(bytes(envelope.content or b""), policy=default)
        assert isinstance(message, EmailMessage)
        self.box.append((address, message))
        return self.after_accepting(server, address) or "250 OK"

    @property
    def readers(self) -> list[str]:
        """Who has mail, once for each."""
        return [address for address, _ in self.box]


def knows_ada(_: SMTP, __: Session, ___: Envelope, ____: str, given: LoginPassword) -> AuthResult:
    """One user, one password."""
    return AuthResult(success=(given.login, given.password) == (b"ada", b"s3cret"), handled=False)


@contextmanager
def open_office(**settings: Any) -> Iterator[tuple[Office, int]]:
    """The office and the port at which it is open; `settings` are aiosmtpd's."""
    office, port = Office(), free_port()
    controller = Controller(office, hostname="127.0.0.1", port=port, **settings)
    controller.start()
    try:
        yield office, port
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nobody has; aiosmtpd does not take 0."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def server_context(authority: Any) -> ssl.SSLContext:
    """A certificate for this machine by an authority of `trustme`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    return context
