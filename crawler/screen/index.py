"""The names of whoever is listed, and who of many is among them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from crawler.screen.kin import as_parent, heads, misspelt_off, placed_off, rest, squeezed
from crawler.screen.match import (
    DEFAULT_SCORE,
    LETTERS_FOR_ANOTHER,
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
Key = Callable[[Form], str]
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
        for key in (western_text, western_core, eastern_core):
            for place, number, slips in self.near(forms, key, least):
                form, listed = forms[place], self.names[number]
                like = slipped(key(form), key(listed.form), slips) if slips else agreed(given[place], form, listed)
                yield place, number, like
        for place, number, slips in self.near(forms, western_order, least + ORDER_COSTS):
            mine, theirs = forms[place].core, self.names[number].form.core
            yield place, number, slipped(mine, theirs, slips, reordered=True) if slips else likeness("order")

    def near(self, forms: Sequence[Form], key: Key, least: float) -> Iterator[tuple[int, int, int]]:
        """Place, number and slips of names whose keys agree; a name whose key is empty is left out."""
        mine = {place: text for place, form in enumerate(forms) if (text := key(form))}
        theirs = {number: text for number, name in enumerate(self.names) if (text := key(name.form))}
        places, numbers = list(mine), list(theirs)
        for row, column, slips in nearest(list(mine.values()), list(theirs.values()), least):
            yield places[row], numbers[column], slips

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
        known = (head for head in heads(form) if head in self.cores)
        yield from ((self.cores, head, "branch", rest(form.core, head)) for head in known)
        yield from ((self.cores, head, "branch", place) for head, place in placed_off(form, self.cores))
        yield from ((self.cores, head, "form", "") for head in misspelt_off(form, self.cores))


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


def western_text(form: Form) -> str:
    """A Western name whole: a typing error may make or unmake a legal form."""
    return "" if form.eastern else form.text


def western_core(form: Form) -> str:
    """A Western name without its legal form."""
    return "" if form.eastern else form.core


def western_order(form: Form) -> str:
    """A Western name of several words, in order."""
    return form.ordered if " " in form.core and not form.eastern else ""


def eastern_core(form: Form) -> str:
    """An Eastern name without its legal form."""
    return form.core if form.eastern else ""


def agreed(name: str, form: Form, listed: Listed) -> Likeness:
    """The likeness of two names with the same core."""
    if form.folded != listed.form.folded:
        return likeness("form")
    return likeness("same" if name == listed.text else "spelling")


def slipped(mine: str, theirs: str, slips: int, *, reordered: bool = False) -> Likeness:
    """A likeness with typing errors; none to speak of where there are too many for the words that they stand in."""
    extra, lacking = apart(mine, theirs)
    score = slips_score(slips, max(len(mine), len(theirs))) - ORDER_COSTS * reordered
    detail = f"“{extra}” for “{lacking}”"
    plausible = slips <= 1 + max(len(extra), len(lacking)) // LETTERS_FOR_ANOTHER
    return Likeness(way="slips", score=score * plausible, slips=slips, detail=detail, reordered=reordered)


def match(place: int, like: Likeness, listed: Listed) -> Match:
    """What is reported of a likeness."""
    why = f"{explain(like)}; the listed unit's parent" if listed.what == "parent" else explain(like)
    return Match(
        given=place, target=listed.target, what=listed.what, matched=listed.text, score=round(like.score, 1), why=why
    )
