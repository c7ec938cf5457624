"""One mail to one recipient over SMTP. The only place that speaks to a mail server."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

from crawler.report.words import plain, shortened
from crawler.sections import MailConfig
from storage.errors import TrackError
from storage.outbox import State

Mark = Callable[[State, str], None]  # commits what became of the mail, with what the server said

ANSWERS: dict[int, State] = {2: "sent", 4: "deferred", 5: "refused"}  # by the first digit
GOOD = (250, 251, 354)
LAST_ANSWER = 600.0  # seconds: a server may scan the whole message before it says yes (RFC 5321, 4.5.3.2.6)


class MailError(TrackError):
    """The way out is closed: no connection, no TLS, no login. Nothing was sent."""


def send_mail(config: MailConfig, password: str, address: str, body: bytes, mark: Mark) -> None:
    """Send and mark. `sending` is marked before the dot that makes the server accept, the answer right after it.

    Raises `MailError` before anything is marked when there is no way to the server.
    """
    with connected(config, password) as smtp:
        try:
            refusal = ask(smtp, str(config.sender), address)
            if refusal:
                mark(*refusal)
                return
            smtp.send(dotted(body))
        except OSError as error:  # the dot was not sent: nothing was accepted
            mark("deferred", said(error))
            return
        mark("sending", "")
        mark(*accepted(smtp))


def ask(smtp: smtplib.SMTP, sender: str, address: str) -> tuple[State, str] | None:
    """Open a transaction for one recipient up to DATA; what the server has against it, if anything."""
    for command in (f"MAIL FROM:<{sender}>", f"RCPT TO:<{address}>", "DATA"):
        code, words = smtp.docmd(command)
        if code not in GOOD:
            return "refused" if code // 100 == 5 else "deferred", answer(code, words)
    return None


def accepted(smtp: smtplib.SMTP) -> tuple[State, str]:
    """End the message with a dot and take the answer; without one nobody knows."""
    try:
        if smtp.sock:
            smtp.sock.settimeout(LAST_ANSWER)
        smtp.send(b".\r\n")
        code, words = smtp.getreply()
    except OSError as error:
        return "uncertain", f"no answer after the message: {said(error)}"
    return ANSWERS.get(code // 100, "uncertain"), answer(code, words)


@contextmanager
def connected(config: MailConfig, password: str) -> Iterator[smtplib.SMTP]:
    """A session that is private and logged in, as configured; it never falls back to less."""
    try:
        smtp = opened(config, password)
    except (OSError, ValueError) as error:
        raise MailError(f"{config.host}:{config.port}: {said(error)}") from error
    with closing(smtp):
        yield smtp
        with suppress(OSError):
            smtp.quit()


def opened(config: MailConfig, password: str) -> smtplib.SMTP:
    """Connect, encrypt, log in."""
    context = ssl.create_default_context()
    if config.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(config.host, config.port, timeout=config.timeout, context=context)
    else:
        smtp = smtplib.SMTP(config.host, config.port, timeout=config.timeout)
    try:
        if config.security == "starttls":
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
        if config.user:
            smtp.login(config.user, password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def dotted(body: bytes) -> bytes:
    """The message as it goes after DATA, but for the last dot."""
    text = re.sub(rb"(?m)^\.", b"..", body)
    return text if text.endswith(b"\r\n") else text + b"\r\n"


def answer(code: int, words: bytes) -> str:
    """What the server said: others' words, in one short line."""
    return shortened(plain(f"{code} {words.decode('utf-8', 'replace')}"), 200)


def said(error: Exception) -> str:
    """An error in one short line."""
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return answer(error.smtp_code, words if isinstance(words, bytes) else str(words).encode())
    return shortened(plain(str(error)), 200) or type(error).__name__
