"""Investigations under the rules of the Unreliable Entity List, and firms that are warned of, not listed."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.extract.official.nations import nation_in
from crawler.extract.official.numerals import declared_count
from crawler.extract.official.reading import Reading
from crawler.extract.official.running import targets_named
from crawler.extract.official.treatments import with_latin
from storage.model import PolicyEvent, Target

INQUIRED = re.compile(r"(?:启动|开展|立案|进行)(?:不可靠实体清单)?调查")
TITLED = re.compile(r"对(?P<names>[^。；]{2,200}?)(?:启动|开展|立案|进行)")
FIRST_BODY = re.compile(r"[^，。；]{1,60}?(?:公司|集团|会社|企业)(?:[（(][^（）()]{1,100}[）)])?")
DAY_REACH = 60  # characters before 决定 in which the day of a recalled act stands
DEALING = re.compile(r"(?:开展|进行).{0,12}(?:业务|交易|贸易|合作)时")
CARE = re.compile(r"尽职调查|注意义务|风险")


def investigations(reading: Reading) -> Iterator[PolicyEvent]:
    """`决定对NAME…启动调查`."""
    for sentence in reading.own:
        match = INQUIRED.search(sentence.text)
        decided = sentence.text.rfind("决定对", 0, match.start()) if match else -1
        recalled = reading.recalls(sentence.text[max(decided - DAY_REACH, 0) : max(decided, 0)])
        if decided < 0 or recalled or reading.regime(before=sentence.text) != "unreliable-entity-list":
            continue
        yield replace(
            reading.act("investigate", "unreliable-entity-list", sentence.evidence(decided)),
            targets=_investigated(reading, sentence.text[decided + 3 : match.start() if match else None]),
            declared_count=declared_count(sentence.text),
        )


def _investigated(reading: Reading, decided: str) -> tuple[Target, ...]:
    """Whom the title names, else the name at the head of `美国PVH集团针对涉疆产品涉嫌…`."""
    titled = TITLED.search(reading.notice.title)
    first = FIRST_BODY.match(decided)
    names = titled["names"] if titled else first[0] if first else decided
    return tuple(with_latin(reading, target) for target in targets_named(names, reading.nation))


def warnings(reading: Reading) -> Iterator[PolicyEvent]:
    """A firm that is warned, not listed (rule 6): 与甲公司开展出口业务时，应当…履行尽职调查."""
    for sentence in reading.own:
        dealing = DEALING.search(sentence.text)
        begins = sentence.text.rfind("与", 0, dealing.start()) if dealing else -1
        if dealing is None or begins < 0 or reading.basis != "notice" or not CARE.search(sentence.text, dealing.end()):
            continue
        names = sentence.as_printed(begins + 1, dealing.start())
        if targets := targets_named(names, nation_in(names)):
            yield replace(
                reading.act("restrict", reading.regime() or "export-control-list", sentence.evidence()),
                targets=tuple(with_latin(reading, target) for target in targets),
                measures=("enhanced-review",),
            )
