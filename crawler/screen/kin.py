"""Parents and branches: names of which one begins with the other."""

from collections.abc import Container, Iterator

from rapidfuzz.distance import OSA
from rigour.territories import lookup_territory

from crawler.screen.names import EASTERN_FORMS, WESTERN_WORDS, Form

REGIONS = ("africa", "america", "americas", "asia", "asia pacific", "emea", "europe", "global", "international")
LOOSE = ("group", "holdings", "holding", "集团", "控股", "业")  # at the end of a parent's name its units leave them out
FORMS = (*EASTERN_FORMS, *WESTERN_WORDS, "companylimited", "companyinc", "limitedpartnership", "gmbh")
LONGEST_FORM = max(map(len, FORMS)) + 1


def squeezed(text: str) -> str:
    """Without spaces."""
    return text.replace(" ", "")


def heads(form: Form) -> Iterator[str]:
    """What a core begins with, where that is enough to tell a firm: two words and eight letters, or four characters."""
    words = list(form.core) if form.eastern else form.core.split(" ")
    for count in range(4 if form.eastern else 2, len(words)):
        head = "".join(words[:count])
        if form.eastern or len(head) >= 8:
            yield head


def as_parent(form: Form) -> Iterator[str]:
    """The core as the name of a group: whole, and without the words that its units leave out."""
    core = squeezed(form.core)
    yield core
    yield from (core.removesuffix(word) for word in LOOSE if core.endswith(word) and core != word)


def placed_off(form: Form, known: Container[str]) -> Iterator[tuple[str, str]]:
    """The core without what stands in brackets, or without the country or region behind its first word, a known core;
    and that. Few first words are one, and to look up a country costs as much as all the rest.
    """
    if form.base:
        yield squeezed(form.base), squeezed(form.core).replace(squeezed(form.base), "", 1)
    first, _, behind = form.core.partition(" ")
    if len(first) >= 4 and behind and first in known and (behind in REGIONS or lookup_territory(behind)):
        yield first, behind


def misspelt_off(form: Form, known: Container[str]) -> Iterator[str]:
    """The known cores with which a name begins, where what follows is a legal form with a typing error.

    The two letters where they meet may have changed places.
    """
    text = squeezed(form.text)
    for cut in range(max(2, len(text) - LONGEST_FORM), len(text)):
        head, swapped = text[:cut], text[: cut - 1] + text[cut]
        if head in known and nearly_legal(text[cut:]):
            yield head
        if swapped in known and text[cut - 1] + text[cut + 1 :] in FORMS:
            yield swapped


def nearly_legal(ending: str) -> bool:
    """Whether an ending is a legal form, or one slip away from it."""
    return any(OSA.distance(ending, form, score_cutoff=1) <= 1 for form in FORMS)


def rest(whole: str, head: str) -> str:
    """What a name goes on with behind its head, whose spaces do not count.

    >>> rest("l3 harris technologies", "l3harris")
    'technologies'
    """
    kept = len(squeezed(head))
    for place, letter in enumerate(whole):
        if not kept:
            return whole[place:].strip()
        kept -= letter != " "
    return ""
