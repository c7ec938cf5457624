"""What became of the mail, in a line for each recipient and state."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from crawler.report.words import plain, shortened
from storage.outbox import Delivery, State

SAID: dict[State, str] = {
    "waiting": "not tried after the failure before it; it is tried next time",
    "sending": "under way",
    "sent": "sent",
    "deferred": "not taken, and tried again next time",
    "refused": "refused",
    "uncertain": "may have arrived or not; --resend sends it again",
}


def delivery_lines(deliveries: Sequence[Delivery]) -> Iterator[str]:
    """`anna@example.org: sent: Curbwatch 2026-03-03: 2 listings`; several in one state as a count and the last."""
    ordered = sorted(deliveries, key=lambda one: (one.address, one.state))
    for (address, state), found in groupby(ordered, key=lambda one: (one.address, one.state)):
        several = list(found)
        count = f"{len(several)} digests, the last: " if len(several) > 1 else ""
        detail = f" ({shortened(plain(several[-1].detail), 300)})" if several[-1].detail else ""
        yield f"{address}: {SAID[state]}: {count}{several[-1].subject}{detail}"
