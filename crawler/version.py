"""Which Curbwatch this is."""

from importlib.metadata import PackageNotFoundError, version

APPLICATION = "curbwatch"


def own_version() -> str:
    """The installed version; `0` in a checkout that is not installed."""
    try:
        return version(APPLICATION)
    except PackageNotFoundError:
        return "0"
