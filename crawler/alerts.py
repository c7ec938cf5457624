"""Incidents told: one message at opening and one at closing, through the outbox of the digest.

History.incidents | as_alert -> Mail | Outbox.put, which keeps each once | deliver | Posted
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from crawler.delivery import Clock, deliver, outbox_of, ready, sender
from crawler.digest import recipients_of
from crawler.report.alert import Turn, as_alert
from crawler.sections import Config
from storage.health import Incident
from storage.history import History
from storage.outbox import Delivery, Mail
from storage.store import Store, lock

NEWS = timedelta(days=7)  # what began and ended before that is told to nobody


def tell_incidents(config: Config, *, clock: Clock, environ: Mapping[str, str]) -> tuple[Delivery, ...]:
    """Put what is new into the outbox and send all that waits there; nothing when nobody is to be told.

    Returns the deliveries tried. Raises `ConfigError` when there is no way to send, `LockedError` while another
    process sends.
    """
    recipients = recipients_of(config, ())
    if not recipients:
        return ()
    password = ready(config, recipients, environ)
    now = clock()
    with lock(outbox_of(config.database)), Store.open(config.database, create=False) as store:
        with History.open(config.database) as history:
            told = [turn for one in history.incidents(now - NEWS) for turn in turns(one, now)]
        for incident, turn in told:
            store.outbox.put(mail_of(config, incident, turn, recipients, now))
        return deliver(store.outbox, sender(config, password, environ), again=False, clock=clock)[0]


def turns(incident: Incident, now: datetime) -> Iterator[tuple[Incident, Turn]]:
    """What is to be told of an incident."""
    if now - incident.opened_at < NEWS or incident.closed_at is None:
        yield incident, "opened"
    if incident.closed_at:
        yield incident, "closed"


def mail_of(config: Config, incident: Incident, turn: Turn, recipients: tuple[str, ...], now: datetime) -> Mail:
    """The message as the outbox keeps it. It tells an instant, no window: digests do not begin where it ends."""
    message = as_alert(incident, turn, sender=config.mail.sender, recipients=recipients, now=now)
    at = incident.opened_at
    return Mail(
        message_id=message["Message-ID"],
        since=at,
        until=at,
        subject=message["Subject"],
        body=message.as_bytes(),
        recipients=recipients,
        created_at=now,
    )
