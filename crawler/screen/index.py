"""The names of whoever is listed, and who of many is among them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from crawler.screen.kin import as_parent, heads, misspelt_off, nearly_legal, placed_off, rest, squeezed
from crawler.screen.match import (
    DEFAULT_SCORE,
    ORDER_COSTS,
    Likeness,
    Match,
    Way,
    apart,
    explain,
    likeness,
    slips_score,
)
from crawler.screen.names import Form, form_of
from crawler.screen.nearest import nearest
from storage.model import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One name of the target at `target`, as printed, and what it is to it."""

    target: int
    what: Literal["name", "usual name", "parent"]
    text: str
    form: Form


Table = dict[str, list[int]]  # key -> numbers of listed names
Found = tuple[int, int, Likeness]  # the place of a given name, the number of a listed one, how they are alike


class Index:
    """Who is listed, by every name. `find` says who of many is among them."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self.names = [
            name for place, target in enumerate(targets) for name in names_of(place, target) if name.form.core
        ]
        # Without spaces: whole cores, what longer ones begin with, sounds, and Eastern characters in order.
        self.cores, self.heads, self.sounds, self.orders = (defaultdict[str, list[int]](list) for _ in range(4))
        for number, name in enumerate(self.names):
            self.cores[squeezed(name.form.core)].append(number)
            for head in {*heads(name.form), squeezed(name.form.base)} - {""}:
                self.heads[head].append(number)
            if name.form.eastern:
                self.sounds[name.form.sound].append(number)
                self.orders[name.form.ordered].append(number)

    def find(self, given: Sequence[str], min_score: float = DEFAULT_SCORE) -> list[Match]:
        """The best match of each given name with each target, from `min_score` on, in the order given."""
        forms = [form_of(name) for name in given]
        best: dict[tuple[int, int], tuple[Likeness, Listed]] = {}
        for place, number, like in self.pairs(given, forms, min_score):
            key = place, self.names[number].target
            if like.score >= min_score and (key not in best or best[key][0].score < like.score):
                best[key] = like, self.names[number]
        return [match(place, *best[place, target]) for place, target in sorted(best)]

    def pairs(self, given: Sequence[str], forms: Sequence[Form], least: float) -> Iterator[Found]:
        """Every likeness found, the same pair perhaps in several ways."""
        for place, form in enumerate(forms):
            if form.core:
                yield from ((place, number, like) for number, like in self.looked_up(form))
        for eastern in (False, True):
            places = [place for place, form in enumerate(forms) if form.core and form.eastern == eastern]
            numbers = [number for number, name in enumerate(self.names) if name.form.eastern == eastern]
            for row, column, slips in nearest(
                [forms[p].core for p in places], [self.names[n].form.core for n in numbers], least
            ):
                place, number = places[row], numbers[column]
                yield place, number, compared(given[place], forms[place], self.names[number], slips)
        yield from self.reordered(forms, least)

    def reordered(self, forms: Sequence[Form], least: float) -> Iterator[Found]:
        """Western names of several words that agree when the words of both are put in order."""
        numbers = [number for number, name in enumerate(self.names) if " " in name.form.core]
        places = [place for place, form in enumerate(forms) if " " in form.core]
        ordered = [self.names[number].form.ordered for number in numbers]
        for row, column, slips in nearest([forms[p].ordered for p in places], ordered, least + ORDER_COSTS):
            mine, theirs = forms[places[row]], self.names[numbers[column]].form
            yield places[row], numbers[column], compared_in_order(mine, theirs, slips)

    def looked_up(self, form: Form) -> Iterator[tuple[int, Likeness]]:
        """What needs no distance."""
        for table, key, way, detail in self.probes(form):
            for number in table.get(key, ()):
                head = key if way == "head" else ""
                yield number, likeness(way, rest(self.names[number].form.core, head) if head else detail)

    def probes(self, form: Form) -> Iterator[tuple[Table, str, Way, str]]:
        """Where to look a name up, what for, what it would mean, and the detail to tell."""
        if form.eastern:
            yield self.sounds, form.sound, "sound", form.sound
        if form.eastern and len(form.core) > 3:
            yield self.orders, form.ordered, "order", ""
        if not form.eastern and len(form.sound) > 5:
            yield self.sounds, form.sound, "pinyin", ""
        yield from ((self.heads, head, "head", "") for head in as_parent(form))
        yield from ((self.cores, head, "branch", rest(form.core, head)) for head in heads(form))
        yield from ((self.cores, head, "branch", place) for head, place in placed_off(form))
        for head, ending in misspelt_off(form):
            if head in self.cores and nearly_legal(ending):
                yield self.cores, head, "form", ""


def names_of(place: int, target: Target) -> Iterator[Listed]:
    """Every name of a target; a country is no name, goods have codes."""
    if target.kind not in ("company", "organization", "person"):
        return
    for text in filter(None, (target.name_en, target.name_zh)):
        yield Listed(target=place, what="name", text=text, form=form_of(text))
    for text in target.aliases:
        yield Listed(target=place, what="usual name", text=text, form=form_of(text))
    if target.parent:
        yield Listed(target=place, what="parent", text=target.parent, form=form_of(target.parent))


def compared(name: str, form: Form, listed: Listed, slips: int) -> Likeness:
    """The likeness of two names whose cores are so many slips apart."""
    if slips:
        return slipped(form, listed.form, slips)
    if form.text != listed.form.text:
        return likeness("form")
    return likeness("same" if name == listed.text else "spelling")


def compared_in_order(mine: Form, theirs: Form, slips: int) -> Likeness:
    """The likeness of two names that are so many slips apart once their words are in order."""
    return slipped(mine, theirs, slips, reordered=True) if slips else likeness("order")


def slipped(mine: Form, theirs: Form, slips: int, *, reordered: bool = False) -> Likeness:
    """A likeness with typing errors."""
    score = slips_score(slips, max(len(mine.core), len(theirs.core))) - ORDER_COSTS * reordered
    return Likeness(way="slips", score=score, slips=slips, detail=apart(mine.core, theirs.core), reordered=reordered)


def match(place: int, like: Likeness, listed: Listed) -> Match:
    """What is reported of a likeness."""
    why = f"{explain(like)}; the listed unit's parent" if listed.what == "parent" else explain(like)
    return Match(
        given=place, target=listed.target, what=listed.what, matched=listed.text, score=round(like.score, 1), why=why
    )
