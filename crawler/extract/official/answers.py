"""Pages on which the spokesperson speaks: what is question, what is answer, and when the measure was announced."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from crawler.extract.official.dates import printed_dates
from crawler.extract.official.nations import ACTOR
from crawler.extract.official.sentences import Sentence, sentences
from storage.model import Notice

SPOKEN = re.compile(r"答记者问|记者会|发布会|发言人|谈话|应询|吹风会")
LEGAL_FORM = re.compile(r"公告|令|决定|通知|征求意见|目录")
# 答： · 何咏前： · 商务部新闻发言人 何亚东：
ANSWER = re.compile(
    r"^[\s【\[]{0,2}(?:答复?|[\u4e00-\u9fff]{0,10}发言人\s?[\u4e00-\u9fff]{0,4}|[\u4e00-\u9fff]{2,4})[】\]]?\s?[:：]"
)
# 问： · 有记者问： · 路透社记者： · 彭博社：
QUESTION = re.compile(
    r"^[\s【\[]{0,2}(?:(?:[\u4e00-\u9fffA-Za-z]{0,14}(?:记者|社|报|台|网|卫视))?(?:提?问)?|提问)[】\]]?\s?[:：]|^\s?有?(?:媒体)?记者问[，,]"
)
ANSWER_WITHIN = re.compile(r"\s答\s?[:：]")
ASKING_ENDS = ("？", "?", "？”", "评论。", "介绍。")
ANNOUNCED = re.compile(r"宣布|发布|公布|决定")
NAMES_ACT = re.compile(
    r"列入|纳入|移出|暂停|停止|恢复|调整|采取.{0,20}措施|管制|公布|发布(?!会)|征求意见|启动.{0,12}调查|目录|反制"
)
MOST = 4000  # sentences of one page: ten times the longest
LONGEST = 20_000  # characters of one sentence: fifty names
LATEST = 7  # days between an act and the page whose title names it


def is_spoken(notice: Notice) -> bool:
    """Whether a page gives the spokesperson's words."""
    return bool(SPOKEN.search(notice.title))


def is_statement(notice: Notice) -> bool:
    """Whether a page tells of an act and is not itself the act: spoken, or news without number and form of a notice."""
    return is_spoken(notice) or not (notice.instrument or LEGAL_FORM.search(notice.title))


def answered(text: str) -> Iterator[Sentence]:
    """The sentences of the answers: questions may repeat others' words and are left out."""
    place, asking = 0, False
    for line in text.split("\n"):
        if QUESTION.match(line):
            asking = True
        elif ANSWER.match(line):
            asking = False
        within = ANSWER_WITHIN.search(line) if asking else None
        if within or not asking:
            begins = within.end() if within else _label_end(line)
            yield from sentences(text, place + begins, place + len(line))
        asking = asking and not within and not line.endswith(ASKING_ENDS)
        place += len(line) + 1


def _label_end(line: str) -> int:
    label = ANSWER.match(line)
    return label.end() if label else 0


def announced_on(notice: Notice) -> str | None:
    """The day on which, by its own text, the measure was announced; else the day of publication.

    A page whose title names the act may be some days late; any other speaks of the acts of its own day.
    """
    published = (notice.published or "")[:10] or None
    latest = LATEST if NAMES_ACT.search(notice.title) else 0
    for sentence in islice(sentences(notice.page_text), MOST):
        for place in printed_dates(sentence.text[:LONGEST], published):
            following = sentence.text[place.end : place.end + 40]
            if ANNOUNCED.search(following) and not is_of_theirs(following) and 0 <= _age(place.on, published) <= latest:
                return place.on
    return published


def is_of_theirs(following: str) -> bool:
    """Whether the first who acts in the words behind a day is another government."""
    actor = ACTOR.search(following)
    return actor is not None and actor["theirs"] is not None


def _age(on: str, published: str | None) -> int:
    """Days from a day to the publication; -1 when that is not known."""
    return (date.fromisoformat(published) - date.fromisoformat(on)).days if published else -1
