"""The vocabulary in plain words, and the making safe of what others wrote."""

import unicodedata

from storage.model import Action, Measure, Regime

REGIMES: dict[Regime, str] = {
    "export-control-list": "the Export Control List",
    "watch-list": "the Watch List",
    "unreliable-entity-list": "the Unreliable Entity List",
    "countermeasures": "the countermeasures list",
    "dual-use-items": "dual-use items",
    "technology-catalogue": "the catalogue of technologies barred or restricted from export",
    "licence-catalogue": "the licence catalogues",
}
ACTIONS: dict[Action, str] = {
    "list": "LISTED",
    "delist": "REMOVED",
    "suspend": "SUSPENDED",
    "extend": "SUSPENSION EXTENDED",
    "lift": "LIFTED",
    "resume": "RESUMED",
    "amend": "AMENDED",
    "investigate": "INVESTIGATED",
    "propose": "PROPOSED",
    "control": "CONTROLLED",
    "restrict": "RESTRICTED",
}
PREPOSITIONS: dict[Action, str] = {
    "list": "on",
    "delist": "from",
    "investigate": "under the rules of",
    "restrict": "under the rules of",
    "control": "as",
    "propose": "for",
    "amend": "in",
}
MEASURES: dict[Measure, str] = {
    "asset-freeze": "assets frozen",
    "data-transfer-ban": "no data may be given to them",
    "dual-use-export-ban": "no dual-use exports",
    "enhanced-review": "stricter end-user review",
    "entry-ban": "executives barred from entry",
    "export-licence": "export licence needed",
    "fine": "fined",
    "investment-ban": "no new investment in China",
    "permit-revocation": "work and residence permits refused or revoked",
    "third-country-transfer-ban": "no transfer of Chinese items from third countries",
    "trade-ban": "no import or export with China",
    "transaction-ban": "no dealings with them",
}


def plain(text: str) -> str:
    """Scraped text fit for a terminal and a table cell: one line, without control, escape or direction characters."""
    line = " ".join(text.split())
    if line.isprintable():  # nearly always
        return line
    return " ".join("".join(c for c in line if unicodedata.category(c)[0] != "C").split())


def defused(cell: str) -> str:
    """A CSV cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip()[:1] in tuple("=+-@") or (cell[:1] in "\t\r" and cell) else cell


def shortened(text: str, length: int) -> str:
    """At most `length` characters, the last one an ellipsis when something was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def counted(number: int, noun: str, nouns: str = "") -> str:
    """`1 link`, `2 links`."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"
