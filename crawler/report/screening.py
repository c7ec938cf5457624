"""Who of a list is listed, as a page for a compliance officer and as a table."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from crawler.report.lists import record as designation_record
from crawler.report.sheets import Sheet
from crawler.report.words import REGIMES, counted, plain
from storage.lists import Designation, Status
from storage.mutes import Mute

if TYPE_CHECKING:  # the libraries behind it take longer to import than a table to print
    from crawler.screen.check import Figures
    from crawler.screen.screening import Hit, Screening

COLUMNS = (
    "line", "id", "name", "score", "matched", "what", "why", "regime", "status", "since", "until", "instrument",
    "measures", "designation", "muted", "note",
)  # fmt: skip
STATUSES: dict[Status, str] = {
    "active": "in force since {since}",
    "suspended": "SUSPENDED, not lifted: since {since}, until {until}",
    "lapsed": "LAPSED: its suspension ran out and nobody has said what follows; by the letter in force since {since}",
    "lifted": "lifted on {since}",
    "delisted": "removed on {since}",
}


def as_text(found: "Screening", *, ended: bool = False) -> str:
    """What was found in one sentence, a paragraph for each customer who is hit, and what is kept apart."""
    return "\n".join([*summary(found), *paragraphs(found.hits), *apart(found, ended=ended)])


def summary(found: "Screening") -> Iterator[str]:
    """How many of how many, and against what nobody could be screened."""
    names = len({hit.customer.line for hit in found.hits})
    against = f"{counted(found.customers, 'name')} against {counted(found.designations, 'designation')}"
    yield f"Screened {against} on {found.as_of}: {counted(len(found.hits), 'hit')} on {counted(names, 'name')}."
    for designation, count in found.restricted:
        where = designation.target.name_zh or designation.target.country if designation.target else ""
        yield f"{counted(count, 'name')} in {plain(where or '')}, restricted as a country by {designation.instrument}."
    if found.unseen:
        yield f"Not screened against {', '.join(map(plain, found.unseen))}: their targets were never seen."


def apart(found: "Screening", *, ended: bool) -> Iterator[str]:
    """What was muted, and what has ended."""
    if found.muted:
        yield f"\nMuted: {counted(len(found.muted), 'hit')}"
        yield from paragraphs(found.muted)
    if found.ended and not ended:
        yield f"\n{counted(len(found.ended), 'hit')} on what was lifted or removed by then; --all shows them."
    elif found.ended:
        yield "\nLifted or removed"
        yield from paragraphs(found.ended)


def paragraphs(hits: "Sequence[Hit]") -> Iterator[str]:
    """The hits of each customer."""
    for customer, group in groupby(hits, key=lambda hit: hit.customer):
        known = ", ".join(filter(None, (f"line {customer.line}", customer.id, customer.country, customer.note)))
        yield f"- {plain(customer.name)} ({plain(known)})"
        for hit in group:
            yield from (f"  {line}" for line in lines(hit))


def lines(hit: "Hit") -> Iterator[str]:
    """One hit: score and whom, why, how that one stands and since when."""
    listed = hit.designation
    yield f"{hit.match.score:.0f} {plain(named(hit))} [{hit.key}]"
    yield f"   {plain(hit.match.what)}: {plain(reason(hit))}"
    yield f"   {REGIMES[listed.regime]}, {plain(listed.instrument)}, {standing(listed)}"
    if hit.mute:
        yield f"   muted {hit.mute.decided_at:%Y-%m-%d %H:%M} UTC: {plain(hit.mute.note)}"


def named(hit: "Hit") -> str:
    """What matched, and the target's other name."""
    target = hit.designation.target
    names = [target.name_en, target.name_zh] if target else []
    others = [name for name in names if name and name != hit.match.matched]
    return f"{hit.match.matched} ({', '.join(others)})" if others else hit.match.matched


def reason(hit: "Hit") -> str:
    """Why it matches, and what speaks against it."""
    country = hit.designation.target.country if hit.designation.target else None
    against = f"; but the customer is in {hit.customer.country}, the listed one in {country}"
    return hit.match.why + (against if hit.elsewhere else "")


def standing(listed: Designation) -> str:
    """How a designation stands, and since when."""
    return STATUSES[listed.status].format(since=listed.since, until=listed.until_on or "further notice")


def screening_sheet(found: "Screening", *, ended: bool = False) -> Sheet:
    """A row a hit; those that are muted say so, those on what has ended only when asked for."""
    hits = (*found.hits, *found.muted, *(found.ended if ended else ()))
    return Sheet(columns=COLUMNS, rows=tuple(map(row, hits)), records=map(record, hits))


def row(hit: "Hit") -> tuple[str, ...]:
    """One hit as cells."""
    listed, customer = hit.designation, hit.customer
    return (
        *(str(customer.line), customer.id, customer.name, f"{hit.match.score:.1f}", named(hit), hit.match.what),
        *(reason(hit), listed.regime, listed.status, listed.since, listed.until_on or "", listed.instrument),
        *(" ".join(listed.measures), hit.key, "muted" if hit.mute else "", hit.mute.note if hit.mute else ""),
    )


def record(hit: "Hit") -> dict[str, Any]:
    """One hit whole."""
    customer, match = hit.customer, hit.match
    return {
        "customer": {"line": customer.line, "id": customer.id, "name": customer.name, "country": customer.country},
        "score": match.score,
        "what": match.what,
        "matched": match.matched,
        "why": reason(hit),
        "key": hit.key,
        "muted": hit.mute.note if hit.mute else None,
        "designation": designation_record(hit.designation),
    }


def mutes_sheet(mutes: Sequence[Mute]) -> Sheet:
    """A row for each name that is muted."""
    rows = tuple(
        (mute.name, mute.designation, mute.listed, mute.instrument, mute.note, f"{mute.decided_at:%Y-%m-%d %H:%M} UTC")
        for mute in mutes
    )
    columns = ("name", "designation", "listed", "instrument", "note", "decided")
    return Sheet(columns=columns, rows=rows, records=[dict(zip(columns, cells, strict=True)) for cells in rows])


def figures_text(found: "Figures") -> str:
    """How well screening does, line by line, and what it missed or should have left alone."""
    lines = [f"{line.way:<24}{line.asked - len(line.missed):>6} of {line.asked:>5} found" for line in found.lines]
    lines += [f"  missed: {plain(name)}" for line in found.lines for name in line.missed]
    lines.append(f"{'ordinary names':<24}{len(found.false_hits):>6} of {found.ordinary:>5} hit")
    lines += [f"  hit: {plain(name)} by {plain(matched)}" for name, matched in found.false_hits]
    ratio = found.seconds / found.cdist_seconds
    lines.append(
        f"{found.ordinary} names against {found.listed} in {found.seconds:.2f} s, "
        f"{ratio:.1f} times cdist alone on the same strings ({found.cdist_seconds:.2f} s)"
    )
    return "\n".join(lines)
