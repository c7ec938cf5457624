"""A digest sent: kept first, sent after, each recipient marked on the spot. One process at a time.

compose -> Composed | Outbox.put | deliver: send to one, Outbox.mark, the next | Posted
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.digest import Asked, Composed, compose, recipients_of
from crawler.report.channels import PREFIX, notify
from crawler.report.send import MailError, Mark, send_mail
from crawler.sections import Config
from storage.errors import ConfigError
from storage.outbox import Delivery, Mail, Outbox, State, is_due
from storage.store import Store, lock

Clock = Callable[[], datetime]
Send = Callable[[str, bytes, Mark], None]  # to an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What became of the mail: the new digest's `subject`, None when none was due; every delivery `tried` now, with
    those that a crash left in doubt; and those `left` alone, which did not arrive or may not have.
    """

    subject: str | None
    tried: tuple[Delivery, ...]
    left: tuple[Delivery, ...]

    @property
    def ok(self) -> bool:
        """Whether all that was tried has arrived."""
        return all(one.state == "sent" for one in self.tried)


def post(config: Config, asked: Asked, *, again: bool, clock: Clock, environ: Mapping[str, str]) -> Posted:
    """Put a digest in the outbox, then send all that waits there; with `again` also what may have arrived.

    Raises `ConfigError` when there is nobody to send to or no way to send, `LockedError` while another process sends.
    """
    password = ready(config, recipients_of(config, asked.to), environ)
    with lock(outbox_of(config.database)), Store.open(config.database, create=False) as store:
        composed = compose(config, asked, clock())
        due = config.digest.when == "always" or not composed.digest.quiet
        if due:
            store.outbox.put(mail_of(composed, clock()))
        tried, left = deliver(store.outbox, sender(config, password, environ), again=again, clock=clock)
    return Posted(subject=composed.message["Subject"] if due else None, tried=tried, left=left)


def ready(config: Config, recipients: Sequence[str], environ: Mapping[str, str]) -> str:
    """The password, empty without a login. Raises `ConfigError` with all that is missing."""
    mail, found = config.mail, environ.get(config.mail.password_env, "")
    by_mail = any(not address.startswith(PREFIX) for address in recipients)
    missing = {
        "mail.to: nobody to send to; set it, or digest.channels, or give --to": not recipients,
        "mail.host: needed to send mail": by_mail and not mail.host,
        "mail.sender: needed to send mail": by_mail and not mail.sender,
        f"mail.password_env: the environment has no {mail.password_env}": by_mail and bool(mail.user) and not found,
    }
    if problems := [problem for problem, is_so in missing.items() if is_so]:
        raise ConfigError(problems)
    return found


def outbox_of(database: Path) -> Path:
    """What is locked: sending does not wait for a crawl, nor a crawl for it."""
    return database.with_name(f"{database.name}.outbox")


def mail_of(composed: Composed, now: datetime) -> Mail:
    """The message as the outbox keeps it."""
    message, span = composed.message, composed.digest.span
    return Mail(
        message_id=message["Message-ID"],
        since=span.since,
        until=span.until,
        subject=message["Subject"],
        body=message.as_bytes(),
        recipients=composed.recipients,
        created_at=now,
    )


def sender(config: Config, password: str, environ: Mapping[str, str]) -> Send:
    """The way to an address: a channel's, or mail."""

    def send(address: str, body: bytes, mark: Mark) -> None:
        if address.startswith(PREFIX):
            notify(environ, address, body, mark)
        else:
            send_mail(config.mail, password, address, body, mark)

    return send


def deliver(
    outbox: Outbox, send: Send, *, again: bool, clock: Clock
) -> tuple[tuple[Delivery, ...], tuple[Delivery, ...]]:
    """Send what is due; the deliveries tried, as they stand now, and those left that have not arrived.

    Only one process delivers, so what is found as `sending` belongs to one that died: nobody knows whether it arrived.
    """
    before, now = outbox.deliveries(), clock()
    closed: set[bool] = set()  # ways that failed, mail or channels: a wrong password is not tried for everybody
    for delivery in before:
        if delivery.state == "sending":
            outbox.mark(delivery, "uncertain", "stopped before the server's answer was seen", at=clock())
        elif is_due(delivery, now, again=again) and delivery.address.startswith(PREFIX) not in closed:
            attempt(outbox, delivery, send, closed, clock)
    pairs = list(zip(before, outbox.deliveries(), strict=True))
    tried = {was: became for was, became in pairs if was.state == "sending" or is_due(was, now, again=again)}
    return tuple(tried.values()), tuple(became for was, became in pairs if was not in tried and became.state != "sent")


def attempt(outbox: Outbox, delivery: Delivery, send: Send, closed: set[bool], clock: Clock) -> None:
    """Try one delivery, each step of which is committed at once."""

    def mark(state: State, detail: str) -> None:
        outbox.mark(delivery, state, detail, at=clock())

    try:
        send(delivery.address, outbox.body(delivery), mark)
    except MailError as error:
        mark("deferred", str(error))
        closed.add(delivery.address.startswith(PREFIX))
