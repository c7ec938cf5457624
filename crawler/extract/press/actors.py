"""Who acts and who is hit: authorities, countries, and the words for firms and people, as the press prints them.

A table is a label and the phrases that carry it: in lower case, spaces for hyphens, a plural only where it is not
regular. Country codes are ISO 3166-1 alpha-2, and EU.
"""

# China as the one who acts; `other-authority` acts outside our vocabulary.
CHINA = {
    "china": "china, beijing, prc, the prc, mainland china, chinese mainland, people's republic of china",
    "chinese": "chinese, china based, chinese based, mainland, domestic, china linked, chinese owned",
    "authority": (
        "mofcom, moc, china mofcom, ministry of commerce, commerce ministry, chinese ministry of commerce, chinese "
        "commerce ministry, china's commerce ministry, ministry of foreign affairs, foreign ministry, state council, "
        "general administration of customs, chinese government, chinese authorities, chinese side, chinese "
        "officials, chinese customs, chinese state, xi jinping, chinese regulators, customs, the ministry, "
        "unreliable entity list working mechanism, work mechanism, working mechanism"
    ),
    "other-authority": (
        "taiwan affairs office, tao, ministry of finance, finance ministry, market regulator, samr, cyberspace "
        "administration, cac, state administration for market regulation, ministry of industry, ministry of "
        "transport, national development and reform commission, ndrc, public security"
    ),
}

# Others who act: governments by their seats, agencies and people.
FOREIGN = {
    "foreign": (
        "washington, tokyo, taipei, brussels, seoul, the hague, london, ottawa, canberra, new delhi, moscow, kyiv, "
        "berlin, paris, pentagon, white house, trump, biden, donald trump, joe biden, trump administration, biden "
        "administration, bis, bureau of industry and security, commerce department, department of commerce, us "
        "commerce, treasury, treasury department, us treasury, state department, department of state, congress, "
        "senate, house of representatives, ofac, homeland security, department of homeland "
        "security, dhs, fcc, federal communications commission, department of defense, department of war, european "
        "commission, european council, european union, meti, nato, g7, wto, bessent, lutnick, rubio, hegseth, "
        "takaichi, lai ching te, us government, us administration, american government, us officials, us president, "
        "us commerce secretary"
    ),
}

COUNTRIES = {
    "US": "us, u.s, u.s., usa, united states, america, american, americans",
    "JP": "japan, japanese",
    "TW": "taiwan, taiwanese, taiwan region, island of taiwan",
    "EU": "eu, europe, european, european union",
    "KR": "south korea, south korean, republic of korea, rok, korea, korean",
    "GB": "uk, u.k., britain, british, united kingdom",
    "CA": "canada, canadian",
    "AU": "australia, australian",
    "DE": "germany, german",
    "FR": "france, french",
    "NL": "netherlands, dutch",
    "IN": "india, indian",
    "LT": "lithuania, lithuanian",
    "PH": "philippines, philippine",
    "IL": "israel, israeli",
    "MX": "mexico, mexican",
    "RU": "russia, russian",
    "UA": "ukraine, ukrainian",
    "CZ": "czech, czech republic, czechia",
    "SE": "sweden, swedish",
    "NO": "norway, norwegian",
    "PL": "poland, polish",
    "IT": "italy, italian",
    "VN": "vietnam, vietnamese",
    "SG": "singapore, singaporean",
    "NZ": "new zealand",
    "BE": "belgium, belgian",
    "IR": "iran, iranian",
    "KP": "north korea, north korean",
    "MY": "malaysia, malaysian",
    "ID": "indonesia, indonesian",
    "TH": "thailand, thai",
    "PK": "pakistan, pakistani",
    "TR": "turkey, türkiye, turkish",
    "SA": "saudi arabia, saudi",
    "AE": "uae, united arab emirates, emirati",
    "ZA": "south africa, south african",
    "BR": "brazil, brazilian",
    "AR": "argentina, argentine",
    "CL": "chile, chilean",
    "PA": "panama, panamanian",
    "KZ": "kazakhstan, kazakh",
    "MN": "mongolia, mongolian",
    "MM": "myanmar, burmese",
    "CD": "democratic republic of congo, congo, congolese",
    "ES": "spain, spanish",
    "CH": "switzerland, swiss",
    "AT": "austria, austrian",
    "HU": "hungary, hungarian",
    "DK": "denmark, danish",
    "FI": "finland, finnish",
    "IE": "ireland, irish",
    "LV": "latvia, latvian",
    "EE": "estonia, estonian",
}
ANY_FOREIGN = "foreign, overseas, western, american and european, us and european, g7"

# Those who are hit, or who are obliged.
PARTIES = {
    "firm": (
        "company, firm, entity, contractor, manufacturer, maker, supplier, enterprise, business, corporation, group, "
        "giant, subsidiary, unit, affiliate, arms maker, chipmaker, drone maker, automaker, carmaker, producer, "
        "operator, conglomerate, others, weapons maker, defence industry, defense industry, defence contractor, "
        "defense contractor, importer, buyer, vendor, developer, start up, startup, bank, defence tech, defense "
        "tech, defence linked tech, defense linked tech, arms dealer, arms supplier, shipbuilder, builder, military "
        "enterprise"
    ),
    "body": (
        "institution, organization, organisation, university, institute, think tank, forum, foundation, association, "
        "research body, lab, laboratory, agency"
    ),
    "person": (
        "executive, individual, official, person, lawmaker, politician, senator, scholar, researcher, manager, "
        "senior executive, chief executive, ceo, member of parliament, parliament member, mep, boss, people, "
        "senior manager, staff, legislator, citizen, personnel, general, admiral, officer, activist, congressman, "
        "congresswoman, minister, delegate, deputy, adviser, advisor, economist, envoy, ambassador, academic"
    ),
    "military": (
        "military, military user, military end user, military end use, armed forces, self defence forces, self "
        "defense forces, military use, military purpose, end user, defence ministry, defense ministry, army, defence "
        "sector, defense sector, defence industry users"
    ),
}
