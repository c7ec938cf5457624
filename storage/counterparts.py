"""What corroboration says of an event: the records alone, which `storage.model` carries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["confirmed", "contradicted", "press only", "official only"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """A document of the other side, or a copy. `minutes`: so long before it the report was seen; negative: after it."""

    key: str
    source: str
    title: str
    url: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Corroboration:
    """How an event stands between the press and the authority, by what was known at an instant.

    Of a report `others` are the official documents that say so, or say otherwise; of an official event they are the
    reports. `reasons` say why they were joined or were not, `differs` what a contradiction consists in. `lead` is the
    minutes by which the first report was seen before the first official document (negative: after it). `since` is when
    the state began, `lasting` the minutes from then to the instant asked about. `also_at` are near-duplicates of a
    report, which count as one report with it; `copy_of` is the first of them, on the others.
    """

    state: State
    others: tuple[Counterpart, ...] = ()
    reasons: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    lead: int | None = None
    since: datetime
    lasting: int | None = None
    also_at: tuple[Counterpart, ...] = ()
    copy_of: Counterpart | None = None
