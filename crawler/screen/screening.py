"""Customers against designations: who is hit, by what, and what a person has muted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rigour.territories import lookup_territory

from crawler.screen.codes import find_codes
from crawler.screen.customers import Customer, CustomerList, load_customers
from crawler.screen.index import Index
from crawler.screen.match import Match
from crawler.sections import Config
from storage.errors import StoreError
from storage.history import History
from storage.lists import Designation, Status, fold
from storage.model import Target
from storage.mutes import Mute, designation_key, pair

ENDED: tuple[Status, ...] = ("lifted", "delisted")
NOBODY = Target(kind="country")  # stands for the targets of an instrument that was never seen: it has no name
FOR_EVER = "9999-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A customer who matches a designation; `mute` when a person has said that it is somebody else."""

    customer: Customer
    designation: Designation
    key: str
    match: Match
    elsewhere: bool  # both countries are known and differ
    mute: Mute | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What came of a list on a day. `hits` are those that count; the others are kept apart and never lost.

    `restricted` are designations of whole countries with the number of customers there; `unseen` are instruments whose
    targets were never seen, so that nobody could be screened against them.
    """

    as_of: str
    customers: int
    designations: int
    hits: tuple[Hit, ...]
    muted: tuple[Hit, ...]
    ended: tuple[Hit, ...]  # on designations that were lifted or removed by then
    restricted: tuple[tuple[Designation, int], ...]
    unseen: tuple[str, ...]


def screen_file(config: Config, file: Path, as_of: str, min_score: float) -> tuple[Screening, CustomerList]:
    """Screen a list against what the store holds; the list comes back with the lines that were not read."""
    read = load_customers(file)
    with History.open(config.database) as history:
        designations, mutes = fold(history.stated(), as_of), history.mutes()
    return screen(read.customers, designations, mutes, as_of=as_of, min_score=min_score), read


def listed(config: Config, as_of: str) -> list[Target]:
    """Everybody and everything listed on a day, ended or not."""
    with History.open(config.database) as history:
        return [one.target for one in fold(history.stated(), as_of) if one.target]


def designation_of(config: Config, key: str) -> Designation:
    """The designation of that key, whenever it began or ended; raises `StoreError` for none."""
    with History.open(config.database) as history:
        found = next((one for one in fold(history.stated(), FOR_EVER) if designation_key(one) == key), None)
    if found is None:
        raise StoreError(f"there is no designation {key}; `track screen` prints their keys in brackets")
    return found


def screen(
    customers: Sequence[Customer],
    designations: Sequence[Designation],
    mutes: Sequence[Mute],
    *,
    as_of: str,
    min_score: float,
) -> Screening:
    """Every customer against every designation, by name and by codes, in the order of the list, the best hit first."""
    muted = {mute.pair: mute for mute in mutes}
    hits = [hit(customers, designations, match, muted) for match in matches(customers, designations, min_score)]
    hits.sort(key=lambda one: (one.customer.line, -one.match.score))
    ended = [one for one in hits if one.designation.status in ENDED]
    live = [one for one in hits if one.designation.status not in ENDED]
    return Screening(
        as_of=as_of,
        customers=len(customers),
        designations=len(designations),
        hits=tuple(one for one in live if not one.mute),
        muted=tuple(one for one in live if one.mute),
        ended=tuple(ended),
        restricted=tuple(restricted(customers, designations)),
        unseen=tuple(dict.fromkeys(one.instrument for one in designations if one.target is None)),
    )


def matches(customers: Sequence[Customer], designations: Sequence[Designation], min_score: float) -> list[Match]:
    """By name, by customs number, by control code."""
    targets = [one.target or NOBODY for one in designations]
    found = Index(targets).find([one.name for one in customers], min_score)
    found += find_codes("HS code", [one.hs_codes for one in customers], targets)
    found += find_codes("control code", [one.control_codes for one in customers], targets)
    return [match for match in found if match.score >= min_score]


def hit(
    customers: Sequence[Customer],
    designations: Sequence[Designation],
    match: Match,
    muted: dict[tuple[str, str], Mute],
) -> Hit:
    """A match with whom it is about."""
    customer, designation = customers[match.given], designations[match.target]
    key = designation_key(designation)
    mine, theirs = country(customer.country), country((designation.target or NOBODY).country or "")
    return Hit(
        customer=customer,
        designation=designation,
        key=key,
        match=match,
        elsewhere=bool(mine and theirs and mine != theirs),
        mute=muted.get(pair(customer.name, key)),
    )


def country(text: str) -> str:
    """The code of a country by its code or name; empty where it is not understood."""
    found = lookup_territory(text) if text else None
    return found.code if found else ""


def restricted(customers: Sequence[Customer], designations: Sequence[Designation]) -> list[tuple[Designation, int]]:
    """Designations of whole countries in which there are customers, and how many."""
    counts = Counter(country(one.country) for one in customers if one.country)
    whole = [one for one in designations if one.target and one.target.kind == "country" and one.status not in ENDED]
    counted = [(one, counts[country((one.target or NOBODY).country or "")]) for one in whole]
    return [(one, count) for one, count in counted if count]
