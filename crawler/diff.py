"""What became known in a window of time: the words of the command line to the store's answer."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from crawler.when import LAST_RUN, instant
from storage.errors import ConfigError, StoreError
from storage.history import ChangeWindow, History
from storage.model import BEIJING, Action, Change, Regime

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A window as asked for; `last_run` stands for the run that the store finds to be the last."""

    window: ChangeWindow
    last_run: bool


def window(
    since: str, until: str | None, sources: tuple[str, ...], regimes: tuple[str, ...], actions: tuple[str, ...]
) -> Asked:
    """Read the words of the command line; every mistake in them is named at once by a `ConfigError`."""
    problems = [*_unknown("--regime", regimes, get_args(Regime)), *_unknown("--action", actions, get_args(Action))]
    now = datetime.now(UTC)
    last_run = since.strip().lower() == LAST_RUN
    try:
        start = BEGINNING if last_run else instant(since, now=now, zone=BEIJING)
        end = instant(until, now=now, zone=BEIJING, option="--until") if until else None
    except ConfigError as error:
        raise ConfigError([*error.problems, *problems]) from error
    if problems:
        raise ConfigError(problems)
    chosen = ChangeWindow(since=start, until=end, sources=sources, regimes=regimes, actions=actions)  # type: ignore[arg-type]
    return Asked(window=chosen, last_run=last_run)


def _unknown(option: str, given: tuple[str, ...], known: tuple[str, ...]) -> list[str]:
    """One problem for every word that is not in the vocabulary."""
    problems = []
    for word in given:
        if word not in known:
            from difflib import get_close_matches

            near = get_close_matches(word, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; expected one of {', '.join(known)}"
            problems.append(f"{option}: no {word!r} in the vocabulary{hint}")
    return problems


def changes(database: Path, asked: Asked) -> list[Change]:
    """The changes of a window, in the order in which they became known."""
    from dataclasses import replace

    with History.open(database) as history:
        if not asked.last_run:
            return history.changes(asked.window, now=datetime.now(UTC))
        run = history.last_run()
        if run is None:
            raise StoreError(f"{database}: no crawl has finished yet; `track crawl` makes one")
        return history.changes(replace(asked.window, run=run), now=datetime.now(UTC))
