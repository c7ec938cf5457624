"""The query of a request, as the pages use it."""

from typing import Any
from urllib.parse import urlencode


class Query:
    """The first value of each parameter, stripped and bounded; a parameter that is not there is empty."""

    LONGEST = 2_000  # characters

    def __init__(self, args: Any) -> None:
        self._values = {name: (args.get(name) or "").strip()[: self.LONGEST] for name in args}

    def __getitem__(self, name: str) -> str:
        return self._values.get(name, "")

    def words(self, name: str) -> tuple[str, ...]:
        """The parameter as one choice among many: none or one."""
        return (self[name],) if self[name] else ()

    def encoded(self, **other: str) -> str:
        """The query again, some of it changed, for a link."""
        return urlencode({name: value for name, value in (self._values | other).items() if value})
