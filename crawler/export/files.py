"""Files that are there whole or not at all."""

import os
from pathlib import Path

from storage.errors import ConfigError, StoreError


def write_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Write beside the target, then rename. Raises `ConfigError` where there is a file that must not be replaced."""
    if path.exists() and not replace:
        raise ConfigError([f"--out {path}: there is such a file; --force replaces it"])
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            part.write_bytes(data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: {error}") from error
