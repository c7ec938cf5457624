"""The vocabulary of acts of policy: the words and fields of the event model."""

from dataclasses import dataclass
from typing import Literal

Action = Literal[
    "list", "delist", "suspend", "extend", "lift", "resume", "amend", "investigate", "propose", "control", "restrict"
]
Regime = Literal[
    "export-control-list",
    "watch-list",
    "unreliable-entity-list",
    "countermeasures",
    "dual-use-items",
    "technology-catalogue",
    "licence-catalogue",
]
Basis = Literal["notice", "statement", "report"]
TargetKind = Literal["company", "organization", "person", "item", "technology", "country"]
Measure = Literal[
    "asset-freeze",
    "data-transfer-ban",
    "dual-use-export-ban",
    "enhanced-review",
    "entry-ban",
    "export-licence",
    "fine",
    "investment-ban",
    "permit-revocation",
    "third-country-transfer-ban",
    "trade-ban",
    "transaction-ban",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whom or what an event hits, as printed. Which fields a kind carries stands in the event model."""

    kind: TargetKind
    name_zh: str | None = None
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    address: str | None = None
    postcode: str | None = None
    country: str | None = None
    parent: str | None = None
    role: str | None = None
    employer: str | None = None
    control_codes: tuple[str, ...] = ()
    hs_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence that says so: `document.text[start:end] == quote`, in Unicode code points."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A notice spoken of without its number: its day, how many it hits, of which country; each may be unsaid."""

    on: str | None = None
    count: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The notice that a `Referral` means, by what the store knows, and why it can be no other."""

    instrument: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEvent:
    """One act of policy as one document states it. `held` says why it waits for review, None when it adds up.

    `affects` are numbers that the document prints. `refers_to` are notices it means without printing one, and
    `resolved_affects` what the store makes of them: that is derived whenever it is asked for, and never kept.
    """

    action: Action
    regime: Regime
    basis: Basis
    instrument: str | None = None
    affects: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    declared_count: int | None = None
    announced_on: str | None = None
    effective_on: str | None = None
    until_on: str | None = None
    measures: tuple[Measure, ...] = ()
    evidence: Evidence
    refers_to: tuple[Referral, ...] = ()
    resolved_affects: tuple[Resolution, ...] = ()
    held: str | None = None

    @property
    def affected(self) -> tuple[str, ...]:
        """Keys of the instruments that this event changes, by number or by what its words were resolved to."""
        return (*self.affects, *(found.instrument for found in self.resolved_affects))
