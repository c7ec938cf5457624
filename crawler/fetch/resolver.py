"""No page can lead us into our own network: names and addresses that are not public are refused when they are resolved.

The address that was looked at is the one that is connected to, so a name that changes in between gains nothing.
"""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

PRIVATE_HOSTS = "PRIVATE_HOSTS"  # our setting: hosts that may lie in the own network

refused: dict[str, str] = {}  # name -> address; Twisted tells that a name was not found, never why


class PublicResolver(CachingThreadedResolver):
    """Finds public addresses only; the hosts of `fetch.private_hosts` may have any."""

    allowed: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "PublicResolver":
        """Scrapy's way to build it."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allowed = frozenset(crawler.settings.getlist(PRIVATE_HOSTS))
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 - Twisted's name
        """The address of a name."""
        found = super().getHostByName(name, timeout)
        return found if name in self.allowed else found.addCallback(refuse_private, name)


def refuse_private(address: str, name: str) -> str:
    """The address of a name, if it is public. An address in place of a name was looked at before it was asked for."""
    if is_private(address) and address != name:
        refused[name] = address
        raise DNSLookupError(f"{name} leads to {address}, which is not public")
    refused.pop(name, None)
    return address


def is_private(host: str) -> bool:
    """Whether a host is an address, not a name, and one that the public internet does not have.

    >>> [is_private(host) for host in ("127.0.0.1", "169.254.169.254", "::1", "8.8.8.8", "www.mofcom.gov.cn")]
    [True, True, True, False, False]
    """
    try:
        address = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return not address.is_global or address.is_multicast
