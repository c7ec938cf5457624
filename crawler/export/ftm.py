"""FollowTheMoney: who is designated, as entities with a Sanction for each regime and instrument.

Entities are companies, organizations and persons; goods, technologies and countries have no place in that model, and
neither has an instrument whose targets were never seen. A firm is told by both its names as letters, without its legal
form: the lists print `Skydio, Inc.` and `Skydio Inc.`. Where one list prints no Latin name it is an entity of its own;
nothing is guessed. Ids follow from what is printed alone.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from crawler.report.lists import authority_of
from crawler.report.words import MEASURES, REGIMES, plain
from storage.errors import ConfigError
from storage.hashing import squash
from storage.lists import Designation, Stated
from storage.model import DocumentRef, Regime, Target, TargetKind

if TYPE_CHECKING:
    from followthemoney import EntityProxy

SCHEMATA: dict[TargetKind, str] = {"company": "Company", "organization": "Organization", "person": "Person"}
TOPICS: dict[Regime, str] = {
    "export-control-list": "export.control",
    "watch-list": "export.risk",
    "unreliable-entity-list": "sanction.counter",
    "countermeasures": "sanction.counter",
}
ENDED = ("lifted", "delisted")
MINISTRY = "Ministry of Commerce of the People's Republic of China"
MECHANISM = "Unreliable Entity List Working Mechanism of the People's Republic of China"
LEGAL_FORM = re.compile(r"(?: (?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|lp|plc|gmbh|ag))+$")


def as_entities(found: Iterable[Designation], refs: Mapping[str, DocumentRef]) -> str:
    """One entity a line, in the order of ids; one on three lists is one with three Sanctions.

    `refs` are the documents of the chains. Raises `ConfigError` where the followthemoney library is not installed.
    """
    entities: dict[str, EntityProxy] = {}
    for one in found:
        for entity in entities_of(one, refs):
            known = entities.setdefault(str(entity.id), entity)
            if known is not entity:
                known.merge(entity)
    lines = (json.dumps(entities[name].to_dict(), ensure_ascii=False, sort_keys=True) for name in sorted(entities))
    return "".join(f"{line}\n" for line in lines)


def entities_of(one: Designation, refs: Mapping[str, DocumentRef]) -> Iterator["EntityProxy"]:
    """The target and its Sanction; nothing for what is no party."""
    if one.target and one.target.kind in SCHEMATA:
        party = party_of(one.target)
        if one.status not in ENDED and one.regime in TOPICS:
            party.add("topics", TOPICS[one.regime])
        yield party
        yield sanction_of(one, str(party.id), refs)


def party_of(target: Target) -> "EntityProxy":
    """Whom it hits, with everything that is printed of it."""
    party = made(SCHEMATA[target.kind], party_id(target))
    party.add("name", names(target))
    party.add("alias", [plain(alias) for alias in target.aliases])
    party.add("country", target.country, fuzzy=True)
    party.add("address", plain(" ".join(filter(None, (target.address, target.postcode)))) or None)
    party.add("description", f"Named under {plain(target.parent)}" if target.parent else None)
    if target.kind == "person":
        party.add("position", plain(", ".join(filter(None, (target.role, target.employer)))) or None)
    return party


def sanction_of(one: Designation, party: str, refs: Mapping[str, DocumentRef]) -> "EntityProxy":
    """How the party stands under one instrument, with the acts that made it so."""
    first = one.chain[0].event
    sanction = made("Sanction", identifier("sanction", party, one.regime, one.instrument))
    sanction.add("entity", party)
    sanction.add("authority", MECHANISM if one.instrument.startswith("UEL-") else MINISTRY)
    sanction.add("authorityId", one.instrument)
    sanction.add("country", "cn")
    sanction.add("program", REGIMES[one.regime])
    sanction.add("programId", one.regime)
    sanction.add("provisions", [MEASURES[measure] for measure in one.measures])
    sanction.add("status", one.status)
    sanction.add("listingDate", first.announced_on)
    sanction.add("startDate", first.effective_on)
    sanction.add("endDate", one.since if one.status in ENDED else None)
    sanction.add("reason", plain(first.evidence.quote))
    sanction.add("summary", "; ".join(map(act, one.chain)))
    sanction.add("sourceUrl", [refs[stated.document].url for stated in one.chain if stated.document in refs])
    return sanction


def act(stated: Stated) -> str:
    """`suspend https://… 2025-05-14 to 2025-08-11`."""
    dates = " to ".join(filter(None, (stated.event.effective_on or stated.event.announced_on, stated.event.until_on)))
    return f"{authority_of(stated)} {dates}".rstrip()


def party_id(target: Target) -> str:
    """Of a person the employer counts too: names of persons are shared more often than names of firms."""
    person = ("person", letters(target.employer or "")) if target.kind == "person" else ("party",)
    return identifier(*person, letters(target.name_zh or ""), letters(target.name_en or ""))


def names(target: Target) -> list[str]:
    """Both names as printed."""
    return [plain(name) for name in (target.name_en, target.name_zh) if name]


def letters(name: str) -> str:
    """A name as letters and digits in one case, without a legal form at its end.

    >>> letters("Skydio, Inc."), letters("斯凯迪奥公司")
    ('skydio', '斯凯迪奥公司')
    """
    words = " ".join(re.findall(r"\w+", name.casefold()))
    return squash(LEGAL_FORM.sub("", words))


def identifier(*parts: str) -> str:
    """An id that is the same wherever the same is printed."""
    return f"curbwatch-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:32]}"


def made(schema: str, name: str) -> "EntityProxy":
    """An empty entity."""
    try:
        from followthemoney import model
    except ImportError as error:
        raise ConfigError(["--format ftm needs the followthemoney library: pip install 'curbwatch[ftm]'"]) from error
    entity = model.make_entity(schema)
    entity.id = name
    return entity
