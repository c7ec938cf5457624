"""Whom or what a claim hits, as printed: proper names, goods and technologies, countries."""

import re
from collections.abc import Iterator
from itertools import dropwhile, islice

from crawler.extract.press.clauses import BETWEEN, COORDINATING, MARKS, PREPOSITIONS
from crawler.extract.press.labels import BARE, CONTROL, GOODS, LISTS
from crawler.extract.press.parties import CODES
from crawler.extract.press.tokens import Token, tokenise, words
from storage.model import Target, TargetKind

MOST = 60  # targets of one claim

# A proper name: capitalised words, with small ones only inside. A legal form after a comma belongs to it.
FORMS = r"(?:Inc|LLC|Corp|Ltd|Co|L\.P|GmbH|PLC|Space & Security)\b"  # the last is of the one name with a comma
WORD = r"[A-Z0-9][\w&.’'/-]{0,40}"
NAME = re.compile(rf"{WORD}(?: (?:of|by|de|for|and(?= Co\b)|&|{WORD})){{0,9}}(?:,? {FORMS}\.?){{0,2}}")
DIVIDER = re.compile(rf"(?:, and |,? and |; |, (?!{FORMS}))")
HEADS = (  # nouns that a name follows at once: "drone maker Skydio", "the banks Urbo and Mano"
    r"(?:compan(?:y|ies)|firms?|entit(?:y|ies)|contractors?|makers?|manufacturers?|suppliers?|banks?|group|giant|"
    r"subsidiar(?:y|ies)|units?|consultancy|start-?up|developer|builder|shipbuilder|owner|parent|operator)"
)
NAMING = re.compile(
    r"\b(?:includ(?:ing|es?|ed)|(?<!brands )such as|(?:players|firms|companies) like|namely|named|are|among them)"
    rf"\s(?:the )?(?=[A-Z0-9])|: (?=[A-Z])|\btarget(?:s|ed)? (?=[A-Z])|\b{HEADS}(?: ?[—–-])? ?(?=[A-Z])|"
    r"\b(?:(?:counter-?)?sanctions|countermeasures|restrictions|measures|curbs) (?:on|against) (?=[A-Z])"
)
DONE = re.compile(
    r" (?:(?:is|are|was|were)|(?:has|have|had) been|(?:will|would) be) (?:also |now )?"
    r"(?:prohibited|banned|barred|added|placed|put|sanctioned|listed|blacklisted|included)\b"
)
# Parts of an enumeration that name nobody, such as "five subsidiaries"; behind other words it is over.
UNITS = re.compile(r"(?:an?|\d+|one|two|three|four|five|six|seven|eight|nine|ten|several|its|dozens?)\b", re.IGNORECASE)
AFTER_NAME = re.compile(r"[. ]{0,3}$|\s(?:and|—|–|\(|[a-z]{1,20}$|(?:in|of|from|near) [A-Z])")
BODY = re.compile(
    r"\b(?:University|Institute|Forum|Alliance|Association|Council|Foundation|Cent(?:er|re)|Agency|Academy)\b"
)

CONTINUED = re.compile(r"\s?(?::|[—–]\s?(?:namely|including|such as))\s([^—–;:]{1,400})")
OWNING = re.compile(r"['’]s\b")
OWNED = re.compile(r"['’]?s? (?:\S{1,20} )?(?:members|executives|units|subsidiaries|officials|lawmakers|employees)\b")
OWNER = re.compile(
    r"(?:the\s)?(?:[A-Z][a-z]{2,20}['’]s|(?:US|U\.S\.|UK|EU)(?:['’]s|[- ]based)?|[A-Z][a-z]{2,20}[- ]based)\s|"
    r"the\s(?=[A-Z])"
)
INTO = words("into against")
NO_NAMES = PREPOSITIONS | BETWEEN | words("no if or all some these those")

# What follows these explains the act and is not its object.
STOPPERS = words("in as amid after because following since despite when that which who according used ahead until")
ARTICLES = words(
    "the some certain more other new several all any crucial strategic advanced chinese related its their a an "
    "so-called additional further various many major vital most important sensitive first key"
)
GENERIC = words(
    "metal metals mineral minerals material materials chip chips chemical chemicals technology technologies tech "
    "process processes software resources"
)
PROCESSES = words("extraction processing refining smelting separation preparation production")
GENERIC_TAILS = GENERIC | words("equipment components parts products items")
SAYING = words("cover covers covered covering apply applies includes announcement announcements whether they it is are")
DIVIDERS = (PREPOSITIONS | COORDINATING | MARKS | SAYING) | words(
    "or as . ’s 's more some % also too such than related"
)
DIVIDING = ("exports", "sanctions", "nation", "china", "authority", "catalogue", *CONTROL, *BARE, *LISTS)


def countries(tokens: tuple[Token, ...], codes: tuple[str, ...]) -> tuple[Target, ...]:
    """The countries that a restriction is aimed at, each by its first printed name."""
    printed = {code: token.text for token in reversed(tokens) for code in token.labels & CODES}
    return tuple(Target(kind="country", name_en=printed.get(code), country=code) for code in codes)


def persons(text: str, nation: str) -> tuple[Target, ...]:
    """The proper names that a stretch of text lists behind "including", "such as", a colon, or "drone maker"."""
    listed = (names(text[found.end() :]) for found in islice(NAMING.finditer(text), MOST))
    return tuple(person(name, nation) for name in next(filter(None, listed), []))


def sufferers(text: str, nation: str) -> tuple[Target, ...]:
    """The proper names that are alone the subject of what was done: "Urbo Bankas and Mano Bankas are barred"."""
    found = DONE.search(text)
    parts = [disowned(part) for part in DIVIDER.split(text[: found.start()])[:MOST]] if found else []
    return tuple(person(part, nation) for part in parts) if all(NAME.fullmatch(p) and is_name(p) for p in parts) else ()


def suspects(text: str, tokens: tuple[Token, ...], nation: str) -> tuple[Target, ...]:
    """The proper names behind "probe into", whatever describes them stepped over."""
    behind = dropwhile(lambda token: token.low not in INTO, tokens)
    named = next((token for token in behind if token.text[:1].isupper() and is_name(token.text)), None)
    return tuple(person(name, nation) for name in names(text[named.start :])) if named else ()


def objects(text: str, tokens: tuple[Token, ...], at: int, nation: str) -> tuple[Target, ...]:
    """The proper names that are a verb's own object: "sanctions Lockheed Martin, Raytheon over"."""
    rest = tokens[at + 1 :]
    size = next((n for n, token in enumerate(rest) if token.low in PREPOSITIONS | MARKS), len(rest))
    if not size or any(token.has("firm", "person") for token in rest[:size]):
        return ()
    return tuple(person(name, nation) for name in names(text[rest[0].start : rest[size - 1].end]))


def person(name: str, nation: str) -> Target:
    """A firm or body by its printed name."""
    kind: TargetKind = "organization" if BODY.search(name) else "company"
    return Target(kind=kind, name_en=name, country=nation or None)


def names(text: str) -> list[str]:
    """The names at the head of each part of an enumeration, as long as parts go on being names."""
    found: list[str] = []
    for part in map(disowned, DIVIDER.split(text)[:MOST]):
        name = NAME.match(part)
        if name and (is_name(name[0]) and not OWNING.search(name[0]) and not OWNED.match(part, name.end())):
            found.append(name[0].rstrip(".,"))
        if not (AFTER_NAME.match(part, name.end()) if name else UNITS.match(part)):
            break
    return list(dict.fromkeys(found))


def disowned(text: str) -> str:
    """The text without the country that owns or describes a name at its head: "Canada's", "US-based"; nor "the"."""
    return OWNER.sub("", text)


def is_name(text: str) -> bool:
    """True unless every word of it is one of the tables' or of the calendar: "China", "Export Controls", "Tuesday"."""
    spoken = (token for token in tokenise(text) if token.text[0].isalnum() and token.number is None)
    return any(not token.labels and token.low not in NO_NAMES for token in spoken)


def goods(text: str, tokens: tuple[Token, ...]) -> tuple[Target, ...]:
    """The goods and technologies named in a clause of the sentence `text`, each noun phrase once."""
    found = [target for phrase in noun_phrases(tokens) if (target := good(text, phrase))]
    return tuple(dict.fromkeys(found))[:MOST]


def continued(text: str) -> tuple[Target, ...]:
    """The goods that an explanation behind a clause enumerates: "— namely samarium and yttrium", ": gallium"."""
    found = CONTINUED.match(text)
    return goods(found[1], tuple(tokenise(found[1]))) if found else ()


def noun_phrases(tokens: tuple[Token, ...]) -> Iterator[list[Token]]:
    """The runs between verbs, prepositions, conjunctions, marks and the words for controls, up to what explains."""
    run: list[Token] = []
    for at, token in enumerate(tokens):
        stops = token.low in STOPPERS and (at == 0 or tokens[at - 1].low != "such")
        if stops or (is_divider(token) and not is_inside(tokens, at)):
            yield run
            run = []
        else:
            run.append(token)
        if stops and at > len(tokens) // 3:
            return
    yield run


def is_inside(tokens: tuple[Token, ...], at: int) -> bool:
    """True for what would divide elsewhere and stands inside the name of one good or technology."""
    return joins_generic(tokens, at) or joins_process(tokens, at) or joins_related(tokens, at)


def joins_process(tokens: tuple[Token, ...], at: int) -> bool:
    """True for the "and" of "gallium and lithium extraction technology"."""
    if tokens[at].low != "and" or at < 1 or not tokens[at - 1].has("goods") or tokens[at - 1].low.endswith("s"):
        return False
    after = tokens[at + 1 : at + 3]
    return len(after) == 2 and after[0].has("goods") and after[1].low.partition(" ")[0] in PROCESSES


def joins_related(tokens: tuple[Token, ...], at: int) -> bool:
    """True for the "related to" of "technology related to battery materials"."""
    related = at - 1 if tokens[at].low == "to" else at
    return related > 0 and tokens[related].low == "related" and tokens[related - 1].has("tech")


def joins_generic(tokens: tuple[Token, ...], at: int) -> bool:
    """True for the "and" of "equipment and materials", which is one good."""
    after = tokens[at + 1 : at + 3]
    if tokens[at].low != "and" or not after or after[0].low not in GENERIC_TAILS:
        return False
    return len(after) == 1 or is_divider(after[1])


def is_divider(token: Token) -> bool:
    """True for what is no part of the name of a good."""
    if token.text == "-" or token.low in DIVIDERS or token.has(*DIVIDING):
        return True
    return token.has("verb") and not token.has("goods", "tech")


def good(text: str, phrase: list[Token]) -> Target | None:
    """The good or technology that a noun phrase names; None for a mere description, such as "items"."""
    while len(phrase) > 1 and (phrase[0].low in ARTICLES or phrase[0].number is not None or is_apposed(phrase)):
        phrase = phrase[1:]
    if not any(token.has(*GOODS) for token in phrase) or (len(phrase) == 1 and phrase[0].low in GENERIC):
        return None
    related = any(token.low == "related" for token in phrase)
    kind: TargetKind = "technology" if related or phrase[-1].has("tech") else "item"
    return Target(kind=kind, name_en=text[phrase[0].start : phrase[-1].end])


def is_apposed(phrase: list[Token]) -> bool:
    """True for the first words of "strategic metal antimony"."""
    return phrase[0].low.rpartition(" ")[2] in GENERIC and phrase[1].has("goods")


def count_of_goods(tokens: tuple[Token, ...]) -> int | None:
    """The number of goods, where one number counts all that the clause names: "seven rare earths"."""
    counted = [run for run in noun_phrases(tokens) if any(token.has(*GOODS, "any-goods") for token in run)]
    numbers = [token.number for run in counted for token in run if token.number is not None]
    return numbers[0] if len(counted) == 1 and numbers else None
