"""The numbers of Chinese notices as the English press prints them: only with number and year."""

import re
from collections.abc import Iterator

NUMBERS = r"(?P<numbers>\d{1,3}(?:(?:, (?:and )?| and | to |-|–)(?:No\.? ?)?\d{1,3}){0,12})"
WORD = r"(?:Announcements?|Notices?|Decrees?)"
AFTER = re.compile(rf"\b{WORD} (?:Nos?\.? ?)?{NUMBERS} ?(?:of |\(|\[|〔|, )(?P<year>20\d\d)\b", re.IGNORECASE)
BEFORE = re.compile(rf"\b{WORD} ?[\[(〔]?(?P<year>20\d\d)[\])〕]? ?(?:Nos?\.? ?){NUMBERS}", re.IGNORECASE)
ALONE = re.compile(rf"\bNos?\.? ?{NUMBERS} (?:of|\() ?(?P<year>20\d\d)\b", re.IGNORECASE)
UNRELIABLE = re.compile(r"unreliable entit", re.IGNORECASE)


def printed(text: str) -> Iterator[tuple[int, str]]:
    """Every notice named with number and year, with its place."""
    for pattern in (AFTER, BEFORE, ALONE):
        for found in pattern.finditer(text):
            series = "UEL" if UNRELIABLE.search(text[max(0, found.start() - 60) : found.start()]) else "MOFCOM"
            for number in spelt_out(found["numbers"]):
                yield found.start(), f"{series}-{found['year']}-{number}"


def spelt_out(numbers: str) -> list[int]:
    """ "55, 56 and 57" as numbers, "55 to 58" with those between."""
    found: list[int] = []
    for part in re.split(r",(?: and)? | and ", numbers):
        ends = [int(digits) for digits in re.findall(r"\d{1,3}", part)]
        found += range(ends[0], ends[-1] + 1) if ends and ends[-1] - ends[0] < 30 else ends
    return found
