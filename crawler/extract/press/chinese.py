"""Chinese reports: the rules for official Chinese text over the lead, where China is the one who acts."""

import re
from dataclasses import replace

from crawler.extract.official import extract_notice
from crawler.extract.press.loose import retold
from crawler.extract.press.sentences import LEAD_PARAGRAPHS
from storage.model import Article, Evidence, Notice, PolicyEvent

MOST = 10_000  # characters of a lead
ACTS = re.compile(r"商务部|外交部|海关总署|不可靠实体清单工作机制|中方|我国|中国")
REACTS = re.compile(r"反对|评论|社评|述评|解读|美国(?:商务部|财政部|国防部)|美方|国台办|台独")
ANSWERS = re.compile(r"回应(?!.{0,30}(?:暂停|暂缓|停止|取消|解除))")  # "回应…28家美企停止相关限制" tells an act
RUMOURED = re.compile(r"(?:消息|知情)人士|据传|正?考虑|酝酿|或将|可能(?:会|将)?")
# How reports word what notices say in one way; of one length, so that no offset moves.
AS_PRINTED_BY_LAW = (("列为", "列入"), ("纳入", "列入"), ("暂缓", "暂停"))


def chinese_reports(article: Article) -> tuple[PolicyEvent, ...]:
    """The events of a Chinese report, basis `report`; none of a reaction or of a piece about somebody else's act."""
    lead = "\n".join(article.text.split("\n")[:LEAD_PARAGRAPHS])[:MOST]
    if REACTS.search(article.title) or ANSWERS.search(article.title) or not ACTS.search(f"{article.title}\n{lead}"):
        return ()
    if RUMOURED.search(article.title):
        return ()
    text = lawful(lead)
    read = Notice(
        source=article.source, url=article.url, title=lawful(article.title), text=text, published=article.published
    )
    return tuple(as_report(event, lead) for event in extract_notice(read) or retold(text, article.published))


def lawful(text: str) -> str:
    """The text with the words of notices for those of reports."""
    for report, law in AS_PRINTED_BY_LAW:
        text = text.replace(report, law)
    return text


def as_report(event: PolicyEvent, text: str) -> PolicyEvent:
    """The event of a report, its quote as the report prints it."""
    start, end = event.evidence.start, event.evidence.end
    return replace(event, basis="report", evidence=Evidence(quote=text[start:end], start=start, end=end))
