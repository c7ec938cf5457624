"""What concerns the reader of a change, by the `[profile]` of the configuration.

`load_profile(config, history.stated())` once, then `profile.concerning(changes)`: all names are compared at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crawler.report.words import REGIMES
from crawler.screen.codes import find_codes
from crawler.screen.customers import Customer, load_customers
from crawler.screen.index import Index
from crawler.sections import Config, ProfileConfig
from storage.lists import Stated, begins
from storage.model import Change, PolicyEvent, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is asked for, and the customers. `listed` are the targets of each instrument: a suspension names only it."""

    asked: ProfileConfig
    customers: tuple[Customer, ...] = ()
    listed: Mapping[str, tuple[Target, ...]] = field(default_factory=dict)

    def concerning(self, changes: Sequence[Change]) -> list[tuple[str, ...]]:
        """Why each of some changes concerns the reader, in plain words; empty where it does not."""
        reasons: list[list[str]] = [[] for _ in changes]
        owners = [(number, target) for number, change in enumerate(changes) for target in self.targets(change.event)]
        targets = [target for _, target in owners]
        for place, why in [*self.by_name(targets), *self.by_code(targets)]:
            reasons[owners[place][0]].append(why)
        for number, change in enumerate(changes):
            reasons[number] += self.by_word(change)
        return [tuple(dict.fromkeys(found)) for found in reasons]

    def targets(self, event: PolicyEvent | None) -> tuple[Target, ...]:
        """Whom an event hits: those it names, else all of the instruments that it changes."""
        if event is None or event.targets:
            return event.targets if event else ()
        return tuple(target for instrument in event.affected for target in self.listed.get(instrument, ()))

    def by_name(self, targets: Sequence[Target]) -> Iterator[tuple[int, str]]:
        """Place of a target and what it has to do with a customer, by name."""
        for match in Index(targets).find([one.name for one in self.customers], self.asked.min_score):
            customer = self.customers[match.given]
            who = f"{customer.name} ({customer.id})" if customer.id else customer.name
            yield match.target, f"your {who} and {match.matched}: {match.why} (score {match.score:.0f})"

    def by_code(self, targets: Sequence[Target]) -> Iterator[tuple[int, str]]:
        """Place of a target and what it has to do with the reader's goods, by code."""
        hs = [self.asked.hs_codes, *(one.hs_codes for one in self.customers)]
        control = [self.asked.control_codes, *(one.control_codes for one in self.customers)]
        for match in [*find_codes("HS code", hs, targets), *find_codes("control code", control, targets)]:
            yield match.target, f"your {match.what} {match.why}: {match.matched}"

    def by_word(self, change: Change) -> Iterator[str]:
        """Lists, countries and keywords asked for."""
        event = change.event
        if event and event.regime in self.asked.regimes:
            yield f"it is about {REGIMES[event.regime]}"
        named = {target.country for target in self.targets(event) if target.country}
        yield from (f"it names {code.upper()}" for code in self.asked.countries if code.upper() in named)
        text = "\n".join(said(change)).casefold()
        yield from (f"it says “{word}”" for word in self.asked.keywords if word.casefold() in text)


def load_profile(config: Config, stated: Iterable[Stated] = ()) -> Profile:
    """The profile of the configuration; raises `ConfigError` when its list of names cannot be read.

    `stated` is `History.stated()`: whom each instrument lists, for what changes it without naming them.
    """
    names, listed = config.profile.names, defaultdict[str, tuple[Target, ...]](tuple)
    for one in stated:
        if one.event.instrument and begins(one.event):
            listed[one.event.instrument] += one.event.targets
    customers = load_customers(names).customers if names else ()
    return Profile(asked=config.profile, customers=customers, listed=dict(listed))


def said(change: Change) -> Iterator[str]:
    """The words of a change: its title, its evidence, whom and what it names, and a text that was edited."""
    yield change.document.title
    yield change.revision.after if change.revision else ""
    if change.event:
        yield change.event.evidence.quote
        yield from (name for one in change.event.targets for name in (one.name_zh, one.name_en, *one.aliases) if name)
