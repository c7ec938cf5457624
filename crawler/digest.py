"""A digest by the words of the command line: the store's answer for a window, and the message that it makes."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from crawler.checks import checked_address
from crawler.report.channels import PREFIX
from crawler.report.digest import SOON, Digest, Profile, Span, build_digest
from crawler.report.documents import minute
from crawler.report.message import as_message
from crawler.sections import Config, ProfileConfig
from crawler.when import instant
from storage.errors import ConfigError, LockedError, StoreError
from storage.history import ChangeWindow, History
from storage.lock import is_held
from storage.model import BEIJING
from storage.upcoming import Upcoming, upcoming

LAST_DIGEST = "last-digest"
FIRST = timedelta(days=1)  # what the first digest of all tells


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A digest as asked for: two WHENs and the recipients, those of the configuration where none are named."""

    since: str = LAST_DIGEST
    until: str | None = None
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A digest and the message that it makes."""

    digest: Digest
    message: EmailMessage
    recipients: tuple[str, ...]

    @property
    def text(self) -> str:
        """The part for who reads plain text."""
        return part(self.message, "plain")

    @property
    def html(self) -> str:
        """The part for all others."""
        return part(self.message, "html")


def part(message: EmailMessage, kind: str) -> str:
    """The shown part of a kind; ours has both."""
    found = message.get_body((kind,))
    return str(found.get_content()) if found else ""


def compose(config: Config, asked: Asked, now: datetime) -> Composed:
    """The digest of a window as it would be sent. Raises `ConfigError` for a window or a recipient that is none."""
    recipients = recipients_of(config, asked.to)
    with History.open(config.database) as history:
        span = span_of(config, history, asked, recipients, now)
        digest = build_digest(
            history.changes(ChangeWindow(since=span.since, until=span.until), now=span.until),
            span=span,
            profile=profile_of(config, history),
            coming=coming(history, span),
            waiting=sum(one.verdict is None for one in history.held()),
            watched=[name for name, source in config.sources.items() if source.enabled],
            states={state.report.source: state for state in history.source_states(span.until)},
            incidents=[one for one in history.incidents(span.until) if one.opened_at < span.until],
        )
    message = as_message(digest, sender=config.mail.sender, recipients=recipients, now=now)
    return Composed(digest=digest, message=message, recipients=recipients)


def profile_of(config: Config, history: History) -> Profile | None:
    """Who reads. None: nobody has said what concerns her."""
    if config.profile == ProfileConfig():
        return None
    from crawler.screen.profile import load_profile  # names in every script: it takes a second to import

    return load_profile(config, history.stated())


def recipients_of(config: Config, named: Sequence[str]) -> tuple[str, ...]:
    """The addresses named, or all that are configured; each once."""
    try:
        asked = [checked_address(address) for address in named]
    except ValueError as error:
        raise ConfigError([f"--to: {', '.join(named)}: expected {error}"]) from error
    configured = (*config.mail.to, *(PREFIX + name for name in config.digest.channels))
    return tuple(dict.fromkeys(asked or configured))


def span_of(config: Config, history: History, asked: Asked, recipients: Sequence[str], now: datetime) -> Span:
    """The window: never beyond what is settled, or what a crawl brings after this digest would be told by none."""
    running = crawl_under_way(config, history)
    wanted = instant(asked.until, now=now, zone=BEIJING, option="--until") if asked.until else now
    until = min(filter(None, (wanted, now, running)))
    if asked.since.strip().lower() == LAST_DIGEST:
        since = history.covered(recipients, now + FIRST) or until - FIRST
    else:
        since = instant(asked.since, now=now, zone=BEIJING)
    if since < until:
        return Span(since=since, until=until)
    if running and since < min(wanted, now):
        raise LockedError(f"a crawl is under way since {minute(running)}; what it brings is told when it ends")
    raise ConfigError([f"--since: {since.isoformat()} is not before the end of the window, {until.isoformat()}"])


def crawl_under_way(config: Config, history: History) -> datetime | None:
    """When the crawl began that is under way, if one is; one that was killed holds no lock."""
    last = next(iter(history.run_states(limit=1)), None)
    return last.started_at if last and last.state == "running" and is_held(config.database) else None


def coming(history: History, span: Span) -> list[Upcoming]:
    """What begins or ends in the days after the window, by what was known at its end."""
    first = span.until.astimezone(BEIJING).date()
    return upcoming(history.stated(span.until), first.isoformat(), (first + timedelta(days=SOON)).isoformat())


def write(composed: Composed, file: Path) -> None:
    """Write the message: `.eml` whole, `.html` or `.txt` the part of that kind. A new file is its owner's alone."""
    parts = {".eml": composed.message.as_bytes(), ".html": composed.html.encode(), ".txt": composed.text.encode()}
    if file.suffix not in parts:
        raise ConfigError([f"--out {file}: expected a name that ends in .eml, .html or .txt"])
    try:
        with open(file, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            out.write(parts[file.suffix])
    except OSError as error:
        raise StoreError(f"{file}: {error.strerror}") from error
