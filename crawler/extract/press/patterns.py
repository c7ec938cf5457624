"""Phrases as one pattern."""

import re


def any_of(*phrases: str) -> re.Pattern[str]:
    """A pattern of alternatives, of any case. Each phrase must be linear: bounded gaps, no repeat inside a repeat."""
    return re.compile("|".join(phrases), re.IGNORECASE)
