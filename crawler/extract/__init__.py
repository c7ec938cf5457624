"""From a document to the policy events it announces, each with its quoted evidence. Pure; knows no site.

`official` reads what the authority prints in Chinese, `press` what is written in English, and Chinese reports.
"""

from collections.abc import Sequence

from crawler.extract.official import extract_notice
from storage.model import Document, Notice, PolicyEvent

RULES_VERSION = 3  # goes up with every change of what is extracted, so that a better rule never looks like an edit


def extract_events(document: Document) -> tuple[PolicyEvent, ...]:
    """The events of a document: an official Chinese page, an English one of the ministry, or a report of the press."""
    if isinstance(document, Notice) and document.language == "zh":
        return extract_notice(document)
    from crawler.extract.press import extract_english_statement, extract_reports

    return extract_english_statement(document) if isinstance(document, Notice) else extract_reports(document)


def name_aside(document: Document, events: Sequence[PolicyEvent]) -> str | None:
    """What a report without events tells that is outside the vocabulary: "tariff", "foreign measure", "lead" …"""
    if events or isinstance(document, Notice):
        return None
    from crawler.extract.press.asides import aside

    return aside(document)
