"""The labels that readers ask for together."""

CONTROL = ("control", "control-ban", "control-licence")  # on exports, in so many words
BARE = ("bare-control", "bare-ban", "bare-licence")  # on exports only where goods stand beside them
LISTS = ("export-control-list", "unreliable-entity-list", "watch-list", "countermeasures", "any-list")
GOODS = ("goods", "tech", "licence-goods", "precursor")
NOUN_ACTS = ("noun-LIST", "noun-SUSPEND", "noun-LIFT", "noun-EXTEND", "noun-RESUME")
PREDICATES = (
    *("LIST", "BLACKLIST", "SANCTION", "HIT", "IMPOSE", "BAN", "CURB", "SUSPEND", "LIFT", "DELIST", "EXTEND", "RESUME"),
    *("PROPOSE", "SEEK", "PLAN", "AMEND", "INVESTIGATE", "OPEN", "MOVE"),
)
