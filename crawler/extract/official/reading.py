"""A notice laid open for the rules: its sentences, what it is, when it was announced, whom it can hit."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, islice
from operator import attrgetter, itemgetter

from crawler.extract.official import answers
from crawler.extract.official.annexes import Annex, annex_start, annexes
from crawler.extract.official.answers import LONGEST, MOST
from crawler.extract.official.dates import DATE, effective_on, outside_starts, printed_dates, signed_on
from crawler.extract.official.nations import FOREIGN_HEAD, nation_in
from crawler.extract.official.regimes import regime_of, regimes_of, signs_in
from crawler.extract.official.sentences import Sentence, sentences
from storage.instruments import MOST as MOST_REFERENCES
from storage.instruments import Reference, references
from storage.model import Action, Basis, Evidence, Measure, Notice, PolicyEvent, Regime

# Laws, guides, FAQs and trade remedies announce no act of this vocabulary, whatever words they use.
RULES = re.compile(
    r"(?:法|条例|规定|办法|规则|细则|准则|白皮书|指导意见|说明)(?:》?的?公告|的?通知)?(?:[（(【].{0,20}[）)】])?$|"
    r"(?:修改|废止|修订)[^，。]{0,40}(?:法|条例|规定|办法|规则|规章)[》〉]?的(?:决定|公告|通知)|常见问题|问答|问题解答|解读|指南|指引|须知|(?:相关|有关)问题(?:（.{1,4}）)?$"
)
REMEDIES = re.compile(r"反倾销|反补贴|保障措施|贸易壁垒|贸易投资壁垒|反规避|反歧视|国营贸易|配额")
MEETINGS = re.compile(r"会见|会谈|会晤|座谈会|对话")
NAMED_ACT = re.compile(r"不可靠实体清单(?:调查|措施)|采取反制措施")
ACT_OF_OURS = re.compile(r"公告|决定|通知|令|征求意见|目录|清单|名单")
SIGNATURE = re.compile(
    r"^(?:商务部|海关总署|不可靠实体清单工作机制|中华人民共和国商务部)[^，。：]{0,20}$", re.MULTILINE
)
HEADLINE = re.compile(
    r"^关于[^，。]*的(?:决定|公告|通知)$"
)  # a decision's title on a line of its own: it decides nothing
LIST_DATE = re.compile(r"(?:名单\s?|^)[（(]\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日[）)]$", re.MULTILINE)
TODAY = re.compile(r"今天|今日|刚刚")
MOST_CHARACTERS = 600_000  # of one page: the whole dual-use list with all its entries has a third
MOST_LINES = 20_000
BASIS = re.compile(r"(?:根据|依据|按照|依照|鉴于|针对)[^，。；]*")
ACTOR_REACH = 16  # characters behind a day in which stands whose day it is
NEWS_REACH = 600  # characters in which an act's own day is printed
TITLE_BEHIND = re.compile(r"\s?[（(]?《[^》\n]{1,120}》")
POLICY = re.compile(r"(?:上述|相关|有关)(?:政策|措施|公告)[^，。；自于从]{0,8}(?=自|于|从)")
IN_PART = re.compile(r"部分自")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What every rule looks at.

    `own` are the sentences in which the authority itself speaks (no question, no annex), `annex_start` is where the
    annexes begin; `effective_on` is the notice's closing clause, or what an answer says of the policy it explains;
    `nation` the country printed of those concerned; `shortened` whether the page holds more
    sentences, or longer ones, than a notice can.
    """

    notice: Notice
    basis: Basis
    own: tuple[Sentence, ...]
    annex_start: int
    announced_on: str | None
    effective_on: str | None
    shortened: bool = False

    @cached_property
    def nation(self) -> str | None:
        """The country of those concerned, from the first sentence to print one, else the title."""
        return nation_in(*(sentence.text for sentence in self.own), self.notice.title)

    @property
    def missing(self) -> str:
        """What the page calls its attachments that were not read."""
        unread = (one.label or one.url for one in self.notice.attachments if one.start is None)
        return "、".join(unread)

    @cached_property
    def lists(self) -> tuple[Annex, ...]:
        """The lists of names in the annexes."""
        return annexes(self.notice.text, self.annex_start, self.nation)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every notice that the page names by number."""
        return references(self.notice.page_text)

    @property
    def cut(self) -> bool:
        """Whether the page was not read to its end."""
        return self.shortened or len(self.references) >= MOST_REFERENCES

    @cached_property
    def lists_in_body(self) -> tuple[Annex, ...]:
        """The lists of names anywhere, for a page that has none in an annex."""
        return annexes(self.notice.text, 0, self.nation)

    @cached_property
    def signs(self) -> tuple[tuple[int, Measure], ...]:
        """(offset in the document, code) of every measure printed in the own sentences, in order."""
        starts = list(accumulate((len(sentence.text) + 1 for sentence in self.own), initial=0))
        found = signs_in("\n".join(sentence.text for sentence in self.own))
        holders = ((offset, code, bisect_right(starts, offset) - 1) for offset, code in found)
        return tuple((self.own[at].place(offset - starts[at]), code) for offset, code, at in holders)

    def measures(self, start: int = 0, end: int | None = None) -> tuple[Measure, ...]:
        """Codes of the measures printed between two offsets of the document, sorted."""
        first = bisect_left(self.signs, start, key=itemgetter(0))
        last = len(self.signs) if end is None else bisect_left(self.signs, end, key=itemgetter(0))
        return tuple(sorted({code for _, code in self.signs[first:last]}))

    @cached_property
    def lists_named(self) -> tuple[tuple[Regime, ...], ...]:
        """The lists that each of the own sentences names."""
        return tuple(regimes_of(sentence.text) for sentence in self.own)

    @cached_property
    def regimes(self) -> tuple[Regime, ...]:
        """Every list that the own sentences name, in the order in which they do."""
        return tuple(dict.fromkeys(regime for named in self.lists_named for regime in named))

    @cached_property
    def measures_of_lists(self) -> dict[Regime | None, tuple[Measure, ...]]:
        """What is printed of measures under the name of each list, up to the name of another."""
        codes: dict[Regime | None, set[Measure]] = {}
        current: Regime | None = None
        for sentence, named in zip(self.own, self.lists_named, strict=True):
            current = named[0] if named else current
            codes.setdefault(current, set()).update(self.measures(*sentence.span()))
        return {regime: tuple(sorted(found)) for regime, found in codes.items()}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title that is printed behind a notice's number (公告2026年第12号（《公布…的决定》）)."""
        text = self.notice.text
        found = ((one.keys, TITLE_BEHIND.match(text, one.end)) for one in self.references)
        return {keys[0]: match[0] for keys, match in found if match and len(keys) == 1}

    @cached_property
    def lists_beside(self) -> dict[str, tuple[Regime, ...]]:
        """The lists named in the own sentences in which each notice is named by number, in order."""
        found: dict[str, dict[Regime, None]] = {}
        for sentence, named in zip(self.own, self.lists_named, strict=True):
            for key in self.keys_in(sentence) if named else ():
                found.setdefault(key, {}).update(dict.fromkeys(named))
        return {key: tuple(regimes) for key, regimes in found.items()}

    def keys_in(self, sentence: Sentence, start: int = 0, end: int | None = None) -> tuple[str, ...]:
        """Keys of the notices that a part of a sentence names, but for the notice's own."""
        first, last = sentence.span(start, end)
        inside = (key for one in self.references_in(first, last) if one.end <= last + 1 for key in one.keys)
        return tuple(dict.fromkeys(key for key in inside if key != self.notice.instrument))

    def references_in(self, start: int, end: int) -> tuple[Reference, ...]:
        """The notices named by number that begin between two offsets of the document."""
        begin = bisect_left(self.references, start, key=attrgetter("start"))
        return self.references[begin : bisect_left(self.references, end, key=attrgetter("start"))]

    def regime(self, *, before: str = "") -> Regime | None:
        """The list that `before`, else the title, else the first own sentence to name one is about."""
        return regime_of(before) or self.page_regime

    @cached_property
    def page_regime(self) -> Regime | None:
        """The list that the title, else the first own sentence to name one, is about."""
        return regime_of(self.notice.title) or next(iter(self.regimes), None)

    def recalls(self, text: str) -> bool:
        """Whether a text prints another day than that of the announcement: what it tells is older.

        The day of a law that is followed (根据…) or of another government's act is none.
        """
        bare = BASIS.sub("", outside_starts(text[-NEWS_REACH:]))
        places = (place for place in printed_dates(bare, self.announced_on) if place.on != self.announced_on)
        return any(not answers.is_of_theirs(bare[place.end : place.end + ACTOR_REACH]) for place in places)

    def is_news(self, text: str) -> bool:
        """Whether what a sentence tells is of this page: not of another day, and in an answer of today or its topic."""
        if self.recalls(text) and not (self.basis == "notice" and "决定" in text):
            return False
        text = text[-NEWS_REACH:]
        told_today = TODAY.search(text) or printed_dates(outside_starts(text), self.announced_on)
        return self.basis == "notice" or bool(told_today or answers.NAMES_ACT.search(self.notice.title))

    def told_instrument(self, sentence: Sentence, regime: Regime | None = None) -> str | None:
        """In an answer: the one notice by which an act was done, when its sentence or a page about the act names it.

        The mechanism's list is changed by the mechanism's notices alone.
        """
        if self.basis != "statement":
            return None
        about = answers.NAMES_ACT.search(self.notice.title) is not None
        keys = self.keys_in(sentence) or (tuple(self.page_keys) if about else ())
        of_mechanism = regime == "unreliable-entity-list"
        keys = tuple(key for key in keys if regime is None or key.startswith("UEL-") == of_mechanism)
        return keys[0] if len(keys) == 1 else None

    @cached_property
    def page_keys(self) -> frozenset[str]:
        """Every notice that the page names by number."""
        return frozenset(key for reference in self.references for key in reference.keys)

    def act(self, action: Action, regime: Regime, evidence: Evidence) -> PolicyEvent:
        """An event of this page, without what the rule has yet to read."""
        return PolicyEvent(
            action=action,
            regime=regime,
            basis=self.basis,
            instrument=self.notice.instrument,
            announced_on=self.announced_on,
            effective_on=self.effective_on,
            evidence=evidence,
        )


def may_act(notice: Notice) -> bool:
    """Whether a page can announce an act of ours: no law or guide, no trade remedy, no news of another's measures."""
    if answers.is_spoken(notice):
        return not REMEDIES.search(notice.title) or regime_of(notice.title) is not None
    if any(words.search(notice.title) for words in (RULES, REMEDIES, MEETINGS, FOREIGN_HEAD)):
        return bool(NAMED_ACT.search(notice.title))
    return bool(notice.instrument or ACT_OF_OURS.search(notice.title) or SIGNATURE.search(notice.page_text))


def read(notice: Notice) -> Reading:
    """Lay a notice open, as much of it as is read."""
    whole, notice = notice, replace(notice, text=bounded(notice.text))
    spoken = answers.is_statement(notice)
    page = notice.page_text
    end = len(page) if spoken else annex_start(page)
    spoken_or_written = answers.answered(page) if spoken else sentences(page, 0, end)
    found = tuple(islice(spoken_or_written, MOST + 1))
    own = tuple(one for one in found[:MOST] if len(one.text) <= LONGEST and not HEADLINE.match(one.text))
    announced = answers.announced_on(notice) if spoken else _signed_on(notice, end)
    return Reading(
        notice=notice,
        basis="statement" if spoken else "notice",
        own=own,
        annex_start=end,
        announced_on=announced,
        effective_on=(_policy_starts if spoken else _closing_clause)(own, announced),
        shortened=len(notice.text) < len(whole.text)
        or len(found) > MOST
        or any(len(one.text) > LONGEST for one in found),
    )


def bounded(text: str) -> str:
    """The beginning of a text that no notice is longer than."""
    end = 0
    for _ in range(MOST_LINES):
        end = text.find("\n", end) + 1
        if end == 0 or end > MOST_CHARACTERS:
            return text[:MOST_CHARACTERS]
    return text[:end]


def _signed_on(notice: Notice, end: int) -> str | None:
    """The date under the notice, else of its label block, else of its list (（2025年9月25日）), else the site's."""
    printed = signed_on(notice.text[:end], notice.published) or notice.signed_on
    dated = LIST_DATE.search(notice.text)
    of_list = printed_dates(dated[0], notice.published) if dated and not printed else ()
    return printed or (of_list[0].on if of_list else None) or (notice.published or "")[:10] or None


def _closing_clause(own: tuple[Sentence, ...], announced_on: str | None) -> str | None:
    """When the notice says that it is in force: the last sentence with such a clause (本公告自公布之日起正式实施)."""
    for sentence in reversed(own):
        on = None if IN_PART.search(sentence.text) else effective_on(sentence.text, announced_on)
        if on and not DATE.match(sentence.text):
            return on
    return None


def _policy_starts(own: tuple[Sentence, ...], announced_on: str | None) -> str | None:
    """When an answer says that what it explains begins: 上述政策将于9月1日起正式施行."""
    behind = (sentence.text[match.end() :] for sentence in own if (match := POLICY.search(sentence.text)))
    return next((on for text in behind if (on := effective_on(text, announced_on))), None)
