"""What `track export` is asked for, and which of its options say something to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.errors import ConfigError
from storage.model import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One of `form` (a format), `evidence` (a document) and `schema`, and what it is limited to.

    `since` is a WHEN of what we saw, `as_of` a day of the law; `out` is None for the standard output.
    """

    form: str | None = None
    evidence: str | None = None
    schema: bool = False
    regimes: tuple[Regime, ...] = ()
    since: str | None = None
    as_of: str | None = None
    bom: bool = False
    out: Path | None = None


def check(asked: Asked) -> None:
    """Raise a `ConfigError` that names every option that has no place here."""
    if found := [*problems(asked)]:
        raise ConfigError(found)


def problems(asked: Asked) -> Iterator[str]:
    """What is wrong, an option at a time."""
    if sum(map(bool, (asked.form, asked.evidence, asked.schema))) != 1:
        yield "give one of --format, --evidence and --schema"
    if asked.evidence and not asked.out:
        yield "--evidence: --out FILE.zip says where to"
    if asked.regimes and not asked.form:
        yield "--regime: only with --format"
    if asked.since and asked.form != "atom":
        yield "--since: only --format atom is an export of changes; `track diff --since` prints them in other formats"
    if asked.as_of and asked.form not in ("ftm", "ics"):
        yield "--as-of: only --format ftm and ics are of one day; `track list --as-of` prints it in other formats"
    if asked.bom and asked.form != "csv":
        yield "--bom: only with --format csv"
