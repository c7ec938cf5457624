"""Which Curbwatch this is."""

APPLICATION = "curbwatch"


def own_version() -> str:
    """The installed version; `0` in a checkout that is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # brings the parser of mail headers

    try:
        return version(APPLICATION)
    except PackageNotFoundError:
        return "0"
