"""Where configuration and store lie, as far as no file needs to be read: `track diff` starts with it.

`platformdirs` is imported where nobody names a place: it takes longer than to read a small store.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from crawler.version import APPLICATION

CONFIG, STORE = "config.toml", "track.db"


def find_file(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The file to read: one that was named must exist, the usual places may be empty."""
    from platformdirs import user_config_path

    if named := named_file(path, environ):
        return named
    usual = (Path(CONFIG), user_config_path(APPLICATION) / CONFIG)
    return next((place for place in usual if place.is_file()), None)


def named_file(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The file that the command line or the environment names."""
    return path or (Path(environ["TRACK_CONFIG"]) if environ.get("TRACK_CONFIG") else None)


def chosen_store(db: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The store that the command line or the environment names."""
    named = db or Path(environ.get("TRACK_DB", ""))
    return None if named == Path() else named.expanduser()


def usual_store() -> Path:
    """The store where nobody names one."""
    from platformdirs import user_data_path

    return user_data_path(APPLICATION) / STORE


def load_database(path: Path | None = None, *, db: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """`load_config(…).database`, without the machinery that checks a file where none is named or needed."""
    store = chosen_store(db, environ)
    if store and named_file(path, environ) is None:
        return store
    if find_file(path, environ) is None:
        return usual_store()
    from crawler.config import load_config  # pydantic takes longer to import than a small store to read

    return load_config(path, db=db, environ=environ).database
