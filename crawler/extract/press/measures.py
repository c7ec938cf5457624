"""What the measures are, by the words of the report: each code with its phrases, and the regimes it can belong to."""

import re

from storage.model import Measure, Regime

LISTED: frozenset[Regime] = frozenset(
    ("export-control-list", "unreliable-entity-list", "countermeasures", "watch-list")
)
PUNISHED: frozenset[Regime] = frozenset(("unreliable-entity-list", "countermeasures"))
EXPORTS: frozenset[Regime] = frozenset(("export-control-list", "dual-use-items"))
GOODS: frozenset[Regime] = frozenset(("dual-use-items", "licence-catalogue", "technology-catalogue"))

BAN = (
    r"(?:\bban(?:s|ned|ning)?\b|\bbar(?:s|red|ring)?\b|prohibit\w*|forbid\w*|\bhalt\w*|\bblock\w*|embargo\w*|refused?\b|"
    r"\brestrict(?:ing|s|ed)\b[^.;]{0,40}\bfrom|\bmay (?:not|no longer)\b|\bmust not\b|\b(?:not|no longer) (?:be )?(?:allowed|permitted)\b|"
    r"\bcannot\b)"
)
DUAL = (
    r"(?:dual[- ]use|civilian and military|military and civilian|both civil(?:ian)? and military|military applications)"
)

# Two facts in one sentence, in either order, are two patterns; each gap is bounded.
PATTERNS: tuple[tuple[Measure, frozenset[Regime], str], ...] = (
    ("dual-use-export-ban", EXPORTS, rf"{BAN}[^.;]{{0,160}}{DUAL}|{DUAL}[^.;]{{0,160}}{BAN}"),
    ("dual-use-export-ban", EXPORTS, r"\bno dual[- ]use (?:exports?|sales|items|goods)"),
    (
        "third-country-transfer-ban",
        EXPORTS,
        r"(?:third[- ]countr\w+|any (?:other )?country or region|(?:overseas|foreign) (?:organi[sz]ations?|entities|individuals)|re-?export\w*)"
        rf"[^.;]{{0,160}}(?:{BAN}|transfer\w*|provid\w+|supply\w*)|(?:transfer\w*|provid\w+)[^.;]{{0,60}}from any country",
    ),
    (
        "trade-ban",
        PUNISHED,
        rf"{BAN}[^.;]{{0,60}}(?:import[- ](?:and|or|/)[- ]?export|import/export|trad(?:e|ing) with|"
        rf"doing business|China-related (?:import|trade|export))|no (?:import/export|import or export|imports? (?:and|or) exports?|"
        rf"trade)|(?:import (?:and|or) export|import/export|trade) (?:activities )?(?:\w+ ){{0,6}}(?:ban|banned|barred|prohibited)\b|"
        rf"\btrade bans?\b|\bban on trade\b",
    ),
    (
        "investment-ban",
        PUNISHED,
        rf"{BAN}[^.;]{{0,120}}\b(?:new )?invest(?:ments?|ing)\b|no (?:new )?investments?|"
        rf"\binvest(?:ments?|ing)\b[^.;]{{0,40}}(?:\bban|\bbarred|prohibit)\w*",
    ),
    (
        "entry-ban",
        PUNISHED,
        rf"{BAN}[^.;]{{0,160}}\b(?:from )?(?:enter(?:ing)?|entry|travel\w*)\b|\b(?:entry|travel|visa)[- ](?:bans?|restrictions?)\b|"
        r"\b(?:denied|refused?) (?:entry|visas?)|\bno entry\b|"
        rf"(?:enter(?:ing)? (?:mainland )?China|entry)[^.;]{{0,40}}(?:{BAN})",
    ),
    (
        "permit-revocation",
        PUNISHED,
        r"(?:revok\w+|cancel\w*|nullif\w+|strip\w*|withdr[ae]w\w*)[^.;]{0,60}(?:permits?|visas?|residen\w+|visitor status)|"
        r"(?:permits?|residen\w+|visitor status)[^.;]{0,60}(?:revoked|cancell?ed|nullified|withdrawn)",
    ),
    (
        "transaction-ban",
        PUNISHED,
        rf"(?:{BAN})[^.;]{{0,160}}(?:transactions?|dealings?|cooperat\w+|business (?:with|dealings?))|"
        rf"(?:transactions?|dealings?|cooperation)[^.;]{{0,50}}(?:\bban|\bbarred|prohibit)\w*|\b(?:dealing|transaction)s? bans?\b|"
        r"\bno dealings?\b",
    ),
    ("data-transfer-ban", PUNISHED, rf"(?:{BAN})[^.;]{{0,120}}\b(?:data|sensitive information)\b|data transfer bans?"),
    (
        "asset-freeze",
        PUNISHED,
        r"(?:freez\w+|froze\w*)[^.;]{0,60}(?:assets?|propert\w+)|(?:assets?|propert\w+)[^.;]{0,60}(?:freez\w+|froze\w*)|"
        r"\basset freezes?\b",
    ),
    (
        "export-licence",
        GOODS,
        r"\blicen[cs](?:e|es|ing)\b|\b(?:export )?permits?\b|\bapprovals?\b|\bpermission\b|\bauthori[sz]ation\b",
    ),
    (
        "enhanced-review",
        frozenset((*GOODS, "watch-list")),
        r"(?:strict\w*|tight\w*|enhanced|stronger|closer|tougher|more stringent)[^.;]{0,60}(?:review|end[- ]us|scrutin|check|vetting)",
    ),
    ("fine", PUNISHED, r"\bfin(?:e|es|ed)\b"),
)
COMPILED = tuple((code, regimes, re.compile(pattern, re.IGNORECASE)) for code, regimes, pattern in PATTERNS)
NOT_PERMITS = re.compile(r"\b(?:unlikely|work|residence|residency)\s(?:permits?|approval)", re.IGNORECASE)


def measures_in(text: str, regime: Regime) -> tuple[Measure, ...]:
    """The codes that the text prints and that the regime knows, sorted."""
    found = {code for code, regimes, pattern in COMPILED if regime in regimes and pattern.search(text)}
    return tuple(sorted(found))
