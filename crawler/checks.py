"""What the values of the configuration must be: each refuses what it cannot take, saying what it expects."""

import re
import string
from datetime import UTC, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo


def checked_agent(text: str) -> str:
    """Refuse what would break a header or names anything but `{version}` and `{contact}`."""
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise ValueError("text with balanced {version} and {contact}") from error
    if names - {"version", "contact"}:
        raise ValueError("text with no other placeholder than {version} and {contact}")
    return checked_header(text)


def checked_header(text: str) -> str:
    """Refuse empty text and what cannot stand in a header."""
    if not text.strip() or not text.isascii() or not text.isprintable():
        raise ValueError("printable ASCII in one line")
    return text


def checked_web_address(url: str) -> str:
    """Refuse what is no http or https URL with a host."""
    if not re.fullmatch(r"https?://[^\s/?#]+\S*", url) or not urlsplit(url).hostname:
        raise ValueError("a URL that begins with http:// or https://")
    return url


def checked_host(host: str) -> str:
    """Refuse what is not a host name alone, in the spelling that requests are compared in."""
    if not re.fullmatch(r"[a-z0-9.-]+", host):
        raise ValueError("a host name in lower case and nothing else")
    return host


def checked_term(term: str) -> str:
    """Refuse a blank term, which every headline would match."""
    if not term.strip():
        raise ValueError("a word or the beginning of one")
    return term


def checked_origin(url: str) -> str:
    """Refuse what is not `http://address:port` alone."""
    if not re.fullmatch(r"https?://[\w.:\[\]-]+:\d{1,5}", url):
        raise ValueError("http://address:port and nothing behind it")
    return url


def checked_path(path: Path) -> Path:
    """Refuse the empty path, which would be the working folder."""
    if path == Path():
        raise ValueError("a path; leave the key out for the default")
    return path


def checked_address(address: str) -> str:
    """Refuse what is not one bare mail address in ASCII: nothing else may come near a header or an SMTP command."""
    if not re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", address):
        raise ValueError("a mail address like name@example.org")
    return address


def checked_variable(name: str) -> str:
    """Refuse what is not the name of an environment variable; the secret itself belongs there, not here."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise ValueError("the name of an environment variable")
    return name


def parsed_duration(found: object) -> object:
    """`15m`, `2h`, `7d` as a span of time."""
    match = re.fullmatch(r"(\d{1,4})([mhd])", found) if isinstance(found, str) else None
    if match is None and not isinstance(found, timedelta):
        raise ValueError("a number of minutes, hours or days: 15m, 2h, 7d")
    return timedelta(**{{"m": "minutes", "h": "hours", "d": "days"}[match[2]]: int(match[1])}) if match else found


def checked_zone(name: str) -> str:
    """Refuse what is no time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:  # KeyError: there is none of this name
        raise ValueError('a time zone like "Asia/Shanghai"') from error
    return name


def checked_times(text: str) -> str:
    """Refuse what is neither a period nor five cron fields."""
    from crawler.schedule.timing import trigger_of  # APScheduler takes longer to import than most commands to run

    trigger_of(text, UTC)
    return text
