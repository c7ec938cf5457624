"""Events of a report in short: `action regime count`, with ECL, UEL, WL, CM, DU, TC and LC for the regimes."""

from crawler.extract.press import extract_reports
from storage.model import Article

SHORT = {
    "export-control-list": "ECL",
    "unreliable-entity-list": "UEL",
    "watch-list": "WL",
    "countermeasures": "CM",
    "dual-use-items": "DU",
    "technology-catalogue": "TC",
    "licence-catalogue": "LC",
}
BODY = "The notice was published on Thursday."

Rows = list[tuple[str, tuple[str, ...]]]


def events_of(title: str, text: str = BODY) -> list[str]:
    """The events of a report, in their order."""
    found = extract_reports(
        Article(source="t", key="t:1", url="https://example.org/1", title=title, text=text, published="2025-10-09")
    )
    return [f"{one.action} {SHORT[one.regime]} {one.declared_count or ''}".strip() for one in found]


def ids(rows: Rows) -> list[str]:
    """The sentences of a table as names of its tests."""
    return [row[0][:60] for row in rows]
