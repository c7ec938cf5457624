"""What the measures are, by the words of the report: each code with its phrases, and the regimes it can belong to."""

import re

from storage.model import Measure, Regime

PUNISHED: frozenset[Regime] = frozenset(("unreliable-entity-list", "countermeasures"))
EXPORTS: frozenset[Regime] = frozenset(("export-control-list", "dual-use-items"))
GOODS: frozenset[Regime] = frozenset(("dual-use-items", "licence-catalogue", "technology-catalogue"))
REVIEWED: frozenset[Regime] = GOODS | {"watch-list"}

GAP = r"[^.;]{0,160}"  # within a sentence; two facts that come in either order are two phrases
NEAR = r"[^.;]{0,60}"
BAN = (  # what begins a word is asked for together, at the beginnings of words alone
    r"(?:\b(?:(?:ban(?:s|ned|ning)?|bar(?:s|red|ring)?|may (?:not|no longer)|must not|cannot|"
    r"(?:not|no longer) (?:be )?(?:allowed|permitted))\b|halt\w*|block\w*|restrict(?:ing|s|ed)\b[^.;]{0,40}\bfrom)|"
    r"prohibit\w*|forbid\w*|embargo\w*|refused?\b)"
)
BANNED = r"\b(?:ban|banned|bans|barred|prohibited)\b"
DUAL = r"(?:dual[- ]use|(?:civilian|civil) and military|military and civil(?:ian)?|military applications)"
TRADE = r"(?:import[- ](?:and|or|/)[- ]?export|import/export)"
ABROAD = (
    r"(?:third[- ]countr\w+|any (?:other )?country or region|re-?export\w*|"
    r"(?:overseas|foreign) (?:organi[sz]ations?|entities|individuals))"
)
DEALING = r"(?:transactions?|dealings?|cooperat\w+)"
PERMIT = r"(?:permits?|visas?|residen\w+|visitor status)"
STRICT = r"(?:strict\w*|tight\w*|enhanced|stronger|closer|tougher|more stringent)"

PHRASES: tuple[tuple[Measure, frozenset[Regime], tuple[str, ...]], ...] = (
    (
        "dual-use-export-ban",
        EXPORTS,
        (BAN + GAP + DUAL, DUAL + GAP + BAN, r"\bno dual[- ]use (?:exports?|sales|items|goods)"),
    ),
    (
        "third-country-transfer-ban",
        EXPORTS,
        (
            rf"{ABROAD}{GAP}(?:{BAN}|transfer\w*|provid\w+|supply\w*)",
            rf"(?:transfer\w*|provid\w+){NEAR}from any country",
        ),
    ),
    (
        "trade-ban",
        PUNISHED,
        (
            rf"{BAN}{NEAR}(?:{TRADE}|trad(?:e|ing) with|doing business|China-related (?:import|trade|export))",
            rf"{BAN}[^.;]{{0,20}}\bfrom (?:all )?trad(?:e|ing)\b",
            rf"\bno (?:{TRADE}|imports? (?:and|or) exports?|trade)",
            rf"(?:{TRADE}|trade) (?:activities )?(?:\w{{1,20}} ){{0,6}}{BANNED}",
            r"\btrade bans?\b",
            r"\bban on trade\b",
        ),
    ),
    (
        "investment-ban",
        PUNISHED,
        (
            rf"{BAN}{GAP}\binvest(?:ments?|ing)?\b",
            r"\bno (?:new )?investments?",
            rf"\binvest(?:ments?|ing)\b[^.;]{{0,40}}{BANNED}",
        ),
    ),
    (
        "entry-ban",
        PUNISHED,
        (
            rf"{BAN}{GAP}\b(?:enter(?:ing)?|entry|travel\w*)\b",
            r"\b(?:entry|travel|visa)[- ](?:bans?|restrictions?)\b",
            r"\b(?:denied|refused?) (?:entry|visas?)",
            r"\bno entry\b",
            rf"\b(?:enter(?:ing)? (?:mainland )?China|entry)[^.;]{{0,40}}{BAN}",
        ),
    ),
    (
        "permit-revocation",
        PUNISHED,
        (
            rf"(?:revok\w+|cancel\w*|nullif\w+|strip\w*|withdr[ae]w\w*){NEAR}{PERMIT}",
            rf"{PERMIT}{NEAR}(?:revoked|cancell?ed|nullified|withdrawn)",
        ),
    ),
    (
        "transaction-ban",
        PUNISHED,
        (
            rf"{BAN}{GAP}(?:{DEALING}|business (?:with|dealings?))",
            rf"{DEALING}{NEAR}{BANNED}",
            r"\b(?:dealing|transaction)s? bans?\b",
            r"\bno dealings?\b",
        ),
    ),
    ("data-transfer-ban", PUNISHED, (rf"{BAN}{GAP}\b(?:data|sensitive information)\b", "data transfer bans?")),
    (
        "asset-freeze",
        PUNISHED,
        (
            rf"(?:freez\w+|froze\w*){NEAR}(?:assets?|propert\w+)",
            rf"(?:assets?|propert\w+){NEAR}(?:freez\w+|froze\w*)",
            r"\basset freezes?\b",
        ),
    ),
    (
        "export-licence",
        GOODS,
        (r"\blicen[cs](?:e|es|ing)\b", r"\bpermits?\b", r"\bapprovals?\b", r"\bpermission\b", r"\bauthori[sz]ation\b"),
    ),
    ("enhanced-review", REVIEWED, (rf"{STRICT}{NEAR}(?:review|end[- ]us|scrutin|check|vetting)",)),
    ("fine", PUNISHED, (r"\bfin(?:e|es|ed)\b",)),
)
# In lower case: a pattern of any case takes twice as long.
PATTERNS = tuple((code, regimes, re.compile("|".join(phrases).lower())) for code, regimes, phrases in PHRASES)


def measures_in(text: str, regime: Regime) -> tuple[Measure, ...]:
    """The codes that the text prints and that the regime knows, sorted."""
    low = text.lower()
    return tuple(sorted({code for code, regimes, found in PATTERNS if regime in regimes and found.search(low)}))
