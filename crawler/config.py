"""The configuration: where it is looked for, what it may say, and every mistake in it named at once.

`config.toml` in the checkout holds every key with its default. No key holds a secret.
"""

import difflib
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from crawler.places import chosen_store, find_file
from crawler.sections import (
    BUILTIN,
    Config,
    DigestConfig,
    FetchConfig,
    MailConfig,
    NewsConfig,
    ProfileConfig,
    Section,
    SourceConfig,
    StoreConfig,
)
from storage.errors import ConfigError

__all__ = ["find_file", "load_config"]

SECTIONS: dict[int | str, type[Section]] = {
    "store": StoreConfig,
    "fetch": FetchConfig,
    "news": NewsConfig,
    "profile": ProfileConfig,
    "mail": MailConfig,
    "digest": DigestConfig,
}


def load_config(path: Path | None = None, *, db: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration, or the defaults where there is no file; raises `ConfigError` naming every mistake.

    The file is `path`, `$TRACK_CONFIG`, `./config.toml`, or `config.toml` in the user's configuration folder; the
    store is `db`, `$TRACK_DB`, the file's, or `track.db` in the user's data folder. Paths in the file are relative to
    the file's folder.
    """
    file = find_file(path, environ)
    table = read_table(file) if file else {}
    found = list(strange_sources(table))
    try:
        config = Config.model_validate(table)
    except ValidationError as error:
        raise ConfigError(sorted([*found, *map(problem, error.errors())])) from error
    if found:
        raise ConfigError(sorted(found))
    places = {"store": placed(config.store, file, chosen_store(db, environ)), "profile": beside(config.profile, file)}
    return config.model_copy(update=places)


def read_table(file: Path) -> dict[str, Any]:
    """The file as a table; an unreadable file or broken TOML is a `ConfigError` that names file and line."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ConfigError([f"{file}: {error.strerror}"]) from error
    except ValueError as error:  # broken TOML or UTF-8; the message ends in line and column
        raise ConfigError([f"{file}: {error}"]) from error
    except RecursionError as error:
        raise ConfigError([f"{file}: nested too deeply"]) from error


def placed(store: StoreConfig, file: Path | None, chosen: Path | None) -> StoreConfig:
    """The store's places without `~`, relative to the file's folder; `chosen` wins."""
    folder = file.parent if file else Path()
    places = {name: folder / expanded(place) for name, place in store if place}
    return StoreConfig(**places | ({"path": chosen} if chosen else {}))


def beside(profile: ProfileConfig, file: Path | None) -> ProfileConfig:
    """The profile with its list of names placed without `~`, relative to the file's folder."""
    names = profile.names and (file.parent if file else Path()) / expanded(profile.names)
    return profile.model_copy(update={"names": names})


def expanded(place: Path) -> Path:
    """A place without `~`; a `ConfigError` for the home of somebody whom this machine does not know."""
    try:
        return place.expanduser()
    except RuntimeError as error:
        raise ConfigError([f"{place}: {error}"]) from error


def strange_sources(table: Mapping[str, Any]) -> Iterator[str]:
    """One problem for every `[sources.NAME]` that is neither built in nor a feed."""
    sources = table.get("sources")
    for name, source in sources.items() if isinstance(sources, dict) else ():
        if name not in BUILTIN and isinstance(source, dict) and source.get("kind") != "feed":
            hint = did_you_mean(name, BUILTIN, "sources.") or '; a feed of your own says kind = "feed" and urls'
            yield f"sources.{name}: no built-in source of this name{hint}"


def problem(error: ErrorDetails) -> str:
    """One mistake in one line: dotted path, what was found, what was expected."""
    path = ".".join(str(part) for part in error["loc"] if part != "[key]")
    if error["type"] == "extra_forbidden":
        return f"{path}: unknown key{did_you_mean(str(error['loc'][-1]), keys_beside(error['loc']), path)}"
    expected = "a table" if error["type"] == "model_type" else error["msg"]
    for opening in ("Value error, ", "Input should be ", "Input should "):
        expected = expected.removeprefix(opening)
    found = "a table" if isinstance(error["input"], dict) else repr(error["input"])
    return f"{path}: found {found}, expected {expected}"


def keys_beside(loc: tuple[int | str, ...]) -> Iterable[str]:
    """The keys that may stand where `loc` stands."""
    return (Config if len(loc) == 1 else SECTIONS.get(loc[0], SourceConfig)).model_fields


def did_you_mean(name: str, known: Iterable[str], path: str) -> str:
    """`; did you mean …?` with the nearest known key, or nothing when none is near."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {path.removesuffix(name)}{near[0]}?" if near else ""
