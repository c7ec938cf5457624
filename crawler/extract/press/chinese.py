"""Chinese reports: the rules for official Chinese text over the lead, where China is the one who acts."""

import re
from dataclasses import replace

from crawler.extract.official import extract_notice
from crawler.extract.press.sentences import LEAD_PARAGRAPHS
from storage.model import Article, Notice, PolicyEvent

ACTS = re.compile(r"商务部|外交部|海关总署|不可靠实体清单工作机制|中方|我国|中国")
REACTS = re.compile(r"回应|反对|评论|社评|述评|解读|美国(?:商务部|财政部|国防部)|美方")


def chinese_reports(article: Article) -> tuple[PolicyEvent, ...]:
    """The events of a Chinese report, basis `report`; none of a reaction or of a piece about somebody else's act."""
    text = "\n".join(article.text.split("\n")[:LEAD_PARAGRAPHS])
    if REACTS.search(article.title) or not ACTS.search(f"{article.title}\n{text}"):
        return ()
    read = Notice(source=article.source, url=article.url, title=article.title, text=text, published=article.published)
    return tuple(replace(event, basis="report") for event in extract_notice(read))
