"""HS codes and control codes against those of controlled goods, by prefix: a heading covers what stands under it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from crawler.screen.match import Match
from storage.model import Target

Kind = Literal["HS code", "control code"]

SHORTEST = {"HS code": 4, "control code": 2}  # a chapter of the customs tariff says nothing yet
SAME, UNDER, COVERS = 100.0, 98.0, 90.0


def find_codes(kind: Kind, codes: Sequence[Sequence[str]], targets: Sequence[Target]) -> Iterator[Match]:
    """The best match of each given list of codes with each target."""
    listed = by_beginning(kind, targets)
    for given, own in enumerate(codes):
        best: dict[int, Match] = {}
        for code in dict.fromkeys(own):
            for place, printed in near(plain_code(code), listed):
                score, relation = compared(plain_code(code), plain_code(printed), kind) or (0.0, "")
                if relation and (place not in best or best[place].score < score):
                    why = f"{code} {relation}"
                    best[place] = Match(given=given, target=place, what=kind, matched=printed, score=score, why=why)
        yield from best.values()


def by_beginning(kind: Kind, targets: Sequence[Target]) -> dict[str, list[tuple[int, str]]]:
    """What each code begins with, itself among it -> place of a target and its code as printed."""
    found = defaultdict(list)
    for place, target in enumerate(targets):
        for printed in codes_of(kind, target):
            for length in range(1, len(plain_code(printed)) + 1):
                found[plain_code(printed)[:length]].append((place, printed))
    return found


def near(code: str, listed: dict[str, list[tuple[int, str]]]) -> Iterator[tuple[int, str]]:
    """The listed codes that a code begins with, and those that begin with it."""
    yield from listed.get(code, ())
    for length in range(1, len(code)):
        beginning = code[:length]
        yield from (one for one in listed.get(beginning, ()) if plain_code(one[1]) == beginning)


def codes_of(kind: Kind, target: Target) -> tuple[str, ...]:
    """The codes of a target; goods and technologies have them."""
    return target.hs_codes if kind == "HS code" else target.control_codes


def plain_code(code: str) -> str:
    """Letters in one case, and nothing but letters and digits; in a control code also its dots.

    >>> plain_code("2804.50.0001"), plain_code("1c117. D")
    ('2804500001', '1C117.D')
    """
    kept = "".join(c for c in code.upper() if c.isascii() and (c.isalnum() or c == "."))
    return kept.replace(".", "") if kept.replace(".", "").isdigit() else kept.strip(".")


def compared(mine: str, theirs: str, kind: Kind) -> tuple[float, str] | None:
    """Score and relation of two codes; None when neither begins with the other.

    >>> compared("1C117.D.1", "1C117.D", "control code"), compared("1C11", "1C117.D", "control code")
    ((98.0, 'stands under a listed code'), None)
    """
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) < SHORTEST[kind] or not longer.startswith(shorter):
        return None
    if mine == theirs:
        return SAME, "is listed"
    if kind == "control code" and shorter[-1].isdigit() and longer[len(shorter)].isdigit():
        return None  # 1C11 is no heading of 1C117
    if shorter == theirs:
        return UNDER, "stands under a listed code"
    return COVERS, "covers a listed code: whether the goods are those is for you to tell"
