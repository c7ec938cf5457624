"""A notice laid open for the rules: its sentences, what it is, when it was announced."""

import re
from dataclasses import dataclass

from crawler.extract.dates import DATE, effective_on, printed_dates, signed_on
from crawler.extract.names import ANNEX, Annex, annexes
from crawler.extract.regimes import nation_in
from crawler.extract.sentences import Sentence, sentences
from storage.instruments import Reference, references
from storage.model import Basis, Notice

# Laws, guides, FAQs and trade remedies announce no act of this vocabulary, whatever words they use.
NO_ACT = re.compile(
    r"(?:法|条例|规定|办法|规则|细则|准则|白皮书)(?:》?的?公告|的?通知)?(?:（.{0,20}）)?$|常见问题|问答|问题解答|解读|指南|指引|须知|"
    r"反倾销|反补贴|保障措施|贸易壁垒|贸易投资壁垒|反规避|反歧视|国营贸易|配额|相关问题|会见|会谈"
)
ACT = re.compile(r"列入|纳入|移出|暂停|停止|恢复|取消|调查|管制|反制|征求意见|目录|不可靠实体清单措施")
ANSWERS = re.compile(r"答记者问|记者会|发布会|发言人|谈话|应询")
ANSWER = re.compile(r"^\s?(?:答|发言人|[\u4e00-\u9fff]{2,4})\s?[:：]")
QUESTION = re.compile(r"^\s?(?:有记者|记者|[\u4e00-\u9fff]{0,12}记者)?\s?(?:提?问)\s?[:：]")
MIDWAY_ANSWER = re.compile(r"\s答\s?[:：]")
ANNOUNCED = re.compile(r"(?:宣布|发布|公布|决定)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What every rule looks at.

    `own` are the sentences in which the authority itself speaks (no question, no annex); `annexes` the lists of names;
    `effective_on` the notice's closing clause, None in an answer; `nation` the country printed of those concerned.
    """

    notice: Notice
    basis: Basis
    own: tuple[Sentence, ...]
    annexes: tuple[Annex, ...]
    references: tuple[Reference, ...]
    announced_on: str | None
    effective_on: str | None
    nation: str | None

    @property
    def body(self) -> str:
        """Text of the authority's own sentences, a line each."""
        return "\n".join(sentence.text for sentence in self.own)

    def keys_in(self, sentence: Sentence, start: int = 0, end: int | None = None) -> tuple[str, ...]:
        """Keys of the notices that a part of a sentence names, but for the notice's own."""
        first = sentence.start + start
        last = sentence.start + (len(sentence.text) if end is None else end)
        inside = [key for ref in self.references if first <= ref.start and ref.end <= last + 1 for key in ref.keys]
        return tuple(dict.fromkeys(key for key in inside if key != self.notice.instrument))


def has_act(notice: Notice) -> bool:
    """Whether a title can announce an act: neither a law or a guide nor about trade remedies."""
    return not NO_ACT.search(notice.title) or bool(re.search(r"不可靠实体清单(?:调查|措施)|采取反制措施", notice.title))


def read(notice: Notice) -> Reading:
    """Lay a notice open."""
    spoken = bool(ANSWERS.search(notice.title))
    end = _annex_start(notice.text)
    own = _answers(notice.text) if spoken else sentences(notice.text, 0, end)
    announced = _announced_on(notice) if spoken else _signed_on(notice)
    nation = nation_in(*(sentence.text for sentence in own), notice.title, *_annex_headings(notice))
    return Reading(
        notice=notice,
        basis="statement" if spoken else "notice",
        own=own,
        annexes=annexes(notice.text, nation),
        references=references(notice.text),
        announced_on=announced,
        effective_on=None if spoken else _closing_clause(own, announced),
        nation=nation,
    )


def _annex_headings(notice: Notice) -> tuple[str, ...]:
    return tuple(annex.heading for annex in annexes(notice.text, None))


def _annex_start(text: str) -> int:
    """Where the first line 附件 stands alone."""
    place = 0
    for line in text.split("\n"):
        if ANNEX.match(line) and place:
            return place
        place += len(line) + 1
    return len(text)


def _answers(text: str) -> tuple[Sentence, ...]:
    """The sentences of the answers: questions may repeat others' words and are left out."""
    spoken: list[Sentence] = []
    place, asking = 0, False
    for line in text.split("\n"):
        asking = bool(QUESTION.match(line)) or (asking and not ANSWER.match(line))
        answer = MIDWAY_ANSWER.search(line) if asking else None
        if answer:
            spoken.extend(sentences(text, place + answer.end(), place + len(line)))
            asking = False
        elif not asking:
            spoken.extend(sentences(text, place, place + len(line)))
        place += len(line) + 1
    return tuple(spoken)


def _signed_on(notice: Notice) -> str | None:
    """The date under the notice, else of its label block, else the site's."""
    body = notice.text[: _annex_start(notice.text)]
    return signed_on(body, notice.published) or notice.signed_on or (notice.published or "")[:10] or None


def _announced_on(notice: Notice) -> str | None:
    """In an answer: the day on which by its own text the measure was announced, else its publication."""
    published = (notice.published or "")[:10] or None
    for sentence in sentences(notice.text):
        dates = printed_dates(sentence.text, published)
        for place in dates:
            if ANNOUNCED.search(sentence.text[place.end : place.end + 40]) and _days_apart(place.on, published) <= 3:
                return place.on
    return published


def _days_apart(one: str, other: str | None) -> int:
    from datetime import date

    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) if other else 0


def _closing_clause(own: tuple[Sentence, ...], announced_on: str | None) -> str | None:
    """When the notice says that it is in force: the last sentence with such a clause (本公告自公布之日起正式实施)."""
    found = None
    for sentence in own:
        if re.search(r"部分自", sentence.text):
            continue
        if (on := effective_on(sentence.text, announced_on)) and not DATE.match(sentence.text):
            found = on
    return found
